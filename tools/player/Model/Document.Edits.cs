using System;
using System.Collections.Generic;
using Seamline.Ui.Native;

namespace Seamline.Ui.Model;

/// <summary>Edits, marks and the loop. Each returns whether it was done; <see cref="LastError"/> has the sentence when not.</summary>
internal sealed partial class Document
{
    // The engine's own least length of a loop.
    private const double LeastLoopSeconds = 0.05;

    private readonly List<string> _labels = [];

    /// <summary>What undoing takes back; empty for nothing.</summary>
    public string UndoLabel => UndoDepth > 0 ? _labels[UndoDepth - 1] : "";

    /// <summary>What redoing does again; empty for nothing.</summary>
    public string RedoLabel => RedoDepth > 0 ? _labels[UndoDepth] : "";

    /// <summary>In mark, frames.</summary>
    public long? MarkIn { get; private set; }

    /// <summary>Out mark, frames.</summary>
    public long? MarkOut { get; private set; }

    /// <summary>The marked range loops.</summary>
    public bool IsLooping { get; private set; }

    /// <summary>Both marks are set.</summary>
    public bool HasRange => MarkIn.HasValue && MarkOut.HasValue;

    public bool Split(long frame)
    {
        string name = IndexAt(frame) is >= 0 and var index ? NameOf(index) : "segment";
        return Edit(Engine.Split(Seconds(frame)), $"split of {name} at {Short(Seconds(frame))}");
    }

    public bool DeleteSegment(int index)
    {
        string label = $"delete of {NameOf(index)} ({Length(index)})";
        return Edit(Engine.DeleteSegment(_segments[index].Id), label);
    }

    /// <summary>Removes the marked range and closes the gap; the marks go with it.</summary>
    public bool DeleteRange()
    {
        if (MarkIn is not { } from || MarkOut is not { } to) return Refuse("No range is marked: I and O mark its ends.");
        StopLoop();
        if (!Edit(Engine.RippleDelete(Seconds(from), Seconds(to)), $"delete of a range ({Short(Seconds(to - from))})")) return false;
        ClearMarks();
        return true;
    }

    /// <summary>Moves a segment to another place in the order.</summary>
    public bool Move(long id, int index)
    {
        string name = NameOf(IndexOf(id));
        return Edit(Engine.MoveSegment(id, index), $"move of {name}");
    }

    /// <summary>Moves an edge by frames on the timeline.</summary>
    public bool Trim(long id, bool atStart, long byFrames)
    {
        int index = IndexOf(id);
        if (index < 0 || byFrames == 0) return false;
        ref readonly SeamSegment segment = ref _segments[index];
        double by = byFrames / (double)Rate * segment.Speed;
        string label = $"trim of {NameOf(index)}";
        return Edit(atStart ? Engine.TrimIn(id, segment.InSeconds + by) : Engine.TrimOut(id, segment.OutSeconds + by), label);
    }

    public bool ToggleMute(int index)
    {
        string label = $"{(_segments[index].Muted == 0 ? "mute" : "unmute")} of {NameOf(index)}";
        return Edit(Engine.SetMuted(_segments[index].Id, _segments[index].Muted == 0), label);
    }

    /// <summary>Plays a segment faster or slower, at its pitch.</summary>
    public bool SetSpeed(int index, double speed)
    {
        string label = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"speed of {NameOf(index)} ({speed:0.##} x)");
        return Edit(Engine.SetSpeed(_segments[index].Id, speed), label);
    }

    /// <summary>Changes a segment's gain, dB, within what the engine takes and what is heard.</summary>
    public bool AddGain(int index, double decibels)
    {
        string label = $"gain of {NameOf(index)}";
        return Edit(Engine.SetGain(_segments[index].Id, Math.Clamp(double.IsNegativeInfinity(_segments[index].GainDb) ? -60 : _segments[index].GainDb + decibels, -60, 24)), label);
    }

    public bool Undo() => UndoDepth > 0 ? Step(Engine.Undo(), -1) : Refuse("There is nothing to undo.");

    public bool Redo() => RedoDepth > 0 ? Step(Engine.Redo(), 1) : Refuse("There is nothing to redo.");

    /// <summary>Marks a range by its ends, in either order; an empty one marks nothing.</summary>
    public void SetRange(long a, long b)
    {
        MarkIn = a == b ? null : Math.Min(a, b);
        MarkOut = a == b ? null : Math.Max(a, b);
        Remark();
    }

    /// <summary>Sets the in mark; an out mark before it goes.</summary>
    public void SetMarkIn(long frame)
    {
        MarkIn = frame;
        if (MarkOut <= frame) MarkOut = null;
        Remark();
    }

    /// <summary>Sets the out mark; an in mark after it goes.</summary>
    public void SetMarkOut(long frame)
    {
        MarkOut = frame;
        if (MarkIn >= frame) MarkIn = null;
        Remark();
    }

    public void ClearMarks()
    {
        MarkIn = MarkOut = null;
        StopLoop();
    }

    /// <summary>Loops the marked range, or ends the loop.</summary>
    public bool ToggleLoop()
    {
        if (IsLooping)
        {
            StopLoop();
            return true;
        }

        if (MarkIn is not { } from || MarkOut is not { } to) return Refuse("No range is marked to loop: I and O mark its ends.");
        if (Seconds(to - from) < LeastLoopSeconds) return Refuse("A loop has at least 50 ms.");
        if (!Engine.SetLoop(Seconds(from), Seconds(to))) return Refuse(Engine.LastError);
        return IsLooping = true;
    }

    /// <summary>A time or a length, short: whole seconds, below ten with tenths.</summary>
    internal static string Short(double seconds) => View.TimeText.Of(seconds, seconds < 9.95 && Math.Abs(seconds - Math.Round(seconds)) > 0.049 ? 1 : 0);

    private string Length(int index) => Short(Seconds(_segments[index].EndFrame - _segments[index].StartFrame));

    private double Seconds(long frame) => frame / (double)Rate;

    private void StopLoop()
    {
        if (IsLooping) Engine.ClearLoop();
        IsLooping = false;
    }

    // The loop is the marked range: it follows the marks, and ends with them.
    private void Remark()
    {
        if (!IsLooping) return;
        StopLoop();
        if (HasRange) ToggleLoop();
    }

    private bool Edit(bool done, string label)
    {
        if (!done) return Refuse(Engine.LastError);
        // What was saved lies on the branch that this edit cuts off: it cannot be come back to.
        if (_savedDepth > UndoDepth) _savedDepth = -1;
        _labels.RemoveRange(UndoDepth, _labels.Count - UndoDepth);
        _labels.Add(label);
        UndoDepth++;
        RedoDepth = 0;
        Changed();
        return true;
    }

    private bool Step(bool done, int by)
    {
        if (!done) return Refuse(Engine.LastError);
        UndoDepth += by;
        RedoDepth -= by;
        Changed();
        return true;
    }

    private void Changed()
    {
        EditSerial = Engine.Stats().PublishedSerial;
        Mirror();
        _origins.Follow(Ids());
        KeepSelection();
        if (MarkIn > LengthFrames) MarkIn = null;
        if (MarkOut > LengthFrames) MarkOut = null;
        if (IsLooping && !HasRange) StopLoop();
    }

    private bool Refuse(string why)
    {
        LastError = why;
        return false;
    }
}

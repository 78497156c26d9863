using System;
using System.Runtime.InteropServices;
using Seamline.Memory;

namespace Seamline.Timeline;

/// <summary>
/// The mutable timeline: bulk set, edits, undo. Times are seconds of the timeline as it stands; an edit that is refused has
/// changed nothing.
/// </summary>
/// <remarks>
/// Every edit of the main lane is one splice. A segment keeps its id, or its first piece does where it is cut; what is new has
/// a new one. The pieces of a segment are contiguous, so they sound like the whole to the bit. Speed is kept: a cut inside a
/// segment of another speed lands where that speed has it. Thread: control. No GC allocation.
/// </remarks>
internal sealed partial class TimelineEditor(MemoryBudget budget, int rate, ErrorText error, DocumentFeatures features = DocumentFeatures.None) : IDisposable
{
    // A piece shorter than this is no piece: the cut falls on the seam that is already there.
    private const double SliverSeconds = 1e-9;

    private readonly Document _document = new(budget, rate);
    private readonly UndoLog _undo = new(budget);
    private readonly NativeList<SegmentRow> _bulk = new(budget, Limits.MaxSegments);
    private long _lastId;

    /// <summary>The tables.</summary>
    public Document Document => _document;

    /// <summary>The segments.</summary>
    public SegmentList List => _document.Segments;

    /// <summary>Steps of undo and redo at hand.</summary>
    public (int Undo, int Redo) History => (_undo.UndoCount, _undo.RedoCount);

    /// <summary>Kinds of the steps that undo and redo would carry out.</summary>
    public (EditKind Undo, EditKind Redo) HistoryKinds => (_undo.UndoKind, _undo.RedoKind);

    /// <summary>Rows that an undo would add (fewer than 0: take away).</summary>
    public int UndoGrowth => _undo.UndoGrowth;

    /// <summary>Rows that a redo would add (fewer than 0: take away).</summary>
    public int RedoGrowth => _undo.RedoGrowth;

    /// <summary>Replaces the whole timeline by a host's; the history ends here, because the host keeps its own.</summary>
    public Status Set(ReadOnlySpan<SegmentSpec> specs)
    {
        if (specs.Length > Limits.MaxSegments)
            return error.Fail(Status.LimitReached, $"the timeline has {specs.Length} segments; the limit is {Limits.MaxSegments}");
        if (InGroup) return InAGroup();
        double seconds = 0;
        for (int i = 0; i < specs.Length; i++)
        {
            Status status = Check(specs[i], i);
            if (status != Status.Ok) return status;
            seconds += (specs[i].Out - specs[i].In) / specs[i].Speed;
        }

        if (seconds > Limits.MaxSeconds) return TooLong();
        _bulk.Clear();
        if (!_bulk.TryReserve(specs.Length) || !List.TryReserve(specs.Length)) return NoRoom();
        foreach (ref readonly SegmentSpec spec in specs) _ = _bulk.TryAdd(SegmentRow.From(spec, ++_lastId));
        _undo.Clear();
        if (!List.TrySplice(0, List.Count, _bulk.Span)) return NoRoom();
        _document.ForgetSegments();
        return Status.Ok;
    }

    /// <summary>Puts a segment before the one at <paramref name="index"/>, or at the end.</summary>
    public Status Insert(int index, in SegmentSpec spec, out SegmentId id)
    {
        id = default;
        if (index < 0 || index > List.Count)
            return error.Fail(Status.InvalidArgument, $"segment position {index} is outside 0..{List.Count}");
        Status status = Check(spec, index);
        if (status != Status.Ok) return status;
        if (List.Seconds + ((spec.Out - spec.In) / spec.Speed) > Limits.MaxSeconds) return TooLong();
        SegmentRow row = SegmentRow.From(spec, ++_lastId);
        double at = List.StartOf(index).Seconds;
        status = SpliceRippling(EditKind.Insert, index, 0, MemoryMarshal.CreateReadOnlySpan(ref row, 1), edgeKept: false, at, at);
        if (status == Status.Ok) id = new SegmentId(row.Id);
        return status;
    }

    /// <summary>Removes a segment and closes the gap.</summary>
    public Status Delete(SegmentId id) => Find(id, out int index) == Status.Ok
        ? SpliceRippling(EditKind.Delete, index, 1, default, edgeKept: false, List.StartOf(index).Seconds, List.StartOf(index + 1).Seconds) : Status.NotFound;

    /// <summary>Removes [<paramref name="from"/>, <paramref name="to"/>) across segments and closes the gap.</summary>
    public Status RippleDelete(double from, double to)
    {
        Status status = Clamp(ref from, ref to);
        if (status != Status.Ok) return status;
        (int first, bool cutsFirst) = Boundary(from, out SegmentRow head, out _);
        (int last, bool cutsLast) = Boundary(to, out _, out SegmentRow tail);
        Span<SegmentRow> kept = stackalloc SegmentRow[2];
        int count = 0;
        if (cutsFirst) kept[count++] = head;
        if (cutsLast)
        {
            // A piece out of the middle of one segment leaves two: the second is a new one.
            if (cutsFirst && first == last) tail.Id = ++_lastId;
            kept[count++] = tail;
        }

        return SpliceRippling(EditKind.RippleDelete, first, last - first + (cutsLast ? 1 : 0), kept[..count], cutsLast, from, to);
    }

    /// <summary>Cuts the segment under a time in two; both halves together sound like the whole, to the bit.</summary>
    public Status Split(double at, out SegmentId right)
    {
        right = default;
        if (!IsTime(at) || at < 0 || at > List.Seconds)
            return error.Fail(Status.InvalidArgument, $"cannot split at {at} s: the timeline is 0 s .. {List.Seconds} s");
        int index = List.Count == 0 ? -1 : RowAt(at);
        if (index < 0 || !Cut(index, at, out SegmentRow head, out SegmentRow tail))
            return error.Fail(Status.InvalidArgument, $"cannot split at {at} s: there is already a seam");
        Status fits = KeepsTransitions(index, at, head, tail);
        if (fits != Status.Ok) return fits;
        tail.Id = ++_lastId;
        ReadOnlySpan<SegmentRow> halves = [head, tail];
        Status status = Splice(EditKind.Split, index, 1, halves, edgeKept: true);
        if (status == Status.Ok) right = new SegmentId(tail.Id);
        return status;
    }

    /// <summary>Moves a segment's in point; what follows moves along.</summary>
    public Status TrimIn(SegmentId id, double inSeconds) =>
        Read(id, out int index, out SegmentSpec spec) is var status and not Status.Ok ? status : Write(EditKind.Trim, index, id, spec with { In = inSeconds });

    /// <summary>Moves a segment's out point; what follows moves along.</summary>
    public Status TrimOut(SegmentId id, double outSeconds) =>
        Read(id, out int index, out SegmentSpec spec) is var status and not Status.Ok ? status : Write(EditKind.Trim, index, id, spec with { Out = outSeconds });

    /// <summary>Sets a segment's gain, dB.</summary>
    public Status SetGain(SegmentId id, double decibels) =>
        Read(id, out int index, out SegmentSpec spec) is var status and not Status.Ok ? status : Write(EditKind.Gain, index, id, spec with { GainDb = decibels });

    /// <summary>Silences a segment in its place, or lets it sound.</summary>
    public Status SetMuted(SegmentId id, bool muted) =>
        Read(id, out int index, out SegmentSpec spec) is var status and not Status.Ok ? status : Write(EditKind.Mute, index, id, spec with { Muted = muted });

    /// <summary>Sets a segment's speed.</summary>
    public Status SetSpeed(SegmentId id, double speed) =>
        Read(id, out int index, out SegmentSpec spec) is var status and not Status.Ok ? status : Write(EditKind.Speed, index, id, spec with { Speed = speed });

    /// <summary>Sets what a segment sounds like at a speed other than 1.</summary>
    public Status SetSpeedMode(SegmentId id, SpeedMode mode) =>
        Read(id, out int index, out SegmentSpec spec) is var status and not Status.Ok ? status : Write(EditKind.Speed, index, id, spec with { SpeedMode = mode });

    /// <summary>Sets a segment's speed, and what it sounds like at it.</summary>
    public Status SetSpeed(SegmentId id, double speed, SpeedMode mode) =>
        Read(id, out int index, out SegmentSpec spec) is var status and not Status.Ok ? status
            : Write(EditKind.Speed, index, id, spec with { Speed = speed, SpeedMode = mode });

    /// <summary>Takes a segment out and puts it back so that it becomes the one at <paramref name="index"/>.</summary>
    public Status Move(SegmentId id, int index)
    {
        Status status = Find(id, out int from);
        if (status != Status.Ok) return status;
        if (index < 0 || index >= List.Count)
            return error.Fail(Status.InvalidArgument, $"segment position {index} is outside 0..{List.Count - 1}");
        if (_document.HasParts && from != index) return MoveWithParts(from, index);
        return MoveRows(from, index);
    }

    /// <summary>A segment's index by identity.</summary>
    public Status Find(SegmentId id, out int index)
    {
        index = List.IndexOf(id.Value);
        return index >= 0 ? Status.Ok : error.Fail(Status.NotFound, $"there is no segment {id.Value} on the timeline");
    }

    /// <summary>A segment as it stands.</summary>
    public SegmentInfo Info(int index)
    {
        ref readonly SegmentRow row = ref List.Rows[index];
        return new SegmentInfo(new SegmentId(row.Id), row.ToSpec(), row.Start, List.EndFrame(index),
            row.IsStretched ? (long)Math.Round(row.ClipFrame * row.Speed) : row.ClipFrame);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _document.Dispose();
        _undo.Dispose();
        _bulk.Dispose();
        _ranges.Dispose();
        _points.Dispose();
        _moved.Dispose();
        _oldPlaces.Dispose();
        _sources.Dispose();
        _made.Dispose();
    }

    private Status MoveRows(int from, int index)
    {
        if (!_undo.TryRecordMove(from, index)) return GroupIsFull();
        List.MoveRows(from, index);
        List.Settle();
        return Status.Ok;
    }

    private static bool IsTime(double seconds) => Math.Abs(seconds) <= Limits.MaxSeconds; // false for NaN too

    private Status Check(in SegmentSpec spec, int index)
    {
        if (!IsTime(spec.In) || !IsTime(spec.Out))
            return error.Fail(Status.InvalidArgument, $"segment {index}: in {spec.In} s, out {spec.Out} s: not a time within {Limits.MaxSeconds} s");
        if (spec.Out < spec.In)
            return error.Fail(Status.InvalidArgument, $"segment {index}: the range {spec.In} s .. {spec.Out} s is reversed");
        if (!(spec.Speed >= Limits.MinSpeed && spec.Speed <= Limits.MaxSpeed))
            return error.Fail(Status.InvalidArgument, $"segment {index}: speed {spec.Speed} is outside {Limits.MinSpeed} .. {Limits.MaxSpeed}");
        if (spec.SpeedMode is < SpeedMode.Silence or > SpeedMode.KeepPitch)
            return error.Fail(Status.InvalidArgument, $"segment {index}: there is no speed mode {(int)spec.SpeedMode}");
        if (!(spec.GainDb <= Limits.MaxGainDb))
            return error.Fail(Status.InvalidArgument, $"segment {index}: gain {spec.GainDb} dB is not at most {Limits.MaxGainDb} dB");
        List.HasStretched |= spec.Speed != 1 && spec.SpeedMode != SpeedMode.Silence;
        return Status.Ok;
    }

    private Status Read(SegmentId id, out int index, out SegmentSpec spec)
    {
        Status status = Find(id, out index);
        spec = status == Status.Ok ? List.Rows[index].ToSpec() : default;
        return status;
    }

    private Status Write(EditKind kind, int index, SegmentId id, in SegmentSpec spec)
    {
        Status status = Check(spec, index);
        if (status != Status.Ok) return status;
        SegmentRow row = SegmentRow.From(spec, id.Value);
        if (List.Seconds - List.Rows[index].Seconds + row.Seconds > Limits.MaxSeconds) return TooLong();
        row.Flags |= List.Rows[index].Flags & SegmentRow.Parts;
        (double from, double to) = Replaced(kind, index, row);
        return kind is EditKind.Trim or EditKind.Speed
            ? SpliceRippling(kind, index, 1, MemoryMarshal.CreateReadOnlySpan(ref row, 1), edgeKept: true, from, to)
            : Splice(kind, index, 1, MemoryMarshal.CreateReadOnlySpan(ref row, 1), edgeKept: true);
    }

    // What of the timeline a trim or a speed takes away: at the start for an in point, at the end for all else; nothing where it grows.
    private EditRange Replaced(EditKind kind, int index, in SegmentRow row)
    {
        double start = List.StartOf(index).Seconds;
        double end = List.StartOf(index + 1).Seconds;
        double shorter = Math.Max(0, List.Rows[index].Seconds - row.Seconds);
        bool atStart = kind == EditKind.Trim && row.In != List.Rows[index].In;
        return atStart ? new EditRange(start, Math.Min(end, start + shorter)) : new EditRange(Math.Max(start, end - shorter), end);
    }

    // Every edit of the main lane. `edgeKept`: the last row keeps its end, so that what follows is joined to it as before.
    private Status Splice(EditKind kind, int index, int removed, ReadOnlySpan<SegmentRow> inserted, bool edgeKept = false)
    {
        int count = List.Count - removed + inserted.Length;
        if (count > Limits.MaxSegments)
            return error.Fail(Status.LimitReached, $"the timeline is full: {Limits.MaxSegments} segments");
        return _document.HasParts ? SpliceWithParts(kind, index, removed, inserted, edgeKept) : SpliceRows(kind, index, removed, inserted);
    }

    private Status SpliceRows(EditKind kind, int index, int removed, ReadOnlySpan<SegmentRow> inserted)
    {
        if (!List.TryReserve(List.Count - removed + inserted.Length)) return NoRoom();
        if (!_undo.TryRecord(kind, DocumentTable.Segments, index, List.Rows.Slice(index, removed), inserted)) return GroupIsFull();
        _ = List.TrySplice(index, removed, inserted); // room is reserved
        return Status.Ok;
    }

    private Status NoRoom() => error.Fail(Status.OutOfBudget, $"the memory budget of {budget.LimitBytes} bytes has no room for the timeline");

    private Status TooLong() => error.Fail(Status.LimitReached, $"the timeline would be longer than {Limits.MaxSeconds} s");
}

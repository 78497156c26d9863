using System;
using System.Diagnostics;
using Seamline.Ui.Input;

namespace Seamline.Ui.App;

/// <summary>Where things are: what an edit means, what the mouse is over, and going to a place.</summary>
internal sealed partial class Session
{
    /// <summary>The segment that an edit means: the chosen one, else what is under the playhead; -1 for none.</summary>
    public int TargetIndex() => Document == null ? -1 : Document.SelectedIndexes() is [var first, ..] ? first : Document.IndexAt(CurrentFrame);

    /// <summary>The segment that the mouse is over, or -1.</summary>
    public int HoverIndex() =>
        Document is { } document && Mouse.IsInside && !Mouse.IsDragging && Overlay == Overlay.None && Layout.Lane.Contains(Mouse.X, Mouse.Y)
            ? document.IndexAt((long)View.FrameAt(Mouse.X - Layout.Lane.X)) : -1;

    /// <summary>The button that the mouse is over.</summary>
    public PlayerAction HoveredButton() => Overlay == Overlay.None && Mouse.IsInside ? Buttons.At(Mouse.X, Mouse.Y) : PlayerAction.None;

    /// <summary>The frame that the mouse is over in lane or ruler, with its segment or -1; the frame is -1 elsewhere.</summary>
    public (int Index, long Frame) PlaceUnderMouse()
    {
        if (Document is not { } document || !Mouse.IsInside || !(Layout.Stage.Contains(Mouse.X, Mouse.Y) || Layout.LanesPart.Contains(Mouse.X, Mouse.Y) || Layout.LoadBar.Contains(Mouse.X, Mouse.Y))) return (-1, -1);
        long frame = (long)Math.Clamp(View.FrameAt(Mouse.X - Layout.Lane.X), 0, document.LengthFrames);
        return (document.IndexAt(frame), frame);
    }

    /// <summary>Goes to a frame of the timeline; a skim ends.</summary>
    public void Seek(long frame)
    {
        if (Document == null) return;
        Shuttle.Stop();
        _seekFrame = Math.Clamp(frame, 0, Document.LengthFrames);
        _seekAt = Stopwatch.GetTimestamp();
        if (!Document.Engine.Seek(_seekFrame)) Say(Document.Engine.LastError, true);
    }

    /// <summary>Goes to a frame and sounds what is there, as a pointer does that moves over the timeline.</summary>
    public void Scrub(long frame)
    {
        if (Document == null) return;
        Shuttle.Stop();
        _seekFrame = Math.Clamp(frame, 0, Document.LengthFrames);
        _seekAt = Stopwatch.GetTimestamp();
        if (!Document.Engine.Scrub(_seekFrame)) Say(Document.Engine.LastError, true);
    }
}

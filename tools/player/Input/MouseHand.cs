using System;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Input;

/// <summary>What a held button is doing.</summary>
internal enum Drag
{
    None,
    Range,
    RangeIn,
    RangeOut,
    Scrub,
    TrimIn,
    TrimOut,
    Reorder,
    Pan,
    Map,
    Mix,
}

/// <summary>The mouse over the timeline: where it is, and what it drags. Positions are device pixels. Thread: the window's.</summary>
internal sealed partial class MouseHand
{
    private const float ClickReachPoints = 4;
    private const int DoubleClickMilliseconds = 500;
    private const double WheelZoom = 0.8;
    private const double WheelPixels = 90;

    private float _downX;
    private float _downY;
    private bool _resumes;
    private long _cutClickedAt = long.MinValue / 2;
    private int _cutClicked;

    public float X { get; private set; }

    public float Y { get; private set; }

    /// <summary>It has been over the window.</summary>
    public bool IsInside { get; private set; }

    public Drag Drag { get; private set; }

    public bool IsDragging => Drag != Drag.None;

    /// <summary>It was moved too far for a click.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>The segment that is trimmed or moved.</summary>
    public long DragSegment { get; private set; }

    /// <summary>Where a segment that is dragged would come to stand: before the segment of that index; -1 for nowhere else.</summary>
    public int DropIndex { get; private set; } = -1;

    /// <summary>How far an edge was dragged, frames.</summary>
    public long TrimFrames { get; private set; }

    /// <summary>What is held on the keyboard meanwhile.</summary>
    public Held Held { get; private set; }

    /// <summary>Where a dragged range began, frames.</summary>
    public long Anchor { get; private set; }

    /// <summary>What the edge that is dragged has snapped to; without a name nothing.</summary>
    public Snapped Snapped { get; private set; }

    /// <summary>What of lanes and envelopes is dragged.</summary>
    public MixHand Mix { get; } = new();

    /// <summary>What of lanes and envelopes is under the mouse.</summary>
    public MixTarget MixHover { get; private set; }

    /// <summary>What the place under the mouse would do.</summary>
    public Drag Hover { get; private set; }

    public void Move(Session session, float x, float y)
    {
        (float fromX, X, Y, IsInside) = (X, x, y, true);
        Held = KeyTable.HeldOf(SDL.GetModState());
        float reach = session.Layout.Px(ClickReachPoints);
        HasMoved |= IsDragging && (Math.Abs(x - _downX) > reach || Math.Abs(y - _downY) > reach);
        if (!IsDragging) MixHover = session.Overlay == Overlay.None ? MixHand.At(session, x, y) : default;
        Hover = IsDragging ? Drag : HoverAt(session, x, y);
        session.IsDirty = true;
        if (session.Document is not { } document) return;
        switch (Drag)
        {
            case Drag.Range or Drag.RangeIn or Drag.RangeOut when HasMoved: MoveRange(session, document, x); break;
            case Drag.Scrub: session.Scrub(FrameAt(session, x)); break;
            case Drag.Pan: session.View.ScrollBy(fromX - x, smooth: false); break;
            case Drag.Map: GoTo(session, document, x); break;
            case Drag.Reorder when HasMoved: DropIndex = PlaceFor(session, document, x); break;
            case Drag.Mix: Mix.Move(session, x, y); break;
            case Drag.TrimIn or Drag.TrimOut: TrimFrames = x == _downX ? 0 : TrimOf(session, document); break;
        }
    }

    /// <summary>It is over nothing, until it moves again.</summary>
    public void Leave() => (IsInside, Hover, MixHover) = (false, Drag.None, default);

    public void Press(Session session, float x, float y, bool middle)
    {
        Move(session, x, y);
        if (session.Document is not { } document || IsDragging) return;
        (_downX, _downY, HasMoved, DropIndex, TrimFrames) = (x, y, false, -1, 0);
        Drag = middle ? session.Layout.AllLanes.Contains(x, y) || session.Layout.Ruler.Contains(x, y) ? Drag.Pan : Drag.None : Hover;
        Snapped = default;
        if (Drag is Drag.Pan or Drag.Map) session.Following = false;
        if (Drag is Drag.Range or Drag.RangeIn or Drag.RangeOut) BeginRange(session, document, x);
        if (Drag is Drag.TrimIn or Drag.TrimOut or Drag.Reorder) DragSegment = document.Segments[SegmentAt(session, document, x, out _)].Id;
        if (Drag == Drag.Mix) Mix.Press(session, MixHover, x, y);
        if (Drag == Drag.Mix && MixHover.Item != 0) document.SelectItem(MixHover.Item);
        if (Drag == Drag.Scrub)
        {
            _resumes = session.Position.Playing != 0;
            session.Scrub(FrameAt(session, x));
        }

        if (Drag == Drag.Map) GoTo(session, document, x);
    }

    public void Release(Session session, float x, float y)
    {
        Move(session, x, y);
        (Drag was, Drag) = (Drag, Drag.None);
        session.IsDirty = true;
        if (session.Document is not { } document) return;
        bool done = true;
        if (was == Drag.Scrub && _resumes) document.Engine.Play();
        if (was is Drag.Range or Drag.Reorder && !HasMoved) Click(session, document, x, y);
        else if (was == Drag.Reorder && DropIndex >= 0) done = Reorder(document);
        else if (was == Drag.Mix) done = MixReleased(document);
        else if (was is Drag.TrimIn or Drag.TrimOut && TrimFrames != 0) done = document.Trim(DragSegment, was == Drag.TrimIn, TrimFrames);
        else if (was is Drag.TrimIn or Drag.TrimOut && !HasMoved) ClickCut(session, document, document.IndexOf(DragSegment) + (was == Drag.TrimOut ? 1 : 0));
        if (!done) session.Say(document.LastError, true);
        DropIndex = -1;
        TrimFrames = 0;
        Snapped = default;
        Hover = HoverAt(session, x, y);
    }

    public void Wheel(Session session, float dx, float dy, bool shift)
    {
        if (session.Document == null) return;
        session.IsDirty = true;
        if (!shift && dy != 0 && session.Layout.LaneRows < session.Layout.LaneCount && session.Layout.LaneNames.Contains(X, Y))
        {
            session.FirstLane = Math.Clamp(session.FirstLane - Math.Sign(dy), 0, session.Layout.LaneCount - session.Layout.LaneRows);
            return;
        }

        if (!shift && dy != 0)
        {
            session.View.ZoomAt(Math.Clamp(X - session.Layout.Lane.X, 0, session.View.Width), Math.Pow(WheelZoom, dy));
            // A close view of another place is left where it is.
            session.Following &= session.View.WillShow(session.CurrentFrame);
            return;
        }

        session.Following = false;
        session.View.ScrollBy((shift ? -dy : dx) * session.Layout.Px((float)WheelPixels));
    }

    // The second click on a cut makes a transition of it, or takes the one there away.
    private void ClickCut(Session session, Document document, int cut)
    {
        long now = Environment.TickCount64;
        bool isSecond = cut == _cutClicked && now - _cutClickedAt <= DoubleClickMilliseconds;
        (_cutClicked, _cutClickedAt) = (cut, isSecond ? long.MinValue / 2 : now);
        if (isSecond && cut > 0 && cut < document.Segments.Length) MixActions.ToggleTransition(session, document, cut);
    }

    // A sign is clicked; what was not moved stays.
    private bool MixReleased(Document document)
    {
        MixTarget target = Mix.Target;
        return target.Part switch
        {
            MixPart.MuteSign => document.ToggleLaneMute(target.Lane),
            MixPart.SoloSign => document.ToggleLaneSolo(target.Lane),
            _ => Mix.Release(document, HasMoved),
        };
    }

    private bool Reorder(Document document)
    {
        int from = document.IndexOf(DragSegment);
        int to = DropIndex > from ? DropIndex - 1 : DropIndex;
        return to == from || document.Move(DragSegment, to);
    }

    // An edge stays where its segment keeps a frame, and a clip begins.
    private long TrimOf(Session session, Document document)
    {
        int index = document.IndexOf(DragSegment);
        if (index < 0) return 0;
        SeamSegment segment = document.Segments[index];
        long length = segment.EndFrame - segment.StartFrame;
        long edge = Drag == Drag.TrimOut ? segment.EndFrame : segment.StartFrame;
        Snapped = Snap.To(session, edge + (long)Math.Round((X - _downX) * session.View.FramesPerPixel), quiet: false, except: edge);
        long by = Snapped.Frame - edge;
        if (Drag == Drag.TrimOut) return Math.Max(by, 1 - length);
        long head = (long)Math.Floor(segment.InSeconds / segment.Speed * document.Rate);
        return Math.Clamp(by, Math.Min(0, -head), length - 1);
    }

    private static int PlaceFor(Session session, Document document, float x)
    {
        long frame = FrameAt(session, x);
        int index = document.IndexAt(Math.Min(frame, document.LengthFrames - 1));
        if (index < 0) return -1;
        SeamSegment segment = document.Segments[index];
        return frame - segment.StartFrame > segment.EndFrame - frame ? index + 1 : index;
    }

    private static void GoTo(Session session, Document document, float x)
    {
        Box map = session.Layout.MiniMap;
        double frame = (x - map.X) / Math.Max(1, map.W) * document.LengthFrames;
        session.View.ScrollTo(frame - (session.View.Width * session.View.FramesPerPixel / 2));
    }

    private static long FrameAt(Session session, float x) =>
        Math.Clamp((long)Math.Round(session.View.FrameAt(x - session.Layout.Lane.X)), 0, session.Document!.LengthFrames);

    private Drag HoverAt(Session session, float x, float y)
    {
        Layout layout = session.Layout;
        if (session.Document is not { } document || session.Overlay != Overlay.None) return Drag.None;
        if (layout.MiniMap.Contains(x, y)) return Drag.Map;
        bool timeline = layout.Ruler.Contains(x, y) || layout.LanesPart.Contains(x, y) || layout.Lane.Contains(x, y);
        if (timeline && (Held == Held.Alt || OnHandle(session, x, y))) return Drag.Scrub;
        if (RangeEdgeAt(session, document, x, y) is var mark and not Drag.None) return mark;
        if (layout.Ruler.Contains(x, y)) return Drag.Range;
        if (MixHover.Part is not (MixPart.None or MixPart.Lane)) return Drag.Mix;
        if (layout.LanesPart.Contains(x, y)) return Drag.Range;
        if (!layout.Lane.Contains(x, y)) return Drag.None;
        int index = SegmentAt(session, document, x, out Drag edge);
        if (index < 0) return Drag.Range;
        return edge != Drag.None ? edge : y < layout.Lane.Y + layout.HandleHeight ? Drag.Reorder : Drag.Range;
    }

    // The segment at an x, and whether it is near one of its edges. Segments too narrow to distinguish have no edges.
    private static int SegmentAt(Session session, Document document, float x, out Drag edge)
    {
        edge = Drag.None;
        TimelineView view = session.View;
        double at = x - session.Layout.Lane.X;
        float reach = session.Layout.EdgeReach;
        int index = document.IndexAt((long)view.FrameAt(at));
        // Just beyond the last segment its edge can still be taken.
        if (index < 0 && document.LengthFrames > 0 && Math.Abs(at - view.XOf(document.LengthFrames)) <= reach) index = document.Segments.Length - 1;
        if (index < 0) return -1;
        SeamSegment segment = document.Segments[index];
        double left = at - view.XOf(segment.StartFrame);
        double right = view.XOf(segment.EndFrame) - at;
        if (left + right < reach * 4) return index;
        edge = left <= reach ? Drag.TrimIn : right <= reach ? Drag.TrimOut : Drag.None;
        return index;
    }
}

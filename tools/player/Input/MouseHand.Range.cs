using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Input;

/// <summary>Clicks that choose, and ranges that are dragged.</summary>
internal sealed partial class MouseHand
{
    private const float HandlePoints = 8;

    // The playhead's own sign at the foot of the ruler.
    private static bool OnHandle(Session session, float x, float y)
    {
        Layout layout = session.Layout;
        float at = layout.Lane.X + (float)session.View.XOf(session.CurrentFrame);
        return layout.Ruler.Contains(x, y) && y >= layout.Ruler.Bottom - layout.Px(12) && Math.Abs(x - at) <= layout.Px(HandlePoints);
    }

    // The edges of the marked range, in the ruler and at their flags.
    private static Drag RangeEdgeAt(Session session, Document document, float x, float y)
    {
        Layout layout = session.Layout;
        bool within = layout.Ruler.Contains(x, y) || (layout.Lane.Contains(x, y) && y >= layout.Lane.Bottom - layout.Px(16));
        if (!within) return Drag.None;
        float reach = layout.EdgeReach;
        float X(long frame) => layout.Lane.X + (float)session.View.XOf(frame);
        if (document.MarkOut is { } markOut && Math.Abs(x - X(markOut)) <= reach) return Drag.RangeOut;
        return document.MarkIn is { } markIn && Math.Abs(x - X(markIn)) <= reach ? Drag.RangeIn : Drag.None;
    }

    private void BeginRange(Session session, Document document, float x)
    {
        long frame = Snap.To(session, FrameAt(session, x), quiet: true).Frame;
        Anchor = Drag switch
        {
            Drag.RangeIn when document.MarkOut is { } end => end,
            Drag.RangeOut when document.MarkIn is { } start => start,
            Drag.RangeIn => document.MarkIn ?? frame,
            Drag.RangeOut => document.MarkOut ?? frame,
            // With Shift the range grows from its farther end, or from the playhead.
            _ when Held == Held.Shift => Farther(session, document, frame),
            _ => frame,
        };
    }

    private static long Farther(Session session, Document document, long frame)
    {
        if (document.MarkIn is not { } markIn || document.MarkOut is not { } markOut) return document.MarkIn ?? document.MarkOut ?? session.CurrentFrame;
        return Math.Abs(frame - markIn) > Math.Abs(frame - markOut) ? markIn : markOut;
    }

    private void MoveRange(Session session, Document document, float x)
    {
        long own = Drag == Drag.RangeIn ? document.MarkIn ?? -1 : document.MarkOut == Anchor ? document.MarkIn ?? -1 : document.MarkOut ?? -1;
        Snapped = Snap.To(session, FrameAt(session, x), quiet: true, except: own);
        // A mark alone is moved alone.
        if (Drag == Drag.RangeIn && document.MarkOut == null) document.SetMarkIn(Snapped.Frame);
        else if (Drag == Drag.RangeOut && document.MarkIn == null) document.SetMarkOut(Snapped.Frame);
        else document.SetRange(Anchor, Snapped.Frame);
        if (document.HasRange) document.ClearSelection();
    }

    // A click goes there, and on a segment chooses it; with Shift a range reaches there; with Ctrl the segment is chosen beside others.
    private void Click(Session session, Document document, float x, float y)
    {
        long frame = FrameAt(session, x);
        bool onLane = session.Layout.Lane.Contains(x, y);
        if (Held == Held.Shift)
        {
            document.SetRange(Farther(session, document, frame), Snap.To(session, frame, quiet: true).Frame);
            document.ClearSelection();
            return;
        }

        if (Held == Held.Control && onLane)
        {
            document.ToggleSelected(document.IndexAt(frame));
            return;
        }

        session.Seek(frame);
        if (!onLane) return;
        document.Select(document.IndexAt(frame));
        // A mark alone waits for the other; what loops goes on.
        if (document.HasRange && !document.IsLooping) document.ClearMarks();
    }
}

using System;
using System.Globalization;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.App;

/// <summary>By keys what the mouse does by dragging: choosing, trims, moves, fades, points of envelopes, speeds. Thread: the window's.</summary>
internal static class KeyEdits
{
    private const double ItemStepSeconds = 0.1;
    private static readonly double[] Speeds = [0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 6, 8];

    /// <summary>Does it; false where it is another action.</summary>
    public static bool Do(Session session, Document document, PlayerAction action)
    {
        switch (action)
        {
            case PlayerAction.SelectSegment: Choose(session, document); return true;
            case PlayerAction.SelectAll: document.SetRange(0, document.LengthFrames); return true;
            case PlayerAction.RangeBack or PlayerAction.RangeForward: Extend(session, document, action == PlayerAction.RangeForward); return true;
            case PlayerAction.LaneUp or PlayerAction.LaneDown: FocusLane(session, document, action == PlayerAction.LaneUp ? -1 : 1); return true;
            case PlayerAction.TrimStart or PlayerAction.TrimEnd: Trim(session, document, action == PlayerAction.TrimStart); return true;
            case PlayerAction.FadeIn or PlayerAction.FadeOut: Fade(session, document, action == PlayerAction.FadeIn); return true;
            case PlayerAction.MoveEarlier or PlayerAction.MoveLater: Move(session, document, action == PlayerAction.MoveEarlier ? -1 : 1); return true;
            case PlayerAction.PointUp or PlayerAction.PointDown: Gain(session, document, action == PlayerAction.PointUp ? 1 : -1); return true;
            case PlayerAction.Slower or PlayerAction.Faster: Speed(session, document, action == PlayerAction.Faster); return true;
            default: return false;
        }
    }

    /// <summary>The envelope that keys mean: of the item, the lane or the segment at the playhead.</summary>
    public static EnvelopeScale? ScaleAtPlayhead(Session session, Document document)
    {
        int lane = MixActions.LaneOf(session);
        if (lane < 0) return document.IndexAt(session.CurrentFrame) is >= 0 and var index ? EnvelopeScale.OfSegment(document, document.Segments[index], session.Layout.LaneBody) : null;
        return ItemAt(session, document) is { } item ? EnvelopeScale.OfItem(item, session.Layout.LaneRowBody(lane)) : EnvelopeScale.OfLane(document, lane, session.Layout.LaneRowBody(lane));
    }

    /// <summary>The gain of an envelope at the playhead, dB; straight between its points.</summary>
    public static double GainAt(Session session, Document document, in EnvelopeScale scale)
    {
        double at = scale.SecondsAt(document, session.CurrentFrame);
        ReadOnlySpan<SeamPoint> points = document.Mix.Envelope(scale.Owner, scale.Id);
        if (points.IsEmpty) return 0;
        int next = 0;
        while (next < points.Length && points[next].Seconds < at) next++;
        if (next == 0) return points[0].Decibels;
        if (next == points.Length) return points[^1].Decibels;
        double share = (at - points[next - 1].Seconds) / Math.Max(1e-9, points[next].Seconds - points[next - 1].Seconds);
        return points[next - 1].Decibels + ((points[next].Decibels - points[next - 1].Decibels) * share);
    }

    /// <summary>Sets the speed of the segment that is meant.</summary>
    public static void SetSpeed(Session session, Document document, double speed)
    {
        int index = session.TargetIndex();
        if (index < 0) session.Say("There is no segment here.", true);
        else Actions.Tell(session, document, document.SetSpeed(index, speed), string.Create(CultureInfo.InvariantCulture, $"{document.NameOf(index)} plays at {speed:0.##} x, at its pitch."));
    }

    // The item at the playhead on the lane that keys mean, or the chosen one.
    private static SeamItem? ItemAt(Session session, Document document)
    {
        (int chosen, int place) = document.Mix.Find(document.SelectedItem);
        if (document.SelectedItem != 0 && chosen >= 0) return document.Mix.ItemsOf(chosen)[place];
        int lane = MixActions.LaneOf(session);
        if (lane < 0) return null;
        foreach (SeamItem item in document.Mix.ItemsOf(lane))
        {
            if (session.CurrentFrame >= item.StartFrame && session.CurrentFrame < item.EndFrame) return item;
        }

        return null;
    }

    private static void Choose(Session session, Document document)
    {
        if (MixActions.LaneOf(session) >= 0 && ItemAt(session, document) is { } item)
        {
            document.SelectItem(document.SelectedItem == item.Id ? 0 : item.Id);
            return;
        }

        int index = document.IndexAt(session.CurrentFrame);
        if (index >= 0 && document.IsSelected(document.Segments[index].Id)) document.ClearSelection();
        else document.Select(index);
    }

    // From where the range ends, or from the playhead, to the next seam; the playhead goes along.
    private static void Extend(Session session, Document document, bool forward)
    {
        long at = session.CurrentFrame;
        long anchor = document is { MarkIn: { } markIn, MarkOut: { } markOut } ? at == markIn ? markOut : markIn : at;
        long to = document.SeamFrom(at, forward);
        document.SetRange(anchor, to);
        session.Seek(to);
        session.View.Follow(to);
    }

    private static void FocusLane(Session session, Document document, int by)
    {
        session.LaneFocus = Math.Clamp(session.LaneFocus + by, -1, document.Mix.Lanes.Length - 1);
        document.ClearSelection();
        if (session.LaneFocus < 0)
        {
            session.Say("Keys mean the segments.", false);
            return;
        }

        if (session.LaneFocus < session.FirstLane) session.FirstLane = session.LaneFocus;
        if (session.LaneFocus >= session.FirstLane + session.Layout.LaneRows) session.FirstLane = session.LaneFocus - session.Layout.LaneRows + 1;
        session.Say($"Keys mean the lane {document.NameOf(document.Mix.Lanes[session.LaneFocus])}.", false);
    }

    private static void Trim(Session session, Document document, bool head)
    {
        long at = session.CurrentFrame;
        if (ItemAt(session, document) is { } item)
        {
            double by = (at - (head ? item.StartFrame : item.EndFrame)) / (double)document.Rate;
            Actions.Tell(session, document, by == 0 || document.TrimItem(item, head, by), $"Trimmed {document.NameOf(item)}.");
            return;
        }

        int index = document.IndexAt(at);
        if (index < 0)
        {
            session.Say("There is no segment under the playhead.", true);
            return;
        }

        SeamSegment segment = document.Segments[index];
        string name = document.NameOf(index);
        bool done = document.Trim(segment.Id, head, head ? at - segment.StartFrame : at - segment.EndFrame);
        if (done && head) session.Seek(segment.StartFrame);
        if (done) session.Say($"Trimmed {name}.", false);
    }

    private static void Fade(Session session, Document document, bool isIn)
    {
        if (ItemAt(session, document) is not { } item)
        {
            session.Say("There is no item here: Page Down chooses a lane, Enter an item.", true);
            return;
        }

        double seconds = Math.Max(0, (isIn ? session.CurrentFrame - item.StartFrame : item.EndFrame - session.CurrentFrame) / (double)document.Rate);
        bool done = document.SetItem(isIn ? item with { FadeInSeconds = seconds } : item with { FadeOutSeconds = seconds }, isIn ? "fade-in" : "fade-out");
        Actions.Tell(session, document, done, string.Create(CultureInfo.InvariantCulture, $"{document.NameOf(item)} fades {(isIn ? "in" : "out")} over {seconds:0.##} s."));
    }

    private static void Move(Session session, Document document, int way)
    {
        if (ItemAt(session, document) is { } item)
        {
            Actions.Tell(session, document, document.SetItem(item with { StartSeconds = Math.Max(0, item.StartSeconds + (way * ItemStepSeconds)) }, "move"), $"Moved {document.NameOf(item)}.");
            return;
        }

        int index = session.TargetIndex();
        int to = index + way;
        if (index < 0 || to < 0 || to >= document.Segments.Length) return;
        long id = document.Segments[index].Id;
        string name = document.NameOf(index);
        Actions.Tell(session, document, document.Move(id, to), $"Moved {name}.");
        document.Select(document.IndexOf(id));
        session.Seek(document.Segments[document.IndexOf(id)].StartFrame);
    }

    private static void Gain(Session session, Document document, double decibels)
    {
        if (ScaleAtPlayhead(session, document) is not { } scale) return;
        SeamPoint[] points = document.Mix.Envelope(scale.Owner, scale.Id).ToArray();
        if (points.Length == 0)
        {
            session.Say("There is no envelope point here: E adds one.", true);
            return;
        }

        double at = scale.SecondsAt(document, session.CurrentFrame);
        int nearest = 0;
        for (int i = 1; i < points.Length; i++)
        {
            if (Math.Abs(points[i].Seconds - at) < Math.Abs(points[nearest].Seconds - at)) nearest = i;
        }

        points[nearest].Decibels = Math.Clamp(Math.Max(points[nearest].Decibels, EnvelopeScale.BottomDb) + decibels, -96, EnvelopeScale.TopDb);
        Actions.Tell(session, document, document.SetEnvelope(scale.Owner, scale.Id, points), string.Create(CultureInfo.InvariantCulture, $"The point is at {points[nearest].Decibels:+0.0;-0.0;0.0} dB."));
    }

    private static void Speed(Session session, Document document, bool faster)
    {
        int index = session.TargetIndex();
        double now = index < 0 ? 1 : document.Segments[index].Speed;
        int at = Array.FindLastIndex(Speeds, speed => speed <= now + 1e-9);
        int next = faster ? at + 1 : at >= 0 && Speeds[at] < now - 1e-9 ? at : at - 1;
        if (next >= 0 && next < Speeds.Length) SetSpeed(session, document, Speeds[next]);
    }
}

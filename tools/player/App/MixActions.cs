using System.Globalization;
using Seamline.Ui.Input;
using Seamline.Ui.Model;

namespace Seamline.Ui.App;

/// <summary>What keys do to lanes, transitions and envelopes. Thread: the window's.</summary>
internal static class MixActions
{
    /// <summary>The lane that the mouse is over, by its place in the order; -1 for none.</summary>
    public static int LaneUnderMouse(Session session)
    {
        if (!session.Mouse.IsInside) return -1;
        for (int lane = session.Layout.FirstLane; lane < session.Layout.EndLane; lane++)
        {
            if (session.Layout.LaneRow(lane).Contains(session.Mouse.X, session.Mouse.Y)) return lane;
        }

        return -1;
    }

    /// <summary>The lane that keys mean: under the mouse, else where Page Up and Page Down have come to; -1 for the main one.</summary>
    public static int LaneOf(Session session)
    {
        int lane = LaneUnderMouse(session);
        if (lane >= 0) return lane;
        bool elsewhere = session.Mouse.IsInside && session.Layout.Lane.Contains(session.Mouse.X, session.Mouse.Y) && session.LaneFocus < 0;
        return elsewhere || session.LaneFocus >= session.Document?.Mix.Lanes.Length ? -1 : session.LaneFocus;
    }

    /// <summary>Does it; what cannot be done is said.</summary>
    public static void Do(Session session, Document document, PlayerAction action)
    {
        int lane = LaneOf(session);
        switch (action)
        {
            case PlayerAction.Transition: Transition(session, document); return;
            case PlayerAction.Point: Point(session, document); return;
            case PlayerAction.AddLane or PlayerAction.AddLaneAtStart:
                bool here = action == PlayerAction.AddLane;
                long frame = here ? session.CurrentFrame : 0;
                session.AskFiles($"Add a medium on a lane of its own, {(here ? "at the playhead" : "from the start")}", paths =>
                {
                    bool added = document.AddLane(paths[0], frame);
                    if (added) session.FirstLane = document.Mix.Lanes.Length; // as far down as they go
                    Actions.Tell(session, document, added, "Added a lane.");
                });
                return;
        }

        if (lane < 0)
        {
            session.Say("There is no lane under the mouse, and none is chosen: Page Down chooses one.", true);
            return;
        }

        string name = document.NameOf(document.Mix.Lanes[lane]);
        switch (action)
        {
            case PlayerAction.Mute: Actions.Tell(session, document, document.ToggleLaneMute(lane), $"{name} is {(document.Mix.Lanes[lane].Muted != 0 ? "muted" : "heard")}."); break;
            case PlayerAction.Solo: Actions.Tell(session, document, document.ToggleLaneSolo(lane), $"{name}: solo is {(document.Mix.Lanes[lane].Solo != 0 ? "on" : "off")}."); break;
            default:
                bool done = document.AddLaneGain(lane, action == PlayerAction.Louder ? 1 : -1);
                Actions.Tell(session, document, done, string.Create(CultureInfo.InvariantCulture, $"{name}: {document.Mix.Lanes[lane].GainDb:+0.0;-0.0;0.0} dB."));
                break;
        }
    }

    private static void Transition(Session session, Document document)
    {
        bool over = session.Mouse.IsInside && session.Layout.Lane.Contains(session.Mouse.X, session.Mouse.Y);
        int cut = document.CutNear(over ? (long)session.View.FrameAt(session.Mouse.X - session.Layout.Lane.X) : session.CurrentFrame);
        ToggleTransition(session, document, cut);
    }

    /// <summary>Makes a transition at a cut, before the segment of that place in the order, or takes the one there away.</summary>
    public static void ToggleTransition(Session session, Document document, int cut)
    {
        bool done = document.ToggleTransition(cut);
        Actions.Tell(session, document, done, !done ? "" : document.Mix.TransitionOf(cut) is { OverlapSeconds: > 0 } made
            ? string.Create(CultureInfo.InvariantCulture, $"A transition of {made.OverlapSeconds:0.##} s.") : "No transition.");
    }

    // Under the mouse, else at the playhead, where the gain is what it is there.
    private static void Point(Session session, Document document)
    {
        (float x, float y) = (session.Mouse.X, session.Mouse.Y);
        bool mouse = session.Mouse.IsInside && MixHand.ScaleAt(session, x, y) != null;
        if (!mouse && KeyEdits.ScaleAtPlayhead(session, document) is { } scale)
        {
            x = session.Layout.Lane.X + (float)session.View.XOf(session.CurrentFrame);
            y = scale.Y(KeyEdits.GainAt(session, document, scale));
            mouse = true;
        }

        if (!mouse) session.Say("There is nothing here that could have an envelope.", true);
        else Actions.Tell(session, document, MixHand.TogglePoint(session, document, x, y), "Envelope.");
    }
}

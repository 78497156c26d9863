using System;
using Seamline.Ui.Input;
using Seamline.Ui.Model;

namespace Seamline.Ui.App;

/// <summary>Carries out what keys and buttons say. Thread: the window's.</summary>
internal static class Actions
{
    private const double StepSeconds = 1;
    private const double NudgeSeconds = 0.01;
    private const double ZoomStep = 0.7;

    /// <summary>Does it; what cannot be done is said.</summary>
    public static void Do(Session session, PlayerAction action)
    {
        session.IsDirty = true;
        switch (action)
        {
            case PlayerAction.Help: session.TurnHelp(); return;
            case PlayerAction.Panel:
                session.PanelOpen = !session.PanelOpen;
                session.Settings.Save();
                return;
            case PlayerAction.Open: session.AskOpen(); return;
            case PlayerAction.Close: session.Leave(session.End); return;
            case PlayerAction.ClearMarks: Escape(session); return;
            case PlayerAction.More: session.Show(Menus.More(session), session.Buttons.MenuPlace(session.Layout)); return;
            case PlayerAction.DeviceMenu: session.Show(Menus.Devices(session), session.Buttons.MenuPlace(session.Layout)); return;
            case PlayerAction.Theme: session.NextTheme(); return;
        }

        if (session.Document is not { } document)
        {
            if (action != PlayerAction.None) session.Say("Nothing is open: Ctrl O opens recordings or a timeline.", true);
            return;
        }

        if (!Play(session, document, action) && !See(session, document, action) && !KeyEdits.Do(session, document, action)) Edit(session, document, action);
    }

    private static void Escape(Session session)
    {
        session.Hush();
        if (session.Overlay != Overlay.None) session.Overlay = Overlay.None;
        else if (session.Export != null) session.CancelExport();
        else if (session.Document is { } document)
        {
            document.ClearMarks();
            document.ClearSelection();
        }
    }

    private static bool Play(Session session, Document document, PlayerAction action)
    {
        bool playing = session.Position.Playing != 0;
        long At(double seconds) => session.CurrentFrame + (long)Math.Round(seconds * document.Rate);
        switch (action)
        {
            case PlayerAction.PlayPause: SetPlaying(session, document, !playing); return true;
            case PlayerAction.Pause: SetPlaying(session, document, false); return true;
            case PlayerAction.Forward or PlayerAction.Back: Skim(session, document, playing, action == PlayerAction.Forward); return true;
            case PlayerAction.PlayFaster: PlaySpeed.Step(session, 1); return true;
            case PlayerAction.PlaySlower: PlaySpeed.Step(session, -1); return true;
            case PlayerAction.PlaySpeed: session.Show(Menus.PlaySpeeds(session), session.Buttons.MenuPlace(session.Layout)); return true;
            case PlayerAction.VolumeUp: ListeningVolume.Step(session, 1); return true;
            case PlayerAction.VolumeDown: ListeningVolume.Step(session, -1); return true;
            case PlayerAction.Volume: session.Show(Menus.Volumes(session), session.Buttons.MenuPlace(session.Layout)); return true;
            case PlayerAction.StepRight: session.Seek(At(StepSeconds)); break;
            case PlayerAction.StepLeft: session.Seek(At(-StepSeconds)); break;
            case PlayerAction.NudgeRight: session.Seek(At(NudgeSeconds)); break;
            case PlayerAction.NudgeLeft: session.Seek(At(-NudgeSeconds)); break;
            case PlayerAction.NextSeam: session.Seek(document.SeamFrom(session.CurrentFrame, forward: true)); break;
            // While it plays, the seam just passed is not the one that is meant.
            case PlayerAction.PreviousSeam: session.Seek(document.SeamFrom(session.CurrentFrame - (playing ? document.Rate / 2 : 0), forward: false)); break;
            case PlayerAction.ToStart: session.Seek(0); break;
            case PlayerAction.ToEnd: session.Seek(document.LengthFrames); break;
            case PlayerAction.GoTo: session.AskTime(); return true;
            case PlayerAction.Device: session.OpenOutput(); session.Say(session.DeviceFault.Length > 0 ? session.DeviceFault : $"Plays on {session.Output.Device}.", session.DeviceFault.Length > 0); return true;
            default: return false;
        }

        session.View.Follow(session.CurrentFrame);
        return true;
    }

    // J and L: from standing through playing to skimming, and back the other way.
    private static void Skim(Session session, Document document, bool playing, bool forward)
    {
        int speed = Shuttle.Next(session.Shuttle.IsOn ? session.Shuttle.Speed : playing ? 1 : 0, forward);
        long from = session.CurrentFrame;
        if (speed == 1 && session.Shuttle.IsOn) session.Seek(from);
        if (!playing) SetPlaying(session, document, true);
        if (speed == 1) session.Say("Plays.", false);
        if (speed == 1) return;
        session.Following = true;
        session.Shuttle.Begin(speed, from >= document.LengthFrames && forward ? 0 : from);
        session.Say($"Skims {(speed < 0 ? "back" : "on")} at {Math.Abs(speed)} x: slices, each at its own pace. K stops.", false);
    }

    private static void SetPlaying(Session session, Document document, bool play)
    {
        session.Following |= play;
        // What is seen is where a skim stops, not where its last slice has come to.
        if (session.Shuttle.IsOn) session.Seek(session.CurrentFrame);
        // From the end there is nothing to play: it starts over, as players do.
        if (play && session.CurrentFrame >= document.LengthFrames) session.Seek(0);
        if (!(play ? document.Engine.Play() : document.Engine.Pause())) session.Say(document.Engine.LastError, true);
    }

    private static bool See(Session session, Document document, PlayerAction action)
    {
        switch (action)
        {
            case PlayerAction.ZoomIn: Zoom(session, ZoomStep); return true;
            case PlayerAction.ZoomOut: Zoom(session, 1 / ZoomStep); return true;
            case PlayerAction.ZoomAll: session.View.ShowAll(); return true;
            case PlayerAction.ZoomRange: ShowRange(session, document); return true;
            case PlayerAction.Snap:
                session.Snapping = !session.Snapping;
                session.Say(session.Snapping ? "What is dragged snaps to seams, marks, the playhead and quiet places." : "Nothing snaps.", false);
                return true;
            case PlayerAction.ContextMenu: session.Show(Menus.Context(session, document), session.PlaceOfPlayhead()); return true;
            case PlayerAction.Reload: session.ReloadMedia(); return true;
            case PlayerAction.FindMedia: session.FindMedia(); return true;
            case PlayerAction.Follow:
                session.Following = !session.Following;
                session.Say(session.Following ? "The view follows the playhead." : "The view stays where it is.", false);
                return true;
            default: return false;
        }
    }

    private static void Zoom(Session session, double factor)
    {
        double x = session.View.XOf(session.CurrentFrame);
        session.View.ZoomAt(x >= 0 && x <= session.View.Width ? x : session.View.Width / 2, factor);
    }

    private static void ShowRange(Session session, Document document)
    {
        int index = session.TargetIndex();
        if (!document.HasRange && index < 0) return;
        long from = document.HasRange ? document.MarkIn!.Value : document.Segments[index].StartFrame;
        long to = document.HasRange ? document.MarkOut!.Value : document.Segments[index].EndFrame;
        double margin = (to - from) * 0.05;
        session.View.Show(from - margin, to + margin);
    }

    private static void Edit(Session session, Document document, PlayerAction action)
    {
        int index = session.TargetIndex();
        switch (action)
        {
            case PlayerAction.Split: Tell(session, document, document.Split(session.CurrentFrame), "Split."); break;
            case PlayerAction.Delete when document.HasRange:
                string length = Document.Short((document.MarkOut!.Value - document.MarkIn!.Value) / (double)document.Rate);
                Tell(session, document, document.DeleteRange(), $"Deleted a range of {length}.");
                break;
            case PlayerAction.Delete when document.SelectedItem != 0: Tell(session, document, document.RemoveItem(document.SelectedItem), "Removed the item."); break;
            case PlayerAction.Delete when document.SelectedCount > 1: Tell(session, document, document.DeleteSelected(), "Deleted the chosen segments."); break;
            case PlayerAction.MarkIn: document.SetMarkIn(session.CurrentFrame); break;
            case PlayerAction.MarkOut: document.SetMarkOut(session.CurrentFrame); break;
            case PlayerAction.Loop: Tell(session, document, document.ToggleLoop(), document.IsLooping ? "Loops the marked range." : "The loop is off."); break;
            case PlayerAction.Undo: Undo(session, document); break;
            case PlayerAction.Redo: Redo(session, document); break;
            case PlayerAction.Transition or PlayerAction.Point or PlayerAction.Solo or PlayerAction.AddLane or PlayerAction.AddLaneAtStart: MixActions.Do(session, document, action); break;
            case PlayerAction.Mute or PlayerAction.Louder or PlayerAction.Quieter when MixActions.LaneOf(session) >= 0: MixActions.Do(session, document, action); break;
            case PlayerAction.Save: session.SaveThen(document.SavePath, null); break;
            case PlayerAction.SaveAs: session.SaveThen(null, null); break;
            case PlayerAction.Export: session.AskExport(document); break;
            default: EditSegment(session, document, action, index); break;
        }
    }

    private static void Undo(Session session, Document document)
    {
        string label = document.UndoLabel;
        Tell(session, document, document.Undo(), $"Undone: {label}.");
    }

    private static void Redo(Session session, Document document)
    {
        string label = document.RedoLabel;
        Tell(session, document, document.Redo(), $"Done again: {label}.");
    }

    private static void EditSegment(Session session, Document document, PlayerAction action, int index)
    {
        if (action is not (PlayerAction.Delete or PlayerAction.Mute or PlayerAction.Louder or PlayerAction.Quieter)) return;
        if (index < 0)
        {
            session.Say("No segment is chosen, and there is none under the playhead.", true);
            return;
        }

        string name = document.NameOf(index);
        switch (action)
        {
            case PlayerAction.Delete: Tell(session, document, document.DeleteSegment(index), $"Deleted {name}."); break;
            case PlayerAction.Mute: Tell(session, document, document.ToggleMute(index), $"{name} is {(document.Segments[index].Muted != 0 ? "muted" : "heard")}."); break;
            default:
                Tell(session, document, document.AddGain(index, action == PlayerAction.Louder ? 1 : -1), $"{name}: {document.Segments[index].GainDb:+0.0;-0.0;0.0} dB.");
                break;
        }
    }

    /// <summary>Says what was done, or why it was not.</summary>
    internal static void Tell(Session session, Document document, bool done, string sentence) =>
        session.Say(done ? sentence : document.LastError, !done);
}

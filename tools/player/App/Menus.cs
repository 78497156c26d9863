using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>The menus: everything, what is under the mouse or chosen, devices. Thread: the window's.</summary>
internal static class Menus
{
    private static readonly double[] Speeds = [0.5, 0.75, 1, 1.25, 1.5, 2];

    /// <summary>Whether an action can be done now.</summary>
    public static bool Can(Session session, PlayerAction action) => session.Document is not { } document
        ? action is PlayerAction.Open or PlayerAction.Help or PlayerAction.Close or PlayerAction.Theme or PlayerAction.More
        : action switch
        {
            PlayerAction.Undo => document.UndoDepth > 0,
            PlayerAction.Redo => document.RedoDepth > 0,
            PlayerAction.Loop => document.HasRange,
            PlayerAction.Save => document.IsDirty || document.SavePath == null,
            _ => true,
        };

    /// <summary>What an action is called, with what it would do now.</summary>
    public static string LabelOf(Session session, PlayerAction action) => action switch
    {
        PlayerAction.Undo => session.Document is { UndoDepth: > 0 } undo ? $"Undo {undo.UndoLabel}" : "Undo",
        PlayerAction.Redo => session.Document is { RedoDepth: > 0 } redo ? $"Redo {redo.RedoLabel}" : "Redo",
        PlayerAction.PlayPause => session.Position.Playing != 0 ? "Pause" : "Play",
        PlayerAction.Open => "Open\u2026",
        PlayerAction.Save => "Save",
        PlayerAction.SaveAs => "Save as\u2026",
        PlayerAction.Export => "Export\u2026",
        PlayerAction.Loop => "Loop the marked range",
        PlayerAction.Panel => "Panel for engineers",
        PlayerAction.Help => "Keys",
        PlayerAction.More => "Menu of everything",
        PlayerAction.Close => "Close",
        PlayerAction.Split => "Split at the playhead",
        PlayerAction.Delete => session.Document is { HasRange: true } ? "Delete the marked range" : "Delete the segment",
        PlayerAction.Transition => "Transition at the nearest cut",
        PlayerAction.Point => "Envelope point",
        PlayerAction.AddLane => "Add a lane\u2026",
        PlayerAction.AddLaneAtStart => "Add a lane from the start\u2026",
        PlayerAction.FindMedia => "Find missing media\u2026",
        PlayerAction.GoTo => "Go to a time\u2026",
        PlayerAction.PlayFaster => "Play faster",
        PlayerAction.PlaySlower => "Play slower",
        PlayerAction.PlaySpeed => "Play speed\u2026",
        PlayerAction.VolumeUp => "Louder to listen",
        PlayerAction.VolumeDown => "Quieter to listen",
        PlayerAction.Volume => "Volume\u2026",
        PlayerAction.Snap => "Snap",
        PlayerAction.Follow => "Follow the playhead",
        PlayerAction.ZoomIn => "Zoom in",
        PlayerAction.ZoomOut => "Zoom out",
        PlayerAction.ZoomAll => "See everything",
        PlayerAction.ZoomRange => "See what is chosen",
        PlayerAction.Theme => "Next theme",
        PlayerAction.DeviceMenu => "Audio device\u2026",
        PlayerAction.Device => "Open the device again",
        PlayerAction.Reload => "Open changed media again",
        PlayerAction.MarkIn => "Mark in here",
        PlayerAction.MarkOut => "Mark out here",
        PlayerAction.ClearMarks => "Clear the marks",
        PlayerAction.SelectAll => "Mark everything",
        PlayerAction.Mute => "Mute",
        PlayerAction.Louder => "Louder by 1 dB",
        PlayerAction.Quieter => "Quieter by 1 dB",
        PlayerAction.TrimStart => "Trim the start to the playhead",
        PlayerAction.TrimEnd => "Trim the end to the playhead",
        PlayerAction.MoveEarlier => "Move earlier",
        PlayerAction.MoveLater => "Move later",
        PlayerAction.FadeIn => "Fade in up to the playhead",
        PlayerAction.FadeOut => "Fade out from the playhead",
        PlayerAction.Solo => "Solo",
        _ => action.ToString(),
    };

    /// <summary>Everything that is not at hand elsewhere.</summary>
    public static Menu More(Session session) => new("",
    [
        Of(session, PlayerAction.Open), Of(session, PlayerAction.Save), Of(session, PlayerAction.SaveAs), Of(session, PlayerAction.Export), MenuItem.Line,
        Of(session, PlayerAction.Undo), Of(session, PlayerAction.Redo), Of(session, PlayerAction.Delete), Of(session, PlayerAction.AddLane), Of(session, PlayerAction.SelectAll), MenuItem.Line,
        Of(session, PlayerAction.GoTo), Of(session, PlayerAction.PlaySpeed), Of(session, PlayerAction.Volume), Of(session, PlayerAction.Loop, session.Document is { IsLooping: true }), Of(session, PlayerAction.Snap, session.Snapping),
        Of(session, PlayerAction.Follow, session.Following), Of(session, PlayerAction.ZoomAll), MenuItem.Line,
        Of(session, PlayerAction.DeviceMenu), Of(session, PlayerAction.Reload), Of(session, PlayerAction.FindMedia), Of(session, PlayerAction.Panel, session.PanelOpen), Of(session, PlayerAction.Theme),
        Of(session, PlayerAction.Help), Of(session, PlayerAction.Close),
    ]);

    /// <summary>What is chosen, or under the playhead.</summary>
    public static Menu Context(Session session, Document document) =>
        document.HasRange ? Range(session) : document.SelectedItem != 0 ? Item(session, document) : Segment(session, document);

    /// <summary>The menu of a place of the window; null where there is none.</summary>
    public static Menu? At(Session session, Document document, float x, float y)
    {
        View.Layout layout = session.Layout;
        long frame = (long)session.View.FrameAt(x - layout.Lane.X);
        if (layout.Ruler.Contains(x, y)) return document.HasRange && frame >= document.MarkIn && frame < document.MarkOut ? Range(session) : Ruler(session, frame);
        if (layout.Lane.Contains(x, y))
        {
            if (document.HasRange && frame >= document.MarkIn && frame < document.MarkOut) return Range(session);
            int index = document.IndexAt(frame);
            if (index < 0) return Ruler(session, frame);
            if (!document.IsSelected(document.Segments[index].Id)) document.Select(index);
            return Segment(session, document);
        }

        if (MixActions.LaneUnderMouse(session) < 0) return null;
        MixTarget target = MixHand.At(session, x, y);
        if (target.Item != 0) document.SelectItem(target.Item);
        return Item(session, document);
    }

    /// <summary>Output devices; the one that plays is marked.</summary>
    public static Menu Devices(Session session)
    {
        string driver = session.Options.Driver ?? "";
        var items = new List<MenuItem>();
        foreach (string name in NativeEngine.Devices(driver.Length == 0 || driver == "null" ? null : driver))
            items.Add(new MenuItem(name.Length == 0 ? "The system's default" : name, "", () => session.UseDevice(name), name == session.DeviceChoice && !session.PlaysNowhere));
        if (items.Count == 0) items.Add(new MenuItem("There is no audio device", "", null));
        items.Add(MenuItem.Line);
        items.Add(new MenuItem("None: play silently", "", () => session.UseDevice(null), session.PlaysNowhere));
        items.Add(Of(session, PlayerAction.Device));
        return new Menu("Play on", items);
    }

    /// <summary>Speeds of playing the whole timeline; the one in use is marked.</summary>
    public static Menu PlaySpeeds(Session session) => new("Play all at its pitch", [.. PlaySpeed.Steps.Select(speed => new MenuItem(
        string.Create(CultureInfo.InvariantCulture, $"{speed} x"), "", () => PlaySpeed.Set(session, speed), session.PlaySpeed == speed))]);

    /// <summary>Volumes of listening; the one in use is marked.</summary>
    public static Menu Volumes(Session session) => new("Volume of listening", [.. ListeningVolume.Offered.ToArray().Select(decibels => new MenuItem(
        ListeningVolume.Of(decibels), "", () => ListeningVolume.Set(session, decibels), session.VolumeDb == decibels))]);

    private static Menu Segment(Session session, Document document)
    {
        int index = session.TargetIndex();
        string title = index < 0 ? "" : document.SelectedCount > 1 ? $"{document.SelectedCount} segments" : document.NameOf(index);
        double now = index < 0 ? 1 : document.Segments[index].Speed;
        IEnumerable<MenuItem> speeds = Speeds.Select(speed => new MenuItem(
            string.Create(CultureInfo.InvariantCulture, $"Speed {speed:0.##} x"), "", index < 0 ? null : () => KeyEdits.SetSpeed(session, document, speed), Math.Abs(now - speed) < 1e-9));
        return new Menu(title,
        [
            Of(session, PlayerAction.Delete), Of(session, PlayerAction.Split), Of(session, PlayerAction.TrimStart), Of(session, PlayerAction.TrimEnd), MenuItem.Line,
            Of(session, PlayerAction.Mute, index >= 0 && document.Segments[index].Muted != 0), Of(session, PlayerAction.Louder), Of(session, PlayerAction.Quieter), Of(session, PlayerAction.Transition), MenuItem.Line,
            Of(session, PlayerAction.MoveEarlier), Of(session, PlayerAction.MoveLater), Of(session, PlayerAction.ZoomRange), MenuItem.Line,
            .. speeds,
        ]);
    }

    private static Menu Range(Session session) => new("Marked range",
    [
        Of(session, PlayerAction.Delete), Of(session, PlayerAction.Loop, session.Document is { IsLooping: true }), Of(session, PlayerAction.ZoomRange), Of(session, PlayerAction.Export), MenuItem.Line,
        Of(session, PlayerAction.ClearMarks),
    ]);

    private static Menu Ruler(Session session, long frame)
    {
        if (frame >= 0) session.Seek(frame);
        return new Menu("",
        [
            Of(session, PlayerAction.MarkIn), Of(session, PlayerAction.MarkOut), Of(session, PlayerAction.SelectAll), MenuItem.Line,
            Of(session, PlayerAction.GoTo), Of(session, PlayerAction.AddLane), Of(session, PlayerAction.Snap, session.Snapping), Of(session, PlayerAction.ZoomAll),
        ]);
    }

    private static Menu Item(Session session, Document document)
    {
        (int lane, int index) = document.Mix.Find(document.SelectedItem);
        string title = lane < 0 ? "" : document.NameOf(document.Mix.ItemsOf(lane)[index]);
        MenuItem remove = lane < 0 ? new MenuItem("Remove the item", "", null) : Of(session, PlayerAction.Delete) with { Label = "Remove the item" };
        return new Menu(title,
        [
            remove, Of(session, PlayerAction.FadeIn), Of(session, PlayerAction.FadeOut), Of(session, PlayerAction.MoveEarlier), Of(session, PlayerAction.MoveLater), MenuItem.Line,
            Of(session, PlayerAction.Mute) with { Label = "Mute the lane" }, Of(session, PlayerAction.Solo), Of(session, PlayerAction.Louder), Of(session, PlayerAction.Quieter), Of(session, PlayerAction.Point),
        ]);
    }

    private static MenuItem Of(Session session, PlayerAction action, bool isOn = false) =>
        new(LabelOf(session, action), KeyTable.TextOf(action), Can(session, action) ? () => Actions.Do(session, action) : null, isOn);
}

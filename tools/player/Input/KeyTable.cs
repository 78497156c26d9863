using System.Collections.Generic;
using SDL3;

namespace Seamline.Ui.Input;

/// <summary>Keys held together with another. Control and Command are one.</summary>
[System.Flags]
internal enum Held
{
    None = 0,
    Control = 1,
    Shift = 2,
    Alt = 4,
}

/// <summary>A key and what it does.</summary>
/// <param name="Key">The key.</param>
/// <param name="Held">What is held with it.</param>
/// <param name="Action">What it does.</param>
/// <param name="Name">The key as people call it; empty for a second key of the row above, which names it too.</param>
/// <param name="What">What it does, in words.</param>
internal sealed record KeyRow(SDL.Keycode Key, Held Held, PlayerAction Action, string Name, string What);

/// <summary>Rows of the help overlay under one title.</summary>
internal sealed record KeyGroup(string Title, IReadOnlyList<KeyRow> Rows);

/// <summary>The one table of keys: events, the help overlay and the tests go by it.</summary>
internal static class KeyTable
{
    private const SDL.Keycode F10 = (SDL.Keycode)0x40000043;
    private const SDL.Keycode Application = (SDL.Keycode)0x40000065;

    public static IReadOnlyList<KeyGroup> Groups { get; } =
    [
        new("Play",
        [
            new(SDL.Keycode.Space, Held.None, PlayerAction.PlayPause, "Space", "play, pause"),
            new(SDL.Keycode.J, Held.None, PlayerAction.Back, "J", "skim back; again: 2, 4, 8 x, in slices"),
            new(SDL.Keycode.K, Held.None, PlayerAction.Pause, "K", "stop"),
            new(SDL.Keycode.L, Held.None, PlayerAction.Forward, "L", "play; again: skim at 2, 4, 8 x, in slices"),
            new(SDL.Keycode.P, Held.None, PlayerAction.PlayFaster, "P, Shift P", "play all faster, slower, at its pitch"),
            new(SDL.Keycode.P, Held.Shift, PlayerAction.PlaySlower, "", ""),
            new(SDL.Keycode.P, Held.Alt, PlayerAction.PlaySpeed, "Alt P", "choose how fast all plays"),
            new(SDL.Keycode.Up, Held.Control, PlayerAction.VolumeUp, "Ctrl \u2191 \u2193", "volume of listening, 3 dB"),
            new(SDL.Keycode.Down, Held.Control, PlayerAction.VolumeDown, "", ""),
            new(SDL.Keycode.V, Held.Alt, PlayerAction.Volume, "Alt V", "choose the volume"),
            new(SDL.Keycode.Left, Held.None, PlayerAction.StepLeft, "\u2190 \u2192", "1 s"),
            new(SDL.Keycode.Right, Held.None, PlayerAction.StepRight, "", ""),
            new(SDL.Keycode.Left, Held.Shift, PlayerAction.NudgeLeft, "Shift \u2190 \u2192", "10 ms"),
            new(SDL.Keycode.Right, Held.Shift, PlayerAction.NudgeRight, "", ""),
            new(SDL.Keycode.Up, Held.None, PlayerAction.PreviousSeam, "\u2191 \u2193", "seam before, after"),
            new(SDL.Keycode.Down, Held.None, PlayerAction.NextSeam, "", ""),
            new(SDL.Keycode.Home, Held.None, PlayerAction.ToStart, "Home, End", "start, end"),
            new(SDL.Keycode.End, Held.None, PlayerAction.ToEnd, "", ""),
            new(SDL.Keycode.G, Held.None, PlayerAction.GoTo, "G", "go to a time, or mark 3..4, as typed"),
        ]),
        new("Choose",
        [
            new(SDL.Keycode.Return, Held.None, PlayerAction.SelectSegment, "Enter", "segment or item at the playhead, or none"),
            new(SDL.Keycode.I, Held.None, PlayerAction.MarkIn, "I, O", "mark in, out"),
            new(SDL.Keycode.O, Held.None, PlayerAction.MarkOut, "", ""),
            new(SDL.Keycode.Up, Held.Shift, PlayerAction.RangeBack, "Shift \u2191 \u2193", "mark to the seam before, after"),
            new(SDL.Keycode.Down, Held.Shift, PlayerAction.RangeForward, "", ""),
            new(SDL.Keycode.A, Held.Control, PlayerAction.SelectAll, "Ctrl A", "mark everything"),
            new(SDL.Keycode.Pageup, Held.None, PlayerAction.LaneUp, "Page \u2191 \u2193", "lane that keys mean"),
            new(SDL.Keycode.Pagedown, Held.None, PlayerAction.LaneDown, "", ""),
            new(SDL.Keycode.N, Held.None, PlayerAction.Snap, "N", "snap to seams, marks, quiet places, or not"),
            new(SDL.Keycode.Escape, Held.None, PlayerAction.ClearMarks, "Esc", "choose nothing; close; cancel the export"),
        ]),
        new("Edit",
        [
            new(SDL.Keycode.S, Held.None, PlayerAction.Split, "S", "split at the playhead"),
            new(SDL.Keycode.X, Held.None, PlayerAction.Delete, "X, Delete", "ripple delete what is chosen, else here"),
            new(SDL.Keycode.Delete, Held.None, PlayerAction.Delete, "", ""),
            new(SDL.Keycode.Backspace, Held.None, PlayerAction.Delete, "", ""),
            new(SDL.Keycode.Q, Held.None, PlayerAction.TrimStart, "Q, W", "trim the start, the end to the playhead"),
            new(SDL.Keycode.W, Held.None, PlayerAction.TrimEnd, "", ""),
            new(SDL.Keycode.Left, Held.Alt, PlayerAction.MoveEarlier, "Alt \u2190 \u2192", "move the segment; an item by 0.1 s"),
            new(SDL.Keycode.Right, Held.Alt, PlayerAction.MoveLater, "", ""),
            new(SDL.Keycode.R, Held.None, PlayerAction.Loop, "R", "loop the marked range"),
            new(SDL.Keycode.M, Held.None, PlayerAction.Mute, "M", "mute the segment, or the lane"),
            new(SDL.Keycode.M, Held.Shift, PlayerAction.Solo, "Shift M", "solo of the lane"),
            new(SDL.Keycode.LeftBracket, Held.None, PlayerAction.Quieter, "[ ]", "its gain, 1 dB"),
            new(SDL.Keycode.Comma, Held.Shift, PlayerAction.Slower, "< >", "speed of the segment, at its pitch"),
            new(SDL.Keycode.Period, Held.Shift, PlayerAction.Faster, "", ""),
            new(SDL.Keycode.T, Held.None, PlayerAction.Transition, "T", "transition at the nearest cut, or none"),
            new(SDL.Keycode.E, Held.None, PlayerAction.Point, "E", "envelope point, or none"),
            new(SDL.Keycode.Up, Held.Alt, PlayerAction.PointUp, "Alt \u2191 \u2193", "its gain, 1 dB"),
            new(SDL.Keycode.Down, Held.Alt, PlayerAction.PointDown, "", ""),
            new(SDL.Keycode.Q, Held.Shift, PlayerAction.FadeIn, "Shift Q, W", "fade the item in to, out from the playhead"),
            new(SDL.Keycode.W, Held.Shift, PlayerAction.FadeOut, "", ""),
            new(SDL.Keycode.A, Held.None, PlayerAction.AddLane, "A, Shift A", "a medium on a lane, from here, the start"),
            new(SDL.Keycode.A, Held.Shift, PlayerAction.AddLaneAtStart, "", ""),
            new(SDL.Keycode.RightBracket, Held.None, PlayerAction.Louder, "", ""),
            new(SDL.Keycode.Z, Held.Control, PlayerAction.Undo, "Ctrl Z", "undo"),
            new(SDL.Keycode.Z, Held.Control | Held.Shift, PlayerAction.Redo, "Ctrl Shift Z, Ctrl Y", "redo"),
            new(SDL.Keycode.Y, Held.Control, PlayerAction.Redo, "", ""),
        ]),
        new("See",
        [
            new(SDL.Keycode.Equals, Held.None, PlayerAction.ZoomIn, "+ \u2212", "zoom round the playhead"),
            new(SDL.Keycode.Equals, Held.Shift, PlayerAction.ZoomIn, "", ""),
            new(SDL.Keycode.Plus, Held.None, PlayerAction.ZoomIn, "", ""),
            new(SDL.Keycode.Minus, Held.None, PlayerAction.ZoomOut, "", ""),
            new(SDL.Keycode.Alpha0, Held.None, PlayerAction.ZoomAll, "0", "see everything"),
            new(SDL.Keycode.Z, Held.None, PlayerAction.ZoomRange, "Z", "see the marked range, else the segment"),
            new(SDL.Keycode.F, Held.None, PlayerAction.Follow, "F", "follow the playhead, or not"),
            new(SDL.Keycode.Tab, Held.None, PlayerAction.Panel, "Tab", "panel for engineers"),
            new(SDL.Keycode.T, Held.Control, PlayerAction.Theme, "Ctrl T", "dark, light, high contrast"),
            new(F10, Held.None, PlayerAction.More, "F10", "menu of everything"),
            new(F10, Held.Shift, PlayerAction.ContextMenu, "Shift F10", "menu of what is chosen"),
            new(Application, Held.None, PlayerAction.ContextMenu, "", ""),
            new(SDL.Keycode.H, Held.None, PlayerAction.Help, "H, F1", "these keys"),
            new(SDL.Keycode.F1, Held.None, PlayerAction.Help, "", ""),
            new(SDL.Keycode.Slash, Held.Shift, PlayerAction.Help, "", ""),
        ]),
        new("Files",
        [
            new(SDL.Keycode.O, Held.Control, PlayerAction.Open, "Ctrl O", "open recordings or a timeline"),
            new(SDL.Keycode.S, Held.Control, PlayerAction.Save, "Ctrl S", "save as .otio"),
            new(SDL.Keycode.S, Held.Control | Held.Shift, PlayerAction.SaveAs, "Ctrl Shift S", "save under another name"),
            new(SDL.Keycode.E, Held.Control, PlayerAction.Export, "Ctrl E", "export a sound file"),
            new(SDL.Keycode.R, Held.Control, PlayerAction.Reload, "Ctrl R", "open changed media again"),
            new(SDL.Keycode.F, Held.Control, PlayerAction.FindMedia, "Ctrl F", "find missing media"),
            new(SDL.Keycode.D, Held.None, PlayerAction.Device, "D", "open the audio device again"),
            new(SDL.Keycode.D, Held.Shift, PlayerAction.DeviceMenu, "Shift D", "choose the audio device"),
            new(SDL.Keycode.Q, Held.Control, PlayerAction.Close, "Ctrl Q", "close"),
        ]),
    ];

    /// <summary>What a key does, or <see cref="PlayerAction.None"/>.</summary>
    public static PlayerAction Find(SDL.Keycode key, SDL.Keymod mod)
    {
        Held held = HeldOf(mod);
        foreach (KeyGroup group in Groups)
        {
            foreach (KeyRow row in group.Rows)
            {
                if (row.Key == key && row.Held == held) return row.Action;
            }
        }

        return PlayerAction.None;
    }

    /// <summary>The key of an action, as people write it; empty without one.</summary>
    public static string TextOf(PlayerAction action)
    {
        foreach (KeyGroup group in Groups)
        {
            foreach (KeyRow row in group.Rows)
            {
                if (row.Action == action) return TextOf(row.Key, row.Held);
            }
        }

        return "";
    }

    private static string TextOf(SDL.Keycode key, Held held)
    {
        string name = key switch
        {
            SDL.Keycode.Space => "Space",
            SDL.Keycode.Return => "Enter",
            SDL.Keycode.Escape => "Esc",
            SDL.Keycode.Tab => "Tab",
            SDL.Keycode.Delete => "Delete",
            SDL.Keycode.Home => "Home",
            SDL.Keycode.End => "End",
            SDL.Keycode.Left => "\u2190",
            SDL.Keycode.Right => "\u2192",
            SDL.Keycode.Up => "\u2191",
            SDL.Keycode.Down => "\u2193",
            SDL.Keycode.Pageup => "Page \u2191",
            SDL.Keycode.Pagedown => "Page \u2193",
            SDL.Keycode.Comma when held == Held.Shift => "<",
            SDL.Keycode.Period when held == Held.Shift => ">",
            SDL.Keycode.Equals => "+",
            SDL.Keycode.Minus => "\u2212",
            F10 => "F10",
            _ => ((char)key).ToString().ToUpperInvariant(),
        };
        if (name is "<" or ">") return name;
        return $"{(held.HasFlag(Held.Control) ? "Ctrl " : "")}{(held.HasFlag(Held.Shift) ? "Shift " : "")}{(held.HasFlag(Held.Alt) ? "Alt " : "")}{name}";
    }

    /// <summary>Whether holding its key does it again and again: what goes on a step, and not what turns over or cuts.</summary>
    public static bool Repeats(PlayerAction action) => action is PlayerAction.StepLeft or PlayerAction.StepRight or PlayerAction.NudgeLeft or PlayerAction.NudgeRight
        or PlayerAction.NextSeam or PlayerAction.PreviousSeam or PlayerAction.ZoomIn or PlayerAction.ZoomOut
        or PlayerAction.Louder or PlayerAction.Quieter or PlayerAction.Undo or PlayerAction.Redo or PlayerAction.PointUp or PlayerAction.PointDown
        or PlayerAction.RangeBack or PlayerAction.RangeForward or PlayerAction.LaneUp or PlayerAction.LaneDown;

    /// <summary>What is held; locks do not count.</summary>
    public static Held HeldOf(SDL.Keymod mod) =>
        ((mod & (SDL.Keymod.Ctrl | SDL.Keymod.GUI)) != 0 ? Held.Control : Held.None)
        | ((mod & SDL.Keymod.Shift) != 0 ? Held.Shift : Held.None)
        | ((mod & SDL.Keymod.Alt) != 0 ? Held.Alt : Held.None);
}

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
    public static IReadOnlyList<KeyGroup> Groups { get; } =
    [
        new("Play",
        [
            new(SDL.Keycode.Space, Held.None, PlayerAction.PlayPause, "Space", "play, pause"),
            new(SDL.Keycode.J, Held.None, PlayerAction.Back, "J", "skim back; again: 2, 4, 8 x, in slices"),
            new(SDL.Keycode.K, Held.None, PlayerAction.Pause, "K", "stop"),
            new(SDL.Keycode.L, Held.None, PlayerAction.Forward, "L", "play; again: skim at 2, 4, 8 x, in slices"),
            new(SDL.Keycode.Left, Held.None, PlayerAction.StepLeft, "\u2190 \u2192", "1 s"),
            new(SDL.Keycode.Right, Held.None, PlayerAction.StepRight, "", ""),
            new(SDL.Keycode.Left, Held.Shift, PlayerAction.NudgeLeft, "Shift \u2190 \u2192", "10 ms"),
            new(SDL.Keycode.Right, Held.Shift, PlayerAction.NudgeRight, "", ""),
            new(SDL.Keycode.Up, Held.None, PlayerAction.PreviousSeam, "\u2191 \u2193", "seam before, after"),
            new(SDL.Keycode.Down, Held.None, PlayerAction.NextSeam, "", ""),
            new(SDL.Keycode.Home, Held.None, PlayerAction.ToStart, "Home, End", "start, end"),
            new(SDL.Keycode.End, Held.None, PlayerAction.ToEnd, "", ""),
        ]),
        new("Edit",
        [
            new(SDL.Keycode.S, Held.None, PlayerAction.Split, "S", "split at the playhead"),
            new(SDL.Keycode.X, Held.None, PlayerAction.Delete, "X, Delete", "ripple delete the marked range, else the segment"),
            new(SDL.Keycode.Delete, Held.None, PlayerAction.Delete, "", ""),
            new(SDL.Keycode.Backspace, Held.None, PlayerAction.Delete, "", ""),
            new(SDL.Keycode.I, Held.None, PlayerAction.MarkIn, "I, O", "mark in, out"),
            new(SDL.Keycode.O, Held.None, PlayerAction.MarkOut, "", ""),
            new(SDL.Keycode.Escape, Held.None, PlayerAction.ClearMarks, "Esc", "clear the marks; close; cancel the export"),
            new(SDL.Keycode.R, Held.None, PlayerAction.Loop, "R", "loop the marked range"),
            new(SDL.Keycode.M, Held.None, PlayerAction.Mute, "M", "mute the segment, or the lane under the mouse"),
            new(SDL.Keycode.M, Held.Shift, PlayerAction.Solo, "Shift M", "solo of the lane under the mouse"),
            new(SDL.Keycode.LeftBracket, Held.None, PlayerAction.Quieter, "[ ]", "its gain, 1 dB"),
            new(SDL.Keycode.T, Held.None, PlayerAction.Transition, "T", "transition at the nearest cut, or none"),
            new(SDL.Keycode.E, Held.None, PlayerAction.Point, "E", "envelope point under the mouse, or none"),
            new(SDL.Keycode.A, Held.None, PlayerAction.AddLane, "A", "add a medium on a lane of its own"),
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
            new(SDL.Keycode.H, Held.None, PlayerAction.Help, "H, F1", "these keys"),
            new(SDL.Keycode.F1, Held.None, PlayerAction.Help, "", ""),
            new(SDL.Keycode.Slash, Held.Shift, PlayerAction.Help, "", ""),
        ]),
        new("Files",
        [
            new(SDL.Keycode.O, Held.Control, PlayerAction.Open, "Ctrl O", "open media or .otio; or drop them"),
            new(SDL.Keycode.S, Held.Control, PlayerAction.Save, "Ctrl S", "save as .otio"),
            new(SDL.Keycode.S, Held.Control | Held.Shift, PlayerAction.SaveAs, "Ctrl Shift S", "save under another name"),
            new(SDL.Keycode.E, Held.Control, PlayerAction.Export, "Ctrl E", "export a WAV file"),
            new(SDL.Keycode.D, Held.None, PlayerAction.Device, "D", "open the audio device again"),
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

    /// <summary>Whether holding its key does it again and again: what goes on a step, and not what turns over or cuts.</summary>
    public static bool Repeats(PlayerAction action) => action is PlayerAction.StepLeft or PlayerAction.StepRight or PlayerAction.NudgeLeft or PlayerAction.NudgeRight
        or PlayerAction.NextSeam or PlayerAction.PreviousSeam or PlayerAction.ZoomIn or PlayerAction.ZoomOut
        or PlayerAction.Louder or PlayerAction.Quieter or PlayerAction.Undo or PlayerAction.Redo;

    /// <summary>What is held; locks do not count.</summary>
    public static Held HeldOf(SDL.Keymod mod) =>
        ((mod & (SDL.Keymod.Ctrl | SDL.Keymod.GUI)) != 0 ? Held.Control : Held.None)
        | ((mod & SDL.Keymod.Shift) != 0 ? Held.Shift : Held.None)
        | ((mod & SDL.Keymod.Alt) != 0 ? Held.Alt : Held.None);
}

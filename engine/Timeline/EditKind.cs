namespace Seamline;

/// <summary>What kind of edit a step of undo is: what a host's "Undo ..." menu says.</summary>
public enum EditKind
{
    /// <summary>No step.</summary>
    None = 0,

    /// <summary>A segment was inserted.</summary>
    Insert = 1,

    /// <summary>A segment was deleted and the gap closed.</summary>
    Delete = 2,

    /// <summary>A range was removed and the gap closed.</summary>
    RippleDelete = 3,

    /// <summary>A range was replaced by a gap.</summary>
    Lift = 4,

    /// <summary>A range was replaced by a segment.</summary>
    Overwrite = 5,

    /// <summary>A segment was cut in two.</summary>
    Split = 6,

    /// <summary>An edge was moved, and what follows with it.</summary>
    Trim = 7,

    /// <summary>A seam was moved between two segments.</summary>
    Roll = 8,

    /// <summary>Other material was put under a segment's place.</summary>
    Slip = 9,

    /// <summary>A segment was moved between its neighbours.</summary>
    Slide = 10,

    /// <summary>A segment was moved to another place in the order.</summary>
    Move = 11,

    /// <summary>A gain was set.</summary>
    Gain = 12,

    /// <summary>Something was muted or unmuted.</summary>
    Mute = 13,

    /// <summary>A speed was set.</summary>
    Speed = 14,

    /// <summary>Ranges were removed and the gaps closed.</summary>
    RemoveRanges = 15,

    /// <summary>Everything but some ranges was removed.</summary>
    KeepRanges = 16,

    /// <summary>Several edits between <see cref="Engine.BeginEdits"/> and <see cref="Engine.EndEdits"/>.</summary>
    Group = 17,

    /// <summary>A lane was added, changed or removed.</summary>
    Lane = 18,

    /// <summary>An item was added, changed or removed.</summary>
    Item = 19,

    /// <summary>A transition was set or removed.</summary>
    Transition = 20,

    /// <summary>An envelope was set or removed.</summary>
    Envelope = 21,

    /// <summary>The master was set.</summary>
    Master = 22,

    /// <summary>The ducking of a lane was set, removed, or turned into an envelope.</summary>
    Ducking = 23,

    /// <summary>What gaps sound like was set.</summary>
    RoomTone = 24,
}

/// <summary>What can be undone and redone.</summary>
/// <param name="UndoCount">Steps that can be undone.</param>
/// <param name="RedoCount">Steps that can be redone.</param>
/// <param name="UndoKind">Kind of the step that the next undo takes back.</param>
/// <param name="RedoKind">Kind of the step that the next redo carries out.</param>
public readonly record struct EditHistory(int UndoCount, int RedoCount, EditKind UndoKind, EditKind RedoKind)
{
    /// <summary>An edit group is open: undo and redo wait for its end.</summary>
    public bool IsGroupOpen { get; init; }
}

/// <summary>Words for kinds of edits.</summary>
internal static class EditKindWords
{
    /// <summary>What a kind is called where the host has given no name; empty for none.</summary>
    public static System.ReadOnlySpan<byte> Of(EditKind kind) => kind switch
    {
        EditKind.Insert => "insert"u8,
        EditKind.Delete => "delete"u8,
        EditKind.RippleDelete => "ripple delete"u8,
        EditKind.Lift => "lift"u8,
        EditKind.Overwrite => "overwrite"u8,
        EditKind.Split => "split"u8,
        EditKind.Trim => "trim"u8,
        EditKind.Roll => "roll"u8,
        EditKind.Slip => "slip"u8,
        EditKind.Slide => "slide"u8,
        EditKind.Move => "move"u8,
        EditKind.Gain => "gain"u8,
        EditKind.Mute => "mute"u8,
        EditKind.Speed => "speed"u8,
        EditKind.RemoveRanges => "remove ranges"u8,
        EditKind.KeepRanges => "keep ranges"u8,
        EditKind.Group => "edits"u8,
        EditKind.Lane => "lane"u8,
        EditKind.Item => "item"u8,
        EditKind.Transition => "transition"u8,
        EditKind.Envelope => "envelope"u8,
        EditKind.Master => "master"u8,
        EditKind.Ducking => "ducking"u8,
        EditKind.RoomTone => "room tone"u8,
        _ => default,
    };
}

/// <summary>A range of the timeline, seconds: [In, Out).</summary>
/// <param name="In">First instant.</param>
/// <param name="Out">The instant after the last.</param>
public readonly record struct EditRange(double In, double Out);

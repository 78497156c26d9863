using Seamline.Ui.Input;

namespace Seamline.Ui.View;

/// <summary>A button of the header: what it does, its two names, where it was drawn.</summary>
internal sealed record HeaderButton(PlayerAction Action, string Label, string LabelOn = "")
{
    public Box Box { get; set; }
}

/// <summary>The header's buttons, most needed first; the menu is always there, and has those that do not fit. The time is a button too.</summary>
internal sealed class ButtonBar
{
    public HeaderButton[] All { get; } =
    [
        new(PlayerAction.More, "Menu"),
        new(PlayerAction.PlayPause, "Play", "Pause"),
        new(PlayerAction.Undo, "Undo"),
        new(PlayerAction.Save, "Save"),
        new(PlayerAction.Export, "Export"),
        new(PlayerAction.Delete, "Delete"),
        new(PlayerAction.Redo, "Redo"),
        new(PlayerAction.Open, "Open"),
        new(PlayerAction.Loop, "Loop"),
        new(PlayerAction.Help, "Keys"),
        new(PlayerAction.PlaySpeed, "Speed"),
    ];

    /// <summary>The order in which they stand, from the left.</summary>
    public static PlayerAction[] Order { get; } =
    [
        PlayerAction.PlayPause, PlayerAction.PlaySpeed, PlayerAction.Loop, PlayerAction.Delete, PlayerAction.Undo, PlayerAction.Redo, PlayerAction.Open, PlayerAction.Save, PlayerAction.Export, PlayerAction.Help, PlayerAction.More,
    ];

    /// <summary>The time, which is clicked to type another.</summary>
    public HeaderButton Clock { get; } = new(PlayerAction.GoTo, "");

    /// <summary>What is under a place.</summary>
    public PlayerAction At(float x, float y)
    {
        if (Clock.Box.Contains(x, y)) return Clock.Action;
        foreach (HeaderButton button in All)
        {
            if (button.Box.Contains(x, y)) return button.Action;
        }

        return PlayerAction.None;
    }

    /// <summary>Where a button was drawn; empty where it was not.</summary>
    public Box BoxOf(PlayerAction action)
    {
        if (action == Clock.Action) return Clock.Box;
        foreach (HeaderButton button in All)
        {
            if (button.Action == action) return button.Box;
        }

        return default;
    }

    /// <summary>Where the menu opens: below its button.</summary>
    public (float X, float Y) MenuPlace(Layout layout) => BoxOf(PlayerAction.More) is { W: > 0 } box ? (box.X, box.Bottom + layout.Px(4)) : (layout.Window.W, layout.Header.Bottom);
}

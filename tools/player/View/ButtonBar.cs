using Seamline.Ui.Input;

namespace Seamline.Ui.View;

/// <summary>A button of the header: what it does, its two names, where it was drawn.</summary>
internal sealed record HeaderButton(PlayerAction Action, string Label, string LabelOn = "")
{
    public Box Box { get; set; }
}

/// <summary>The header's buttons, most needed first; those that do not fit are left out.</summary>
internal sealed class ButtonBar
{
    public HeaderButton[] All { get; } =
    [
        new(PlayerAction.PlayPause, "Play", "Pause"),
        new(PlayerAction.Undo, "Undo"),
        new(PlayerAction.Redo, "Redo"),
        new(PlayerAction.Loop, "Loop"),
        new(PlayerAction.Save, "Save"),
        new(PlayerAction.Export, "Export"),
        new(PlayerAction.Panel, "Panel"),
        new(PlayerAction.Help, "Keys"),
    ];

    /// <summary>What is under a place.</summary>
    public PlayerAction At(float x, float y)
    {
        foreach (HeaderButton button in All)
        {
            if (button.Box.Contains(x, y)) return button.Action;
        }

        return PlayerAction.None;
    }
}

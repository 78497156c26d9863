using System;

namespace Seamline.Ui.View;

/// <summary>Where dialogs stand, device pixels.</summary>
internal static class DialogLayout
{
    /// <summary>A box in the middle of the window, points; smaller where the window is.</summary>
    public static Box Middle(Layout layout, float widthPoints, float heightPoints)
    {
        float w = Math.Min(layout.Px(widthPoints), layout.Window.W - layout.Px(24));
        float h = Math.Min(layout.Px(heightPoints), layout.Window.H - layout.Px(24));
        return new Box(MathF.Round((layout.Window.W - w) / 2), MathF.Round((layout.Window.H - h) / 2), w, h);
    }

    public static Box Question(Layout layout) => Middle(layout, 460, 150);

    /// <summary>A button of the question, from the left.</summary>
    public static Box Answer(Layout layout, int index, int count)
    {
        Box box = Question(layout);
        float gap = layout.Px(10);
        float margin = layout.Px(20);
        float w = MathF.Floor((box.W - (2 * margin) - (gap * (count - 1))) / count);
        float h = layout.Px(34);
        return new Box(box.X + margin + (index * (w + gap)), box.Bottom - margin - h, w, h);
    }

    /// <summary>The dialog that asks for a line of text, and for paths lists the folder.</summary>
    public static Box Prompt(Layout layout, bool lists) => Middle(layout, 680, lists ? 460 : 150);

    /// <summary>Where the text stands.</summary>
    public static Box Field(Layout layout, bool lists)
    {
        Box box = Prompt(layout, lists);
        return new Box(box.X + layout.Px(20), box.Y + layout.Px(48), box.W - layout.Px(40), layout.Px(34));
    }

    /// <summary>Where the entries of the folder stand.</summary>
    public static Box Entries(Layout layout)
    {
        Box field = Field(layout, true);
        float top = field.Bottom + layout.Px(34);
        float bottom = Prompt(layout, true).Bottom - layout.Px(78);
        return new Box(field.X, top, field.W, MathF.Max(layout.Px(EntryPoints), MathF.Floor((bottom - top) / layout.Px(EntryPoints)) * layout.Px(EntryPoints)));
    }

    /// <summary>The entry in a row of the list.</summary>
    public static Box Entry(Layout layout, int row) => Entries(layout) is var list ? list with { Y = list.Y + (row * layout.Px(EntryPoints)), H = layout.Px(EntryPoints) } : default;

    /// <summary>Entries that there is room for.</summary>
    public static int EntryRows(Layout layout) => Math.Max(1, (int)(Entries(layout).H / layout.Px(EntryPoints)));

    /// <summary>The sign that goes to the folder above.</summary>
    public static Box Above(Layout layout)
    {
        Box field = Field(layout, true);
        return new Box(field.X, field.Bottom + layout.Px(6), layout.Px(36), layout.Px(24));
    }

    /// <summary>A button at the dialog's foot, from the right: 0 takes it, 1 cancels.</summary>
    public static Box Foot(Layout layout, Box dialog, int index)
    {
        float w = layout.Px(112);
        float h = layout.Px(30);
        return new Box(dialog.Right - layout.Px(20) - ((index + 1) * w) - (index * layout.Px(10)), dialog.Bottom - layout.Px(14) - h, w, h);
    }

    private const float EntryPoints = 24;
}

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
}

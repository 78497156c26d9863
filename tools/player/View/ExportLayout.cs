using Seamline.Ui.App;

namespace Seamline.Ui.View;

/// <summary>Where the export dialog stands.</summary>
internal static class ExportLayout
{
    private const float RowPoints = 32;

    public static Box Dialog(Layout layout) => DialogLayout.Middle(layout, 600, 336);

    /// <summary>A field, without its label.</summary>
    public static Box Field(Layout layout, ExportField field)
    {
        Box box = Dialog(layout);
        float label = layout.Px(104);
        float height = layout.Px(28);
        // A low window has its rows closer together.
        float row = System.MathF.Min(layout.Px(RowPoints + 4), (box.H - layout.Px(44) - layout.Px(80)) / ExportDialog.Count);
        return new Box(box.X + layout.Px(20) + label, box.Y + layout.Px(44) + ((int)field * row), box.W - layout.Px(40) - label, System.MathF.Min(height, row - layout.Px(2)));
    }

    /// <summary>The sign that goes to the value before, or to the next.</summary>
    public static Box Step(Layout layout, ExportField field, bool next)
    {
        Box box = Field(layout, field);
        float w = layout.Px(28);
        return box with { X = next ? box.Right - w : box.X, W = w };
    }

    /// <summary>Middle of the line that says what there is to know.</summary>
    public static float NoteY(Layout layout) => Dialog(layout).Bottom - layout.Px(62);
}

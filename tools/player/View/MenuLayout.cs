using System;
using Seamline.Ui.App;

namespace Seamline.Ui.View;

/// <summary>Where a menu stands, and which of its lines: near its place, within the window.</summary>
internal readonly record struct MenuLayout(Box Box, float Line, float Gap, float Head, int First, int Shown)
{
    private const float WidthPoints = 330;
    private const float LinePoints = 26;
    private const float GapPoints = 9;

    public static MenuLayout Of(Layout layout, Menu menu, (float X, float Y) place)
    {
        float line = layout.Px(LinePoints);
        float gap = layout.Px(GapPoints);
        float head = layout.Px(menu.Title.Length > 0 ? 28 : 6);
        float most = layout.Window.H - layout.Px(12);
        float w = Math.Min(layout.Px(WidthPoints), layout.Window.W - layout.Px(12));
        float h = head + layout.Px(6);
        int first = Math.Clamp(menu.First, 0, menu.Items.Count);
        int shown = 0;
        while (first + shown < menu.Items.Count && h + (menu.Items[first + shown].IsLine ? gap : line) <= most) h += menu.Items[first + shown++].IsLine ? gap : line;
        float x = Math.Clamp(place.X, layout.Px(6), layout.Window.W - layout.Px(6) - w);
        float y = Math.Clamp(place.Y, layout.Px(6), Math.Max(layout.Px(6), layout.Window.H - layout.Px(6) - h));
        return new MenuLayout(new Box(MathF.Round(x), MathF.Round(y), w, h), line, gap, head, first, shown);
    }

    /// <summary>A line of it.</summary>
    public Box Item(Menu menu, int index)
    {
        float y = Box.Y + Head;
        for (int i = First; i < index; i++) y += menu.Items[i].IsLine ? Gap : Line;
        return new Box(Box.X, y, Box.W, menu.Items[index].IsLine ? Gap : Line);
    }

    /// <summary>The line at a place; -1 for none.</summary>
    public int At(Menu menu, float x, float y)
    {
        for (int i = First; i < First + Shown; i++)
        {
            if (Item(menu, i).Contains(x, y)) return i;
        }

        return -1;
    }
}

using System;
using System.Collections.Generic;
using Seamline.Ui.Input;

namespace Seamline.Ui.View;

/// <summary>A line of the help: a title, or a key with what it does.</summary>
internal readonly record struct HelpLine(string Name, string What, bool IsTitle);

/// <summary>Where the keys stand: in as many columns as the window has room for, and on as many pages as it takes.</summary>
internal sealed class HelpLayout
{
    private const float ColumnPoints = 456;
    private const float GapPoints = 32;
    private const float MarginPoints = 28;
    private const float RowPoints = 21;
    private const float FootPoints = 34;
    private const int MostColumns = 3;

    private const int TitleLines = 2;

    private readonly List<(HelpLine Line, int Page, int Column, int Row)> _places = [];
    private readonly Layout _layout;
    private readonly float _width;

    private HelpLayout(Layout layout)
    {
        _layout = layout;
        float roomX = layout.Window.W - layout.Px(24) - (2 * layout.Px(MarginPoints));
        float roomY = layout.Window.H - layout.Px(24) - layout.Px(MarginPoints) - layout.Px(FootPoints);
        int fit = Math.Max(1, (int)(roomY / layout.Px(RowPoints)));
        int columns = Math.Clamp((int)((roomX + layout.Px(GapPoints)) / (layout.Px(ColumnPoints) + layout.Px(GapPoints))), 1, MostColumns);
        IReadOnlyList<HelpLine> lines = Lines();
        // Groups stay whole where that takes no further page, and columns are no longer than they must be.
        int pages = Flow(lines, columns, fit, whole: false);
        bool whole = Flow(lines, columns, fit, whole: true) == pages;
        int rows = fit;
        while (pages == 1 && rows > 1 && Flow(lines, columns, rows - 1, whole) == 1) rows--;
        Pages = Flow(lines, columns, rows, whole);
        _width = Math.Min(layout.Px(ColumnPoints), roomX);
        float w = (columns * _width) + ((columns - 1) * layout.Px(GapPoints)) + (2 * layout.Px(MarginPoints));
        float h = (rows * layout.Px(RowPoints)) + layout.Px(MarginPoints) + layout.Px(FootPoints);
        Box = new Box(MathF.Round((layout.Window.W - w) / 2), MathF.Round((layout.Window.H - h) / 2), w, h);
    }

    /// <summary>Pages, at least 1.</summary>
    public int Pages { get; private set; }

    /// <summary>The overlay's ground.</summary>
    public Box Box { get; }

    /// <summary>Middle of the line with the page number.</summary>
    public float FootY => Box.Bottom - _layout.Px(FootPoints / 2);

    /// <summary>How far the second column of a line stands from its first.</summary>
    public float WhatX => _layout.Px(136);

    public static HelpLayout Of(Layout layout) => new(layout);

    /// <summary>The lines of a page, each with the box of its text.</summary>
    public IEnumerable<(HelpLine Line, Box Box)> Page(int page)
    {
        foreach ((HelpLine line, int at, int column, int row) in _places)
        {
            if (at != page) continue;
            float x = Box.X + _layout.Px(MarginPoints) + (column * (_width + _layout.Px(GapPoints)));
            yield return (line, new Box(x, Box.Y + _layout.Px(MarginPoints / 2) + (row * _layout.Px(RowPoints)), _width, _layout.Px(RowPoints)));
        }
    }

    private static List<HelpLine> Lines()
    {
        var lines = new List<HelpLine>();
        foreach (KeyGroup group in KeyTable.Groups)
        {
            lines.Add(new HelpLine(group.Title, "", true));
            foreach (KeyRow row in group.Rows)
            {
                if (row.Name.Length > 0) lines.Add(new HelpLine(row.Name, row.What, false));
            }
        }

        lines.Add(new HelpLine("Mouse", "", true));
        foreach ((_, string name, string what) in MouseTable.Rows) lines.Add(new HelpLine(name, what, false));
        return lines;
    }

    // Fills column after column; a title goes on with its first line, or with all of its group. Returns the pages.
    private int Flow(IReadOnlyList<HelpLine> lines, int columns, int rows, bool whole)
    {
        _places.Clear();
        int column = 0;
        int row = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            bool title = lines[i].IsTitle;
            if (title && row > 0) row++;
            int together = !title ? 1 : whole ? Math.Min(rows, Group(lines, i)) : TitleLines;
            if (row > 0 && row + together > rows) (column, row) = (column + 1, 0);
            _places.Add((lines[i], column / columns, column % columns, row++));
        }

        return (column / columns) + 1;
    }

    // Lines from a title to the next.
    private static int Group(IReadOnlyList<HelpLine> lines, int title)
    {
        int end = title + 1;
        while (end < lines.Count && !lines[end].IsTitle) end++;
        return end - title;
    }
}

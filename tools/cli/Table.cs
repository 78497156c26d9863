using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Seamline.Cli;

/// <summary>A plain text table: columns as wide as their widest cell, two blanks apart, no lines around them.</summary>
internal sealed class Table
{
    private const string Gap = "  ";

    private readonly Column[] _columns;
    private readonly List<string[]> _rows = [];

    /// <summary>Makes a table; a heading that ends in "|" has its column aligned to the right, for numbers.</summary>
    public Table(params string[] headings)
    {
        _columns = Array.ConvertAll(headings, heading => new Column(heading.TrimEnd('|'), heading.EndsWith('|')));
    }

    /// <summary>Adds a row of as many cells as there are columns; line breaks in a cell become blanks.</summary>
    public void Add(params string[] cells)
    {
        if (cells.Length != _columns.Length)
            throw new ArgumentException($"The table has {_columns.Length} columns, the row {cells.Length}.", nameof(cells));
        _rows.Add(Array.ConvertAll(cells, cell => cell.ReplaceLineEndings(" ")));
    }

    /// <summary>Writes headings and rows, each line behind <paramref name="indent"/> and without blanks at its end.</summary>
    public void Write(TextWriter output, string indent = "")
    {
        int[] widths = Array.ConvertAll(_columns, column => TextWidth.Of(column.Heading));
        foreach (string[] row in _rows)
        {
            for (int i = 0; i < row.Length; i++)
                widths[i] = Math.Max(widths[i], TextWidth.Of(row[i]));
        }
        // A console takes each line of its own to the system.
        var text = new StringBuilder();
        AddRow(text, indent, Array.ConvertAll(_columns, column => column.Heading), widths);
        foreach (string[] row in _rows)
            AddRow(text, indent, row, widths);
        output.Write(text.Replace("\n", output.NewLine).ToString());
    }

    private void AddRow(StringBuilder line, string indent, string[] cells, int[] widths)
    {
        int start = line.Length;
        line.Append(indent);
        for (int i = 0; i < cells.Length; i++)
        {
            int pad = widths[i] - TextWidth.Of(cells[i]);
            line.Append(i == 0 ? "" : Gap).Append(' ', _columns[i].ToRight ? pad : 0).Append(cells[i]).Append(' ', _columns[i].ToRight ? 0 : pad);
        }
        while (line.Length > start && line[^1] == ' ')
            line.Length--;
        line.Append('\n');
    }

    private readonly record struct Column(string Heading, bool ToRight);
}

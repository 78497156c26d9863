using System;
using System.Collections.Generic;
using System.Globalization;
using Seamline.Ui.Native;

namespace Seamline.Ui.Model;

/// <summary>
/// Names of segments: parts of one recording have numbers, by their places in the recording, so that a part keeps its number when it is
/// moved. Counted when a name is first asked for after an edit. Thread: the window's.
/// </summary>
internal sealed class PartNames
{
    private readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private string[] _names = [];
    private int[] _numbers = []; // 0 for none
    private (int Kind, double In, int Index)[] _rows = [];
    private long _revision = -1;

    /// <summary>The name of a segment by its place.</summary>
    public string Of(Document document, int index)
    {
        if (_revision != document.Revision) Count(document);
        return _numbers[index] == 0 ? _names[index] : string.Create(CultureInfo.InvariantCulture, $"{_names[index]} {_numbers[index]}");
    }

    /// <summary>The name without the number that tells it from other parts.</summary>
    public string PlainOf(Document document, int index)
    {
        if (_revision != document.Revision) Count(document);
        return _names[index];
    }

    private void Count(Document document)
    {
        _revision = document.Revision;
        ReadOnlySpan<SeamSegment> segments = document.Segments;
        if (_names.Length < segments.Length)
        {
            int room = segments.Length * 2;
            (_names, _numbers, _rows) = (new string[room], new int[room], new (int, double, int)[room]);
        }

        _kinds.Clear();
        for (int i = 0; i < segments.Length; i++)
        {
            string name = _names[i] = FolderList.WithoutSoundExtension(document.PlainNameOf(segments[i]));
            if (!_kinds.TryGetValue(name, out int kind)) _kinds[name] = kind = _kinds.Count;
            _rows[i] = (kind, segments[i].InSeconds, i);
        }

        Span<(int Kind, double In, int Index)> rows = _rows.AsSpan(0, segments.Length);
        rows.Sort(static (a, b) => a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : a.In != b.In ? a.In.CompareTo(b.In) : a.Index.CompareTo(b.Index));
        for (int first = 0; first < rows.Length;)
        {
            int end = first + 1;
            while (end < rows.Length && rows[end].Kind == rows[first].Kind) end++;
            // A gap is not a part of anything.
            bool numbered = end - first > 1 && segments[rows[first].Index].Clip != 0;
            for (int i = first; i < end; i++) _numbers[rows[i].Index] = numbered ? i - first + 1 : 0;
            first = end;
        }
    }
}

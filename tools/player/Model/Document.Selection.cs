using System.Collections.Generic;
using System.Linq;

namespace Seamline.Ui.Model;

/// <summary>What edits mean: segments that were chosen, or an item of a lane. The marked range is chosen before both.</summary>
internal sealed partial class Document
{
    private readonly HashSet<long> _selected = [];

    /// <summary>The item that is chosen; 0 for none.</summary>
    public long SelectedItem { get; private set; }

    /// <summary>Segments that are chosen.</summary>
    public int SelectedCount => _selected.Count;

    /// <summary>Rises with every change of what is chosen.</summary>
    public long SelectionVersion { get; private set; }

    public bool IsSelected(long segment) => _selected.Contains(segment);

    /// <summary>Places of the chosen segments, in order.</summary>
    public int[] SelectedIndexes()
    {
        if (_selected.Count == 0) return [];
        var indexes = new List<int>();
        for (int i = 0; i < _count; i++)
        {
            if (_selected.Contains(_segments[i].Id)) indexes.Add(i);
        }

        return [.. indexes];
    }

    /// <summary>Chooses a segment alone, by its place; none where there is none.</summary>
    public void Select(int index)
    {
        ClearSelection();
        if (index >= 0 && index < _count) _selected.Add(_segments[index].Id);
    }

    /// <summary>Chooses a segment beside others, or no more.</summary>
    public void ToggleSelected(int index)
    {
        if (index < 0 || index >= _count) return;
        SelectedItem = 0;
        SelectionVersion++;
        if (!_selected.Remove(_segments[index].Id)) _selected.Add(_segments[index].Id);
    }

    /// <summary>Chooses an item of a lane.</summary>
    public void SelectItem(long item)
    {
        ClearSelection();
        SelectedItem = item;
    }

    public void ClearSelection()
    {
        SelectionVersion++;
        _selected.Clear();
        SelectedItem = 0;
    }

    /// <summary>Deletes all chosen segments, as one step of undo.</summary>
    public bool DeleteSelected()
    {
        long[] ids = [.. SelectedIndexes().Select(index => _segments[index].Id)];
        if (ids.Length == 0) return Refuse("No segment is chosen.");
        if (ids.Length == 1) return DeleteSegment(IndexOf(ids[0]));
        double seconds = ids.Sum(id => _segments[IndexOf(id)] is var segment ? Seconds(segment.EndFrame - segment.StartFrame) : 0);
        if (!Engine.BeginEdits()) return Refuse(Engine.LastError);
        foreach (long id in ids)
        {
            if (Engine.DeleteSegment(id)) continue;
            string why = Engine.LastError;
            Engine.CancelEdits();
            return Refuse(why);
        }

        return Edit(Engine.EndEdits(), $"delete of {ids.Length} segments ({Short(seconds)})");
    }

    // What is gone is not chosen any more.
    private void KeepSelection()
    {
        if (_selected.Count > 0)
        {
            var there = new HashSet<long>(Ids().ToArray());
            _selected.RemoveWhere(id => !there.Contains(id));
        }

        if (SelectedItem != 0 && Mix.Find(SelectedItem).Lane < 0) SelectedItem = 0;
        SelectionVersion++;
    }
}

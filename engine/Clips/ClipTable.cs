using System;
using System.Collections.Generic;

namespace Seamline.Clips;

/// <summary>The clips an engine knows, by the host's numbers.</summary>
/// <remarks>Thread: control. Lookup allocates nothing.</remarks>
internal sealed class ClipTable : IDisposable
{
    private readonly Dictionary<uint, Clip> _clips = new(64);

    /// <summary>Clips.</summary>
    public int Count => _clips.Count;

    /// <summary>Tracks of all clips: what a snapshot needs room for at most.</summary>
    public int TotalTracks { get; private set; }

    /// <summary>Changes so far.</summary>
    public long Edition { get; private set; }

    /// <summary>The clips, in no order.</summary>
    public Dictionary<uint, Clip>.ValueCollection All => _clips.Values;

    /// <summary>A clip, or null.</summary>
    public Clip? Find(uint id) => _clips.GetValueOrDefault(id);

    /// <summary>Puts a clip in; returns the one it replaces, which the caller disposes once its snapshot is out.</summary>
    public Clip? Put(Clip clip)
    {
        Clip? replaced = Take(clip.Id);
        _clips.Add(clip.Id, clip);
        Edition++;
        TotalTracks += clip.RowCount;
        return replaced;
    }

    /// <summary>Takes a clip out, or null where there is none.</summary>
    public Clip? Take(uint id)
    {
        if (!_clips.Remove(id, out Clip? clip)) return null;
        TotalTracks -= clip.RowCount;
        Edition++;
        return clip;
    }

    /// <summary>A clip has been made at another speed, or is no longer there at one.</summary>
    public void AddTracks(int count)
    {
        TotalTracks += count;
        Edition++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Clip clip in _clips.Values) clip.Dispose();
        _clips.Clear();
        TotalTracks = 0;
    }
}

using System;

namespace Seamline.Clips;

// The files behind the sources: looked at when asked, exchanged when invalidated.
internal sealed unsafe partial class SourceCache
{
    /// <summary>Called where a medium is found to be another than it was, with its name, under the cache's lock: takes none but its own.</summary>
    public Action<string, MediaState>? StateChanged { get; set; }

    /// <summary>Looks at a source's medium and takes note. The source must be referenced. Thread: control.</summary>
    public MediaState Look(Source source)
    {
        // Outside the lock: a file system over a network may take its time.
        MediaState state = source.Media.Look();
        bool changed;
        using (_lock.Hold())
        {
            changed = source.State != state;
            SetState(source, state);
        }

        // Back again: what is missing of it is to be loaded. Gone: waiting for it ends.
        if (changed) _queue.Ask(newNeeds: false);
        if (changed) WakeWaiters();
        return state;
    }

    /// <summary>Looks at the media of all sources in use; how many are not what was opened. Thread: control, without any lock.</summary>
    /// <param name="serial">As in <see cref="Release"/>: of the newest snapshot.</param>
    public int LookAll(long serial)
    {
        int changed = 0;
        for (int row = 0; Referenced(row, out Source? source); row++)
        {
            if (source == null) continue;
            if (Look(source) != MediaState.Same) changed++;
            Release(source, serial);
        }

        return changed;
    }

    /// <summary>One more reference to a source that has one. Waits for nothing. Thread: control, under the lock that keeps the other one.</summary>
    public static void Hold(Source source) => source.AddReference();

    /// <summary>What the sources in use add up to, as far as anybody has looked.</summary>
    public MediaStats Stats()
    {
        var stats = default(MediaStats);
        using (_lock.Hold())
        {
            foreach (Source? source in _sources)
            {
                if (source == null || source.References == 0) continue;
                stats.Sources++;
                stats.Changed += source.State == MediaState.Changed ? 1 : 0;
                stats.Missing += source.State == MediaState.Missing ? 1 : 0;
                stats.Warnings += source.Warnings;
            }
        }

        return stats;
    }

    // False behind the last row. With one more reference, so that it stays while it is looked at.
    private bool Referenced(int row, out Source? source)
    {
        using (_lock.Hold())
        {
            source = row < _sources.Count ? _sources[row] : null;
            if (source?.References == 0) source = null;
            source?.AddReference();
            return row < _sources.Count;
        }
    }

    private void SetState(Source source, MediaState state)
    {
        bool changes = source.State != state;
        source.State = state;
        if (changes) StateChanged?.Invoke(source.Key, state);
    }

    private void WakeWaiters()
    {
        Arrived();
    }
}

/// <summary>Sources in numbers.</summary>
internal struct MediaStats
{
    /// <summary>Sources in use.</summary>
    public int Sources;

    /// <summary>Of those, with a medium that has changed.</summary>
    public int Changed;

    /// <summary>Of those, with a medium that is gone.</summary>
    public int Missing;

    /// <summary>Damaged packets and holes that became silence.</summary>
    public long Warnings;
}

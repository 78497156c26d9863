using System;
using Seamline.Memory;

namespace Seamline.Clips;

/// <content>The peaks of what was in memory once.</content>
internal sealed unsafe partial class SourceCache
{
    private readonly PeakStore _peaks;

    /// <summary>What is kept of pages beyond their eviction.</summary>
    public PeakStore Peaks => _peaks;

    /// <summary>The power of two of the frames that a level stands for.</summary>
    public int LevelShift { get; }

    /// <summary>The readers of peaks.</summary>
    public PeakReaders PeakReaders { get; }

    /// <summary>Makes the peaks of memory that is played where it lies. Thread: control, once, before anybody knows the source.</summary>
    public void Summarize(Source source)
    {
        var made = new PeakPage(LevelShift);
        long frames = PageTable.Frames(source.Table);
        for (long page = 0; page < source.Pages; page++)
        {
            int count = (int)Math.Min(Limits.PageFrames, frames - (page * Limits.PageFrames));
            made.Make(PageTable.PageAt(source.Table, page), source.Table->Channels, count);
            PageShapes.Put(source.Table, page, PageTable.PageAt(source.Table, page), count);
            using (_lock.Hold()) _peaks.Put(source, page, made);
            TrimPeaks();
        }
    }

    // Where the peaks' share is nearly used up, the finest of some source go, once no reader is inside.
    private void TrimPeaks()
    {
        if (!_peaks.IsNearlyFull) return;
        Source? source;
        using (_lock.Hold()) source = _peaks.BeginTrim(_sources);
        if (source == null) return;
        Grace.Wait();
        using (_lock.Hold()) _peaks.EndTrim(source, lives: _sources[source.Row] == source);
    }
}

using System;
using System.Threading;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>Frames [First, End) that are loud.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct LoudRun(long First, long End);

/// <summary>
/// Where sources are loud, kept from edit to edit: an edit costs its segments and the loud places in them, not the length of the material.
/// Runs less than a pause apart are kept as one; where a segment ends inside one, the levels show where it was loud last.
/// </summary>
/// <remarks>Thread: control, under the edit lock. No GC allocation after it was made.</remarks>
internal sealed unsafe class LoudRuns : IDisposable
{
    private const int Kept = 64; // lists: a source at a threshold

    private readonly int _shift;
    private readonly Entry[] _entries = new Entry[Kept];
    private readonly NativeList<LoudRun>[] _runs = new NativeList<LoudRun>[Kept];
    private long _uses;

    /// <summary>Makes one for a rate.</summary>
    public LoudRuns(MemoryBudget budget, int rate)
    {
        _shift = PageLevels.ShiftFor(rate);
        for (int i = 0; i < Kept; i++) _runs[i] = new NativeList<LoudRun>(budget, Limits.MaxLoudRuns);
    }

    private int StepFrames => 1 << _shift;

    private int StepsPerPage => Limits.PageFrames >> _shift;

    /// <summary>Adds where source frames [first, end) of a track are loud, moved by so many frames; false where there is no room.</summary>
    /// <param name="track">The track.</param>
    /// <param name="least">The level from which it is loud.</param>
    /// <param name="pauseFrames">The shortest pause that counts.</param>
    /// <param name="first">First source frame.</param>
    /// <param name="end">The source frame after the last.</param>
    /// <param name="move">From source frames to those of the result.</param>
    /// <param name="to">The result.</param>
    public bool TryAdd(SnapshotTrack* track, int least, long pauseFrames, long first, long end, long move, NativeList<LoudRun> to)
    {
        if (least > PageLevels.Loudest || first >= end) return true;
        int found = Find(track, least, pauseFrames);
        if (found < 0) return false;
        ReadOnlySpan<LoudRun> runs = _runs[found].Span;
        for (int i = FirstBehind(runs, first); i < runs.Length && runs[i].First < end; i++)
        {
            long from = runs[i].First >= first ? runs[i].First : NextLoud(_entries[found], first, Math.Min(end, runs[i].End));
            long until = runs[i].End <= end ? runs[i].End : LastLoud(_entries[found], Math.Max(first, from), end);
            if (from < until && !to.TryAdd(new LoudRun(from + move, until + move))) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (NativeList<LoudRun> runs in _runs) runs.Dispose();
    }

    // The list of a source at a threshold, as it is now; -1 where there is no room.
    private int Find(SnapshotTrack* track, int least, long pauseFrames)
    {
        PageTable* table = track->Pages;
        int channel = table->Channels < 2 || track->Route is not (ChannelRoute.PickLeft or ChannelRoute.PickRight) ? -1 : track->Route == ChannelRoute.PickLeft ? 0 : 1;
        int oldest = 0;
        for (int i = 0; i < Kept; i++)
        {
            ref Entry entry = ref _entries[i];
            if (entry.Uses < _entries[oldest].Uses) oldest = i;
            if (entry.Table != table || entry.Identity != table->Identity || entry.Channel != channel || entry.Least != least || entry.PauseFrames != pauseFrames) continue;
            entry.Uses = ++_uses;
            return entry.Version == Volatile.Read(ref table->LevelPages) || TryList(i) ? i : -1; // partner: PageLevels.Put
        }

        _entries[oldest] = new Entry { Table = table, Identity = table->Identity, Channel = channel, Least = least, PauseFrames = pauseFrames, Uses = ++_uses };
        return TryList(oldest) ? oldest : -1;
    }

    private bool TryList(int index)
    {
        ref Entry entry = ref _entries[index];
        NativeList<LoudRun> runs = _runs[index];
        runs.Clear();
        entry.Version = Volatile.Read(ref entry.Table->LevelPages); // partner: PageLevels.Put
        long pages = (PageTable.Frames(entry.Table) + Limits.PageFrames - 1) / Limits.PageFrames;
        long first = -1; // of the run under way
        long end = -1;
        for (long page = 0; page < pages; page++)
        {
            byte* levels = PageLevels.At(entry.Table, page, _shift);
            if (levels == null)
            {
                page |= PageTable.ChunkPages - 1; // none of the chunk's
                continue;
            }

            for (int step = 0; step < StepsPerPage; step++)
            {
                if (!IsLoud(entry, levels, step)) continue;
                long frame = (page * Limits.PageFrames) + ((long)step << _shift);
                if (frame - end >= entry.PauseFrames || first < 0)
                {
                    if (first >= 0 && !runs.TryAdd(new LoudRun(first, end))) return Drop(ref entry);
                    first = frame;
                }

                end = frame + StepFrames;
            }
        }

        return first < 0 || runs.TryAdd(new LoudRun(first, end)) || Drop(ref entry);
    }

    // The first loud frame of [first, end), or end.
    private long NextLoud(in Entry entry, long first, long end)
    {
        for (long frame = first; frame < end; frame = (frame & ~(StepFrames - 1L)) + StepFrames)
        {
            if (IsLoudAt(entry, frame)) return frame;
        }

        return end;
    }

    // The frame behind the last loud one of [first, end), or first.
    private long LastLoud(in Entry entry, long first, long end)
    {
        for (long behind = end; behind > first; behind = (behind - 1) & ~(StepFrames - 1L))
        {
            if (IsLoudAt(entry, behind - 1)) return behind;
        }

        return first;
    }

    private bool IsLoudAt(in Entry entry, long frame)
    {
        byte* levels = PageLevels.At(entry.Table, PageTable.PageOf(frame), _shift);
        return levels != null && IsLoud(entry, levels, (int)(frame & (Limits.PageFrames - 1)) >> _shift);
    }

    private static bool IsLoud(in Entry entry, byte* levels, int step)
    {
        int channels = entry.Table->Channels;
        byte* of = levels + (step * channels);
        if (entry.Channel >= 0) return of[entry.Channel] >= entry.Least;
        for (int channel = 0; channel < channels; channel++)
        {
            if (of[channel] >= entry.Least) return true;
        }

        return false;
    }

    private static int FirstBehind(ReadOnlySpan<LoudRun> runs, long first)
    {
        int low = 0;
        int high = runs.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (runs[middle].End <= first) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static bool Drop(ref Entry entry)
    {
        entry = default;
        return false;
    }

    private struct Entry
    {
        public PageTable* Table;
        public long Identity;
        public long Version;
        public long PauseFrames;
        public long Uses;
        public int Channel; // -1: the loudest of all
        public int Least;
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>What the peaks of one source hold.</summary>
internal struct PeakHold
{
    /// <summary>Pages whose peaks are known.</summary>
    public int Pages;

    /// <summary>Pages whose peaks had no room at all; they are made when the page is loaded again.</summary>
    public int Unstored;

    /// <summary>Bytes of all levels.</summary>
    public long Bytes;

    /// <summary>Bytes of the finest level.</summary>
    public long FineBytes;

    /// <summary>Bytes of the middle level.</summary>
    public long MiddleBytes;
}

/// <summary>
/// Keeps the peaks of pages for as long as their source lives, whatever is evicted. All bytes count in the budget, and in a share
/// of it: where that is nearly used up, the source that holds most gives up its finest level, then others theirs, then the
/// middle level, so that a waveform of everything stays, only coarser. Loading a page never fails for its peaks.
/// </summary>
/// <remarks>
/// Thread: under the cache's lock. Readers take no lock: they go by the release writes here, and say in
/// <see cref="PeakReaders"/> that they are inside, for which the caller of <see cref="EndTrim"/> waits.
/// </remarks>
internal sealed unsafe class PeakStore(MemoryBudget budget, long headroomBytes)
{
    private Source? _trimmed;
    private long _bytes;
    private long _levelBytes;
    private long _changes;
    private long _levelChanges;

    /// <summary>Most bytes that peaks may hold: a sixteenth of the budget. Three hours of 48 kHz stereo at the finest level need 27 MiB.</summary>
    public long ShareBytes { get; } = ShareOf(budget.LimitBytes);

    /// <summary>Bytes that peaks hold.</summary>
    public long Bytes => Volatile.Read(ref _bytes); // partner: Take and Return; a figure for status

    /// <summary>Changes of any source's peaks, counted. Thread: any.</summary>
    public long Changes => Volatile.Read(ref _changes); // partner: Changed

    /// <summary>Pages of any source whose levels became known, counted. Thread: any.</summary>
    public long LevelChanges => Volatile.Read(ref _levelChanges); // partner: Put

    /// <summary>Whether room is to be made. Thread: any.</summary>
    public bool IsNearlyFull => Bytes > TrimBytes;

    /// <summary>Fill what is freed with a pattern that no peaks have. For tests.</summary>
    public bool PoisonReturned { get; set; }

    // From here on room is made: what comes until it is there still fits.
    private long TrimBytes => ShareBytes - (ShareBytes / 8);

    /// <summary>The share of a budget.</summary>
    public static long ShareOf(long budgetBytes) => budgetBytes / 16;

    /// <summary>Whether a page's peaks are known already. Thread: any while the source lives.</summary>
    public static bool Has(Source source, long page)
    {
        PeakChunk* chunk = PeakChunk.Of(source.Table, page);
        PeakGroup* group = chunk == null ? null : PeakChunk.GroupAt(chunk, GroupOf(page));
        return group != null && (PeakGroup.KnownOf(group) >> (int)(page % PeakLevels.GroupPages) & 1) != 0;
    }

    /// <summary>Keeps a page's peaks, at the depth there is room for.</summary>
    public void Put(Source source, long page, PeakPage made)
    {
        if (!made.IsMade) return;
        if (!PageLevels.Has(source.Table, page, made.LevelShift) && PageLevels.Put(budget, source.Table, page, made.Levels, made.LevelShift, headroomBytes))
            Volatile.Write(ref _levelChanges, _levelChanges + 1); // partner: LevelChanges
        if (Has(source, page)) return;
        PeakChunk* chunk = ChunkFor(source, page);
        PeakGroup* group = chunk == null ? null : GroupFor(source, chunk, GroupOf(page));
        if (group == null)
        {
            source.Peaks.Unstored++;
            return;
        }

        int place = (int)(page % PeakLevels.GroupPages);
        int channels = made.Channels;
        if (group->Fine != null) Copy(made.Fine, group->Fine + (place * made.Fine.Length));
        if (group->Middle != null) Copy(made.Middle, group->Middle + (place * made.Middle.Length));
        Copy(made.Page, PeakGroup.PageEntries(group, place, channels));
        int known = group->Known | (1 << place);
        if (!made.IsWhole) group->HasShortPage = 1;
        if (known == PeakGroup.AllKnown >> 1 && group->HasShortPage == 0)
        {
            Merge(PeakGroup.PageEntries(group, 0, channels), PeakLevels.GroupPages, channels, PeakGroup.GroupEntries(group, channels));
            known = PeakGroup.AllKnown;
        }

        // Partner: PeakGroup.KnownOf. Release: the entries are there before the bits that say so.
        Volatile.Write(ref group->Known, known);
        if (known == PeakGroup.AllKnown && ++chunk->CompleteGroups == PeakLevels.ChunkGroups) Complete(chunk, channels);
        source.Peaks.Pages++;
        Changed(source);
    }

    /// <summary>Begins to give up a level of a source, where the share is nearly used up; null otherwise, or where one is at it.</summary>
    /// <remarks>Afterwards the caller waits, without the lock, until no reader can hold that level, and calls <see cref="EndTrim"/>.</remarks>
    public Source? BeginTrim(List<Source?> sources)
    {
        if (!IsNearlyFull || _levelBytes == 0 || _trimmed != null) return null;
        Source? most = null;
        long bytes = 0;
        bool fine = false;
        foreach (Source? source in sources)
        {
            if (source == null) continue;
            ref PeakHold hold = ref source.Peaks;
            bool better = hold.FineBytes > 0 ? !fine || hold.FineBytes > bytes : !fine && hold.MiddleBytes > bytes;
            if (!better) continue;
            most = source;
            fine = hold.FineBytes > 0;
            bytes = fine ? hold.FineBytes : hold.MiddleBytes;
        }

        if (most == null) return null;
        _trimmed = most;

        // Partner: PeakLookup, which looks here once it is inside. ReaderGrace.Wait has the fence.
        Volatile.Write(ref most.Table->PeakDepth, (int)(fine ? PeakDepth.Middle : PeakDepth.Page));
        Changed(most);
        return most;
    }

    /// <summary>Frees what <see cref="BeginTrim"/> has given up, where the source is still there.</summary>
    public void EndTrim(Source source, bool lives)
    {
        Debug.Assert(_trimmed == source, "one trim at a time");
        _trimmed = null;
        if (lives) Return(source, fine: true, middle: source.Table->PeakDepth == (int)PeakDepth.Page, all: false);
    }

    /// <summary>Frees all of a source's peaks. Only when no reader can hold them.</summary>
    public void ReturnAll(Source source)
    {
        Return(source, fine: true, middle: true, all: true);
        Debug.Assert(source.Peaks.Bytes == 0, "peaks were left behind");
    }

    private static int GroupOf(long page) => (int)(page % PageTable.ChunkPages) / PeakLevels.GroupPages;

    private static void Copy(ReadOnlySpan<PeakEntry> from, PeakEntry* to) => from.CopyTo(new Span<PeakEntry>(to, from.Length));

    // Entries of equal lengths into one: their root mean square is the root of the mean of the mean squares.
    private static void Merge(PeakEntry* parts, int count, int channels, PeakEntry* whole)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            var sum = new PeakSum();
            for (int i = 0; i < count; i++) sum.Add(parts[(i * channels) + channel], 1);
            whole[channel] = sum.ToEntry();
        }
    }

    private static void Complete(PeakChunk* chunk, int channels)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            var sum = new PeakSum();
            for (int g = 0; g < PeakLevels.ChunkGroups; g++) sum.Add(PeakGroup.GroupEntries((PeakGroup*)chunk->Groups[g], channels)[channel], 1);
            ((PeakEntry*)chunk->Whole)[channel] = sum.ToEntry();
        }

        Volatile.Write(ref chunk->Complete, 1); // partner: PeakChunk.IsComplete; release: the entries before the word
    }

    private PeakChunk* ChunkFor(Source source, long page)
    {
        PageChunk* pages = PageTable.ChunkOf(source.Table, page);
        if (pages->Peaks != 0) return (PeakChunk*)pages->Peaks;
        void* chunk = Take(source, sizeof(PeakChunk));
        Volatile.Write(ref pages->Peaks, (long)chunk); // partner: PeakChunk.Of; release: zeroed before seen
        return (PeakChunk*)chunk;
    }

    private PeakGroup* GroupFor(Source source, PeakChunk* chunk, int number)
    {
        if (chunk->Groups[number] != 0) return (PeakGroup*)chunk->Groups[number];
        int channels = source.Table->Channels;
        var group = (PeakGroup*)Take(source, PeakGroup.BytesFor(channels));
        if (group == null) return null;
        if (source.Table->PeakDepth < (int)PeakDepth.Page) group->Middle = TakeLevel(source, PeakGroup.MiddleBytesFor(channels), ref source.Peaks.MiddleBytes);
        if (source.Table->PeakDepth < (int)PeakDepth.Middle) group->Fine = TakeLevel(source, PeakGroup.FineBytesFor(channels), ref source.Peaks.FineBytes);
        Volatile.Write(ref chunk->Groups[number], (long)group); // partner: PeakChunk.GroupAt; release: zeroed before seen
        return group;
    }

    private void* Take(Source source, long bytes)
    {
        if (_bytes + bytes > ShareBytes) return null;
        void* block = NativeBlock.Take(budget, bytes, headroomBytes);
        if (block == null) return null;
        source.Peaks.Bytes += bytes;
        Volatile.Write(ref _bytes, _bytes + bytes); // partner: Bytes
        return block;
    }

    private PeakEntry* TakeLevel(Source source, long bytes, ref long levelBytes)
    {
        var level = (PeakEntry*)Take(source, bytes);
        if (level == null) return null;
        levelBytes += bytes;
        _levelBytes += bytes;
        return level;
    }

    private void Return(Source source, bool fine, bool middle, bool all)
    {
        int channels = source.Table->Channels;
        for (long page = 0; page < (long)source.ChunkCount * PageTable.ChunkPages; page += PageTable.ChunkPages)
        {
            PageChunk* pages = PageTable.ChunkOf(source.Table, page);
            var chunk = (PeakChunk*)pages->Peaks;
            for (int g = 0; chunk != null && g < PeakLevels.ChunkGroups; g++)
            {
                var group = (PeakGroup*)chunk->Groups[g];
                if (group == null) continue;
                if (fine) ReturnLevel(source, ref group->Fine, PeakGroup.FineBytesFor(channels), ref source.Peaks.FineBytes);
                if (middle) ReturnLevel(source, ref group->Middle, PeakGroup.MiddleBytesFor(channels), ref source.Peaks.MiddleBytes);
                if (all) Return(source, group, PeakGroup.BytesFor(channels));
            }

            if (all)
            {
                PageEnergies.Return(budget, pages, channels);
                PageLevels.Return(budget, pages, channels);
            }

            if (!all || chunk == null) continue;
            pages->Peaks = 0;
            Return(source, chunk, sizeof(PeakChunk));
        }
    }

    private void ReturnLevel(Source source, ref PeakEntry* level, long bytes, ref long levelBytes)
    {
        if (level == null) return;
        Return(source, level, bytes);
        level = null;
        levelBytes -= bytes;
        _levelBytes -= bytes;
    }

    private void Return(Source source, void* block, long bytes)
    {
        if (PoisonReturned) NativeBlock.Poison(block, bytes);
        NativeBlock.Return(budget, ref block, bytes);
        source.Peaks.Bytes -= bytes;
        Volatile.Write(ref _bytes, _bytes - bytes); // partner: Bytes
    }

    private void Changed(Source source)
    {
        // Partners: Engine.BeginPeaks, Changes. Release: a thread that sees the count sees what it counts.
        Volatile.Write(ref source.Table->PeakChanges, source.Table->PeakChanges + 1);
        Volatile.Write(ref _changes, _changes + 1);
    }
}

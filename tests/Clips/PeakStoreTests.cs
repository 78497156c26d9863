using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Memory;
using Seamline.Snapshots;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>What peaks cost, and what becomes of them where there is no room: coarser, never a load that fails.</summary>
public sealed unsafe class PeakStoreTests
{
    private const long Second = CacheRig.Rate;
    private const long Mib = 1L << 20;

    [Fact]
    public void Three_hours_of_stereo_cost_less_than_30_MB()
    {
        long pages = (3L * 3_600 * Second / Limits.PageFrames) + 1;
        long groups = (pages / PeakLevels.GroupPages) + 1;
        long bytes = groups * (PeakGroup.BytesFor(2) + PeakGroup.FineBytesFor(2) + PeakGroup.MiddleBytesFor(2));
        bytes += ((pages / PageTable.ChunkPages) + 1) * sizeof(PeakChunk);
        Assert.InRange(bytes, 27_000_000, 29_000_000);
        Assert.True(bytes <= PeakStore.ShareOf(Limits.DefaultBudgetBytes));

        // And ten minutes, as they are really held.
        using var rig = new CacheRig();
        Source source = rig.Staircase(600);
        PeakLookupTests.Load(rig, source);
        SourceInfo info = rig.Info(source);
        Assert.Equal(info.Pages, info.PeakPages);
        Assert.Equal(256, info.PeakFrames);
        Assert.InRange(info.PeakBytes, 1_500_000, 30_000_000 / 18);
        Assert.Equal(rig.Cache.Peaks.Bytes, info.PeakBytes);
    }

    [Fact]
    public void A_long_source_in_a_small_budget_gets_coarser_and_stays_complete()
    {
        using var rig = new CacheRig(32 * Mib);
        rig.Cache.Peaks.PoisonReturned = true;
        const int hours = 3;
        var media = new TestSource(hours * 3_600 * Second) { Constant = 0.5f };
        Source source = rig.Add(media);
        RegionBlock* block = Playing(rig, new Piece(source, 0, PageTable.Frames(source.Table)));
        var depths = new List<int>();
        for (long at = 0; at <= block->LengthFrames; at += 40 * Second)
        {
            rig.Cache.Want(block, at);
            rig.Load();
            Assert.InRange(rig.Cache.Peaks.Bytes, 1, rig.Cache.Peaks.ShareBytes);
            if (depths.LastOrDefault() != rig.Info(source).PeakFrames) depths.Add(rig.Info(source).PeakFrames);
        }

        Assert.Equal([256, 2_048, 16_384], depths);
        Assert.InRange(rig.Budget.PeakBytes, 24 * Mib, 32 * Mib);
        Assert.Equal(source.Pages, rig.Info(source).PeakPages);
        Assert.Equal(0, source.Peaks.Unstored);
        var columns = new Peak[1_000];
        foreach (double zoom in (ReadOnlySpan<double>)[300, 3_000, 50_000, block->LengthFrames / 1_000.0])
        {
            PeakLookupTests.Fill(rig, source, new PeakView(0, zoom), columns);
            foreach (Peak column in columns) Assert.Equal((0.5f, 0.5f, 0.5f, 1f), (column.Min, column.Max, column.Rms, column.Known));
        }

        // What was given up is said where it matters, and only there.
        PeakLookupTests.Fill(rig, source, new PeakView(0, 300), columns);
        Assert.True((columns[10].Flags & PeakFlags.Coarse) != 0);
        PeakLookupTests.Fill(rig, source, new PeakView(0, 16 * 16_384), columns);
        Assert.Equal(PeakFlags.None, columns[10].Flags);
    }

    [Fact]
    public void Who_holds_most_gives_first_and_the_others_keep_theirs()
    {
        using var rig = new CacheRig(32 * Mib);
        Source small = rig.Staircase(60);
        Source large = rig.Staircase(1_200);
        RegionBlock* block = Playing(rig, new Piece(small, 0, 60 * Second), new Piece(large, 0, 1_200 * Second));
        for (long at = 0; at <= block->LengthFrames; at += 40 * Second)
        {
            rig.Cache.Want(block, at);
            rig.Load();
        }

        Assert.Equal(256, rig.Info(small).PeakFrames);
        Assert.Equal(2_048, rig.Info(large).PeakFrames);
        Assert.Equal(small.Pages, rig.Info(small).PeakPages);
        Assert.Equal(large.Pages, rig.Info(large).PeakPages);
    }

    [Fact]
    public void Where_there_is_no_room_at_all_pages_come_all_the_same()
    {
        using var rig = new CacheRig(32 * Mib);
        Source source = rig.Staircase(60);
        long taken = rig.Budget.LimitBytes - rig.Budget.HeldBytes - (14 * Mib);
        Assert.True(rig.Budget.TryReserve(taken));
        PeakLookupTests.Load(rig, source);
        Assert.True(source.PagesReady > 0);
        long left = rig.Budget.LimitBytes - rig.Budget.HeldBytes;
        Assert.True(left >= 2 * Mib, "peaks took what the rows of edits need");
        rig.Budget.Release(taken);
    }

    [Fact]
    public void Peaks_without_a_home_are_made_when_the_page_comes_again()
    {
        using var rig = new CacheRig(32 * Mib);
        Source source = rig.Staircase(5);
        long taken = rig.Budget.LimitBytes - rig.Budget.HeldBytes - (4 * Mib) - (rig.Pool.SlabBytes / 2);
        Assert.True(rig.Budget.TryReserve(taken));
        PageId first = rig.Pool.Take(2);
        Assert.True(first.IsNone, "the pool should have no room yet");
        rig.Budget.Release(taken);
        var made = new PeakPage();
        float[] page = new float[2 * Limits.PageFrames];
        fixed (float* samples = page) made.Make(samples, 2, Limits.PageFrames);
        taken = rig.Budget.LimitBytes - rig.Budget.HeldBytes;
        Assert.True(rig.Budget.TryReserve(taken));
        rig.Cache.Peaks.Put(source, 0, made);
        Assert.Equal(1, source.Peaks.Unstored);
        Assert.False(PeakStore.Has(source, 0));
        rig.Budget.Release(taken);
        rig.Cache.Peaks.Put(source, 0, made);
        Assert.True(PeakStore.Has(source, 0));
        rig.Cache.Peaks.Put(source, 0, made);
        Assert.Equal(1, source.Peaks.Pages);
    }

    [Fact]
    public void Pages_loaded_again_are_not_looked_through_again()
    {
        using var rig = new CacheRig(32 * Mib);
        Source source = rig.Staircase(730);
        RegionBlock* block = Playing(rig, new Piece(source, 0, 730 * Second));
        foreach (long at in (ReadOnlySpan<long>)[0, 365, 700, 0, 365])
        {
            rig.Cache.Want(block, at * Second);
            rig.Load();
        }

        SourceInfo info = rig.Info(source);
        Assert.True(info.PagesReloaded > 100, $"{info.PagesReloaded} pages were loaded again: too few to tell");
        Assert.Equal(info.PagesLoaded - info.PagesReloaded, info.PeakPages);
        Assert.Equal(info.PeakPages, rig.Cache.Peaks.Changes);
        Assert.False(rig.Job.Peaks.IsMade);
    }

    [Fact]
    public void Host_samples_have_their_peaks_at_once()
    {
        using var rig = new CacheRig();
        float[] samples = [.. Enumerable.Range(0, 100_000).Select(i => MathF.Sin(i * 0.01f))];
        Assert.True(rig.Budget.TryReserve(samples.Length * sizeof(float)));
        Source source;
        fixed (float* from = samples) source = rig.Add(new PcmSource(from, samples.Length, 1, CacheRig.Rate, CacheRig.Rate, 2));
        rig.Cache.Summarize(source);
        var columns = new Peak[20];
        PeakLookupTests.Fill(rig, source, new PeakView(0, 5_000), columns);
        for (int i = 0; i < columns.Length; i++)
            PeakModel.Check((frame, _) => samples[frame], samples.Length, (0, 1), i * 5_000, (i + 1) * 5_000, 256, columns[i], exact: true, $"column {i}");
    }

    [Fact]
    public void Readers_keep_what_was_alive_when_they_began_and_no_more()
    {
        var budget = new MemoryBudget(Mib);
        using var readers = new PeakReaders(budget, new ReaderGrace());
        Assert.Equal(long.MaxValue, readers.OldestSerial());
        Assert.True(readers.TryBegin(7, out int first));
        Assert.True(readers.TryBegin(5, out int second));
        Assert.Equal(5, readers.OldestSerial());
        readers.End(second);
        Assert.Equal(7, readers.OldestSerial());
        for (int i = 1; i < PeakReaders.Slots; i++) Assert.True(readers.TryBegin(8, out _));
        Assert.False(readers.TryBegin(9, out _));
        readers.End(first);
        Assert.True(readers.TryBegin(9, out _));
        Assert.Equal(8, readers.OldestSerial());
    }
    // A timeline that only playback holds.
    private static RegionBlock* Playing(CacheRig rig, params ReadOnlySpan<Piece> pieces)
    {
        RegionBlock* block = rig.Timeline(pieces);
        rig.Play(block, 0);
        return block;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using CsCheck;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Snapshots;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>The walk against a count of every frame of every track that the renderer would read.</summary>
public sealed unsafe class PageWalkTests
{
    private const int MaxSeam = 480;

    private sealed record Track(int Table, long Offset);

    private sealed record Span(long Frames, long ClipFrame, int Seam, Track[] Tracks);

    private sealed record Case(long[] Materials, Span[] Spans, double At, double Limit);

    private static readonly Gen<Track> Tracks = Gen.Select(Gen.Int[0, 2], Gen.Int[-40_000, 40_000], (t, o) => new Track(t, o));

    private static readonly Gen<Span> Spans = Gen.Select(
        Gen.Frequency((1, Gen.Int[1, 600]), (3, Gen.Int[600, 60_000])), Gen.Int[-20_000, 150_000], Gen.Int[0, MaxSeam], Tracks.Array[0, 3],
        (frames, clip, seam, tracks) => new Span(frames, clip, seam, tracks));

    private static readonly Gen<Case> Cases = Gen.Select(
        Gen.Int[0, 150_000].Array[3], Spans.Array[0, 6], Gen.Double[-0.1, 1.1], Gen.Double[-0.1, 1.1],
        (materials, spans, at, limit) => new Case([.. materials.Select(m => (long)m)], spans, at, limit));

    [Fact]
    public void Forward_meets_every_page_in_order_and_nothing_else() => Cases.Sample(c => Check(c, backward: false), iter: 400);

    [Fact]
    public void Backward_meets_every_page_in_order_and_nothing_else() => Cases.Sample(c => Check(c, backward: true), iter: 400);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lanes_are_met_together_in_timeline_order(bool backward) =>
        Gen.Select(Gen.Int[0, 150_000].Array[3], Spans.Array[0, 4].Array[2, 4], Gen.Double[-0.1, 1.1], Gen.Double[-0.1, 1.1])
            .Sample((materials, lanes, at, limit) => CheckLanes([.. materials.Select(m => (long)m)], lanes, at, limit, backward), iter: 200);

    [Fact]
    public void A_gap_does_not_carry_the_walk_beyond_its_limit()
    {
        using var rig = new CacheRig();
        Source source = rig.Staircase(10);
        RegionBlock* block = rig.Timeline([new Piece(source, 0, 1_000), new Piece(null, 0, 1_000_000), new Piece(source, 200_000, 1_000)]);
        PageWalk walk = PageWalk.Forward(block, 0);
        Assert.True(walk.Next(500_000, out PageVisit visit));
        Assert.Equal(0, visit.Page);
        Assert.False(walk.Next(500_000, out _));
        Assert.False(walk.Ended);
        Assert.True(walk.Next(long.MaxValue, out visit));
        Assert.Equal(200_000 / Limits.PageFrames, visit.Page);
        Assert.False(walk.Next(long.MaxValue, out _));
        Assert.True(walk.Ended);
        rig.Blocks.Release(ref block);
    }

    // Needs are marked by runs, from the regions themselves.
    [Fact]
    public void Needed_is_what_a_walk_over_all_of_the_timeline_meets() => Gen.Int.Sample(CheckNeeds, iter: 150);

    private static void CheckNeeds(int seed)
    {
        var random = new Random(seed);
        using var rig = new CacheRig();
        Source[] sources = [rig.Staircase(0.01), rig.Staircase(20 + (random.NextDouble() * 40)), rig.Staircase(90)];
        var pieces = new Piece[random.Next(1, 8)];
        for (int i = 0; i < pieces.Length; i++)
        {
            Source? source = random.Next(5) == 0 ? null : sources[random.Next(3)];
            Source? second = random.Next(3) == 0 ? sources[random.Next(3)] : null;
            pieces[i] = new Piece(source, random.Next(3_000_000), 1 + random.Next(random.Next(2) == 0 ? 600 : 2_000_000), second);
        }

        RegionBlock* block = rig.Timeline(pieces, random.Next(2 * MaxSeam));
        for (int t = 0; t < block->TrackCount; t++) block->Tracks[t].Offset = random.Next(-4_000_000, 1_000_000);
        var walked = new HashSet<(int, long)>();
        PageWalk walk = PageWalk.Forward(block, 0);
        while (walk.Next(long.MaxValue, out PageVisit visit)) walked.Add((visit.Table->Source, visit.Page));
        rig.Play(block, 0);
        rig.Cache.Queue.Serve();
        var marked = new HashSet<(int, long)>();
        foreach (Source source in sources)
        {
            for (int page = 0; page < source.Runs.Length * Limits.RunPages; page++)
            {
                if ((source.Runs[page / Limits.RunPages].Needed >> (page % Limits.RunPages) & 1) != 0) marked.Add((source.Row, page));
            }
        }

        Assert.True(walked.SetEquals(marked), $"seed {seed}: {walked.Count} pages are met, {marked.Count} marked");
    }

    private static void Check(Case c, bool backward)
    {
        var tables = (PageTable*)NativeMemory.AllocZeroed(3, (nuint)sizeof(PageTable));
        var memory = (RegionBlock*)NativeMemory.AllocZeroed((nuint)(sizeof(RegionBlock) + sizeof(RegionLane) + 64 + (c.Spans.Length * sizeof(Region)) + (c.Spans.Length * 3 * sizeof(SnapshotTrack))));
        try
        {
            for (int i = 0; i < 3; i++) tables[i] = new PageTable { FrameCount = c.Materials[i], Channels = 1, Source = i };
            Fill(memory, tables, c);
            long frame = (long)(c.At * memory->LengthFrames);
            long limit = (long)(c.Limit * memory->LengthFrames);
            Compare(memory, tables, frame, limit, backward, MaxSeam);
        }
        finally
        {
            NativeMemory.Free(tables);
            NativeMemory.Free(memory);
        }
    }

    private static void CheckLanes(long[] materials, Span[][] lanes, double at, double limit, bool backward)
    {
        const int Most = 64;
        var tables = (PageTable*)NativeMemory.AllocZeroed(3, (nuint)sizeof(PageTable));
        var block = (RegionBlock*)NativeMemory.AllocZeroed((nuint)(sizeof(RegionBlock) + (4 * sizeof(RegionLane)) + (Most * (sizeof(Region) + (3 * sizeof(SnapshotTrack))))));
        try
        {
            for (int i = 0; i < 3; i++) tables[i] = new PageTable { FrameCount = materials[i], Channels = 1, Source = i };
            block->Lanes = (RegionLane*)(block + 1);
            block->Regions = (Region*)(block->Lanes + 4);
            block->Tracks = (SnapshotTrack*)(block->Regions + Most);
            long length = 0;
            foreach (Span[] rows in lanes)
            {
                RegionLane* lane = block->Lanes + block->LaneCount++;
                *lane = new RegionLane { FirstRegion = block->RegionCount, RegionCount = rows.Length, Gain = 1 };
                block->LengthFrames = 0;
                foreach (Span row in rows) Append(block, tables, row, block->Regions + lane->FirstRegion);
                length = Math.Max(length, block->LengthFrames);
            }

            block->LengthFrames = length;
            Compare(block, tables, (long)(at * length), (long)(limit * length), backward, Limits.PageFrames);
        }
        finally
        {
            NativeMemory.Free(tables);
            NativeMemory.Free(block);
        }
    }

    private static void Fill(RegionBlock* block, PageTable* tables, Case c)
    {
        block->Lanes = (RegionLane*)(block + 1);
        block->Regions = (Region*)(block->Lanes + 1);
        block->Tracks = (SnapshotTrack*)(block->Regions + c.Spans.Length);
        foreach (Span row in c.Spans) Append(block, tables, row, block->Regions);
        RegionBlock.SetMainLane(block);
    }

    private static void Append(RegionBlock* block, PageTable* tables, Span row, Region* first)
    {
        Region* region = block->Regions + block->RegionCount;
        *region = new Region
        {
            Start = block->LengthFrames,
            End = block->LengthFrames + row.Frames,
            ClipFrame = row.ClipFrame,
            FirstTrack = (ushort)block->TrackCount,
            TrackCount = (byte)row.Tracks.Length,
        };
        foreach (Track track in row.Tracks) block->Tracks[block->TrackCount++] = new SnapshotTrack { Pages = tables + track.Table, Offset = track.Offset };
        block->LengthFrames = region->End;
        if (region > first)
        {
            int seam = (int)Math.Min(row.Seam, Math.Min(row.Frames, region[-1].OwnEnd - region[-1].OwnStart) / 2);
            RegionFade.Across(region - 1, region, seam, FadeCurve.EqualPower);
        }

        block->RegionCount++;
    }

    private static void Compare(RegionBlock* block, PageTable* tables, long frame, long limit, bool backward, int back)
    {
        var needs = Needs(block, tables, frame, backward, 0);
        var allowed = Needs(block, tables, frame, backward, MaxSeam);
        PageWalk walk = backward ? PageWalk.Backward(block, frame) : PageWalk.Forward(block, frame);
        var met = new HashSet<(int Table, long Page)>();
        long last = backward ? long.MaxValue / 2 : long.MinValue / 2;
        while (walk.Next(limit, out PageVisit visit)) Visit(visit);
        foreach (((int, long) page, long first) in needs)
        {
            if (backward ? first >= limit : first < limit) Assert.Contains(page, met);
        }

        while (walk.Next(backward ? long.MinValue : long.MaxValue, out PageVisit visit)) Visit(visit);
        Assert.True(walk.Ended);
        foreach ((int, long) page in needs.Keys) Assert.Contains(page, met);

        void Visit(in PageVisit visit)
        {
            var page = (visit.Table->Source, visit.Page);
            Assert.True(allowed.ContainsKey(page), $"page {page} is not read by anything");
            Assert.True(backward ? visit.Frame <= last + back : visit.Frame >= last - back, "the walk goes back");
            last = backward ? Math.Min(last, visit.Frame) : Math.Max(last, visit.Frame);
            met.Add(page);
        }
    }

    // Page -> the frame nearest to the start at which it is read. A margin widens what may be read by the reach of a seam.
    private static Dictionary<(int Table, long Page), long> Needs(RegionBlock* block, PageTable* tables, long frame, bool backward, long margin)
    {
        var needs = new Dictionary<(int Table, long Page), long>();
        for (int i = 0; i < block->RegionCount; i++)
        {
            Region* region = block->Regions + i;
            long from = region->Start;
            long to = region->End;
            if (backward) to = Math.Min(to, frame + margin);
            else from = Math.Max(from, frame - margin);
            for (int t = 0; t < region->TrackCount; t++)
            {
                SnapshotTrack* track = block->Tracks + region->FirstTrack + t;
                long material = tables[track->Pages->Source].FrameCount;
                for (long f = from; f < to; f++)
                {
                    long source = region->ClipFrame + (f - region->Start) + track->Offset;
                    if (source < 0 || source >= material) continue;
                    var key = (track->Pages->Source, source / Limits.PageFrames);
                    if (!needs.TryGetValue(key, out long best) || (backward ? f > best : f < best)) needs[key] = f;
                }
            }
        }

        return needs;
    }
}

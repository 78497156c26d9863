using System;
using System.Linq;
using CsCheck;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Snapshots;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>What columns of a timeline are played from, against a look at every frame.</summary>
public sealed unsafe class ResidencyTests
{
    private static readonly Gen<(int Source, int Second, int From, int Frames)[]> Pieces =
        Gen.Select(Gen.Int[-1, 1], Gen.Int[-1, 1], Gen.Int[-9_000, 120_000], Gen.Int[1, 60_000]).Array[1, 5];

    [Fact]
    public void Columns_tell_what_every_frame_in_them_is_played_from() =>
        Gen.Select(Pieces, Gen.Int[0, 4], Gen.Double[-20_000, 60_000], Gen.Double[1, 9_000]).Sample(
            (pieces, jobs, first, width) => Check(pieces, jobs, new PeakView(first, width)), iter: 60);

    [Fact]
    public void What_made_room_is_evicted_and_what_never_came_is_not_loaded()
    {
        using var rig = new CacheRig(32L << 20);
        Source source = rig.Staircase(730);
        rig.Play(rig.Timeline([new Piece(source, 0, 730L * CacheRig.Rate)]), 0);
        rig.Load(60);
        RegionBlock* block = rig.Cache.Queue.Live.Block;
        PageStates[] before = Look(rig, block, new PeakView(0, CacheRig.Rate), 730);
        Assert.Equal(PageStates.Loaded, before[0]);
        Assert.Equal(PageStates.NotLoaded, before[729]);
        rig.Cache.Want(block, 700L * CacheRig.Rate);
        rig.Load(60);
        PageStates[] after = Look(rig, block, new PeakView(0, CacheRig.Rate), 730);
        Assert.Equal(PageStates.Evicted, after[0]);
        Assert.Equal(PageStates.NotLoaded, after[350]);
        Assert.Equal(PageStates.Loaded, after[700]);
    }

    private static void Check((int Source, int Second, int From, int Frames)[] pieces, int jobs, PeakView view)
    {
        using var rig = new CacheRig();
        Source[] sources = [rig.Add(new TestSource(100_000), "a"), rig.Add(new TestSource(40_000), "b")];
        RegionBlock* block = rig.Timeline(
            [.. pieces.Select(p => new Piece(p.Source < 0 ? null : sources[p.Source], p.From, p.Frames, p.Second < 0 ? null : sources[p.Second]))], 0);
        rig.Cache.Want(block, block->LengthFrames / 2);
        for (int i = 0; i < jobs; i++) _ = rig.Step();
        PageStates[] reported = Look(rig, block, view, 40);
        for (int i = 0; i < reported.Length; i++) Assert.Equal((i, Expected(block, sources, view.EdgeOf(i), view.EdgeOf(i + 1))), (i, reported[i]));
        rig.Blocks.Release(ref block);
    }

    private static PageStates[] Look(CacheRig rig, RegionBlock* block, PeakView view, int columns)
    {
        var states = new PageStates[columns];
        rig.Cache.Residency(block, view, states);
        return states;
    }

    private static PageStates Expected(RegionBlock* block, Source[] sources, long from, long to)
    {
        PageStates states = PageStates.None;
        for (int s = 0; s < block->RegionCount; s++)
        {
            Region* region = block->Regions + s;
            for (long frame = Math.Max(from, region->OwnStart); frame < Math.Min(to, region->OwnEnd); frame++)
            {
                for (int t = 0; t < region->TrackCount; t++)
                {
                    SnapshotTrack* track = block->Tracks + region->FirstTrack + t;
                    long at = region->ClipFrame + (frame - region->Start) + track->Offset;
                    if (at >= 0 && at < PageTable.Frames(track->Pages)) states |= sources[track->Pages->Source].StatesOf(PageTable.PageOf(at));
                }
            }
        }

        return states;
    }
}

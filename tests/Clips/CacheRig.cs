using System;
using System.Collections.Generic;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Memory;
using Seamline.Snapshots;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>A piece of a source on a hand-made timeline; a null source is a gap.</summary>
internal readonly record struct Piece(Source? Source, long ClipFrame, long Frames, Source? Second = null);

/// <summary>A cache whose one loader is the test itself: every job is a step that can be looked at.</summary>
internal sealed unsafe class CacheRig : IDisposable
{
    public const int Rate = 48_000;

    public CacheRig(long budgetBytes = 500L << 20, long headroomBytes = 4L << 20, int loaders = 1)
    {
        Budget = new MemoryBudget(budgetBytes);
        Pool = new PagePool(Budget, headroomBytes) { PoisonReturned = true };
        Blocks = new BlockStore(Budget) { PoisonReturned = true };
        Cache = new SourceCache(Budget, Pool, Blocks, Rate, loaders);
        Job = new RunJob(Cache, Pool);
    }

    public MemoryBudget Budget { get; }

    public PagePool Pool { get; }

    public BlockStore Blocks { get; }

    public SourceCache Cache { get; }

    public RunJob Job { get; }

    /// <summary>Jobs carried out: which run of which source.</summary>
    public List<(Source Source, int Run)> Jobs { get; } = [];

    public Source Add(MediaSource media, string key = "s") => Cache.Add(media, key)!;

    public Source Staircase(double seconds, int channels = 2) =>
        Add(new GeneratedSource(GeneratedShape.Staircase, 0, Rate, channels, (long)(seconds * Rate)));

    /// <summary>A timeline; the caller releases it.</summary>
    public RegionBlock* Timeline(ReadOnlySpan<Piece> pieces, int seamFrames = 240)
    {
        RegionBlock* block = Blocks.Take(pieces.Length, 2 * pieces.Length);
        block->Channels = 2;
        foreach (Piece piece in pieces)
        {
            Region* region = block->Regions + block->RegionCount;
            *region = new Region
            {
                Start = block->LengthFrames,
                End = block->LengthFrames + piece.Frames,
                ClipFrame = piece.ClipFrame,
                FirstTrack = (ushort)block->TrackCount,
                Envelope = -1,
                Gain = 1,
            };
            foreach (Source? source in (ReadOnlySpan<Source?>)[piece.Source, piece.Second])
            {
                if (source == null) continue;
                block->Tracks[block->TrackCount++] = new SnapshotTrack { Pages = source.Table, Gain = 1 };
                region->TrackCount++;
            }

            block->LengthFrames = region->End;
            if (block->RegionCount > 0)
            {
                int seam = (int)Math.Min(seamFrames, Math.Min(piece.Frames, region[-1].OwnEnd - region[-1].OwnStart) / 2);
                RegionFade.Across(region - 1, region, seam, FadeCurve.EqualPower);
            }

            block->RegionCount++;
        }

        RegionBlock.SetMainLane(block);

        return block;
    }

    /// <summary>One job, or false when there is nothing to do.</summary>
    public bool Step(bool offlineOnly = false)
    {
        if (!Cache.TryBegin(Job, offlineOnly)) return false;
        Jobs.Add((Job.Source, Job.Run));
        RunResult result = Job.Decode();
        Cache.Finish(Job, result, null);
        Assert.True(Budget.HeldBytes <= Budget.LimitBytes);
        return true;
    }

    /// <summary>Jobs until there is nothing to do; more than <paramref name="most"/> is a livelock.</summary>
    public int Load(int most = 10_000)
    {
        int jobs = 0;
        while (Step()) Assert.True(++jobs <= most, "the loader does not come to rest");
        return jobs;
    }

    /// <summary>Shows a timeline to the loader as playback does, and lets go of the caller's reference.</summary>
    public void Play(RegionBlock* block, long center)
    {
        Cache.Want(block, center);
        Blocks.Release(ref block);
    }

    public SourceInfo Info(Source source) => source.Info();

    public void Dispose()
    {
        Cache.Close();
        Cache.Dispose();
        Assert.Equal(0, Pool.Outstanding);
        Assert.Equal(0, Blocks.Outstanding);
        Blocks.Dispose();
        Pool.Dispose();
        Assert.Equal(0, Budget.HeldBytes);
    }
}

using System;
using System.Runtime.InteropServices;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Snapshots;

namespace Seamline.Bench.Loops;

/// <summary>
/// Blocks of 480 stereo frames of one region, and of several lanes of a region each, a number of times: for a program that counts instructions
/// from mark to mark.
/// </summary>
internal static unsafe class LaneLoops
{
    private const int Seconds = 60;

    /// <summary>Runs all, a mark before and behind each, and prints their names in order.</summary>
    public static int Run(int times)
    {
        using Engine engine = Rig.Make(Seconds);
        Rig.Check(engine, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, Seconds)));
        Rig.Check(engine, engine.Play());
        Rig.Rest(engine);
        float* output = (float*)NativeMemory.AlignedAlloc(2 * Rig.BlockFrames * sizeof(float), 64);
        Rig.Check(engine, engine.Pull(output, Rig.BlockFrames)); // takes the snapshot
        Snapshot* snapshot = engine.State->Current.Snapshot;
        RegionBlock* main = snapshot->Block;
        using var store = new BlockStore(new MemoryBudget(64L << 20));
        foreach ((int lanes, float gain) in (ReadOnlySpan<(int, float)>)[(1, 1), (8, 1), (64, 1), (1, 0.5f), (8, 0.5f), (64, 0.5f)])
        {
            RegionBlock* block = Lanes(store, main, lanes, gain);
            snapshot->Block = block; // as if it had been published
            Render(engine.State, output, times); // what happens once has happened
            KernelLoops.Mark();
            Render(engine.State, output, times);
            KernelLoops.Mark();
            Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lanes} at {gain}"));
            snapshot->Block = main;
            store.Release(ref block);
        }

        NativeMemory.AlignedFree(output);
        return 0;
    }

    // One region a lane, each of the whole clip but from another frame.
    private static RegionBlock* Lanes(BlockStore store, RegionBlock* main, int lanes, float gain)
    {
        RegionBlock* block = store.Take(lanes, 1, lanes: lanes);
        block->Channels = main->Channels;
        block->EdgeFrames = main->EdgeFrames;
        block->LengthFrames = main->LengthFrames;
        block->TrackCount = 1;
        block->Tracks[0] = main->Tracks[main->Regions->FirstTrack];
        block->Tracks[0].Gain = 1;
        for (int i = 0; i < lanes; i++)
        {
            block->Lanes[i] = new RegionLane { FirstRegion = i, RegionCount = 1, Gain = 1 };
            block->Regions[i] = *main->Regions;
            block->Regions[i].FirstTrack = 0;
            block->Regions[i].ClipFrame = i * 64;
            block->Regions[i].Gain = gain;
        }

        block->LaneCount = lanes;
        block->RegionCount = lanes;
        block->Master.Gain = 1;
        if (lanes == 1) RegionBlock.SetMainLane(block);
        return block;
    }

    private static void Render(RenderState* state, float* output, int times)
    {
        for (int i = 0; i < times; i++) Callback.Render(state, output, Rig.BlockFrames);
    }
}

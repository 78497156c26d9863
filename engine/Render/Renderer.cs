using System.Runtime.CompilerServices;
using Seamline.Kernels;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>
/// The timeline as sound: a pure function of (snapshot, frame). Where pages are ready, any block size, any order and any
/// caller (callback, host pull, export) get the same bits, because each frame's path depends on the frame alone.
/// </summary>
internal static unsafe class Renderer
{
    /// <summary>
    /// Renders [<paramref name="frame"/>, + <paramref name="frames"/>) of the timeline, interleaved; silence outside it.
    /// Any number of frames; what needs scratch is done in parts of <see cref="Limits.MaxBlockFrames"/>.
    /// </summary>
    internal static void Render(
        RegionBlock* block, long frame, uint frames, float* output, RenderScratch* scratch, MissMemory* misses, int* hint)
    {
        // Nearly every block lies in the body of the region that the last one was in.
        int index = *hint;
        if ((uint)index < (uint)block->PlainRegions)
        {
            Region* region = block->Regions + index;
            if (frame >= region->Start + region->FadeInFrames && frame + frames <= region->End - region->FadeOutFrames
                && (frames <= Limits.MaxBlockFrames || region->TrackCount <= 1))
            {
                LaneMix.Body(block, region, region->Gain, MissMemory.Key(0, 0), frame, frames, false, output, scratch, misses);
                return;
            }
        }

        if (block->Master.Ceiling != 0) Limiter.Render(block, frame, frames, output, scratch, misses, hint);
        else RenderBus(block, frame, frames, output, scratch, misses, hint);
    }

    /// <summary>The lanes into the bus, then the master but for its limiter.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // or what the path above needs would not be in registers
    internal static void RenderBus(
        RegionBlock* block, long frame, uint frames, float* output, RenderScratch* scratch, MissMemory* misses, int* hint)
    {
        nuint channels = (nuint)block->Channels;
        long end = frame + frames;
        while (frame < end)
        {
            long count = end - frame;
            if (frame < 0 || frame >= block->LengthFrames)
            {
                if (frame < 0 && -frame < count) count = -frame;
                Zero.Run(output, (nuint)count * channels);
            }
            else
            {
                if (block->LengthFrames - frame < count) count = block->LengthFrames - frame;

                // Sums are made while what they are added to is in the cache.
                if (block->PlainRegions == 0 && count > Limits.MaxBlockFrames) count = Limits.MaxBlockFrames;
                RenderLanes(block, frame, count, output, scratch, misses, hint);
                if (block->MasterEnvelope != 0) GainShape.Apply(block, block->MasterEnvelope - 1, output, frame, count);
                Master.Run(&block->Master, output, (nuint)count * channels);
            }

            output += (nuint)count * channels;
            frame += count;
        }
    }

    private static void RenderLanes(
        RegionBlock* block, long frame, long count, float* output, RenderScratch* scratch, MissMemory* misses, int* hint)
    {
        if (block->LaneCount != 1) SumLanes(block, frame, count, output, scratch, misses, hint);
        else if (block->Lanes->Muted != 0 || block->Lanes->RegionCount == 0) Zero.Run(output, (nuint)count * (nuint)block->Channels);
        else LaneMix.Render(block, 0, frame, count, false, output, scratch, misses, hint);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // its sum would be cleared for a single lane too
    private static void SumLanes(
        RegionBlock* block, long frame, long count, float* output, RenderScratch* scratch, MissMemory* misses, int* hint)
    {
        BusSum sum;
        BusSum.Begin(&sum, output, (nuint)count * (nuint)block->Channels, scratch->Streams);
        for (int i = 0; i < block->LaneCount; i++)
        {
            RegionLane* lane = block->Lanes + i;
            if (lane->Muted != 0 || lane->RegionCount == 0) continue;
            int* lastRegion = i == 0 ? hint : scratch->RegionHints + i;
            if (!LaneMix.RenderInPage(block, i, frame, count, &sum, misses, *lastRegion))
                LaneMix.RenderInto(block, i, frame, count, &sum, scratch, misses, lastRegion);
        }

        BusSum.Complete(&sum);
        if (!sum.Holds) Zero.Run(output, sum.Samples);
    }
}

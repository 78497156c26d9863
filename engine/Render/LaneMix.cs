using System.Runtime.CompilerServices;
using Seamline.Kernels;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>One lane into the bus: set for the first, added for the others. A region's body is a kernel a track; its fades go through scratch.</summary>
internal static unsafe class LaneMix
{
    /// <summary>
    /// Adds a lane's frames within the timeline to a sum of so many frames, where all it takes is a gain: they lie in the body of the region that
    /// the last block was in, and in a page of its only track. Says whether it did; else <see cref="RenderInto"/> does it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    internal static bool RenderInPage(RegionBlock* block, int number, long frame, long frames, BusSum* sum, MissMemory* misses, int hint)
    {
        RegionLane* lane = block->Lanes + number;
        if ((uint)hint >= (uint)lane->RegionCount || lane->Envelope != 0) return false;
        Region* region = block->Regions + lane->FirstRegion + hint;
        if (frame < region->Start + region->FadeInFrames || frame + frames > region->End - region->FadeOutFrames) return false;
        if (region->TrackCount != 1 || region->Envelope >= 0) return false;
        SnapshotTrack* track = block->Tracks + region->FirstTrack;
        if (track->Route != ChannelRoute.Straight) return false;
        float* from = TrackMix.InPage(region, track, MissMemory.Key(number, 0), RegionWalk.ClipFrameAt(region, frame), frames, block->EdgeFrames, misses);
        if (from == null) return false;
        BusSum.Add(sum, from, track->Gain * (region->Gain * lane->Gain));
        return true;
    }

    /// <summary>Adds a lane's frames within the timeline to a sum of so many frames.</summary>
    internal static void RenderInto(
        RegionBlock* block, int number, long frame, long frames, BusSum* sum, RenderScratch* scratch, MissMemory* misses, int* hint)
    {
        RegionLane* lane = block->Lanes + number;
        LaneStretch stretch;
        RegionWalk.At(block->Regions + lane->FirstRegion, lane->RegionCount, frame, hint, &stretch);
        if (stretch.Body != null && stretch.Frames >= frames && stretch.Body->Envelope < 0 && lane->Envelope == 0)
        {
            WholeBody(block, stretch.Body, stretch.Body->Gain * lane->Gain, MissMemory.Key(number, 0), frame, frames, sum, scratch, misses);
            return;
        }

        BusSum.Complete(sum);
        Render(block, number, frame, frames, sum->Holds, sum->Output, scratch, misses, hint);
        sum->Holds = true;
    }

    /// <summary>Renders a lane's frames within the timeline, set or added.</summary>
    internal static void Render(
        RegionBlock* block, int number, long frame, long frames, bool add, float* output, RenderScratch* scratch, MissMemory* misses, int* hint)
    {
        RegionLane* lane = block->Lanes + number;
        int key = MissMemory.Key(number, 0);
        Region* regions = block->Regions + lane->FirstRegion;
        long end = frame + frames;
        LaneStretch stretch;
        while (frame < end)
        {
            RegionWalk.At(regions, lane->RegionCount, frame, hint, &stretch);
            long count = Smaller(end - frame, stretch.Frames);
            if (stretch.Body != null)
            {
                // Sums are made while what they are added to is in the cache.
                if (stretch.Body->TrackCount > 1) count = Smaller(count, Limits.MaxBlockFrames);
                if (stretch.Body->Envelope >= 0 || lane->Envelope != 0) ShapedBody(block, lane, stretch.Body, key, frame, &count, add, output, scratch, misses);
                else Body(block, stretch.Body, stretch.Body->Gain * lane->Gain, key, frame, count, add, output, scratch, misses);
            }
            else
            {
                if (stretch.Leaving != null || stretch.Coming != null) count = Smaller(count, Limits.MaxBlockFrames);
                if (!add) Zero.Run(output, (nuint)count * (nuint)block->Channels);
                if (stretch.Leaving != null) FadeOut(block, stretch.Leaving, lane, key, frame, count, output, scratch, misses);
                if (stretch.Coming != null) FadeIn(block, stretch.Coming, lane, key, frame, count, output, scratch, misses);
            }

            output += (nuint)count * (nuint)block->Channels;
            frame += count;
        }
    }

    // A region's body over the whole sum: what needs nothing but a gain waits there for the next.
    private static void WholeBody(
        RegionBlock* block, Region* region, float gain, int key, long frame, long count, BusSum* sum, RenderScratch* scratch, MissMemory* misses)
    {
        int tracks = region->TrackCount;
        if (tracks == 0 && !BusSum.HasAny(sum))
        {
            Zero.Run(sum->Output, sum->Samples);
            sum->Holds = true;
        }

        long clipFrame = RegionWalk.ClipFrameAt(region, frame);
        SnapshotTrack* track = block->Tracks + region->FirstTrack;
        for (int i = 0; i < tracks; i++, track++)
        {
            float* from = TrackMix.InPage(region, track, key + i, clipFrame, count, block->EdgeFrames, misses);
            if (from != null && track->Route == ChannelRoute.Straight)
            {
                BusSum.Add(sum, from, track->Gain * gain);
                continue;
            }

            BusSum.Complete(sum);
            if (from != null) TrackMix.Mix(track, from, track->Gain * gain, (nuint)count, sum->Holds, sum->Output, block->Channels, streams: 0);
            else BodyTrack(block, region, track, key + i, gain, frame, count, sum->Holds, sum->Output, scratch, misses);
            sum->Holds = true;
        }
    }

    /// <summary>Frames of a region outside its fades.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    internal static void Body(
        RegionBlock* block, Region* region, float gain, int key, long frame, long count, bool add, float* output, RenderScratch* scratch,
        MissMemory* misses)
    {
        int tracks = region->TrackCount;
        if (tracks == 0)
        {
            if (!add) Zero.Run(output, (nuint)count * (nuint)block->Channels);
            return;
        }

        long clipFrame = RegionWalk.ClipFrameAt(region, frame);
        SnapshotTrack* track = block->Tracks + region->FirstTrack;
        for (int i = 0; i < tracks; i++, track++)
        {
            if (!TrackMix.RunInPage(region, track, key + i, clipFrame, count, gain, block->EdgeFrames, add, output, block->Channels, scratch->Streams, misses))
                BodyTrack(block, region, track, key + i, gain, frame, count, add, output, scratch, misses);
            add = true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // or what the path above needs would not be in registers
    private static void BodyTrack(
        RegionBlock* block, Region* region, SnapshotTrack* track, int key, float gain, long frame, long count, bool add, float* output,
        RenderScratch* scratch, MissMemory* misses)
    {
        TrackEdges edges;
        RegionWalk.EdgesOf(block, region, track, &edges);
        long end = frame + count;
        while (frame < end)
        {
            long alike = MaterialFade.Alike(frame, end - frame, &edges);
            if (MaterialFade.Holds(frame, &edges))
            {
                alike = Smaller(alike, Limits.MaxBlockFrames);
                float* part = Part(block, region, track, key, gain, frame, alike, region->OwnEnd, scratch, misses);
                MaterialFade.Apply(part, frame, alike, &edges, block->Channels);
                if (add) Gain.Add(output, part, (nuint)alike * (nuint)block->Channels);
                else Copy.Run(output, part, (nuint)alike * (nuint)block->Channels);
            }
            else
            {
                TrackWindow window = Window(block, region, gain, frame, alike, region->OwnEnd);
                window.Streams = scratch->Streams;
                TrackMix.Run(track, key, &window, add, output, scratch, misses);
            }

            output += alike * block->Channels;
            frame += alike;
        }
    }

    // As Body, through scratch, where the envelopes of region and lane are applied to each track.
    private static void ShapedBody(
        RegionBlock* block, RegionLane* lane, Region* region, int key, long frame, long* frames, bool add, float* output, RenderScratch* scratch,
        MissMemory* misses)
    {
        *frames = Smaller(*frames, Limits.MaxBlockFrames);
        long count = *frames;
        nuint samples = (nuint)count * (nuint)block->Channels;
        if (region->TrackCount == 0 && !add) Zero.Run(output, samples);
        SnapshotTrack* track = block->Tracks + region->FirstTrack;
        for (int i = 0; i < region->TrackCount; i++, track++)
        {
            float* part = FadedTrack(block, region, track, key + i, RegionWalk.MaterialOf(region, track), region->Gain * lane->Gain, frame, count, region->OwnEnd, scratch, misses);
            Shape(block, lane, region, part, frame, count);
            if (add) Gain.Add(output, part, samples);
            else Copy.Run(output, part, samples);
            add = true;
        }
    }

    private static void Shape(RegionBlock* block, RegionLane* lane, Region* region, float* part, long frame, long count)
    {
        if (region->Envelope >= 0) GainShape.Apply(block, region->Envelope, part, frame, count);
        if (lane->Envelope != 0) GainShape.Apply(block, lane->Envelope - 1, part, frame, count);
    }

    private static void FadeOut(
        RegionBlock* block, Region* region, RegionLane* lane, int key, long frame, long count, float* output, RenderScratch* scratch, MissMemory* misses)
    {
        SnapshotTrack* track = block->Tracks + region->FirstTrack;
        for (int i = 0; i < region->TrackCount; i++, track++)
        {
            TrackMaterial material = RegionWalk.MaterialOf(region, track);
            FrameSpan fade = RegionWalk.FadeOutOf(region, material);
            long from = Larger(frame, fade.Start);
            long to = Smaller(frame + count, fade.End);
            if (from >= to) continue;
            float* part = FadedTrack(block, region, track, key + i, material, region->Gain * lane->Gain, from, to - from, region->End, scratch, misses);
            nuint frames = (nuint)(to - from);
            if (region->OutCurve == FadeCurve.EqualPower) EqualPower.FadeOut(part, from - fade.Start, fade.End - fade.Start, block->Channels, frames);
            else LinearRamp.RampOut(part, from - fade.Start, fade.End - fade.Start, block->Channels, frames);
            Shape(block, lane, region, part, from, to - from);
            Gain.Add(output + ((from - frame) * block->Channels), part, frames * (nuint)block->Channels);
        }
    }

    private static void FadeIn(
        RegionBlock* block, Region* region, RegionLane* lane, int key, long frame, long count, float* output, RenderScratch* scratch, MissMemory* misses)
    {
        SnapshotTrack* track = block->Tracks + region->FirstTrack;
        for (int i = 0; i < region->TrackCount; i++, track++)
        {
            TrackMaterial material = RegionWalk.MaterialOf(region, track);
            FrameSpan fade = RegionWalk.FadeInOf(region, material);
            long from = Larger(frame, fade.Start);
            long to = Smaller(frame + count, fade.End);
            if (from >= to) continue;
            long end = region->Start + region->FadeInFrames;
            float* part = FadedTrack(block, region, track, key + i, material, region->Gain * lane->Gain, from, to - from, end, scratch, misses);
            nuint frames = (nuint)(to - from);
            if (region->InCurve == FadeCurve.EqualPower) EqualPower.FadeIn(part, from - fade.Start, fade.End - fade.Start, block->Channels, frames);
            else LinearRamp.RampIn(part, from - fade.Start, fade.End - fade.Start, block->Channels, frames);
            Shape(block, lane, region, part, from, to - from);
            Gain.Add(output + ((from - frame) * block->Channels), part, frames * (nuint)block->Channels);
        }
    }

    // One track's frames in a fade of its region, before that fade, in scratch.
    private static float* FadedTrack(
        RegionBlock* block, Region* region, SnapshotTrack* track, int key, TrackMaterial material, float gain, long frame, long count, long end,
        RenderScratch* scratch, MissMemory* misses)
    {
        float* part = Part(block, region, track, key, gain, frame, count, end, scratch, misses);
        if (RegionWalk.IsFilledBy(region, material)) return part;
        TrackEdges edges;
        RegionWalk.EdgesOf(block, region, track, &edges);
        MaterialFade.Apply(part, frame, count, &edges, block->Channels);
        return part;
    }

    private static float* Part(
        RegionBlock* block, Region* region, SnapshotTrack* track, int key, float gain, long frame, long count, long end, RenderScratch* scratch,
        MissMemory* misses)
    {
        TrackWindow window = Window(block, region, gain, frame, count, end);
        TrackMix.Run(track, key, &window, false, scratch->Seam, scratch, misses);
        return scratch->Seam;
    }

    // What lies behind `end` is not yet wanted: no miss ramp for it.
    private static TrackWindow Window(RegionBlock* block, Region* region, float gain, long frame, long count, long end)
    {
        TrackWindow window;
        window.Frame = RegionWalk.ClipFrameAt(region, frame);
        window.Count = count;
        window.Region = region;
        window.ClipEnd = RegionWalk.ClipFrameAt(region, end);
        window.Gain = gain;
        window.Channels = block->Channels;
        window.Streams = 0;
        return window;
    }

    private static long Larger(long a, long b) => a > b ? a : b;

    private static long Smaller(long a, long b) => a < b ? a : b;
}

using System.Runtime.CompilerServices;
using Seamline.Kernels;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>What of a clip is wanted: clip frames [Frame, Frame + Count).</summary>
internal unsafe struct TrackWindow
{
    /// <summary>First clip frame.</summary>
    public long Frame;

    /// <summary>Frames wanted.</summary>
    public long Count;

    /// <summary>The clip frame after the last that the region will ever want: beyond it a page that is not ready is no miss.</summary>
    public long ClipEnd;

    /// <summary>The region.</summary>
    public Region* Region;

    /// <summary>Gain of the segment.</summary>
    public float Gain;

    /// <summary>Channels of the output.</summary>
    public int Channels;

    /// <summary>1 where the output is not read again soon: plain copies go past the caches.</summary>
    public int Streams;
}

/// <summary>One track's pages into the output: set for the first track, added for the others.</summary>
internal static unsafe class TrackMix
{
    /// <summary>Writes or adds the window of one track. Outside the material is silence; a page that is not ready is a miss.</summary>
    internal static void Run(
        SnapshotTrack* track, int missKey, TrackWindow* window, bool add, float* output, RenderScratch* scratch, MissMemory* misses)
    {
        nuint channels = (nuint)window->Channels;
        float gain = track->Gain * window->Gain;
        long frame = window->Frame + track->Offset;
        long end = frame + window->Count;
        long wantedEnd = window->ClipEnd + track->Offset;
        long material = PageTable.Frames(track->Pages);
        if (wantedEnd > material) wantedEnd = material;
        while (frame < end)
        {
            long count = end - frame;
            if (frame < 0 || frame >= material)
            {
                if (frame < 0 && -frame < count) count = -frame;
                if (!add) Zero.Run(output, (nuint)count * channels);
            }
            else
            {
                long page = PageTable.PageOf(frame);
                long pageEnd = (page + 1) * Limits.PageFrames;
                if (pageEnd - frame < count) count = pageEnd - frame;
                if (material - frame < count) count = material - frame;
                float* samples = PageTable.PageAt(track->Pages, page);
                if (samples == null)
                {
                    if (!add) Zero.Run(output, (nuint)count * channels);
                    MissMemory.Remember(misses, missKey, window->Region, track, frame + count, count);
                }
                else
                {
                    float* from = samples + ((frame & (Limits.PageFrames - 1)) * track->Pages->Channels);
                    bool missAhead = pageEnd < wantedEnd && frame + count + misses->RampFrames > pageEnd
                        && misses->RampFrames != 0 && PageTable.PageAt(track->Pages, page + 1) == null;
                    if (missAhead || MissMemory.Missed(misses, missKey, window->Region, track, frame))
                    {
                        float level = Ramped(track, missKey, window->Region, from, frame, count, missAhead ? pageEnd : long.MaxValue, gain, add, window->Channels, output, scratch, misses);
                        if (missAhead) RememberRamp(track, missKey, window->Region, frame + count, pageEnd, level, misses);
                    }
                    else
                    {
                        Mix(track, from, gain, (nuint)count, add, output, window->Channels, window->Streams);
                    }
                }
            }

            output += (nuint)count * channels;
            frame += count;
        }
    }

    /// <summary>
    /// The same where the window needs nothing but a kernel. Says whether it did; else nothing was written, and <see cref="Run"/> does it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block: what it needs is in registers
    internal static bool RunInPage(
        Region* region, SnapshotTrack* track, int missKey, long clipFrame, long count, float segmentGain, int edgeFrames, bool add, float* output,
        int channels, int streams, MissMemory* misses)
    {
        float* from = InPage(region, track, missKey, clipFrame, count, edgeFrames, misses);
        if (from == null) return false;
        Mix(track, from, track->Gain * segmentGain, (nuint)count, add, output, channels, streams);
        return true;
    }

    /// <summary>
    /// The samples of a window that needs nothing but a kernel, as it does in 19 blocks of 20: in one page that is ready, more than a ramp
    /// from its end, in the material and farther from its edges than a declick, no miss just before. Null for any other.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // as above
    internal static float* InPage(Region* region, SnapshotTrack* track, int missKey, long clipFrame, long count, int edgeFrames, MissMemory* misses)
    {
        PageTable* pages = track->Pages;
        long frame = clipFrame + track->Offset;
        long page = PageTable.PageOf(frame);
        if (frame < edgeFrames || frame + count + edgeFrames > PageTable.Frames(pages)) return null;
        if (PageTable.PageOf(frame + count + misses->RampFrames - 1) != page) return null;
        float* samples = PageTable.PageAt(pages, page);
        if (samples == null || MissMemory.Missed(misses, missKey, region, track, frame)) return null;
        return samples + ((frame & (Limits.PageFrames - 1)) * pages->Channels);
    }

    /// <summary>The kernel for a track's route.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // as above
    internal static void Mix(SnapshotTrack* track, float* from, float gain, nuint frames, bool add, float* output, int channels, int streams)
    {
        if (track->Route == ChannelRoute.Straight) MixStraight(from, gain, frames * (nuint)channels, add, output, streams);
        else MixRouted(track, from, gain, frames, add, output, channels);
    }

    /// <summary>The kernel for as many channels as the output has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // as above
    internal static void MixStraight(float* from, float gain, nuint samples, bool add, float* output, int streams)
    {
        if (gain == 1f)
        {
            if (add) Gain.Add(output, from, samples);
            else if (streams != 0) Copy.RunStreaming(output, from, samples);
            else Copy.Run(output, from, samples);
        }
        else if (add) Gain.ScaleAdd(output, from, gain, samples);
        else Gain.ScaleSet(output, from, gain, samples);
    }

    private static void MixRouted(SnapshotTrack* track, float* from, float gain, nuint frames, bool add, float* output, int channels)
    {
        switch (track->Route)
        {
            case ChannelRoute.Spread:
                if (add) Spread.SpreadAdd(output, from, gain, frames);
                else Spread.SpreadSet(output, from, gain, frames);
                break;
            case ChannelRoute.PickLeft:
            case ChannelRoute.PickRight:
                int channel = track->Route == ChannelRoute.PickLeft ? 0 : 1;
                if (add) Pick.PickAdd(output, from, channel, gain, frames);
                else Pick.PickSet(output, from, channel, gain, frames);
                break;
            default:
                if (add) Route.RouteAdd(output, channels, from, track->Pages->Channels, gain, frames);
                else Route.RouteSet(output, channels, from, track->Pages->Channels, gain, frames);
                break;
        }
    }

    // Beside a miss the track ramps linearly to silence before it and from silence after it, so that neither edge clicks. Returns how far it has come back
    // from a miss before it, 1 for all the way.
    private static float Ramped(
        SnapshotTrack* track, int missKey, Region* region, float* from, long frame, long count, long missFrame, float gain, bool add,
        int channels, float* output, RenderScratch* scratch, MissMemory* misses)
    {
        int ramp = misses->RampFrames;
        float* part = scratch->Track;
        float level = 1;
        Mix(track, from, gain, (nuint)count, false, part, channels, streams: 0);
        if (MissMemory.Missed(misses, missKey, region, track, frame))
        {
            long done = frame - MissMemory.EndOf(misses, missKey, region, track, frame);
            if (done > 0 && missFrame - frame < ramp)
            {
                // The page is still not there, and the ramp to it goes on (RememberRamp).
                level = (float)done / (missFrame - frame);
                if (level < 1) Gain.ScaleSet(part, part, level, (nuint)count * (nuint)channels);
            }
            else
            {
                long fading = ramp - done < count ? ramp - done : count;
                LinearRamp.RampIn(part, done, ramp, channels, (nuint)fading);
                if (done + count < ramp) level = (float)(done + count) / ramp;
            }
        }

        if (missFrame != long.MaxValue)
        {
            long rampStart = missFrame - ramp;
            long skip = rampStart > frame ? rampStart - frame : 0;
            LinearRamp.RampOut(part + (skip * channels), frame + skip - rampStart, ramp, channels, (nuint)(count - skip));
        }

        nuint samples = (nuint)count * (nuint)channels;
        if (add) Gain.Add(output, part, samples);
        else Copy.Run(output, part, samples);
        return level;
    }

    // Where a ramp to silence breaks off at a block's end, the page it leads to may be there in the next block, and where it is over, already in this one:
    // then the sound comes back from where the ramp was, as if a miss had ended as many frames ago as the ramp had left; fewer where it had not come
    // back all the way from a miss before.
    private static void RememberRamp(SnapshotTrack* track, int missKey, Region* region, long frame, long missFrame, float level, MissMemory* misses)
    {
        if (missFrame - frame < misses->RampFrames)
            MissMemory.Remember(misses, missKey, region, track, frame - (long)((missFrame - frame) * level), 0);
    }
}

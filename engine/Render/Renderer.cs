using System.Runtime.CompilerServices;
using Seamline.Kernels;

namespace Seamline.Render;

/// <summary>
/// The timeline as sound: a pure function of (spans, frame). Where pages are ready, any block size, any order and any
/// caller (callback, host pull, export) get the same bits, because each frame's path depends on the frame alone.
/// </summary>
internal static unsafe class Renderer
{
    /// <summary>
    /// Renders [<paramref name="frame"/>, + <paramref name="frames"/>) of the timeline, interleaved; silence outside it.
    /// Any number of frames; what needs scratch is done in parts of <see cref="Limits.MaxBlockFrames"/>.
    /// </summary>
    internal static void Render(
        SpanBlock* block, long frame, uint frames, float* output, RenderScratch* scratch, MissMemory* misses, int* spanHint)
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
                int index = SpanBlock.IndexAt(block, frame, *spanHint);
                *spanHint = index;
                count = RenderRegion(block, index, frame, count, output, scratch, misses);
            }

            output += (nuint)count * channels;
            frame += count;
        }
    }

    // One region: the body of a span, or the declick at one of its two edges. Returns its frames, at most `count`.
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // one caller: its arguments stay in registers
    private static long RenderRegion(
        SpanBlock* block, int index, long frame, long count, float* output, RenderScratch* scratch, MissMemory* misses)
    {
        SnapshotSpan* span = block->Spans + index;
        long bodyStart = span->Start - (span->SeamFrames / 2) + span->SeamFrames;
        if (frame < bodyStart)
        {
            count = Smaller(Smaller(count, bodyStart - frame), Limits.MaxBlockFrames);
            Seams.Render(block, span - 1, span, frame, count, output, scratch, misses);
            return count;
        }

        bool last = index + 1 == block->SpanCount;
        long bodyEnd = last ? span->End : span->End - (span[1].SeamFrames / 2);
        if (frame < bodyEnd)
        {
            count = Smaller(count, bodyEnd - frame);

            // Sums are made while what they are added to is in the cache.
            if (span->TrackCount > 1) count = Smaller(count, Limits.MaxBlockFrames);
            RenderBody(block, span, frame, count, output, scratch, misses);
            return count;
        }

        count = Smaller(Smaller(count, span->End - frame), Limits.MaxBlockFrames);
        Seams.Render(block, span, span + 1, frame, count, output, scratch, misses);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // as above
    private static void RenderBody(
        SpanBlock* block, SnapshotSpan* span, long frame, long count, float* output, RenderScratch* scratch, MissMemory* misses)
    {
        if (span->TrackCount == 0)
        {
            Zero.Run(output, (nuint)count * (nuint)block->Channels);
            return;
        }

        var window = new TrackWindow
        {
            Frame = span->ClipFrame + (frame - span->Start),
            Count = count,
            ClipEnd = span->ClipFrame + (span->End - span->Start),
            Gain = span->Gain,
            Channels = block->Channels,
            Streams = scratch->Streams,
        };
        for (int i = 0; i < span->TrackCount; i++)
        {
            TrackMix.Run(block->Tracks + span->FirstTrack + i, i, &window, i != 0, output, scratch, misses);
        }
    }

    private static long Smaller(long a, long b) => a < b ? a : b;
}

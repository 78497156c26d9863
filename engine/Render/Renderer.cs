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
        // Nearly every block lies in the body of the span that the last one was in.
        int hint = *spanHint;
        if ((uint)hint < (uint)block->SpanCount)
        {
            SnapshotSpan* span = block->Spans + hint;
            if (frame >= BodyStart(span) && frame + frames <= BodyEnd(block, span, hint) && (frames <= Limits.MaxBlockFrames || span->TrackCount <= 1))
            {
                RenderBody(block, span, frame, frames, output, scratch, misses);
                return;
            }
        }

        RenderRegions(block, frame, frames, output, scratch, misses, spanHint);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // or what the path above needs would not be in registers
    private static void RenderRegions(
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
    private static long RenderRegion(
        SpanBlock* block, int index, long frame, long count, float* output, RenderScratch* scratch, MissMemory* misses)
    {
        SnapshotSpan* span = block->Spans + index;
        long bodyStart = BodyStart(span);
        if (frame < bodyStart)
        {
            count = Smaller(Smaller(count, bodyStart - frame), Limits.MaxBlockFrames);
            Seams.Render(block, span - 1, span, frame, count, output, scratch, misses);
            return count;
        }

        long bodyEnd = BodyEnd(block, span, index);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    private static void RenderBody(
        SpanBlock* block, SnapshotSpan* span, long frame, long count, float* output, RenderScratch* scratch, MissMemory* misses)
    {
        if (span->TrackCount == 0)
        {
            Zero.Run(output, (nuint)count * (nuint)block->Channels);
            return;
        }

        long clipFrame = span->ClipFrame + (frame - span->Start);
        SnapshotTrack* track = block->Tracks + span->FirstTrack;
        int tracks = span->TrackCount;
        for (int i = 0; i < tracks; i++, track++)
        {
            if (!TrackMix.RunInPage(track, i, clipFrame, count, span->Gain, i != 0, output, block->Channels, scratch->Streams, misses))
                RenderTrack(block, span, track, i, clipFrame, count, output, scratch, misses);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // as above
    private static void RenderTrack(
        SpanBlock* block, SnapshotSpan* span, SnapshotTrack* track, int index, long clipFrame, long count, float* output, RenderScratch* scratch,
        MissMemory* misses)
    {
        var window = new TrackWindow
        {
            Frame = clipFrame,
            Count = count,
            ClipEnd = span->ClipFrame + (span->End - span->Start),
            Gain = span->Gain,
            Channels = block->Channels,
            Streams = scratch->Streams,
        };
        TrackMix.Run(track, index, &window, index != 0, output, scratch, misses);
    }

    private static long BodyStart(SnapshotSpan* span) => span->Start - (span->SeamFrames / 2) + span->SeamFrames;

    private static long BodyEnd(SpanBlock* block, SnapshotSpan* span, int index) =>
        index + 1 == block->SpanCount ? span->End : span->End - (span[1].SeamFrames / 2);

    private static long Smaller(long a, long b) => a < b ? a : b;
}

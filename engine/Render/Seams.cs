using Seamline.Kernels;
using Seamline.Memory;

namespace Seamline.Render;

/// <summary>
/// The declick at a seam: N frames over [cut - N/2, cut - N/2 + N), both neighbours reaching beyond the cut into their
/// own material. Gains: cos and sin of pi/2 k/N (equal power), or linear where the same material goes on.
/// </summary>
/// <remarks>
/// A track without material beyond the cut completes its fade at its material's edge: a fade-out then has
/// edge - (cut - N/2) frames, a fade-in (cut - N/2 + N) - edge, so no step is left at the edge. A track that is silent up
/// to the cut, because its material only begins there, is not heard beyond it either, nor one that is silent from the cut on.
/// </remarks>
internal static unsafe class Seams
{
    /// <summary>Renders frames inside the declick between two spans.</summary>
    internal static void Render(
        SpanBlock* block, SnapshotSpan* left, SnapshotSpan* right, long frame, long count, float* output,
        RenderScratch* scratch, MissMemory* misses)
    {
        long start = right->Start - (right->SeamFrames / 2);
        long end = start + right->SeamFrames;
        Zero.Run(output, (nuint)count * (nuint)block->Channels);
        Side(block, left, right, true, start, end, frame, count, output, scratch, misses);
        Side(block, right, right, false, start, end, frame, count, output, scratch, misses);
    }

    private static void Side(
        SpanBlock* block, SnapshotSpan* span, SnapshotSpan* right, bool fadesOut, long start, long end, long frame, long count,
        float* output, RenderScratch* scratch, MissMemory* misses)
    {
        for (int i = 0; i < span->TrackCount; i++)
        {
            SnapshotTrack* track = block->Tracks + span->FirstTrack + i;

            // The track's material in timeline frames: [first, edge).
            long first = span->Start - span->ClipFrame - track->Offset;
            long edge = first + PageTable.Frames(track->Pages);
            long from = fadesOut ? start : Larger(start, first);
            long to = fadesOut ? Smaller(end, edge) : end;
            if (fadesOut ? first >= right->Start : edge <= right->Start) continue;
            long begin = Larger(frame, from);
            long stop = Smaller(frame + count, to);
            if (begin >= stop) continue;

            var window = new TrackWindow
            {
                Frame = span->ClipFrame + (begin - span->Start),
                Count = stop - begin,
                ClipEnd = span->ClipFrame + (end - span->Start),
                Gain = span->Gain,
                Channels = block->Channels,
            };
            float* part = scratch->Seam;
            TrackMix.Run(track, i, &window, false, part, scratch, misses);
            Fade(part, fadesOut, right->Seam, begin - from, to - from, block->Channels, (nuint)window.Count);
            nuint samples = (nuint)window.Count * (nuint)block->Channels;
            Gain.Add(output + ((begin - frame) * block->Channels), part, samples);
        }
    }

    private static void Fade(float* part, bool fadesOut, SeamKind kind, long k, long length, int channels, nuint frames)
    {
        if (kind == SeamKind.EqualPower)
        {
            if (fadesOut) EqualPower.FadeOut(part, k, length, channels, frames);
            else EqualPower.FadeIn(part, k, length, channels, frames);
        }
        else
        {
            if (fadesOut) LinearRamp.RampOut(part, k, length, channels, frames);
            else LinearRamp.RampIn(part, k, length, channels, frames);
        }
    }

    private static long Larger(long a, long b) => a > b ? a : b;

    private static long Smaller(long a, long b) => a < b ? a : b;
}

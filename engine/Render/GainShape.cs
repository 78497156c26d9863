using Seamline.Kernels;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>An envelope, and the fades of a whole item, on frames in scratch or in the bus: a function of the frame alone.</summary>
internal static unsafe class GainShape
{
    /// <summary>Multiplies [<paramref name="frame"/>, + <paramref name="count"/>) of the timeline, in place.</summary>
    /// <param name="block">The timeline.</param>
    /// <param name="row">Row in <see cref="RegionBlock.Envelopes"/>.</param>
    /// <param name="part">The frames, interleaved.</param>
    /// <param name="frame">The first.</param>
    /// <param name="count">How many.</param>
    internal static void Apply(RegionBlock* block, int row, float* part, long frame, long count)
    {
        EnvelopeRow* shape = block->Envelopes + row;
        if (shape->PointCount != 0) FollowPoints(shape, block->EnvelopePoints + shape->FirstPoint, part, frame, count, block->Channels);
        long end = Smaller(frame + count, shape->Start + shape->FadeInFrames);
        if (shape->FadeInFrames != 0 && frame < end) FadeIn(shape, part, frame, (nuint)(end - frame), block->Channels);
        long from = Larger(frame, shape->End - shape->FadeOutFrames);
        if (shape->FadeOutFrames != 0 && from < frame + count)
            FadeOut(shape, part + ((from - frame) * block->Channels), from, (nuint)(frame + count - from), block->Channels);
    }

    private static void FadeIn(EnvelopeRow* shape, float* part, long frame, nuint count, int channels)
    {
        if (shape->InCurve == FadeCurve.EqualPower) EqualPower.FadeIn(part, frame - shape->Start, shape->FadeInFrames, channels, count);
        else LinearRamp.RampIn(part, frame - shape->Start, shape->FadeInFrames, channels, count);
    }

    private static void FadeOut(EnvelopeRow* shape, float* part, long frame, nuint count, int channels)
    {
        long k0 = frame - (shape->End - shape->FadeOutFrames);
        if (shape->OutCurve == FadeCurve.EqualPower) EqualPower.FadeOut(part, k0, shape->FadeOutFrames, channels, count);
        else LinearRamp.RampOut(part, k0, shape->FadeOutFrames, channels, count);
    }

    private static void FollowPoints(EnvelopeRow* shape, EnvelopePoint* points, float* part, long frame, long count, int channels)
    {
        long at = frame - shape->Origin;
        int last = shape->PointCount - 1;
        int point = LastAt(points, shape->PointCount, at);
        while (count > 0)
        {
            EnvelopePoint* left = points + (point < 0 ? 0 : point);
            EnvelopePoint* right = points + (point < last ? point + 1 : last);
            long some = point < last && right->Frame - at < count ? right->Frame - at : count;
            if (left->Decibels == right->Decibels) Hold(part, left->Decibels, (nuint)some * (nuint)channels);
            else EnvelopeRamp.Apply(part, at - left->Frame, right->Frame - left->Frame, left->Decibels, right->Decibels, channels, (nuint)some);
            part += some * channels;
            at += some;
            count -= some;
            point++;
        }
    }

    private static void Hold(float* part, float decibels, nuint samples)
    {
        float gain = DecibelGain.Of(decibels);
        if (gain != 1f) Gain.ScaleSet(part, part, gain, samples);
    }

    // The last point at or before a frame; -1 for none.
    private static int LastAt(EnvelopePoint* points, int count, long at)
    {
        int low = -1;
        int high = count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (points[middle].Frame <= at) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static long Larger(long a, long b) => a > b ? a : b;

    private static long Smaller(long a, long b) => a < b ? a : b;
}

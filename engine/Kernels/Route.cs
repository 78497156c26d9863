using System.Diagnostics;

namespace Seamline.Kernels;

/// <summary>Source channels to engine channels, 1..8 each, with a linear gain.</summary>
/// <remarks>
/// <para>Straight where both have the same number. Mono goes to channels 0 and 1, the gain being the caller's to choose.
/// Fewer source than engine channels otherwise go channel to channel. Engine channels without a source are silence
/// (Set) or left as they are (Add). A source with more channels than the engine was downmixed at decode.</para>
/// <para>Thread: any, callback included. No alignment needed. <c>dst</c> and <c>src</c> do not overlap.</para>
/// </remarks>
internal static unsafe class Route
{
    /// <summary><c>dst[frame, route(c)] = src[frame, c] * gain</c>, other channels 0.</summary>
    public static void RouteSet(float* dst, int dstChannels, float* src, int srcChannels, float gain, nuint frames)
    {
        AssertShape(dst, dstChannels, src, srcChannels, frames);
        if (srcChannels == dstChannels)
        {
            Gain.ScaleSet(dst, src, gain, frames * (nuint)dstChannels);
        }
        else if (srcChannels == 1 && dstChannels == 2)
        {
            Spread.SpreadSet(dst, src, gain, frames);
        }
        else
        {
            Zero.Run(dst, frames * (nuint)dstChannels);
            float* to = dst;
            float* from = src;
            for (nuint i = 0; i < frames; i++, to += dstChannels, from += srcChannels)
            {
                for (int c = 0; c < srcChannels; c++)
                    to[c] = from[c] * gain;
                if (srcChannels == 1)
                    to[1] = to[0];
            }
        }
    }

    /// <summary><c>dst[frame, route(c)] += src[frame, c] * gain</c>, two roundings.</summary>
    public static void RouteAdd(float* dst, int dstChannels, float* src, int srcChannels, float gain, nuint frames)
    {
        AssertShape(dst, dstChannels, src, srcChannels, frames);
        if (srcChannels == dstChannels)
        {
            Gain.ScaleAdd(dst, src, gain, frames * (nuint)dstChannels);
        }
        else if (srcChannels == 1 && dstChannels == 2)
        {
            Spread.SpreadAdd(dst, src, gain, frames);
        }
        else
        {
            float* to = dst;
            float* from = src;
            for (nuint i = 0; i < frames; i++, to += dstChannels, from += srcChannels)
            {
                for (int c = 0; c < srcChannels; c++)
                    to[c] = to[c] + (from[c] * gain);
                if (srcChannels == 1)
                    to[1] = to[1] + (from[0] * gain);
            }
        }
    }

    [Conditional("DEBUG")] // fence: an attribute's constant, no string at run time
    private static void AssertShape(float* dst, int dstChannels, float* src, int srcChannels, nuint frames)
    {
        Debug.Assert(frames == 0 || (dst != null && src != null));
        Debug.Assert(dstChannels is >= 1 and <= Limits.MaxChannels);
        Debug.Assert(srcChannels >= 1 && srcChannels <= dstChannels);
    }
}

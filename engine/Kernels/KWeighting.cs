using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>The two second-order sections of the K-weighting at one sample rate, ITU-R BS.1770-5, Annex 1.</summary>
internal struct KWeightingFilter
{
    /// <summary>Shelf: numerator.</summary>
    public double B0, B1, B2;

    /// <summary>Shelf: denominator, <c>1 + A1 z^-1 + A2 z^-2</c>.</summary>
    public double A1, A2;

    /// <summary>High-pass, whose numerator is <c>1 - 2 z^-1 + z^-2</c>: denominator.</summary>
    public double C1, C2;
}

/// <summary>What the K-weighting remembers of the frames before: four numbers for each channel.</summary>
internal unsafe struct KWeightingState
{
    /// <summary>The sections' delays, channels side by side.</summary>
    public fixed double Delays[4 * Limits.MaxChannels];
}

/// <summary>Energies of K-weighted channels.</summary>
/// <remarks>
/// Thread: any, callback included. The filter is recursive, so a sample waits for the one before: channels are filtered two at a time, in double
/// precision, in the transposed direct form II. The result depends on the state, so on all frames before; it is a measurement, not sound.
/// </remarks>
internal static unsafe class KWeighting
{
    // Below this the delays of a filter that decays in silence become subnormal numbers in the end, which are slow.
    private const double Settled = 1e-30;

    /// <summary>Filters interleaved frames and adds the sum of squares of each channel to <paramref name="squares"/>.</summary>
    public static void Run(float* src, int channels, nuint frames, KWeightingFilter* filter, KWeightingState* state, double* squares)
    {
        Debug.Assert(frames == 0 || src != null);
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels);
        int channel = 0;
        for (; channel + 2 <= channels; channel += 2)
            Pair(src + channel, channels, frames, filter, state->Delays + (4 * channel), squares + channel);
        if (channel < channels) Single(src + channel, channels, frames, filter, state->Delays + (4 * channel), squares + channel);
        for (int i = 0; i < 4 * channels; i++)
        {
            if (state->Delays[i] is < Settled and > -Settled) state->Delays[i] = 0;
        }
    }

    private static void Pair(float* src, int stride, nuint frames, KWeightingFilter* filter, double* delays, double* squares)
    {
        Vector128<double> b0 = Vector128.Create(filter->B0), b1 = Vector128.Create(filter->B1), b2 = Vector128.Create(filter->B2);
        Vector128<double> a1 = Vector128.Create(filter->A1), a2 = Vector128.Create(filter->A2);
        Vector128<double> c1 = Vector128.Create(filter->C1), c2 = Vector128.Create(filter->C2);
        Vector128<double> s1 = Vector128.Load(delays), s2 = Vector128.Load(delays + 2), t1 = Vector128.Load(delays + 4), t2 = Vector128.Load(delays + 6);
        Vector128<double> sum = Vector128.Load(squares);
        for (; frames > 0; frames--, src += stride)
        {
            Vector128<double> x = Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(src)).AsSingle());
            Vector128<double> y = (b0 * x) + s1;
            s1 = ((b1 * x) + s2) - (a1 * y);
            s2 = (b2 * x) - (a2 * y);
            Vector128<double> z = y + t1;
            t1 = (t2 - (y + y)) - (c1 * z);
            t2 = y - (c2 * z);
            sum += z * z;
        }

        s1.Store(delays);
        s2.Store(delays + 2);
        t1.Store(delays + 4);
        t2.Store(delays + 6);
        sum.Store(squares);
    }

    private static void Single(float* src, int stride, nuint frames, KWeightingFilter* filter, double* delays, double* squares)
    {
        double s1 = delays[0], s2 = delays[1], t1 = delays[2], t2 = delays[3], sum = *squares;
        for (; frames > 0; frames--, src += stride)
        {
            double x = *src;
            double y = (filter->B0 * x) + s1;
            s1 = ((filter->B1 * x) + s2) - (filter->A1 * y);
            s2 = (filter->B2 * x) - (filter->A2 * y);
            double z = y + t1;
            t1 = (t2 - (y + y)) - (filter->C1 * z);
            t2 = y - (filter->C2 * z);
            sum += z * z;
        }

        delays[0] = s1;
        delays[1] = s2;
        delays[2] = t1;
        delays[3] = t2;
        *squares = sum;
    }
}

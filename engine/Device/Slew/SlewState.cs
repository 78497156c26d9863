using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Device;

/// <summary>What the callback needs to play a trifle faster or slower than the device asks, in native memory: one for an engine, whatever is open.</summary>
/// <remarks>The upper part is written by control, <see cref="Ratio"/> last; the lower one is the callback's own.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe struct SlewState
{
    /// <summary>Timeline frames for each frame of the device; 0 for an engine that follows nobody, whose blocks go straight through.</summary>
    [FieldOffset(0)] public double Ratio;

    /// <summary>Where <see cref="Ratio"/> no longer counts unless it was set again, ns of the host's clock: a host that has fallen silent is followed no more.</summary>
    [FieldOffset(8)] public long Until;

    /// <summary>Impulse responses by phase (<see cref="SlewTaps"/>).</summary>
    [FieldOffset(16)] public float* Taps;

    /// <summary>Rendered frames that are still needed, oldest first: <see cref="SlewTaps.Count"/> and a pass.</summary>
    [FieldOffset(24)] public float* Input;

    /// <summary>A pass of what goes to the device.</summary>
    [FieldOffset(32)] public float* Output;

    [FieldOffset(40)] public int Channels;

    /// <summary>Frames in <see cref="Input"/>; 0 while blocks go straight through.</summary>
    [FieldOffset(128)] public long Held;

    /// <summary>The next position, from the frame in the middle of the taps, 0..1.</summary>
    [FieldOffset(136)] public double Position;

    /// <summary>The ratio of the present block; 1 while blocks go straight through.</summary>
    [FieldOffset(144)] public double Used;

    /// <summary>1 while a host's clock is followed.</summary>
    [FieldOffset(152)] public int Follows;

    /// <summary>1 while the position glides to a frame, to end.</summary>
    [FieldOffset(156)] public int Glides;

    /// <summary>Makes one that follows nobody. Thread: control.</summary>
    public static SlewState* Create(int channels)
    {
        var slew = (SlewState*)NativeMemory.AlignedAlloc((nuint)sizeof(SlewState), 128);
        NativeMemory.Clear(slew, (nuint)sizeof(SlewState));
        slew->Channels = channels;
        slew->Used = 1;
        return slew;
    }

    /// <summary>Sets the ratio; the first time it takes the memory. Thread: control, one at a time.</summary>
    public static void Set(SlewState* slew, double ratio, long until)
    {
        if (slew->Taps == null)
        {
            nuint samples = (nuint)((Limits.MaxBlockFrames + (2 * SlewTaps.Count)) * slew->Channels);
            slew->Input = (float*)NativeMemory.AllocZeroed(samples, sizeof(float));
            slew->Output = (float*)NativeMemory.AllocZeroed(samples, sizeof(float));
            slew->Taps = SlewTaps.Make();
        }

        Volatile.Write(ref slew->Until, until); // partner: Slew.Begins
        Volatile.Write(ref slew->Ratio, ratio); // partner: Slew.Begins; release: memory and time before the ratio
    }

    /// <summary>Frees it, once no callback reaches it, and clears the caller's pointer. Thread: control.</summary>
    public static void Free(ref SlewState* slew)
    {
        if (slew == null) return;
        NativeMemory.Free(slew->Input);
        NativeMemory.Free(slew->Output);
        NativeMemory.Free(slew->Taps);
        NativeMemory.AlignedFree(slew);
        slew = null;
    }
}

/// <summary>
/// The filter between frames: a sinc at the rate itself under a Kaiser window (beta 9), by phase. At phase 0 it is the identity, so that what is not trimmed
/// is the same to the bit.
/// </summary>
internal static unsafe class SlewTaps
{
    /// <summary>Taps of a phase: flat within 0.1 dB to 0.84 of the band.</summary>
    public const int Count = 32;

    /// <summary>Phases; between two neighbours the taps are joined by straight lines.</summary>
    public const int Phases = 512;

    private const double Beta = 9;

    /// <summary>Makes the table: <see cref="Phases"/> + 1 rows.</summary>
    public static float* Make()
    {
        float* taps = (float*)NativeMemory.Alloc((Phases + 1) * Count, sizeof(float));
        for (int phase = 0; phase <= Phases; phase++)
        {
            for (int tap = 0; tap < Count; tap++)
            {
                double x = tap - ((Count / 2) - 1) - ((double)phase / Phases);
                taps[(phase * Count) + tap] = (float)(Sinc(x) * Window(x / (Count / 2)));
            }
        }

        return taps;
    }

    private static double Sinc(double x) => x == 0 ? 1 : double.IsInteger(x) ? 0 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Window(double x) => Math.Abs(x) >= 1 ? 0 : Bessel(Beta * Math.Sqrt(1 - (x * x))) / Bessel(Beta);

    // The modified Bessel function of order 0, by its series.
    private static double Bessel(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}

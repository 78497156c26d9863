using System.Runtime.InteropServices;
using Seamline.Kernels;

namespace Seamline.Render;

/// <summary>What the meter of the output publishes, every 10 ms. Energies are mean squares, those of loudness K-weighted and summed over the channels.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MeterValues
{
    /// <summary>Frames metered.</summary>
    public long Frames;

    /// <summary>Largest sample.</summary>
    public double SamplePeak;

    /// <summary>Largest magnitude of samples and of values between them.</summary>
    public double TruePeak;

    /// <summary>Of the last 400 ms.</summary>
    public double Momentary;

    /// <summary>Of the last 3 s.</summary>
    public double ShortTerm;

    /// <summary>Gated, of all.</summary>
    public double Integrated;

    /// <summary>The largest <see cref="Momentary"/>.</summary>
    public double MaxMomentary;

    /// <summary>The largest <see cref="ShortTerm"/>.</summary>
    public double MaxShortTerm;

    /// <summary>Largest sample of each channel in the last 50 ms.</summary>
    public fixed double Peaks[Limits.MaxChannels];

    /// <summary>Mean square of each channel in the last 300 ms.</summary>
    public fixed double MeanSquares[Limits.MaxChannels];
}

/// <summary>The meter of the output: its filters and sums, which the callback alone uses, and the two slots in which it publishes.</summary>
/// <remarks>
/// A slot is written while readers use the other one; <see cref="Published"/> counts publications, and its lowest bit names the slot that was written last.
/// A reader that finds the same count behind its copy has whole values.
/// </remarks>
internal unsafe struct MeterState
{
    /// <summary>Steps of 10 ms in a step of 100 ms.</summary>
    public const int StepsPerHop = 10;

    /// <summary>Steps whose mean square is reported.</summary>
    public const int RmsSteps = 30;

    /// <summary>Steps whose largest sample is reported.</summary>
    public const int PeakSteps = 5;

    /// <summary>Steps of 100 ms in a short-term value.</summary>
    public const int ShortTermHops = 30;

    /// <summary>Steps of 100 ms in a momentary value, and in a block that is gated.</summary>
    public const int MomentaryHops = 4;

    /// <summary>Rows of the histogram of blocks above the absolute gate: 64 an octave of energy (0.05 LU), up to an energy of 64.</summary>
    public const int Bins = 30 * 64;

    /// <summary>Frames measured at a time.</summary>
    public const int PartFrames = 512;

    /// <summary>Frames that are kept before them for what lies between samples.</summary>
    public const int KeptFrames = TruePeak.Before + TruePeak.After;

    /// <summary>Publications so far. The callback writes.</summary>
    public long Published;

    /// <summary>The two slots.</summary>
    public MeterValues Even, Odd;

    /// <summary>Starts asked for; control writes.</summary>
    public long Wanted;

    /// <summary>The start that the sums are of.</summary>
    public long Started;

    /// <summary>The filter; set by control, then constant.</summary>
    public KWeightingFilter Filter;

    /// <summary>Weights of the channels; set by control, then constant.</summary>
    public fixed double Weights[Limits.MaxChannels];

    /// <summary>Taps of the interpolator; set by control, then constant.</summary>
    public float* Taps;

    /// <summary>Room for <see cref="KeptFrames"/> and <see cref="PartFrames"/> frames.</summary>
    public float* Samples;

    /// <summary>Room for what a scan finds of each channel.</summary>
    public PeakValue* Values;

    /// <summary>Blocks above the absolute gate, by energy: how many, and the sum of their energies, side by side.</summary>
    public double* Histogram;

    /// <summary>Energy of a block at the absolute gate; set by control, then constant.</summary>
    public double AbsoluteGate;

    /// <summary>Frames of a step of 100 ms.</summary>
    public int HopFrames;

    /// <summary>Channels.</summary>
    public int Channels;

    /// <summary>Frames into the step of 100 ms.</summary>
    public int InHop;

    /// <summary>Steps of 10 ms into it.</summary>
    public int StepInHop;

    /// <summary>Steps of 10 ms so far.</summary>
    public long Steps;

    /// <summary>Steps of 100 ms so far.</summary>
    public long Hops;

    /// <summary>What goes on from step to step; the next slot is made of it.</summary>
    public MeterValues Now;

    /// <summary>The filter's delays.</summary>
    public KWeightingState Delays;

    /// <summary>K-weighted squares of the step of 100 ms.</summary>
    public fixed double Weighted[Limits.MaxChannels];

    /// <summary>Squares of the step of 10 ms.</summary>
    public fixed double Squares[Limits.MaxChannels];

    /// <summary>Largest samples of the step of 10 ms.</summary>
    public fixed double Largest[Limits.MaxChannels];

    /// <summary>Frames of the last steps, a ring.</summary>
    public fixed double StepFrames[RmsSteps];

    /// <summary>Squares of the last steps, a ring.</summary>
    public fixed double StepSquares[RmsSteps * Limits.MaxChannels];

    /// <summary>Largest samples of the last steps, a ring.</summary>
    public fixed double StepPeaks[PeakSteps * Limits.MaxChannels];

    /// <summary>Energies of the last steps of 100 ms, a ring.</summary>
    public fixed double HopEnergies[ShortTermHops];

    /// <summary>Bytes of one with its rows.</summary>
    public static long BytesFor(int channels, int taps) =>
        sizeof(MeterState) + HistogramBytes + SamplesBytes(channels) + (Limits.MaxChannels * sizeof(PeakValue)) + ((long)taps * sizeof(float));

    /// <summary>Sets the pointers to the rows behind it.</summary>
    public static void Place(MeterState* meter, int channels, int taps)
    {
        byte* next = (byte*)(meter + 1);
        meter->Histogram = (double*)next;
        next += HistogramBytes;
        meter->Taps = (float*)next;
        next += (long)taps * sizeof(float);
        meter->Values = (PeakValue*)next;
        next += Limits.MaxChannels * sizeof(PeakValue);
        meter->Samples = (float*)next;
    }

    private static long HistogramBytes => 2L * Bins * sizeof(double);

    private static long SamplesBytes(int channels) => (long)(KeptFrames + PartFrames) * channels * sizeof(float);
}

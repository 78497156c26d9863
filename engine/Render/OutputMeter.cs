using System;
using System.Threading;
using Seamline.Kernels;

namespace Seamline.Render;

/// <summary>
/// Meters what a block delivers: peak and RMS of each channel, true peak, and loudness by BS.1770-5 and EBU Tech 3341. Values are published every 10 ms.
/// </summary>
/// <remarks>
/// Raw code, within the callback. Bounded: the filter costs 25 instructions a frame of two channels, and interpolation for true peaks up to 40 more, where
/// a larger one than the largest so far is possible.
/// </remarks>
internal static unsafe class OutputMeter
{
    private const double RelativeGate = 0.1; // -10 dB

    // Bits of a float below its exponent and the first six of its mantissa: 64 rows an octave.
    private const int BinShift = 17;

    /// <summary>Takes the frames of a block.</summary>
    internal static void Run(MeterState* meter, float* output, uint frames)
    {
        long wanted = Volatile.Read(ref meter->Wanted); // partner: MeterHost.Start
        if (wanted != meter->Started) Start(meter, wanted);
        int channels = meter->Channels;
        while (frames > 0)
        {
            int stepEnd = (int)((long)meter->HopFrames * (meter->StepInHop + 1) / MeterState.StepsPerHop);
            int count = stepEnd - meter->InHop;
            if (count > MeterState.PartFrames) count = MeterState.PartFrames;
            if (count > frames) count = (int)frames;
            Part(meter, output, count);
            output += count * channels;
            frames -= (uint)count;
            meter->InHop += count;
            meter->Now.Frames += count;
            if (meter->InHop == stepEnd) EndStep(meter);
        }
    }

    private static void Start(MeterState* meter, long wanted)
    {
        meter->Started = wanted;

        // From the field on everything is sums.
        byte* from = (byte*)&meter->InHop;
        Zero.Run((float*)from, (nuint)((byte*)(meter + 1) - from) / sizeof(float));
        Zero.Run((float*)meter->Histogram, 2 * MeterState.Bins * sizeof(double) / sizeof(float));
        Zero.Run(meter->Samples, (nuint)(MeterState.KeptFrames * meter->Channels));
    }

    private static void Part(MeterState* meter, float* output, int frames)
    {
        int channels = meter->Channels;
        PeakValue* values = meter->Values;
        PeakScan.Run(output, channels, (nuint)frames, values);
        float largest = 0;
        for (int i = 0; i < channels; i++)
        {
            float peak = -values[i].Min > values[i].Max ? -values[i].Min : values[i].Max;
            largest = peak > largest ? peak : largest;
            if (peak > meter->Largest[i]) meter->Largest[i] = peak;
            meter->Squares[i] += values[i].Squares;
        }

        if (largest > meter->Now.SamplePeak) meter->Now.SamplePeak = largest;
        if (largest > meter->Now.TruePeak) meter->Now.TruePeak = largest;
        KWeighting.Run(output, channels, (nuint)frames, &meter->Filter, &meter->Delays, meter->Weighted);
        Between(meter, output, frames);
    }

    // Values between samples, a few frames late: those that need frames to come are measured with them.
    private static void Between(MeterState* meter, float* output, int frames)
    {
        nuint channels = (nuint)meter->Channels;
        nuint kept = MeterState.KeptFrames * channels;
        Copy.Run(meter->Samples + kept, output, (nuint)frames * channels);
        if (Magnitude.Largest(meter->Samples, kept + ((nuint)frames * channels)) * TruePeak.MostGain > meter->Now.TruePeak)
        {
            CurvatureValue shape;
            Curvature.Run(meter->Samples + (2 * channels), meter->Channels, (nuint)(MeterState.KeptFrames + frames - 2), &shape);
            float first = Magnitude.Largest(meter->Samples, 2 * channels);
            float largest = first > shape.Largest ? first : shape.Largest;
            if (largest + (shape.Bend * TruePeak.MostBend) > meter->Now.TruePeak)
            {
                float between = TruePeak.Largest(meter->Samples + (TruePeak.Before * channels), meter->Channels, (nuint)frames, meter->Taps);
                if (between > meter->Now.TruePeak) meter->Now.TruePeak = between;
            }
        }

        Copy.Run(meter->Samples, meter->Samples + ((nuint)frames * channels), kept);
    }

    private static void EndStep(MeterState* meter)
    {
        int row = (int)(meter->Steps % MeterState.RmsSteps);
        int peakRow = (int)(meter->Steps % MeterState.PeakSteps);
        int hopFrames = meter->HopFrames;
        meter->StepFrames[row] = meter->InHop - (int)((long)hopFrames * meter->StepInHop / MeterState.StepsPerHop);
        for (int i = 0; i < meter->Channels; i++)
        {
            meter->StepSquares[(row * Limits.MaxChannels) + i] = meter->Squares[i];
            meter->StepPeaks[(peakRow * Limits.MaxChannels) + i] = meter->Largest[i];
            meter->Squares[i] = 0;
            meter->Largest[i] = 0;
        }

        meter->Steps++;
        if (++meter->StepInHop == MeterState.StepsPerHop) EndHop(meter);
        Publish(meter);
    }

    private static void EndHop(MeterState* meter)
    {
        double energy = 0;
        for (int i = 0; i < meter->Channels; i++)
        {
            energy += meter->Weights[i] * meter->Weighted[i];
            meter->Weighted[i] = 0;
        }

        meter->HopEnergies[meter->Hops % MeterState.ShortTermHops] = energy / meter->HopFrames;
        meter->Hops++;
        meter->InHop = 0;
        meter->StepInHop = 0;
        meter->Now.Momentary = Mean(meter, MeterState.MomentaryHops);
        meter->Now.ShortTerm = Mean(meter, MeterState.ShortTermHops);
        if (meter->Hops >= MeterState.ShortTermHops && meter->Now.ShortTerm > meter->Now.MaxShortTerm) meter->Now.MaxShortTerm = meter->Now.ShortTerm;
        if (meter->Hops < MeterState.MomentaryHops) return;
        if (meter->Now.Momentary > meter->Now.MaxMomentary) meter->Now.MaxMomentary = meter->Now.Momentary;
        if (meter->Now.Momentary < meter->AbsoluteGate) return;
        int bin = BinOf(meter, meter->Now.Momentary);
        meter->Histogram[2 * bin] += 1;
        meter->Histogram[(2 * bin) + 1] += meter->Now.Momentary;
        meter->Now.Integrated = Gated(meter);
    }

    // What there was nothing of yet counts as silence.
    private static double Mean(MeterState* meter, int hops)
    {
        double sum = 0;
        for (int i = 1; i <= hops && i <= meter->Hops; i++) sum += meter->HopEnergies[(meter->Hops - i) % MeterState.ShortTermHops];
        return sum / hops;
    }

    private static int BinOf(MeterState* meter, double energy)
    {
        int bin = (BitConverter.SingleToInt32Bits((float)energy) >> BinShift) - (BitConverter.SingleToInt32Bits((float)meter->AbsoluteGate) >> BinShift);
        return bin < 0 ? 0 : bin >= MeterState.Bins ? MeterState.Bins - 1 : bin;
    }

    // A row at the relative gate counts where its mean is above it.
    private static double Gated(MeterState* meter)
    {
        double count = 0, sum = 0;
        Add(meter, 0, &count, &sum);
        double gate = sum / count * RelativeGate;
        if (gate <= meter->AbsoluteGate) return sum / count;
        int bin = BinOf(meter, gate);
        count = 0;
        sum = 0;
        Add(meter, bin + 1, &count, &sum);
        double* row = meter->Histogram + (2 * bin);
        if (row[0] > 0 && row[1] >= gate * row[0])
        {
            count += row[0];
            sum += row[1];
        }

        return sum / count;
    }

    private static void Add(MeterState* meter, int bin, double* count, double* sum)
    {
        for (double* row = meter->Histogram + (2 * bin), end = meter->Histogram + (2 * MeterState.Bins); row < end; row += 2)
        {
            *count += row[0];
            *sum += row[1];
        }
    }

    private static void Publish(MeterState* meter)
    {
        MeterValues* to = (meter->Published & 1) == 0 ? &meter->Odd : &meter->Even;
        to->Frames = meter->Now.Frames;
        to->SamplePeak = meter->Now.SamplePeak;
        to->TruePeak = meter->Now.TruePeak;
        to->Momentary = meter->Now.Momentary;
        to->ShortTerm = meter->Now.ShortTerm;
        to->Integrated = meter->Now.Integrated;
        to->MaxMomentary = meter->Now.MaxMomentary;
        to->MaxShortTerm = meter->Now.MaxShortTerm;
        double frames = 0;
        for (int i = 0; i < MeterState.RmsSteps; i++) frames += meter->StepFrames[i];
        for (int channel = 0; channel < meter->Channels; channel++)
        {
            double peak = 0, squares = 0;
            for (int i = 0; i < MeterState.PeakSteps; i++)
            {
                double step = meter->StepPeaks[(i * Limits.MaxChannels) + channel];
                peak = step > peak ? step : peak;
            }

            for (int i = 0; i < MeterState.RmsSteps; i++) squares += meter->StepSquares[(i * Limits.MaxChannels) + channel];
            to->Peaks[channel] = peak;
            to->MeanSquares[channel] = squares / frames;
        }

        // Partner: MeterHost.TryRead. Release: the slot is written before it is named.
        Volatile.Write(ref meter->Published, meter->Published + 1);
    }
}

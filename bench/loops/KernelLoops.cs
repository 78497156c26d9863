using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Kernels;
using Seamline.Loudness;

namespace Seamline.Bench.Loops;

/// <summary>
/// Every kernel over a block of 480 stereo frames, a number of times: for a program that counts instructions from mark to mark.
/// Ten of a count are the loop's.
/// </summary>
internal static unsafe class KernelLoops
{
    private const int Frames = Rig.BlockFrames;
    private const int Samples = 2 * Frames;
    private const float G = 0.7f;

    private static readonly SumSource* _sources = (SumSource*)NativeMemory.Alloc(4, (nuint)sizeof(SumSource));
    private static int _marks;

    private delegate void Kernel(float* to, float* a, float* b);

    private static readonly Dictionary<string, Kernel> All = new(StringComparer.Ordinal)
    {
        ["copy"] = (d, a, b) => Copy.Run(d, a, Samples),
        ["copy-streaming"] = (d, a, b) => Copy.RunStreaming(d, a, Samples),
        ["zero"] = (d, a, b) => Zero.Run(d, Samples),
        ["gain-set"] = (d, a, b) => Gain.ScaleSet(d, a, G, Samples),
        ["gain-add"] = (d, a, b) => Gain.ScaleAdd(d, a, G, Samples),
        ["add"] = (d, a, b) => Gain.Add(d, a, Samples),
        ["sum-two-set"] = (d, a, b) => Sum.TwoSet(d, Sources(a, b), Samples),
        ["sum-two-add"] = (d, a, b) => Sum.TwoAdd(d, Sources(a, b), Samples),
        ["sum-four-set"] = (d, a, b) => Sum.FourSet(d, Sources(a, b), Samples),
        ["sum-four-add"] = (d, a, b) => Sum.FourAdd(d, Sources(a, b), Samples),
        ["spread-set"] = (d, a, b) => Spread.SpreadSet(d, a, G, Frames),
        ["spread-add"] = (d, a, b) => Spread.SpreadAdd(d, a, G, Frames),
        ["pick-set"] = (d, a, b) => Pick.PickSet(d, a, 1, G, Frames),
        ["pick-add"] = (d, a, b) => Pick.PickAdd(d, a, 1, G, Frames),
        ["route-set"] = (d, a, b) => Route.RouteSet(d, 2, a, 1, G, Frames),
        ["route-add"] = (d, a, b) => Route.RouteAdd(d, 2, a, 1, G, Frames),
        ["crossfade"] = (d, a, b) => Crossfade.Linear(d, a, b, 0, 720, 2, Frames),
        ["crossfade-mono"] = (d, a, b) => Crossfade.Linear(d, a, b, 0, 720, 1, Frames),
        ["fade-in"] = (d, a, b) => EqualPower.FadeIn(d, 0, 720, 2, Frames),
        ["fade-out"] = (d, a, b) => EqualPower.FadeOut(d, 0, 720, 2, Frames),
        ["ramp-in"] = (d, a, b) => LinearRamp.RampIn(d, 0, 720, 2, Frames),
        ["ramp-out"] = (d, a, b) => LinearRamp.RampOut(d, 0, 720, 2, Frames),
        ["interleave-channel"] = (d, a, b) => Interleave.Channel(d, 2, a, Frames),
        ["interleave"] = (d, a, b) => Interleave.Stereo(d, a, b, Frames),
        ["sanitize"] = (d, a, b) => Sanitize.Run(a, Samples),
        ["to-int16"] = (d, a, b) => Seamline.Kernels.Convert.ToInt16((short*)d, a, Samples),
        ["gain-set in scalar code"] = (d, a, b) => Scalar(d, a, G, Samples),
        ["gain-slope"] = (d, a, b) => GainSlope.Run(d, a, G, 1, 0, 2, Frames),
        ["envelope-ramp"] = (d, a, b) => EnvelopeRamp.Apply(a, 0, 720, -6, 0, 2, Frames),
        ["k-weighting"] = (d, a, b) => Weigh(a),
        ["curvature"] = (d, a, b) => Curvature.Run(a, 2, Frames, (CurvatureValue*)d),
        ["curvature-stretches"] = (d, a, b) => Curvature.Stretches(a, 2, Frames / Curvature.StretchFrames, d, d + Frames),
        ["wsola-quarter"] = (d, a, b) => Wsola.Quarter(a, d, Samples / Wsola.Coarse),
        ["wsola-energy"] = (d, a, b) => *d = Wsola.Energy(a, Samples),
        ["wsola-difference"] = (d, a, b) => *d = Wsola.Difference(a, b, Samples),
        ["peak-scan"] = (d, a, b) => PeakScan.Run(a, 2, Frames, (PeakValue*)d),
    };

    /// <summary>Runs all, a mark before and behind each, and prints their names in order.</summary>
    public static int Run(int times)
    {
        float* memory = (float*)NativeMemory.AlignedAlloc(3 * Samples * sizeof(float), 64);
        var names = new string[All.Count];
        All.Keys.CopyTo(names, 0);
        foreach (string name in names)
        {
            for (int i = 0; i < 3 * Samples; i++) memory[i] = ((i % 97) / 97f) - 0.5f;
            Kernel kernel = All[name];
            kernel(memory, memory + Samples, memory + (2 * Samples)); // what happens once has happened
            Mark();
            for (int i = 0; i < times; i++) kernel(memory, memory + Samples, memory + (2 * Samples));
            Mark();
        }

        foreach (string name in names) Console.WriteLine(name);
        NativeMemory.AlignedFree(memory);
        return 0;
    }

    /// <summary>A counting program starts over here.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Mark() => _marks++;

    private static void Weigh(float* samples)
    {
        KWeightingFilter filter = KWeightingDesign.ForRate(48_000);
        KWeightingState state = default;
        double* squares = stackalloc double[2];
        KWeighting.Run(samples, 2, Frames, &filter, &state, squares);
    }

    private static SumSource* Sources(float* a, float* b)
    {
        for (int i = 0; i < 4; i++) _sources[i] = new SumSource { From = i % 2 == 0 ? a : b, Gain = G };
        return _sources;
    }

    // The planted regression: what the gate must see.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Scalar(float* to, float* from, float gain, int samples)
    {
        for (int i = 0; i < samples; i++) to[i] = from[i] * gain;
    }
}

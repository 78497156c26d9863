using System;
using System.Collections.Generic;
using Seamline.Kernels;

namespace Seamline.Tests.Kernels;

/// <summary>A kernel with an oracle beside it: the formula again, written for reading, one sample at a time.</summary>
/// <param name="Name">Shown when it fails.</param>
/// <param name="DstWidth">Floats of <c>dst</c> a unit (frame or sample).</param>
/// <param name="SrcWidth">Floats of each input a unit; 0 for none.</param>
/// <param name="Run">The kernel; <c>k</c> is the fade's frame at unit 0.</param>
/// <param name="Expect">The oracle: the new value of dst[unit, channel].</param>
internal sealed unsafe record KernelCase(
    string Name, int DstWidth, int SrcWidth, KernelCase.Kernel Run, KernelCase.Oracle Expect)
{
    public delegate void Kernel(float* dst, float* a, float* b, long k, nuint units);

    /// <param name="was">dst before, at the unit and channel.</param>
    /// <param name="a">The first input, all of it.</param>
    /// <param name="b">The second input, all of it.</param>
    /// <param name="k">The fade's frame at unit 0.</param>
    /// <param name="unit">Which unit.</param>
    /// <param name="channel">Which channel of dst.</param>
    public delegate float Oracle(float was, float[] a, float[] b, long k, int unit, int channel);

    public const float G = 0.70710678f;
    public const long Fade = 240;

    public static List<KernelCase> All()
    {
        List<KernelCase> all = [];
        all.Add(new("Copy", 1, 1, (d, a, b, k, n) => Copy.Run(d, a, n), (w, a, b, k, i, c) => a[i]));
        all.Add(new("Copy streaming", 1, 1, (d, a, b, k, n) => Copy.RunStreaming(d, a, n), (w, a, b, k, i, c) => a[i]));
        all.Add(new("Zero", 1, 0, (d, a, b, k, n) => Zero.Run(d, n), (w, a, b, k, i, c) => 0f));
        all.Add(new("Gain set", 1, 1, (d, a, b, k, n) => Gain.ScaleSet(d, a, G, n), (w, a, b, k, i, c) => a[i] * G));
        all.Add(new("Gain add", 1, 1, (d, a, b, k, n) => Gain.ScaleAdd(d, a, G, n), (w, a, b, k, i, c) => w + Times(a[i], G)));
        all.Add(new("Add", 1, 1, (d, a, b, k, n) => Gain.Add(d, a, n), (w, a, b, k, i, c) => w + a[i]));
        all.Add(new("Spread set", 2, 1, (d, a, b, k, n) => Spread.SpreadSet(d, a, G, n), (w, a, b, k, i, c) => a[i] * G));
        all.Add(new("Spread add", 2, 1, (d, a, b, k, n) => Spread.SpreadAdd(d, a, G, n), (w, a, b, k, i, c) => w + Times(a[i], G)));
        all.Add(new("Interleave stereo", 2, 1, (d, a, b, k, n) => Interleave.Stereo(d, a, b, n), (w, a, b, k, i, c) => c == 0 ? a[i] : b[i]));
        all.Add(new("Interleave channel", 3, 1, (d, a, b, k, n) => Interleave.Channel(d + (n == 0 ? 0 : 2), 3, a, n), (w, a, b, k, i, c) => c == 2 ? a[i] : w));
        Sums(all);
        for (int p = 0; p < 2; p++)
        {
            int side = p;
            all.Add(new($"Pick set {side}", 2, 2,
                (d, a, b, k, n) => Pick.PickSet(d, a, side, G, n), (w, a, b, k, i, c) => a[(2 * i) + side] * G));
            all.Add(new($"Pick add {side}", 2, 2,
                (d, a, b, k, n) => Pick.PickAdd(d, a, side, G, n), (w, a, b, k, i, c) => w + Times(a[(2 * i) + side], G)));
        }

        Routes(all);
        foreach (int channels in new[] { 1, 2, 3, 8 })
            Fades(all, channels);
        return all;
    }

    public static KernelCase Named(string name) =>
        All().Find(c => string.Equals(c.Name, name, StringComparison.Ordinal))!;

    // Of two sources, each as often as it takes.
    private static void Sums(List<KernelCase> all)
    {
        all.Add(new("Sum two set", 1, 1, (d, a, b, k, n) => Summed(Sum.TwoSet, d, a, b, n), (w, a, b, k, i, c) => Times(a[i], G) + Times(b[i], 1)));
        all.Add(new("Sum two add", 1, 1, (d, a, b, k, n) => Summed(Sum.TwoAdd, d, a, b, n), (w, a, b, k, i, c) => w + Times(a[i], G) + Times(b[i], 1)));
        all.Add(new("Sum four set", 1, 1, (d, a, b, k, n) => Summed(Sum.FourSet, d, a, b, n),
            (w, a, b, k, i, c) => Times(a[i], G) + Times(b[i], 1) + Times(a[i], -0.5f) + Times(b[i], 3)));
        all.Add(new("Sum four add", 1, 1, (d, a, b, k, n) => Summed(Sum.FourAdd, d, a, b, n),
            (w, a, b, k, i, c) => w + Times(a[i], G) + Times(b[i], 1) + Times(a[i], -0.5f) + Times(b[i], 3)));
    }

    private delegate void Several(float* dst, SumSource* sources, nuint samples);

    private static void Summed(Several kernel, float* dst, float* a, float* b, nuint samples)
    {
        SumSource* sources = stackalloc SumSource[4];
        sources[0] = new SumSource { From = a, Gain = G };
        sources[1] = new SumSource { From = b, Gain = 1 };
        sources[2] = new SumSource { From = a, Gain = -0.5f };
        sources[3] = new SumSource { From = b, Gain = 3 };
        kernel(dst, sources, samples);
    }

    private static void Routes(List<KernelCase> all)
    {
        for (int to = 1; to <= 8; to++)
        {
            for (int from = 1; from <= to; from++)
            {
                int dc = to, sc = from;
                all.Add(new($"Route set {sc} to {dc}", dc, sc, (d, a, b, k, n) => Route.RouteSet(d, dc, a, sc, G, n),
                    (w, a, b, k, i, c) => SourceOf(c, sc, dc) is int s ? a[(i * sc) + s] * G : 0f));
                all.Add(new($"Route add {sc} to {dc}", dc, sc, (d, a, b, k, n) => Route.RouteAdd(d, dc, a, sc, G, n),
                    (w, a, b, k, i, c) => SourceOf(c, sc, dc) is int s ? w + Times(a[(i * sc) + s], G) : w));
            }
        }
    }

    private static void Fades(List<KernelCase> all, int ch)
    {
        all.Add(new($"Crossfade x{ch}", ch, ch, (d, a, b, k, n) => Crossfade.Linear(d, a, b, k, Fade, ch, n),
            (w, a, b, k, i, c) => b[(i * ch) + c] + Times(a[(i * ch) + c] - b[(i * ch) + c], Down(k + i, Fade))));
        all.Add(new($"Fade in x{ch}", ch, 0, (d, a, b, k, n) => EqualPower.FadeIn(d, k, Fade, ch, n),
            (w, a, b, k, i, c) => w * Sine(Up(k + i, Fade))));
        all.Add(new($"Fade out x{ch}", ch, 0, (d, a, b, k, n) => EqualPower.FadeOut(d, k, Fade, ch, n),
            (w, a, b, k, i, c) => w * Sine(Down(k + i, Fade))));
        all.Add(new($"Ramp in x{ch}", ch, 0, (d, a, b, k, n) => LinearRamp.RampIn(d, k, Fade, ch, n),
            (w, a, b, k, i, c) => w * Up(k + i, Fade)));
        all.Add(new($"Envelope x{ch}", ch, 0, (d, a, b, k, n) => EnvelopeRamp.Apply(d, k, Fade, 6, -100, ch, n),
            (w, a, b, k, i, c) => w * DecibelGain.Of(6 + Times(Up(k + i, Fade), -106))));
        all.Add(new($"Ramp out x{ch}", ch, 0, (d, a, b, k, n) => LinearRamp.RampOut(d, k, Fade, ch, n),
            (w, a, b, k, i, c) => w * Down(k + i, Fade)));
    }

    /// <summary>The source channel that an engine channel hears, or null.</summary>
    private static int? SourceOf(int channel, int sources, int channels) =>
        sources == 1 && channels >= 2 ? (channel < 2 ? 0 : null)
        : channel < sources ? channel : null;

    public static float Up(long k, long n) => k <= 0 ? 0f : k >= n ? 1f : (float)k / (float)n;

    public static float Down(long k, long n) => k <= 0 ? 1f : k >= n ? 0f : (float)(n - k) / (float)n;

    /// <summary>The documented polynomial, rounded to single after each step.</summary>
    public static float Sine(float x)
    {
        float z = Times(x, x), u = 1f - z;
        float r = Times(-0.000150626845f, z) + 0.00452120975f;
        r = Times(r, z) + -0.0751670077f;
        r = Times(r, z) + 0.57079631f;
        return x + Times(Times(x, u), r);
    }

    // The product as a double and back: exact, then one rounding; no compiler can fuse it with what follows.
    private static float Times(float a, float b) => (float)((double)a * b);
}

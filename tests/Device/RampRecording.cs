using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Seamline.Tests.Device;

/// <summary>Frames that were heard one after the other: a part of a recording in which the ramp of tests/abi/host_device.c goes on without a break.</summary>
/// <param name="Start">First recorded frame.</param>
/// <param name="Length">Recorded frames.</param>
/// <param name="FirstFrame">The timeline frame heard first.</param>
internal readonly record struct RampStretch(long Start, long Length, double FirstFrame)
{
    public double EndFrame => FirstFrame + Length;
}

/// <summary>A reading of the audible clock, as the host wrote it down.</summary>
internal readonly record struct ToldFrame(double HostMilliseconds, double TimelineFrame, long Segment);

/// <summary>What was recorded of a ramp, held against what the audible clock told meanwhile.</summary>
internal sealed class RampRecording
{
    private const double Scale = 8_388_608;
    private const int LeastFrames = 480;
    private const int Margin = 960; // at both ends of a stretch the sound fades, and is no ramp

    /// <summary>Reads a recording and the host's log.</summary>
    public RampRecording(string recording, string log)
    {
        Stretches = [.. Find(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(recording)).ToArray())];
        string[] lines = File.ReadAllLines(log);
        Told = [.. lines.Where(l => l.StartsWith("c ", StringComparison.Ordinal)).Select(l => l.Split(' ')).Where(p => p.Length == 5)
            .Select(p => new ToldFrame(Number(p[1]) / 1e6, Number(p[2]), long.Parse(p[3], CultureInfo.InvariantCulture)))];
        Events = [.. lines.Where(l => l.StartsWith("e ", StringComparison.Ordinal))];
        Errors = [.. Compare()];
    }

    public IReadOnlyList<RampStretch> Stretches { get; }

    public IReadOnlyList<ToldFrame> Told { get; }

    public IReadOnlyList<string> Events { get; }

    /// <summary>Told less heard, ms, of every reading whose frame was recorded; less the time at which the recording began, which nothing tells.</summary>
    public IReadOnlyList<double> Errors { get; }

    public double Rms => Math.Sqrt(Errors.Sum(e => e * e) / Math.Max(1, Errors.Count));

    public double Worst => Errors.Count == 0 ? 0 : Errors.Max(Math.Abs);

    /// <summary>By break: recorded frames without the ramp, and timeline frames that were not heard; below 0 where they were heard twice.</summary>
    public IEnumerable<(long Gap, double Lost)> Breaks =>
        Stretches.Zip(Stretches.Skip(1), (before, after) => (after.Start - before.Start - before.Length, after.FirstFrame - before.EndFrame));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<RampStretch> Find(float[] stereo)
    {
        int frames = stereo.Length / 2;
        for (int i = 0; i < frames;)
        {
            int start = i;
            double first = (stereo[2 * i] * Scale) - 1;
            i++;
            if (first < 0.5) continue;
            while (i < frames && Math.Abs((stereo[2 * i] - stereo[(2 * i) - 2]) * Scale - 1) < 0.6) i++;
            if (i - start >= LeastFrames) yield return new RampStretch(start, i - start, first);
        }
    }

    private IEnumerable<double> Compare()
    {
        var offsets = new List<double>();
        foreach (ToldFrame told in Told)
        {
            foreach (RampStretch stretch in Stretches)
            {
                if (told.TimelineFrame < stretch.FirstFrame + Margin || told.TimelineFrame > stretch.EndFrame - Margin) continue;
                offsets.Add(told.HostMilliseconds - ((stretch.Start + told.TimelineFrame - stretch.FirstFrame) / 48.0));
                break;
            }
        }

        double median = offsets.Order().ElementAtOrDefault(offsets.Count / 2);
        return offsets.Select(offset => offset - median);
    }
}

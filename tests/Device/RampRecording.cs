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
internal readonly record struct ReportedFrame(double HostMilliseconds, double TimelineFrame, long Segment);

/// <summary>A cycle of the sound server's graph, as the recorder wrote it down: its first recorded frame, its frames, when it began, and for how long they had travelled.</summary>
internal readonly record struct RecordedCycle(long First, long Frames, double BeganMilliseconds, double DelayMilliseconds);

/// <summary>What was recorded of a ramp, held against what the audible clock said meanwhile.</summary>
internal sealed class RampRecording
{
    private const double Scale = 8_388_608;
    private const int LeastFrames = 480;
    private const double RoundMilliseconds = 20_000;
    private const int Margin = 2_400; // at both ends of a stretch the sound fades, and the server changes drivers

    private readonly RecordedCycle[] _cycles;
    private readonly long[] _firsts;

    /// <summary>Reads a recording and the host's log.</summary>
    public RampRecording(string recording, string log)
    {
        _cycles = [.. File.ReadAllLines(recording + ".cycles").Select(l => l.Split(' '))
            .Select(p => new RecordedCycle(long.Parse(p[0], CultureInfo.InvariantCulture), long.Parse(p[1], CultureInfo.InvariantCulture), Number(p[2]) / 1e6, Number(p[3]) / 1e6))];
        _firsts = [.. _cycles.Select(c => c.First)];
        Stretches = [.. Find(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(recording)).ToArray())];
        string[] lines = File.ReadAllLines(log);
        Reported = [.. lines.Where(l => l.StartsWith("c ", StringComparison.Ordinal)).Select(l => l.Split(' ')).Where(p => p.Length == 5)
            .Select(p => new ReportedFrame(Number(p[1]) / 1e6, Number(p[2]), long.Parse(p[3], CultureInfo.InvariantCulture)))];
        Events = [.. lines.Where(l => l.StartsWith("e ", StringComparison.Ordinal))];
        Compared = [.. Compare()];
        Errors = [.. Compared.Select(c => c.Error)];
    }

    public IReadOnlyList<RampStretch> Stretches { get; }

    public IReadOnlyList<ReportedFrame> Reported { get; }

    public IReadOnlyList<string> Events { get; }

    /// <summary>The same with the time of each reading.</summary>
    public IReadOnlyList<(double HostMilliseconds, double Error)> Compared { get; }

    /// <summary>When the frame was heard less when the clock said it would be, ms, of every reading whose frame was recorded.</summary>
    public IReadOnlyList<double> Errors { get; }

    public double Rms => Math.Sqrt(Errors.Sum(e => e * e) / Math.Max(1, Errors.Count));

    public double Worst => Errors.Count == 0 ? 0 : Errors.Max(Math.Abs);

    /// <summary>By break: recorded frames without the ramp, and timeline frames that were not heard; below 0 where they were heard twice.</summary>
    public IEnumerable<(long Gap, double Lost)> Breaks =>
        Stretches.Zip(Stretches.Skip(1), (before, after) => (after.Start - before.Start - before.Length, after.FirstFrame - before.EndFrame));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<RampStretch> Find(float[] samples)
    {
        int frames = samples.Length;
        for (int i = 0; i < frames;)
        {
            int start = i;
            double first = (samples[i] * Scale) - 1;
            i++;
            if (first < 0.5) continue;
            while (i < frames && Math.Abs(((samples[i] - samples[i - 1]) * Scale) - 1) < 0.6) i++;
            if (i - start >= LeastFrames) yield return new RampStretch(start, i - start, first);
        }
    }

    private IEnumerable<(double HostMilliseconds, double Error)> Compare()
    {
        foreach (ReportedFrame reported in Reported)
        {
            foreach (RampStretch stretch in Stretches)
            {
                if (reported.TimelineFrame < stretch.FirstFrame + Margin || reported.TimelineFrame > stretch.EndFrame - Margin) continue;
                double error = HeardMilliseconds(stretch.Start + reported.TimelineFrame - stretch.FirstFrame) - reported.HostMilliseconds;
                if (Math.Abs(error) > RoundMilliseconds) continue; // another round of the loop
                yield return (reported.HostMilliseconds, error);
                break;
            }
        }
    }

    // The sink that drives the graph is the last in a cycle, so that its monitor hands a cycle's sound on in the next one.
    private double HeardMilliseconds(double frame)
    {
        int at = Array.BinarySearch(_firsts, (long)frame);
        RecordedCycle cycle = _cycles[at >= 0 ? at : ~at - 1];
        return cycle.BeganMilliseconds - cycle.DelayMilliseconds + ((frame - cycle.First - cycle.Frames) / 48.0);
    }
}

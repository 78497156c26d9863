using System;
using System.Diagnostics;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Kernels;

namespace Seamline.Bench;

/// <summary>
/// What peaks cost: making them, a page; looking three hours up, a thousand columns at every zoom. Medians; not a BenchmarkDotNet
/// suite, for the engine under it is filled once.
/// </summary>
internal static unsafe class PeaksBench
{
    private const int Rate = 48_000;
    private const int Columns = 1_000;
    private const int Hours = 3;
    private const int Passes = 101;

    public static int Run()
    {
        Making();
        Looking();
        return 0;
    }

    private static void Making()
    {
        PeakValue* values = stackalloc PeakValue[Limits.MaxChannels];
        Console.WriteLine("making the peaks of a page of 16,384 frames; us");
        foreach (int channels in (ReadOnlySpan<int>)[1, 2, 6, 8])
        {
            float[] page = new float[Limits.PageFrames * channels];
            var random = new Random(1);
            for (int i = 0; i < page.Length; i++) page[i] = random.NextSingle() - 0.5f;
            var made = new PeakPage();
            fixed (float* samples = page)
            {
                float* at = samples;
                double all = Median(() => made.Make(at, channels, Limits.PageFrames));
                double scan = Median(() => PeakScan.Run(at, channels, Limits.PageFrames, values));
                Console.WriteLine($"{channels} channels: {all * 1e6,7:f1}, of it one scan {scan * 1e6,7:f1}");
            }
        }
    }

    private static void Looking()
    {
        if (Engine.Create(new EngineConfig { BudgetBytes = Limits.DefaultBudgetBytes }, out Engine? engine, out string error) != Status.Ok) throw new InvalidOperationException(error);
        using (engine)
        {
            engine!.SetClipSource(new ClipId(1), new GeneratedSource(GeneratedShape.Staircase, 0, Rate, 2, (long)Hours * 3_600 * Rate), "three hours");
            engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, Hours * 3_600));
            for (int at = 0; at < Hours * 3_600; at += 30)
            {
                engine.Seek(at);
                if (engine.WaitReady(Math.Min(30L * Rate, engine.LengthFrames - (at * (long)Rate)), 60_000) != Status.Ok) throw new InvalidOperationException(engine.LastError);
            }

            engine.Seek(600);
            _ = engine.WaitReady(30L * Rate, 60_000);
            SourceInfo source = engine.GetSources()[0];
            Console.WriteLine();
            Console.WriteLine($"{Hours} h of 48 kHz stereo: {source.PeakPages} of {source.Pages} pages known, {source.PeakBytes} bytes, finest {source.PeakFrames} frames");
            Console.WriteLine($"{Columns} columns, both channels; us: track, clip, timeline");
            var columns = new Peak[Columns];
            foreach (double zoom in (ReadOnlySpan<double>)[1, 10, 100, 255, 300, 1_000, 4_000, 5_000, 48_000, 172_800, 518_400])
            {
                double first = zoom * Columns < 1e8 ? 600.0 * Rate : 0;
                double track = Median(() => engine.GetTrackPeaks(new ClipId(1), 0, new PeakView(first, zoom), columns, out _));
                double clip = Median(() => engine.GetClipPeaks(new ClipId(1), new PeakView(first, zoom), columns, out _));
                double timeline = Median(() => engine.GetTimelinePeaks(new PeakView(first, zoom), columns, out _));
                Console.WriteLine($"{zoom,8} frames a column: {track * 1e6,7:f0} {clip * 1e6,7:f0} {timeline * 1e6,7:f0}");
            }
        }
    }

    private static double Median(Action action)
    {
        double[] seconds = new double[Passes];
        for (int i = -20; i < Passes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            if (i >= 0) seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds[Passes / 2];
    }
}

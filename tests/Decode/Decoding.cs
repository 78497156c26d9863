using System;
using System.Collections.Generic;
using Seamline.Decode;

namespace Seamline.Tests.Decode;

/// <summary>A sink that keeps a run; it allocates only when it is made.</summary>
internal sealed unsafe class KeepingSink(int channels) : RunSink
{
    private readonly float[] _samples = new float[(long)Limits.RunFrames * channels];

    public int Frames { get; private set; }

    public int StopAfterAsked { get; set; } = int.MaxValue;

    public int Asked { get; private set; }

    public override bool Stop => ++Asked > StopAfterAsked;

    public ReadOnlySpan<float> Samples => _samples.AsSpan(0, Frames * channels);

    public override void Write(float* interleaved, int frames)
    {
        new ReadOnlySpan<float>(interleaved, frames * channels).CopyTo(_samples.AsSpan(Frames * channels));
        Frames += frames;
    }

    public void Clear()
    {
        Frames = 0;
        Asked = 0;
    }
}

/// <summary>Decodes runs and keeps what came.</summary>
internal static class Decoding
{
    public static int RunsOf(MediaSource source)
        => (int)((source.ExactFrames + Limits.RunFrames - 1) / Limits.RunFrames);

    /// <summary>Decodes runs in the given order on one decoder; run index to samples.</summary>
    public static Dictionary<int, float[]> Decode(MediaSource source, RunDecoder decoder, IEnumerable<int> order)
    {
        var runs = new Dictionary<int, float[]>();
        Each(source, decoder, order, (run, samples) => runs[run] = samples.ToArray());
        return runs;
    }

    /// <summary>Decodes runs in the given order on one decoder, and hands each over: its samples are there until the next one comes.</summary>
    public static void Each(MediaSource source, RunDecoder decoder, IEnumerable<int> order, Action<int, ReadOnlySpan<float>> take)
    {
        var sink = new KeepingSink(source.Format.Channels);
        foreach (int run in order)
        {
            sink.Clear();
            RunResult result = decoder.Decode(run, sink);
            if (result.End is not (RunEnd.Complete or RunEnd.EndOfSource))
            {
                throw new InvalidOperationException($"run {run}: {result}");
            }

            take(run, sink.Samples);
        }
    }

    /// <summary>The whole source, runs in order.</summary>
    public static float[] All(MediaSource source)
    {
        using RunDecoder decoder = source.OpenDecoder();
        var samples = new List<float>(5 * Limits.RunFrames * source.Format.Channels); // half a minute: it need not grow
        var sink = new KeepingSink(source.Format.Channels);
        for (int run = 0; ; run++)
        {
            sink.Clear();
            RunResult result = decoder.Decode(run, sink);
            if (result.End is not (RunEnd.Complete or RunEnd.EndOfSource)) throw new InvalidOperationException($"run {run}: {result}");
            samples.AddRange(sink.Samples);
            if (result.End == RunEnd.EndOfSource) return [.. samples];
        }
    }

    /// <summary>Index of the first differing sample, or -1.</summary>
    public static long FirstDifference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        int common = Math.Min(a.Length, b.Length);
        int same = a[..common].CommonPrefixLength(b[..common]);
        return same == common ? -1 : same;
    }

    public static double LargestDifference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double largest = 0;
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++) largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        return largest;
    }
}

using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;
using Seamline.Decode;
using Seamline.Memory;
using Seamline.Stretch;

namespace Seamline.Bench;

/// <summary>The engine's resampling beside libswresample's of as many taps, stereo, in one process and in alternation: ns for each frame made.</summary>
internal static unsafe class ResampleBench
{
    private const int Frames = 480_000;
    private const int Piece = 1_024;
    private const int Rounds = 15;

    public static int Run()
    {
        FFmpegLibraries.Require("cannot compare");
        Console.WriteLine("stereo, ns a frame, least of " + Rounds + "; libswresample with 56 taps of floats");
        Console.WriteLine("rates               engine  libswresample  ratio");
        foreach ((int from, int to) in new[] { (44_100, 48_000), (48_000, 44_100), (96_000, 48_000), (22_050, 48_000), (16_000, 48_000), (44_100, 96_000), (44_101, 48_000) }) Compare(from, to);
        Console.WriteLine("varispeed, stereo, ns a frame");
        foreach (double speed in new[] { 0.5, 0.73, 1.25, 1.37, 1.3717, 1.5, 2, 3.3, 1.001 }) Varispeed(speed);
        return 0;
    }

    private static void Compare(int from, int to)
    {
        float* samples = Noise(2);
        var made = (float*)NativeMemory.Alloc((nuint)(Resampler.OutFrames * 2 + (8L * Frames * 2)), sizeof(float));
        double engine = double.PositiveInfinity;
        double library = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            engine = Math.Min(engine, Engine(samples, made, from, to));
            library = Math.Min(library, Library(samples, made, from, to));
        }

        Console.WriteLine(FormattableString.Invariant($"{from,6} to {to,6}  {engine,10:F2}  {library,13:F2}  {library / engine,5:F2}"));
        NativeMemory.Free(samples);
        NativeMemory.Free(made);
    }

    private static double Engine(float* samples, float* made, int from, int to)
    {
        using var resampler = new Resampler(from, to, 2);
        _ = resampler.Begin();
        long frames = 0;
        long begin = Stopwatch.GetTimestamp();
        for (int at = 0; at + Piece <= Frames; at += Piece)
        {
            resampler.Feed(Planes.Of(samples + at, 2, Frames), Piece);
            for (int count; (count = resampler.TryMake(made)) > 0;) frames += count;
        }

        return Stopwatch.GetElapsedTime(begin).TotalNanoseconds / frames;
    }

    private static double Library(float* samples, float* made, int from, int to)
    {
        AVChannelLayout layout;
        ffmpeg.av_channel_layout_default(&layout, 2);
        SwrContext* context = null;
        _ = ffmpeg.swr_alloc_set_opts2(&context, &layout, AVSampleFormat.AV_SAMPLE_FMT_FLTP, to, &layout, AVSampleFormat.AV_SAMPLE_FMT_FLTP, from, 0, null);
        _ = ffmpeg.av_opt_set_int(context, "filter_size", 55, 0);
        _ = ffmpeg.av_opt_set_double(context, "cutoff", 0.99 * Math.Min(from, to) / to, 0);
        _ = ffmpeg.swr_init(context);
        byte** input = stackalloc byte*[2];
        byte** output = stackalloc byte*[2];
        long frames = 0;
        long begin = Stopwatch.GetTimestamp();
        for (int at = 0; at + Piece <= Frames; at += Piece)
        {
            input[0] = (byte*)(samples + at);
            input[1] = (byte*)(samples + Frames + at);
            output[0] = (byte*)made;
            output[1] = (byte*)(made + (8 * Piece));
            frames += ffmpeg.swr_convert(context, output, 8 * Piece, input, Piece);
        }

        double time = Stopwatch.GetElapsedTime(begin).TotalNanoseconds / frames;
        ffmpeg.swr_free(&context);
        return time;
    }

    private static void Varispeed(double speed)
    {
        float* samples = Noise(2);
        float* made = stackalloc float[2 * 4_096];
        var clock = new StretchClock(speed, 0);
        using SincFilter filter = SincFilter.Create(new MemoryBudget(1 << 26), speed, 0)!;
        int part = filter.PartFrames;
        double least = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            int frames = 0;
            long begin = Stopwatch.GetTimestamp();
            for (long frame = 512; (frame + part) * speed < Frames - 512; frame += part, frames += part) filter.Make(clock, frame, part, samples, Frames, 2, made);
            least = Math.Min(least, Stopwatch.GetElapsedTime(begin).TotalNanoseconds / frames);
        }

        Console.WriteLine(FormattableString.Invariant($"{speed,5}x {least,10:F2}"));
        NativeMemory.Free(samples);
    }

    private static float* Noise(int channels)
    {
        var samples = (float*)NativeMemory.Alloc((nuint)(Frames * channels), sizeof(float));
        var random = new Random(1);
        for (int i = 0; i < Frames * channels; i++) samples[i] = random.NextSingle() - 0.5f;
        return samples;
    }
}

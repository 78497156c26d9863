using System;
using System.Threading;
using Seamline.Decode;

namespace Seamline.Bench;

/// <summary>Engines over generated sound, for suites and table alike: neither FFmpeg nor a file takes part.</summary>
internal static class Rig
{
    public const int Rate = 48_000;
    public const int BlockFrames = 480;

    /// <summary>An engine.</summary>
    public static Engine Empty(EngineConfig? config = null) =>
        Engine.Create(config ?? new EngineConfig(), out Engine? engine, out string error) == Status.Ok ? engine! : throw new InvalidOperationException(error);

    /// <summary>An engine with one clip of generated sound, nothing on the timeline.</summary>
    public static Engine Make(double seconds, int channels = 2, EngineConfig? config = null)
    {
        Engine engine = Empty(config);
        Check(engine, engine.SetClipSource(new ClipId(1), new GeneratedSource(GeneratedShape.Staircase, 0, Rate, channels, (long)(seconds * Rate)), "stairs"));
        return engine;
    }

    /// <summary>Equal pieces of the clip, in an order that no two neighbours continue each other.</summary>
    public static SegmentSpec[] Pieces(int count, double seconds)
    {
        double piece = seconds / count;
        var segments = new SegmentSpec[count];
        for (int i = 0; i < count; i++)
        {
            double from = (i ^ 1) % count * piece;
            segments[i] = new SegmentSpec(new ClipId(1), from, from + piece);
        }

        return segments;
    }

    /// <summary>
    /// Waits until the loaders have nothing more to do. Reads only: asking for the engine's statistics would walk its pages here, and
    /// leave the caches to them.
    /// </summary>
    public static void Rest(Engine engine, int milliseconds = 60_000)
    {
        long end = Environment.TickCount64 + milliseconds;
        while (!engine.Cache.Queue.IsServed && Environment.TickCount64 < end) Thread.Yield();
        while (!engine.Cache.Progress.Done && Environment.TickCount64 < end) Thread.Yield();
    }

    /// <summary>Stops where a call fails.</summary>
    public static void Check(Engine engine, Status status)
    {
        if (status != Status.Ok) throw new InvalidOperationException($"{status}: {engine.LastError}");
    }
}

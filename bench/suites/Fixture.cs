using System;
using System.IO;
using System.Runtime.InteropServices;
using Seamline.Decode;

namespace Seamline.Bench;

/// <summary>Engines and files that several suites start from.</summary>
internal static unsafe class Fixture
{
    public const int Rate = 48_000;

    /// <summary>An engine, or the sentence of why not.</summary>
    public static Engine Engine(EngineConfig? config = null)
    {
        Status status = Seamline.Engine.Create(config ?? new EngineConfig(), out Engine? engine, out string error);
        return status == Status.Ok ? engine! : throw new InvalidOperationException(error);
    }

    /// <summary>An engine with generated sound as clip 1.</summary>
    public static Engine Generated(double seconds, int channels = 2, EngineConfig? config = null)
    {
        Engine engine = Engine(config);
        Check(engine, engine.SetClipSource(new ClipId(1), new GeneratedSource(GeneratedShape.Staircase, 0, Rate, channels, (long)(seconds * Rate)), "stairs"));
        return engine;
    }

    /// <summary>Equal pieces of clip 1, in an order that no two neighbours continue each other.</summary>
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

    /// <summary>Waits until the loaders have nothing more to do.</summary>
    public static void Rest(Engine engine)
    {
        while (!engine.GetStatus().LoadDone) System.Threading.Thread.Sleep(5);
    }

    /// <summary>Stops where a call fails.</summary>
    public static void Check(Engine engine, Status status)
    {
        if (status != Status.Ok) throw new InvalidOperationException($"{status}: {engine.LastError}");
    }

    /// <summary>Touched memory of so many samples.</summary>
    public static float* Samples(long count)
    {
        var memory = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        for (long i = 0; i < count; i++) memory[i] = (i % 97) / 97f;
        return memory;
    }

    /// <summary>A WAV file of stereo floats, all alike.</summary>
    public static string WriteWav(int frames)
    {
        string path = Path.Combine(Path.GetTempPath(), $"seamline-bench-{Environment.ProcessId}-{frames}.wav");
        using var writer = new BinaryWriter(File.Create(path));
        int bytes = frames * 2 * sizeof(float);
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)3);
        writer.Write((short)2);
        writer.Write(Rate);
        writer.Write(Rate * 2 * sizeof(float));
        writer.Write((short)(2 * sizeof(float)));
        writer.Write((short)32);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(new byte[bytes]);
        return path;
    }
}

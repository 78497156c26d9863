using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Seamline.Bench;

/// <summary>Memory and files that several suites start from; engines: <see cref="Rig"/>.</summary>
internal static unsafe class Fixture
{
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
        writer.Write(Rig.Rate);
        writer.Write(Rig.Rate * 2 * sizeof(float));
        writer.Write((short)(2 * sizeof(float)));
        writer.Write((short)32);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(new byte[bytes]);
        return path;
    }
}

using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Seamline.Bench.Peers;

/// <summary>The left channel of stereo sound at 48 kHz: what a peer delivered, and the recording before it was encoded.</summary>
internal static class PeerSound
{
    public const int Rate = 48_000;
    private const int Channels = 2;
    private const int WaveHeaderLimit = 4_096;

    /// <summary>Interleaved f32 without a header, as the harness writes it.</summary>
    public static float[] ReadRaw(string path)
    {
        using FileStream file = File.OpenRead(path);
        var samples = new float[file.Length / sizeof(float) / Channels];
        var bytes = new byte[1 << 20];
        int at = 0;
        for (int got; (got = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) > 0;)
        {
            ReadOnlySpan<float> piece = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, got));
            for (int i = 0; i + 1 < piece.Length; i += Channels) samples[at++] = piece[i];
        }

        return samples;
    }

    /// <summary>A WAV file of 16-bit stereo.</summary>
    public static float[] ReadWave(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int data = bytes.AsSpan(0, Math.Min(WaveHeaderLimit, bytes.Length)).IndexOf("data"u8);
        if (data < 0) throw new InvalidDataException($"{path}: no samples found");
        ReadOnlySpan<short> interleaved = MemoryMarshal.Cast<byte, short>(bytes.AsSpan(data + 8));
        var samples = new float[interleaved.Length / Channels];
        for (int i = 0; i < samples.Length; i++) samples[i] = interleaved[i * Channels] / 32_768f;
        return samples;
    }

    /// <summary>The largest difference of two neighbouring samples.</summary>
    public static double LargestStep(ReadOnlySpan<float> samples)
    {
        float largest = 0;
        for (int i = 1; i < samples.Length; i++) largest = Math.Max(largest, Math.Abs(samples[i] - samples[i - 1]));
        return largest;
    }
}

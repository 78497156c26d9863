using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Seamline.Tests.Decode;

/// <summary>Writes plain f32 WAV files whose every sample a test knows.</summary>
internal static class WavFile
{
    public const int HeaderBytes = 44;

    /// <summary>A file of constant samples.</summary>
    public static string Write(string path, int rate, int channels, long frames, float value)
    {
        var samples = new float[frames * channels];
        Array.Fill(samples, value);
        return Write(path, rate, channels, samples);
    }

    /// <summary>A file of these interleaved samples; an existing one is written over in place.</summary>
    public static string Write(string path, int rate, int channels, ReadOnlySpan<float> samples)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.Write(Header(rate, channels, checked((uint)samples.Length * 4)));
        file.Write(MemoryMarshal.AsBytes(samples));
        file.SetLength(file.Position);
        return path;
    }

    /// <summary>Makes a file an hour old: what is written now has another time, however coarse the file system's clock.</summary>
    public static string Age(string path)
    {
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        return path;
    }

    /// <summary>The header of a file with so many bytes of samples, as its two size fields shall claim.</summary>
    public static byte[] Header(int rate, int channels, uint dataBytes)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("RIFF"u8);
        writer.Write(dataBytes > uint.MaxValue - 36 ? uint.MaxValue : dataBytes + 36);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)3);
        writer.Write((short)channels);
        writer.Write(rate);
        writer.Write(rate * channels * 4);
        writer.Write((short)(channels * 4));
        writer.Write((short)32);
        writer.Write("data"u8);
        writer.Write(dataBytes);
        return bytes.ToArray();
    }
}

using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>A folder in which the published command runs; gone at the end of the test.</summary>
internal sealed class CommandFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("seamline-cli-").FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public string In(string name) => Path.Combine(Root, name);

    /// <summary>Runs the command, which must succeed; what it wrote to stdout and stderr.</summary>
    public (string Output, string Error) Ok(params string[] arguments)
    {
        (int exit, string output, string error) = PublishedCommand.Run(Root, arguments);
        Assert.True(exit == 0, error);
        return (output, error);
    }

    /// <summary>Runs the command, which must fail; what it wrote to stderr.</summary>
    public string Refused(params string[] arguments)
    {
        (int exit, _, string error) = PublishedCommand.Run(Root, arguments);
        Assert.NotEqual(0, exit);
        return error;
    }

    /// <summary>A mono file whose samples tell their own frame.</summary>
    public void Staircase(string name, int frames, int rate = 48_000)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        using var writer = new WavWriter(In(name), SampleFormat.F32, rate, 1);
        writer.Write(Frames(0, frames));
        writer.Commit();
    }

    public static float[] Frames(int from, int to)
    {
        float[] samples = new float[to - from];
        for (int i = 0; i < samples.Length; i++) samples[i] = (from + i) * (1f / 0x800000);
        return samples;
    }

    /// <summary>The samples of a WAV file.</summary>
    public float[] Samples(string name)
    {
        byte[] file = File.ReadAllBytes(In(name));
        int at = file.AsSpan().IndexOf("data"u8);
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
        return MemoryMarshal.Cast<byte, float>(file.AsSpan(at + 8, bytes)).ToArray();
    }
}

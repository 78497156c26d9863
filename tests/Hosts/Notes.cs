using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>What a host wrote, heard: a note a second, each a semitone above the last (tools/hosts/shared/notes.h).</summary>
internal sealed class Notes
{
    private const int Rate = 48_000;
    private const int Channels = 2;

    // 0.5 of the highest note's full swing, 2 pi f / rate, and a crossfade's part of it (2 x 0.5 over 720 frames).
    private const double LargestStep = 0.5 * 2 * Math.PI * 524 / Rate + (1.0 / 720) + 1e-4;

    private readonly float[] _samples;

    private Notes(float[] samples) => _samples = samples;

    /// <summary>Frames of the file.</summary>
    public int Frames => _samples.Length / Channels;

    /// <summary>Reads a WAV file of 32-bit float, stereo, 48,000 Hz.</summary>
    public static Notes Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Dictionary<string, byte[]> chunks = Chunks(bytes).ToDictionary(c => c.Id, c => c.Data, StringComparer.Ordinal);
        byte[] format = chunks["fmt "];
        int tag = BitConverter.ToUInt16(format, 0);
        Assert.Equal(3, tag == 0xFFFE ? BitConverter.ToUInt16(format, 24) : tag);
        Assert.Equal(Channels, BitConverter.ToUInt16(format, 2));
        Assert.Equal(Rate, BitConverter.ToInt32(format, 4));
        Assert.Equal(Rate * Channels * sizeof(float), BitConverter.ToInt32(format, 8));
        Assert.Equal(0, chunks["data"].Length % (Channels * sizeof(float)));
        return new Notes(MemoryMarshal.Cast<byte, float>(chunks["data"]).ToArray());
    }

    /// <summary>The note in each whole second, by its zero crossings; -1 for silence.</summary>
    public int[] Heard() => [.. Enumerable.Range(0, Frames / Rate).Select(HeardIn)];

    /// <summary>No step is larger than the notes' own: whatever was edited, nothing clicked.</summary>
    public void AssertNoClick()
    {
        for (int i = Channels; i < _samples.Length; i++)
        {
            double step = Math.Abs(_samples[i] - _samples[i - Channels]);
            Assert.True(step <= LargestStep, $"a step of {step:0.###} at frame {i / Channels}");
        }
    }

    private int HeardIn(int second)
    {
        int crossings = 0;
        for (int frame = (second * Rate) + (Rate / 4); frame < (second * Rate) + (Rate * 3 / 4); frame++)
        {
            if (_samples[frame * Channels] < 0 && _samples[(frame + 1) * Channels] >= 0) crossings++;
        }

        return crossings == 0 ? -1 : (int)Math.Round(12 * Math.Log2(crossings * 2 / 220.0));
    }

    private static IEnumerable<(string Id, byte[] Data)> Chunks(byte[] bytes)
    {
        Assert.Equal("RIFF", Encoding.ASCII.GetString(bytes, 0, 4));
        Assert.Equal(bytes.Length - 8, BitConverter.ToInt32(bytes, 4));
        Assert.Equal("WAVE", Encoding.ASCII.GetString(bytes, 8, 4));
        for (int at = 12; at < bytes.Length;)
        {
            int size = BitConverter.ToInt32(bytes, at + 4);
            yield return (Encoding.ASCII.GetString(bytes, at, 4), bytes[(at + 8)..(at + 8 + size)]);
            at += 8 + size + (size & 1);
        }
    }
}

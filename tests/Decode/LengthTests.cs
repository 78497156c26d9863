using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// Files of lengths that nobody chose, at the borders of runs most of all: where the last page, the last packet and the last run lie to each
/// other differs in every one. SEAMLINE_LENGTHS is how many of each kind, SEAMLINE_LENGTHS_SEED where they begin.
/// </summary>
public sealed class LengthTests
{
    private static readonly int Files = Number("SEAMLINE_LENGTHS", 2);
    private static readonly int Seed = Number("SEAMLINE_LENGTHS_SEED", 1);

    [Theory]
    [InlineData("ogg", "libvorbis", true)]
    [InlineData("webm", "libvorbis", false)] // the command takes the last packet whole
    [InlineData("ogg", "libopus", true)]
    [InlineData("ogg", "flac", true)]
    [InlineData("mp3", "libmp3lame", true)]
    [InlineData("m4a", "aac", false)]
    public void Runs_of_any_length_are_the_same_after_any_history(string container, string codec, bool likeTheCommand)
    {
        for (int i = 0; i < Files; i++)
        {
            var random = new Random((Seed + i) * 31);
            double border = (double)Limits.RunFrames / 48_000 * random.Next(1, 4);
            double seconds = random.Next(3) > 0 ? border + ((random.NextDouble() - 0.5) * 0.2) : 0.1 + (random.NextDouble() * 30);
            string length = seconds.ToString("f5", CultureInfo.InvariantCulture);
            string path = MediaFixtures.Scratch($"length-{codec}-{Seed + i}.{container}");
            MediaFixtures.FFmpeg($"-f lavfi -i anoisesrc=color=pink:r=48000:d={length}:seed={i} -ac {random.Next(1, 3)} -c:a {codec} \"{path}\"");
            Check(path, random, likeTheCommand ? MediaFixtures.Decode(path) : null);
            File.Delete(path);
        }
    }

    private static void Check(string path, Random random, float[]? command)
    {
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        source.ScanAll();
        int runs = Decoding.RunsOf(source);
        Dictionary<int, float[]> fresh = [];
        for (int run = 0; run < runs; run++)
        {
            using RunDecoder one = source.OpenDecoder();
            fresh[run] = Decoding.Decode(source, one, [run])[run];
        }

        float[] whole = [.. fresh.OrderBy(r => r.Key).SelectMany(r => r.Value)];
        Assert.Equal(source.ExactFrames * source.Format.Channels, whole.Length);
        if (command is not null)
        {
            Assert.Equal(command.Length, whole.Length);
            Assert.True(Decoding.FirstDifference(whole, command) < 0, $"{path} is not what the command makes of it");
        }

        using RunDecoder decoder = source.OpenDecoder();
        for (int i = 0; i < 16; i++)
        {
            int run = random.Next(runs);
            long at = Decoding.FirstDifference(Decoding.Decode(source, decoder, [run])[run], fresh[run]);
            Assert.True(at < 0, $"{path}: run {run} of {runs} differs from sample {at} on, as decode {i}");
        }
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Seamline.Decode;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// HE-AAC: a core at half the rate, and what to make of it for the upper half. A decoder that begins in the middle knows nothing of that until
/// a header comes by, and its noise is another one; here it is what the ffmpeg command decodes in one go, as for every other codec.
/// </summary>
public sealed class HeAacTests
{
    private const double CoreEnd = 12_000; // Hz: half of 24 kHz

    public static TheoryData<string> Names =>
    [
        "heaac.aac", "heaac-sparse.aac", "heaac-once.aac", "heaac.m4a", "heaac-once.m4a", "heaac-once.mkv", "heaac-once.ts", "heaac-core-clock.m4a",
        "heaac-explicit.m4a", "heaac44-explicit.m4a", "heaac-mono.m4a", "heaac-mono.aac", "heaac-v2.aac", "heaac-v2.m4a", "heaac-v2-explicit.m4a",
        "heaac-fragmented.mp4",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_run_in_any_order_equals_the_linear_decode(string name) => LinearEqualityTests.Check(name, 0);

    // Else the others would prove nothing: the payloads are right, and there is sound where the core has none.
    [Theory]
    [MemberData(nameof(Names))]
    public void Fixtures_are_what_they_are_called(string name)
    {
        string path = MediaFixtures.Path(name);
        (int exit, string output, string errors) = ChildProcess.Run(new ProcessStartInfo("ffmpeg", $"-hide_banner -nostdin -v error -i \"{path}\" -f null -"));
        Assert.Equal((0, "", ""), (exit, output, errors));
        (_, output, _) = ChildProcess.Run(new ProcessStartInfo("ffprobe", $"-v error -show_entries stream=profile,channels -of csv=p=0 \"{path}\""));
        SbrPlan plan = HeAacFixtures.PlanOf(name);
        Assert.StartsWith(plan.Stereo ? "HE-AACv2,2" : "HE-AAC", output, StringComparison.Ordinal);
        float[] reference = MediaFixtures.Reference(name);
        int channels = output.Trim()[^1] - '0';
        int rate = reference.Length / channels / MediaFixtures.Seconds > 46_000 ? 48_000 : 44_100;

        // In the noise of the programme: the level comes down to nothing every 80 frames, but not always there.
        double loudest = Enumerable.Range(0, MediaFixtures.Seconds / 6).Max(turn => Loudness(reference, channels, ((6 * turn) + 2) * rate, rate));
        Assert.InRange(loudest, -95, -20);
    }

    [Theory]
    [InlineData("heaac-once.m4a")]
    [InlineData("heaac-v2.m4a")]
    [InlineData("heaac.aac")]
    public async Task Two_decoders_at_once_give_the_same(string name)
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path(name), -1, 48_000, 2);
        int[][] orders = [[3, 1, 2, 0, 1], [2, 2, 0, 3, 1]];
        Dictionary<int, float[]>[] results = await Task.WhenAll(orders.Select(order => Task.Run(
            () =>
            {
                using RunDecoder own = source.OpenDecoder();
                return Decoding.Decode(source, own, order);
            },
            TestContext.Current.CancellationToken)));
        for (int run = 0; run < 4; run++) Assert.Equal(-1, Decoding.FirstDifference(results[0][run], results[1][run]));
        float[] all = Decoding.All(source);
        for (int run = 0; run < 4; run++) Assert.Equal(-1, Decoding.FirstDifference(results[0][run], all.AsSpan(run * Limits.RunFrames * source.Format.Channels)));
    }

    // Cut inside a packet, and behind the only header: then nobody knows of an upper half, wherever they begin.
    [Theory]
    [InlineData("heaac-explicit.m4a", "m4a")]
    [InlineData("heaac.aac", "m4a")]
    [InlineData("heaac-once.m4a", "mka")]
    [InlineData("heaac-sparse.aac", "aac")]
    public void What_was_cut_from_the_middle(string name, string extension)
    {
        string path = MediaFixtures.Scratch($"cut-{name}.{extension}");
        MediaFixtures.FFmpeg($"-ss 1.3 -i \"{MediaFixtures.Path(name)}\" -c copy \"{path}\"");
        CheckRuns(path, 48_000, 2_047);
    }

    [Fact]
    public void Files_joined_end_to_end_are_one_stream()
    {
        string path = MediaFixtures.Scratch("heaac-joined.aac");
        byte[] one = File.ReadAllBytes(MediaFixtures.Path("heaac.aac"));
        File.WriteAllBytes(path, [.. one, .. File.ReadAllBytes(MediaFixtures.Path("heaac-sparse.aac")), .. one]);
        CheckRuns(path, 48_000, 0);
    }

    // A second without SBR. FFmpeg leaves it alone then; but in ADTS, where its frames come at another rate than the stream's, and what a decoder
    // does in the middle until it hears a header differs by so much.
    [Theory]
    [InlineData("heaac-late.aac", 24_000, 0.1)]
    [InlineData("heaac-late.m4a", 22_050, 0)]
    public void What_sets_in_late_moves_nothing(string name, int rate, double tolerance)
    {
        float[] reference = MediaFixtures.Reference(name);
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path(name), -1, rate, 2);
        float[] decoded = Decoding.All(source);
        Assert.Equal(rate, source.Format.SourceRate);
        Assert.Equal(reference.Length, decoded.Length);
        Assert.Equal(decoded.Length / 2, source.ExactFrames);

        // Frames at another rate go through the engine's filter, whose images are lower than those of the command's.
        int alike = tolerance == 0 ? Limits.RunFrames : rate * 4 / 5;
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(0, alike * 2), reference));
        Assert.InRange(Decoding.LargestDifference(decoded, reference), 0, tolerance);
        using RunDecoder decoder = source.OpenDecoder();
        foreach (int run in (int[])[1, 0])
        {
            float[] samples = Decoding.Decode(source, decoder, [run])[run];
            Assert.Equal(-1, Decoding.FirstDifference(samples, decoded.AsSpan(run * Limits.RunFrames * 2)));
        }
    }

    private static void CheckRuns(string path, int rate, int padding)
    {
        float[] reference = MediaFixtures.Decode(path);
        using FFmpegSource source = FFmpegSource.Open(path, -1, rate, 2);
        Assert.Equal(rate, source.Format.SourceRate);
        using RunDecoder decoder = source.OpenDecoder();
        source.ScanAll();
        int runs = Decoding.RunsOf(source);
        Dictionary<int, float[]> backwards = Decoding.Decode(source, decoder, Enumerable.Range(0, runs).Reverse());
        float[] decoded = [.. backwards.OrderBy(r => r.Key).SelectMany(r => r.Value)];
        Assert.InRange((reference.Length - decoded.Length) / 2, 0, padding);
        long at = Decoding.FirstDifference(decoded, reference);
        Assert.True(at < 0, $"{Path.GetFileName(path)}: differs from frame {at / 2} on, by up to {Decoding.LargestDifference(decoded, reference):g3}");
    }

    // Of a second, in a band above the core's end, dB of full scale.
    private static double Loudness(float[] samples, int channels, int from, int rate)
    {
        double loudest = 0;
        for (double hertz = CoreEnd + 700; hertz < CoreEnd + 1_700; hertz += 97)
        {
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < 8_192; i++)
            {
                double window = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / 8_192));
                double phase = 2 * Math.PI * hertz / rate * i;
                real += window * samples[(from + i) * channels] * Math.Cos(phase);
                imaginary += window * samples[(from + i) * channels] * Math.Sin(phase);
            }

            loudest = Math.Max(loudest, Math.Sqrt((real * real) + (imaginary * imaginary)) / 2_048);
        }

        return 20 * Math.Log10(loudest + 1e-12);
    }
}

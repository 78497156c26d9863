using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>The published command with media of many channels: what it plays of them, and what it says.</summary>
public sealed class ChannelCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-cli-channels-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("all", 0.06f, 0.07f)]
    [InlineData("mono", 0.065f, 0.065f)]
    [InlineData("11", 0.12f, 0.12f)]
    [InlineData("4,1", 0.05f, 0.02f)]
    public void Render_plays_the_channels_that_are_chosen(string choice, float left, float right)
    {
        Levels("twelve.wav", 12);
        (int exit, _, string error) = PublishedCommand.Run(_folder, "render", "twelve.wav", "-o", "out.wav", "--format", "f32", "--source-channels", choice);
        Assert.True(exit == 0, error);
        float[] samples = Samples("out.wav");
        Assert.Equal(left, samples[2_000], 1e-6f);
        Assert.Equal(right, samples[2_001], 1e-6f);
        Assert.Equal(choice is "all" or "mono" ? 1 : 0, error.Split('\n').Count(line => line.Contains("note:", StringComparison.Ordinal)));
        if (choice == "all") Assert.Contains("twelve.wav: 12 channels that FFmpeg has no downmix for are mixed by their mean", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_downmix_leaves_out_is_said_and_info_lists_the_layout()
    {
        Levels("six.wav", 6);
        (int exit, string output, string error) = PublishedCommand.Run(_folder, "info", "six.wav", "--json");
        Assert.True(exit == 0, error);
        const string said = "6 channels without a layout are taken for 5.1 and downmixed without LFE (channel 3)";
        Assert.Contains($"six.wav: {said}\n", error, StringComparison.Ordinal);
        JsonElement media = JsonDocument.Parse(output).RootElement.GetProperty("media")[0];
        Assert.Equal(said, media.GetProperty("notice").GetString());
        Assert.Equal("unknown", media.GetProperty("streams")[0].GetProperty("layout").GetString());
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i anullsrc=r=48000:cl=5.1(side):d=1 -c:a flac side.flac");
        (_, output, _) = PublishedCommand.Run(_folder, "info", "side.flac");
        Assert.Contains("5.1(side)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Mono_is_at_unity_where_that_is_wanted_and_one_channel_is_the_mean()
    {
        Levels("mono.wav", 1);
        Levels("stereo.wav", 2);
        Assert.True(PublishedCommand.Run(_folder, "render", "mono.wav", "-o", "unity.wav", "--format", "f32", "--mono-level", "unity").Exit == 0);
        Assert.True(PublishedCommand.Run(_folder, "render", "mono.wav", "-o", "power.wav", "--format", "f32", "--channels", "2").Exit == 0);
        Assert.True(PublishedCommand.Run(_folder, "render", "stereo.wav", "-o", "mean.wav", "--format", "f32", "--channels", "1").Exit == 0);
        Assert.Equal(0.01f, Samples("unity.wav")[2_000]);
        Assert.Equal(0.01f * 0.70710678f, Samples("power.wav")[2_000]);
        Assert.Equal(0.015f, Samples("mean.wav")[2_000], 1e-8f);
    }

    [Theory]
    [InlineData("neither all", "render", "stereo.wav", "-o", "out.wav", "--source-channels", "left")]
    [InlineData("no channel 2", "render", "stereo.wav", "-o", "out.wav", "--source-channels", "2")]
    [InlineData("neither all", "render", "stereo.wav", "-o", "out.wav", "--source-channels", "0,1,2")]
    [InlineData("a project says itself", "render", "some.otio", "-o", "out.wav", "--source-channels", "0")]
    public void A_choice_that_cannot_be_had_is_refused_in_a_sentence(string cause, params string[] arguments)
    {
        Levels("stereo.wav", 2);
        (int exit, _, string error) = PublishedCommand.Run(_folder, arguments);
        Assert.NotEqual(0, exit);
        Assert.Contains(cause, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "out.wav")));
    }

    private void Levels(string name, int channels) =>
        WavFile.Write(Path.Combine(_folder, name), 48_000, channels, [.. Enumerable.Range(0, 48_000 * channels).Select(i => 0.01f * ((i % channels) + 1))]);

    private float[] Samples(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(_folder, name));
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(bytes.AsSpan().IndexOf("data"u8) + 8)).ToArray();
    }
}

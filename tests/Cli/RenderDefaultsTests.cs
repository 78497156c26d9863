using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>What a command writes where nobody says how: files as people take them, and none over another.</summary>
public sealed class RenderDefaultsTests : IDisposable
{
    private readonly CommandFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "s16", 1, "o.wav")]
    [InlineData(6, "s16", 6, "o.wav")]
    [InlineData(12, "s16", 2, "o.wav")] // more than an engine has
    [InlineData(1, "flac", 1, "o.flac")]
    [InlineData(6, "mp3", 2, "o.mp3")] // more than MP3 has
    [InlineData(1, "s16", 2, "o.wav", "--mono-level", "unity")]
    [InlineData(2, "s16", 2, "o.wav", "--source-channels", "1")]
    public void A_file_has_the_channels_of_its_media_and_16_bits(int channels, string format, int written, string name, params string[] options)
    {
        Media("a.wav", channels);
        JsonElement json = JsonDocument.Parse(_folder.Ok(["render", "a.wav", "-o", name, "--json", .. options]).Output).RootElement;
        Assert.Equal((format, written), (json.GetProperty("format").GetString(), json.GetProperty("channels").GetInt32()));
    }

    [Fact]
    public void A_timeline_has_the_most_channels_that_a_medium_of_it_has_and_its_stems_and_pipes_are_floats()
    {
        Media("voice.wav", 1);
        Media("bed.wav", 2);
        _folder.Ok("edit", "voice.wav", "--add-item", "music", "bed.wav", "0", "-o", "p.otio");
        string[] said = _folder.Ok("render", "p.otio", "-o", "mix.wav", "--stems", "stems").Output.Split('\n');
        Assert.StartsWith("mix.wav: 0:00.100, s16, 48,000 Hz, stereo", said[0], StringComparison.Ordinal);
        Assert.StartsWith("stems/00 main.wav: 0:00.100, f32, 48,000 Hz, stereo", said[1], StringComparison.Ordinal);
        ChildProcess.Run(new ProcessStartInfo("bash", ["-c", "\"$0\" render voice.wav -o - | cat > piped.wav", PublishedCommand.Path]) { WorkingDirectory = _folder.Root });
        // A pipe's header does not know the length.
        Assert.Equal(CommandFolder.Frames(0, 4_800), MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(_folder.In("piped.wav")).AsSpan(^(4_800 * sizeof(float))..)).ToArray());
        _folder.Ok("edit", "voice.wav", "--add-item", "music", "voice.wav", "0", "--ducking", "music", "on", "-o", "ducked.otio");
        Assert.Contains("stereo", _folder.Ok("render", "ducked.otio", "-o", "ducked.wav").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("o.wav", "render", "a.wav", "-o", "o.wav")]
    [InlineData("o.otio", "edit", "a.wav", "--split", "0.05", "-o", "o.otio")]
    [InlineData("o.rpp", "convert", "p.otio", "o.rpp")]
    [InlineData("o.svg", "peaks", "a.wav", "--svg", "o.svg")]
    [InlineData("stems/00 main.wav", "render", "a.wav", "--stems", "stems")]
    public void An_existing_file_is_kept_where_nobody_can_be_asked(string name, params string[] arguments)
    {
        Media("a.wav", 1);
        if (arguments[0] == "convert") _folder.Ok("edit", "a.wav", "--split", "0.05", "-o", "p.otio");
        Directory.CreateDirectory(_folder.In("stems"));
        File.WriteAllText(_folder.In(name), "old");
        Assert.Equal($"seamline: {name}: exists already; --force replaces it\n", _folder.Refused(arguments));
        Assert.Equal("old", File.ReadAllText(_folder.In(name)));
        _folder.Ok([.. arguments, "--force"]);
        Assert.True(new FileInfo(_folder.In(name)).Length > "old".Length);
    }

    [Fact]
    public void Lanes_are_called_by_name_and_made_by_the_first_item()
    {
        Media("voice.wav", 1);
        Media("bed.wav", 1);
        string said = _folder.Ok(
            "edit", "voice.wav", "--add-item", "music", "bed.wav", "0", "--item", "music", "last", "gain=-3,fade-out=0.05", "--add-item", "music", "bed.wav", "0.1", "--lane", "music", "gain=-1", "-o", "p.otio").Output;
        Assert.Equal("p.otio: 0:00.100, as long as before; 1 segment, 1 lane\n", said);
        JsonElement lane = Assert.Single(JsonDocument.Parse(_folder.Ok("info", "p.otio", "--json").Output).RootElement.GetProperty("lanes").EnumerateArray());
        Assert.Equal(("music", -1.0), (lane.GetProperty("name").GetString(), lane.GetProperty("gain_db").GetDouble()));
        Assert.Equal([-3.0, 0.0], lane.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("gain_db").GetDouble()));
    }

    private void Media(string name, int channels)
    {
        using var writer = new WavWriter(_folder.In(name), SampleFormat.F32, 48_000, channels);
        writer.Write([.. CommandFolder.Frames(0, 4_800).SelectMany(sample => Enumerable.Repeat(sample, channels))]);
        writer.Commit();
    }
}

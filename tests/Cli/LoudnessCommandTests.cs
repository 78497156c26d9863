using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>The published command measures loudness, finds silences and takes them out.</summary>
public sealed class LoudnessCommandTests : IDisposable
{
    // Two seconds of a tone of -20 dBFS, one of silence, two of the tone.
    private const string Channel = "0.1*sin(2*PI*1000*t)*(lt(t\\,2)+gt(t\\,3))";
    private const string Pause = $"-f lavfi -i aevalsrc={Channel}|{Channel}:d=5:s=48000 -c:a pcm_f32le";

    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-loudness-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Loudness_has_all_of_its_fields()
    {
        PublishedCommand.FFmpeg(_folder, $"{Pause} pause.wav");
        JsonElement json = JsonDocument.Parse(Ok("loudness", "pause.wav", "--json")).RootElement;
        Assert.Equal(-20, json.GetProperty("integrated_lufs").GetDouble(), 0.8); // blocks that are partly silent count
        Assert.Equal(-20, json.GetProperty("max_momentary_lufs").GetDouble(), 0.1);
        Assert.Equal(-20, json.GetProperty("sample_peak_dbfs").GetDouble(), 0.01);
        Assert.Equal(-20, json.GetProperty("true_peak_dbtp").GetDouble(), 0.2);
        Assert.InRange(json.GetProperty("max_short_term_lufs").GetDouble(), -23, -20);
        Assert.InRange(json.GetProperty("range_lu").GetDouble(), 0, 3);
        string text = Ok("loudness", "pause.wav");
        Assert.Contains("LUFS", text, StringComparison.Ordinal);
        Assert.Contains("dBTP", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_is_null()
    {
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i anullsrc=d=5:r=48000 silent.wav");
        JsonElement json = JsonDocument.Parse(Ok("loudness", "silent.wav", "--json")).RootElement;
        foreach (string name in new[] { "integrated_lufs", "range_lu", "true_peak_dbtp", "sample_peak_dbfs", "max_momentary_lufs", "max_short_term_lufs" })
            Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind);
        Assert.Contains("none", Ok("loudness", "silent.wav"), StringComparison.Ordinal);
    }

    [Fact]
    public void Silences_are_listed_and_stripped()
    {
        PublishedCommand.FFmpeg(_folder, $"{Pause} pause.wav");
        JsonElement silence = JsonDocument.Parse(Ok("silences", "pause.wav", "--json")).RootElement.GetProperty("silences").EnumerateArray().Single();
        Assert.Equal(2.1, silence.GetProperty("start").GetDouble(), 0.01);
        Assert.Equal(2.9, silence.GetProperty("end").GetDouble(), 0.01);
        Assert.Contains("2.1", Ok("silences", "pause.wav"), StringComparison.Ordinal);
        Ok("edit", "--strip-silence", "--margin", "0.05", "pause.wav", "-o", "stripped.otio");
        Assert.Equal(4.1, JsonDocument.Parse(Ok("loudness", "stripped.otio", "--json")).RootElement.GetProperty("seconds").GetDouble(), 0.015);
        Assert.Empty(JsonDocument.Parse(Ok("silences", "stripped.otio", "--json")).RootElement.GetProperty("silences").EnumerateArray());
        (int exit, _, string error) = PublishedCommand.Run(_folder, "silences", "pause.wav", "--threshold-db", "5");
        Assert.Equal(1, exit);
        Assert.Contains("-120..0 dB", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_render_is_normalised_by_one_gain_and_the_limiter()
    {
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i aevalsrc=0.03*sin(2*PI*1000*t)*(1+4*between(mod(t\\,1)\\,0.5\\,0.502)):d=6:s=48000 -c:a pcm_f32le quiet.wav");
        JsonElement render = JsonDocument.Parse(Ok("render", "quiet.wav", "--loudness", "-14", "-o", "loud.wav", "--channels", "2", "--json")).RootElement;
        Assert.InRange(render.GetProperty("master_gain_db").GetDouble(), 10, 30);
        JsonElement loud = JsonDocument.Parse(Ok("loudness", "loud.wav", "--json")).RootElement;
        Assert.Equal(-14, loud.GetProperty("integrated_lufs").GetDouble(), 0.5); // the limiter took a little off the bursts
        Assert.InRange(loud.GetProperty("true_peak_dbtp").GetDouble(), -1.5, -0.95);
        Ok("render", "quiet.wav", "--limiter", "--ceiling-db", "-20", "-o", "low.wav", "--format", "f32", "--channels", "2");
        Assert.InRange(JsonDocument.Parse(Ok("loudness", "low.wav", "--json")).RootElement.GetProperty("true_peak_dbtp").GetDouble(), -20.5, -19.95);
    }

    private string Ok(params string[] arguments)
    {
        (int exit, string output, string error) = PublishedCommand.Run(_folder, arguments);
        Assert.True(exit == 0, error);
        return output;
    }
}

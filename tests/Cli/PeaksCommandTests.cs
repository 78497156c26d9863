using System;
using System.IO;
using System.Text.Json;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>The published command shows waveforms.</summary>
public sealed class PeaksCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-peaks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Numbers_and_pictures_are_of_the_whole_file_though_the_budget_holds_a_part_of_it()
    {
        // 8 minutes are 184 MB of pages.
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i aevalsrc=0.5*t/480:d=480:s=48000 -ac 2 -c:a pcm_s16le ramp.wav");
        JsonElement json = JsonDocument.Parse(Ok("peaks", "ramp.wav", "--columns", "96", "--budget-mb", "32", "--json", "--svg", "wave.svg")).RootElement;
        JsonElement[] columns = [.. json.GetProperty("columns").EnumerateArray()];
        Assert.Equal(96, columns.Length);
        double level = columns[^1].GetProperty("max").GetDouble() / 0.5;
        for (int i = 0; i < columns.Length; i++)
        {
            Assert.Equal(1, columns[i].GetProperty("known").GetDouble());
            Assert.Equal(level * 0.5 * (i + 1) / 96, columns[i].GetProperty("max").GetDouble(), 0.001);
            Assert.Equal(level * 0.5 * i / 96, columns[i].GetProperty("min").GetDouble(), 0.001);
        }

        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(_folder, "wave.svg")), StringComparison.Ordinal);
        string text = Ok("peaks", "ramp.wav", "--from", "1:00", "--to", "2:00", "--columns", "10");
        Assert.Equal(11, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("1:54.000", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "not a time", "--from", "x")]
    [InlineData(1, "nothing between", "--from", "5", "--to", "4")]
    [InlineData(2, "0 columns", "--columns", "0")]
    [InlineData(1, "no channel 7", "--channel", "7")]
    public void Wrong_questions_are_refused_in_a_sentence(int code, string cause, params string[] options)
    {
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i sine=440:d=6 a.wav");
        (int exit, _, string error) = PublishedCommand.Run(_folder, ["peaks", "a.wav", .. options]);
        Assert.Equal(code, exit);
        Assert.Contains(cause, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private string Ok(params string[] arguments)
    {
        (int exit, string output, string error) = PublishedCommand.Run(_folder, arguments);
        Assert.True(exit == 0, error);
        return output;
    }
}

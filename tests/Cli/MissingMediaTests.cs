using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Seamline.Tests.Projects;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>Media that are missing or cannot be read stop nothing, are named all at once, and can be found elsewhere.</summary>
public sealed class MissingMediaTests : IDisposable
{
    private static readonly string[] Lost = ["/Volumes/Ext Disk/day 1/take#2.wav", "/C:/Users/me/Desktop/take3.wav", "/C:/Users/me/Desktop/take 4.wav"];

    private readonly CommandFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_stays_missing_is_silence_with_a_warning_and_an_error_where_asked()
    {
        Project();
        _folder.Staircase("broken.wav", 48_000);
        (_, string warnings) = _folder.Ok("render", "p.otio", "-o", "out.wav", "--format", "f32", "--channels", "1", "--declick-ms", "0");
        Assert.All(Lost, path => Assert.Contains($"has the medium {path}, and there is no such file", warnings, StringComparison.Ordinal));
        Assert.Equal([.. CommandFolder.Frames(0, 48_000), .. new float[3 * 48_000], .. CommandFolder.Frames(0, 48_000)], _folder.Samples("out.wav"));
        Assert.Contains("LUFS", _folder.Ok("loudness", "p.otio").Output, StringComparison.Ordinal);
        foreach (string[] command in (string[][])[["render", "p.otio", "-o", "strict.wav"], ["loudness", "p.otio"]])
        {
            string error = _folder.Refused([.. command, "--strict"]);
            Assert.All(Lost, path => Assert.Contains(path, error, StringComparison.Ordinal));
        }

        Assert.False(File.Exists(_folder.In("strict.wav")));
    }

    [Fact]
    public void Render_names_all_of_them_where_one_cannot_be_read_and_takes_silence_where_asked()
    {
        Project();
        string error = _folder.Refused("render", "p.otio", "-o", "out.wav");
        Assert.All(Lost, path => Assert.Contains($"has the medium {path}, and there is no such file", error, StringComparison.Ordinal));
        Assert.Contains("broken.wav", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.In("out.wav")));

        (_, string warnings) = _folder.Ok("render", "p.otio", "-o", "out.wav", "--format", "f32", "--silence-for-errors", "--channels", "1", "--declick-ms", "0");
        Assert.All(Lost, path => Assert.Contains(path, warnings, StringComparison.Ordinal));
        Assert.Contains("item 4 \"e\"", warnings, StringComparison.Ordinal);
        Assert.Equal([.. CommandFolder.Frames(0, 48_000), .. new float[4 * 48_000]], _folder.Samples("out.wav"));
    }

    [Fact]
    public void Info_peaks_play_and_edit_work()
    {
        Project();
        (string info, _) = _folder.Ok("info", "p.otio", "--json");
        JsonElement root = JsonDocument.Parse(info).RootElement;
        Assert.Equal(5 * 48_000, root.GetProperty("length_frames").GetInt64());
        Assert.Equal(4, root.GetProperty("faults").GetArrayLength());
        Assert.Contains("take#2.wav", _folder.Ok("info", "p.otio").Output, StringComparison.Ordinal);

        (string peaks, string warnings) = _folder.Ok("peaks", "p.otio", "--columns", "5", "--json");
        Assert.Equal(5, JsonDocument.Parse(peaks).RootElement.GetProperty("columns").GetArrayLength());
        Assert.All(Lost, path => Assert.Contains(path, warnings, StringComparison.Ordinal));
        File.WriteAllText(_folder.In("script.txt"), "0.1 quit\n");
        _folder.Ok("play", "p.otio", "--device", "null", "--script", "script.txt", "--json");

        _folder.Ok("edit", "p.otio", "--ripple-delete", "1.5..1.75", "-o", "q.otio");
        JsonObject[] before = OtioShape.Items(File.ReadAllText(_folder.In("p.otio")));
        JsonObject[] after = OtioShape.Items(File.ReadAllText(_folder.In("q.otio")));
        Same.Texts(["a", "b", "b", "c", "d", "e"], after.Select(item => (string?)item["name"]));
        Same.Texts([Url(before[0]), Url(before[1]), Url(before[1]), Url(before[2]), Url(before[3]), Url(before[4])], after.Select(Url));
    }

    [Fact]
    public void Media_are_found_under_other_folders_and_written_as_found()
    {
        Project();
        _folder.Staircase("disk/take#2.wav", 48_000);
        _folder.Staircase("disk/deep/er/take3.wav", 48_000);
        _folder.Staircase("disk/other/take 4.wav", 4_800);
        _folder.Staircase("disk/me/Desktop/take 4.wav", 48_000);
        _folder.Staircase("broken.wav", 48_000);
        string error = _folder.Refused("render", "p.otio", "-o", "out.wav", "--media-root", "disk/deep", "--strict");
        Assert.Contains("take#2.wav", error, StringComparison.Ordinal);
        Assert.Contains("no such file there or under disk/deep", error, StringComparison.Ordinal);
        Assert.DoesNotContain("take3.wav", error, StringComparison.Ordinal);

        _folder.Ok("render", "p.otio", "-o", "out.wav", "--format", "f32", "--media-root", "nowhere", "--media-root", "disk", "--channels", "1", "--declick-ms", "0");
        float[] second = CommandFolder.Frames(0, 48_000);
        Assert.Equal([.. second, .. second, .. second, .. second, .. second], _folder.Samples("out.wav"));

        _folder.Ok("edit", "p.otio", "--media-root", "disk", "--split", "0.5", "-o", "found.otio");
        _folder.Ok("render", "found.otio", "-o", "again.wav", "--format", "f32", "--channels", "1", "--declick-ms", "0");
        Assert.Equal(_folder.Samples("out.wav"), _folder.Samples("again.wav"));
        Assert.Equal("disk/me/Desktop/take%204.wav", Url(OtioShape.Items(File.ReadAllText(_folder.In("found.otio")))[4]));
    }

    [Fact]
    public void A_file_of_the_same_name_and_another_length_is_not_taken()
    {
        JsonObject Item(string url) => OtioShape.Clip("a", 0, 24, OtioShape.External(url, OtioShape.Range(0, 48)));
        File.WriteAllText(_folder.In("p.otio"), OtioShape.Timeline(OtioShape.Audio(Item("/lost/take.wav"))));
        _folder.Staircase("disk/take.wav", 48_000);
        string error = _folder.Refused("render", "p.otio", "-o", "out.wav", "--media-root", "disk", "--strict");
        Assert.Contains($"has the medium /lost/take.wav, and there is no such file there or under disk; {_folder.In("disk/take.wav")} has its name, but is 1 s long instead of 2 s", error, StringComparison.Ordinal);
        (_, string warnings) = _folder.Ok("info", "p.otio", "--media-root", "disk");
        Assert.Contains("has its name, but is 1 s long instead of 2 s", warnings, StringComparison.Ordinal);
        Assert.Contains("has its name", _folder.Refused("info", "p.otio", "--media-root", "disk", "--strict"), StringComparison.Ordinal);

        // Deeper lies one of that length; a frame of picture more or less is no other file.
        _folder.Staircase("disk/day 2/take.wav", 97_000);
        Assert.DoesNotContain("warning", _folder.Ok("render", "p.otio", "-o", "out.wav", "--format", "f32", "--media-root", "disk", "--channels", "1").Error, StringComparison.Ordinal);
        Assert.Equal(CommandFolder.Frames(0, 48_000), _folder.Samples("out.wav"));
    }

    [Fact]
    public void Media_files_that_cannot_be_read_are_named_together()
    {
        _folder.Staircase("a.wav", 4_800);
        File.WriteAllText(_folder.In("text.wav"), "this is no sound");
        string error = _folder.Refused("render", "a.wav", "no.wav", "text.wav", "-o", "out.wav");
        Assert.Contains("no.wav: there is no such file", error, StringComparison.Ordinal);
        Assert.Contains("text.wav", error, StringComparison.Ordinal);
        (_, string warnings) = _folder.Ok("render", "a.wav", "no.wav", "text.wav", "-o", "out.wav", "--format", "f32", "--silence-for-errors", "--channels", "1");
        Assert.Contains("no.wav", warnings, StringComparison.Ordinal);
        Assert.Equal(4_800, _folder.Samples("out.wav").Length);
        Assert.Contains("no.wav", _folder.Refused("info", "no.wav"), StringComparison.Ordinal);
    }

    private static string? Url(JsonObject item) => (string?)item["media_references"]!["DEFAULT_MEDIA"]!["target_url"];

    // Five seconds: one that is there, three that are not in three spellings, one that is no sound.
    private void Project()
    {
        _folder.Staircase("a.wav", 48_000);
        File.WriteAllText(_folder.In("broken.wav"), "this is no sound");
        string[] urls = ["a.wav", "file:///Volumes/Ext%20Disk/day%201/take%232.wav", "C:/Users/me/Desktop/take3.wav", "file:///C:/Users/me/Desktop/take%204.wav", "broken.wav"];
        File.WriteAllText(_folder.In("p.otio"), OtioShape.Timeline(OtioShape.Audio(
            [.. urls.Select((url, i) => OtioShape.Clip($"{(char)('a' + i)}", 0, 24, OtioShape.External(url)))])));
    }
}

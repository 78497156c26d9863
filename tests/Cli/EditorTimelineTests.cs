using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Seamline.Tests.Projects;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>Timelines of other editors, heard: what is silent, what lies elsewhere, what is another format.</summary>
public sealed class EditorTimelineTests : IDisposable
{
    private readonly CommandFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_silent_video_in_a_picture_track_is_silence_of_its_length()
    {
        PublishedCommand.FFmpeg(_folder.Root, "-f lavfi -i color=black:s=16x16:r=24:d=3 -c:v mpeg4 silent.mp4");
        _folder.Staircase("a.wav", 96_000);
        JsonObject[] items = [OtioShape.Clip("screen", 0, 48, OtioShape.External("silent.mp4")), OtioShape.Clip("talk", 0, 48, OtioShape.External("a.wav"))];
        File.WriteAllText(_folder.In("p.otio"), OtioShape.Timeline(OtioShape.Video(items)));
        (_, string warnings) = _folder.Ok("render", "p.otio", "-o", "out.wav", "--format", "f32", "--channels", "1", "--declick-ms", "0");
        Assert.Contains("item 0 \"screen\"", warnings, StringComparison.Ordinal);
        Assert.Contains("it is silence of its length", warnings, StringComparison.Ordinal);
        Assert.Equal([.. new float[96_000], .. CommandFolder.Frames(0, 96_000)], _folder.Samples("out.wav"));

        // In an audio track it is an error: sound was asked for.
        File.WriteAllText(_folder.In("p.otio"), OtioShape.Timeline(OtioShape.Audio([.. items.Select(item => item.DeepClone().AsObject())])));
        Assert.Contains("silent.mp4", _folder.Refused("render", "p.otio", "-o", "no.wav"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_of_day_without_an_available_range_is_warned_of()
    {
        _folder.Staircase("a.wav", 48_000 * 5);
        File.WriteAllText(_folder.In("p.otio"), OtioShape.Timeline(OtioShape.Audio(OtioShape.Clip("a", 86_400, 48, OtioShape.External("a.wav")))));
        foreach (string[] command in new[] { new[] { "info", "p.otio" }, ["render", "p.otio", "-o", "first.wav"], ["edit", "p.otio", "-o", "q.otio"] })
        {
            string warnings = _folder.Ok(command).Error;
            Assert.Contains("item 0 \"a\" lies wholly outside its medium", warnings, StringComparison.Ordinal);
            Assert.Contains("a.wav, which is 0:05", warnings, StringComparison.Ordinal);
        }

        File.WriteAllText(_folder.In("p.otio"), OtioShape.Timeline(OtioShape.Audio(OtioShape.Clip("a", 86_400, 48, OtioShape.External("a.wav", OtioShape.Range(86_400, 120))))));
        Assert.Empty(_folder.Ok("render", "p.otio", "-o", "out.wav", "--format", "f32").Error.Trim());
    }

    [Fact]
    public void A_project_of_another_program_is_refused_as_what_it_is()
    {
        (string Name, byte[] Bytes, string Words)[] files =
        [
            ("edl.otio", Encoding.ASCII.GetBytes("TITLE: x\nFCM: NON-DROP FRAME\n001  AX AA/V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n"), "an EDL (edit decision list); give it a name that ends in .edl"),
            ("cut.sesx", Encoding.UTF8.GetBytes("\uFEFF<?xml version=\"1.0\"?>\n<sesx version=\"1\"/>"), "an Audition session"),
            ("cut.aaf", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "an AAF file"),
            ("zip.otio", [0x50, 0x4B, 3, 4, .. new byte[22], .. "content.otio"u8], "an .otioz bundle"),
            ("mlt.otio", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><mlt LC_NUMERIC=\"C\"/>"), "an MLT project"),
            ("xml.otio", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><fcpxml version=\"1.10\"/>"), "an FCPXML project"),
            ("cut.ardour", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><Session/>"), "an Ardour session"),
        ];
        foreach ((string name, byte[] bytes, string words) in files)
        {
            File.WriteAllBytes(_folder.In(name), bytes);
            string error = _folder.Refused("info", name);
            Assert.Contains($"{name}: this is {words}", error, StringComparison.Ordinal);
            Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public void Cut_lists_are_converted_edited_and_heard()
    {
        _folder.Staircase("a.wav", 48_000 * 4);
        File.WriteAllText(_folder.In("cut.edl"), "001 a.wav A C 00:00:02:00 00:00:03:00 01:00:00:00 01:00:01:00\n002 a.wav A C 00:00:00:00 00:00:01:00 01:00:01:00 01:00:02:00\n* LOC: 01:00:01:12 RED here\n");
        _folder.Ok("convert", "cut.edl", "cut.fcpxml", "--fps", "25");
        _folder.Ok("convert", "cut.fcpxml", "cut.rpp");
        _folder.Ok("edit", "cut.rpp", "--split", "@24000", "--ripple-delete", "0..0.5", "-o", "cut.llc");
        Assert.Contains("\"name\": \"here\"", File.ReadAllText(_folder.In("cut.llc")), StringComparison.Ordinal);
        _folder.Ok("render", "cut.llc", "-o", "cut.wav", "--format", "f32", "--channels", "1", "--declick-ms", "0");
        Assert.Equal([.. CommandFolder.Frames(120_000, 144_000), .. CommandFolder.Frames(0, 48_000)], _folder.Samples("cut.wav"));
        // A list of places needs the medium, and is all of it.
        File.WriteAllText(_folder.In("chapters.txt"), "0:00 Start\n0:03 End\n");
        Assert.Contains("give that with --media", _folder.Refused("convert", "chapters.txt", "whole.otio"), StringComparison.Ordinal);
        _folder.Ok("convert", "chapters.txt", "whole.otio", "--media", "a.wav");
        _folder.Ok("edit", "whole.otio", "--ripple-delete", "1..2", "-o", "labels.txt");
        Assert.Equal("0.000000\t0.000000\tStart\n2.000000\t2.000000\tEnd\n", File.ReadAllText(_folder.In("labels.txt")));
        Assert.Contains("this is an AAF file", Aaf(), StringComparison.Ordinal);
    }

    private string Aaf()
    {
        File.WriteAllBytes(_folder.In("x.aaf"), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]);
        return _folder.Refused("convert", "x.aaf", "y.otio");
    }

    [Fact]
    public void Streams_are_chosen_by_number_or_all_sound_together()
    {
        PublishedCommand.FFmpeg(_folder.Root, "-f lavfi -i color=black:s=16x16:r=24:d=1 -f lavfi -i aevalsrc=0.25:s=48000:d=1 -f lavfi -i aevalsrc=0.5:s=48000:d=1 -map 0 -map 1 -map 2 -c:v mpeg4 -c:a pcm_f32le two.mkv");
        foreach ((string stream, float expected) in new[] { ("1", 0.25f), ("2", 0.5f), ("all", 0.75f) })
        {
            _folder.Ok("render", "two.mkv", "--stream", stream, "-o", "out.wav", "--force", "--format", "f32", "--channels", "1");
            float[] samples = _folder.Samples("out.wav");
            Assert.Equal(48_000, samples.Length);
            Assert.All(samples, sample => Assert.Equal(expected, sample));
            _folder.Ok("edit", "two.mkv", "--stream", stream, "-o", "p.otio", "--force");
            _folder.Ok("render", "p.otio", "-o", "again.wav", "--force", "--format", "f32", "--channels", "1");
            Assert.Equal(samples, _folder.Samples("again.wav"));
            JsonElement media = JsonDocument.Parse(_folder.Ok("info", "p.otio", "--json").Output).RootElement.GetProperty("media")[0];
            Assert.Equal(stream == "all" ? [1, 2] : [int.Parse(stream, System.Globalization.CultureInfo.InvariantCulture)],
                media.GetProperty("streams").EnumerateArray().Where(row => row.GetProperty("played").GetBoolean()).Select(row => row.GetProperty("index").GetInt32()));
        }

        Assert.Contains("stream 0", _folder.Refused("render", "two.mkv", "--stream", "0", "-o", "no.wav"), StringComparison.Ordinal);
        Assert.Contains("--stream some", _folder.Refused("render", "two.mkv", "--stream", "some", "-o", "no.wav"), StringComparison.Ordinal);
        Assert.Contains("metadata.seamline.streams", _folder.Refused("info", "p.otio", "--stream", "all"), StringComparison.Ordinal);
    }

    [Fact]
    public void Edited_media_keep_their_own_length_at_every_rate()
    {
        // Lengths that are no whole frames at 48 kHz, so that rounding there would add up at 44.1 kHz.
        int[] frames = [44_101, 30_003, 61_747, 52_345, 40_027];
        string[] names = [.. frames.Select((_, i) => $"{i}.wav")];
        for (int i = 0; i < frames.Length; i++) _folder.Staircase(names[i], frames[i], 44_100);
        _folder.Ok(["edit", .. names, "--move", "0", "4", "--move", "2", "0", "-o", "p.otio"]);
        JsonObject[] items = OtioShape.Items(File.ReadAllText(_folder.In("p.otio")));
        Assert.All(items, item => Assert.Equal(44_100, (double)item["source_range"]!["duration"]!["rate"]!));
        foreach (int rate in new[] { 44_100, 48_000, 96_000, 32_000, 22_050 })
        {
            _folder.Ok("render", "p.otio", "-o", "out.wav", "--force", "--format", "f32", "--channels", "1", "--rate", $"{rate}");
            Assert.Equal((long)Math.Round(frames.Sum(x => (long)x) * (double)rate / 44_100, MidpointRounding.AwayFromZero), _folder.Samples("out.wav").Length);
        }
    }
}

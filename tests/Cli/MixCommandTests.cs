using System;
using System.IO;
using System.Linq;
using Seamline.Tests.Projects;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>Lanes, transitions, envelopes and the master on the command line.</summary>
public sealed class MixCommandTests : IDisposable
{
    private const int Rate = 48_000;
    private readonly CommandFolder _folder = new();

    public MixCommandTests()
    {
        _folder.Staircase("a.wav", Rate * 4);
        _folder.Staircase("m.wav", Rate * 2);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_edit_is_written_and_listed()
    {
        _folder.Ok(
            "edit", "a.wav", "a.wav", "--transition", "1", "linear:0.5", "--envelope", "segment:0", "0=0,2=-6", "--add-lane", "fx", "--add-lane", "music",
            "--add-item", "1", "m.wav", "1.5", "--item", "1", "last", "in=0.25,out=1.5,gain=-3,fade-in=0.25,fade-out=power:0.5,loop=3,mute", "--envelope", "item:1:0", "0=-inf,1=0",
            "--lane", "1", "gain=-6,solo,ripples,extends,name=bed", "--envelope", "lane:1", "0=0,4=-12", "--master", "gain=-1.5,limiter,ceiling=-2", "--envelope", "master", "0=0",
            "--remove-lane", "0", "-o", "p.otio");
        JsonNode info = JsonNode.Parse(_folder.Ok("info", "p.otio", "--json").Output)!;
        JsonNode second = info["segments"]![1]!;
        Assert.Equal(("linear", 0.5, 0.5), ((string?)second["transition"]!["kind"], (double)second["transition"]!["seconds"]!, (double)second["transition"]!["overlap_seconds"]!));
        Assert.Equal(3.5 * Rate, (double)second["start_frame"]!);
        Assert.Equal([0, -6], info["segments"]![0]!["envelope"]!.AsArray().Select(point => (double)point!["gain_db"]!));
        JsonNode lane = Assert.Single(info["lanes"]!.AsArray())!;
        Assert.Equal(("bed", -6, true, true, true, false), ((string?)lane["name"], (double)lane["gain_db"]!, (bool)lane["solo"]!, (bool)lane["ripples"]!, (bool)lane["extends"]!, (bool)lane["muted"]!));
        JsonNode item = Assert.Single(lane["items"]!.AsArray())!;
        Assert.Equal((1.5, 0.25, 1.5, -3, true), ((double)item["start"]!, (double)item["in"]!, (double)item["out"]!, (double)item["gain_db"]!, (bool)item["muted"]!));
        Assert.Equal((0.25, "linear", 0.5, "power", 3), ((double)item["fade_in"]!, (string?)item["fade_in_shape"], (double)item["fade_out"]!, (string?)item["fade_out_shape"], (double)item["loop_seconds"]!));
        Assert.Equal("-inf", (string?)item["envelope"]![0]!["gain_db"]);
        Assert.Equal((-1.5, true, -2), ((double)info["master"]!["gain_db"]!, (bool)info["master"]!["limiter"]!, (double)info["master"]!["ceiling_db"]!));

        string text = _folder.Ok("info", "p.otio").Output;
        Assert.Contains("lane 0 \"bed\": 1 items, gain -6 dB, solo, ripples, extends, envelope 2 points", text, StringComparison.Ordinal);
        Assert.Contains("master: gain -1.5 dB, limiter at -2 dBTP, envelope 1 point", text, StringComparison.Ordinal);
        Assert.Contains("linear 0.5 s", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ducking_and_room_tone_are_written_listed_and_taken_away()
    {
        _folder.Ok(
            "edit", "a.wav", "--add-lane", "music", "--add-item", "0", "m.wav", "0", "--ducking", "0", "amount=-9,threshold=-40,hold=0.5,fall=0.1,rise=0.2",
            "--room-tone", "m.wav", "0.5..1.5,gain=-6,crossfade=0.05", "-o", "p.otio");
        JsonNode info = JsonNode.Parse(_folder.Ok("info", "p.otio", "--json").Output)!;
        JsonNode ducking = info["lanes"]![0]!["ducking"]!;
        Assert.Equal((-9, -40, 0.5, 0.1, 0.2), ((double)ducking["amount_db"]!, (double)ducking["threshold_db"]!, (double)ducking["hold"]!, (double)ducking["fall"]!, (double)ducking["rise"]!));
        JsonNode tone = info["room_tone"]!;
        Assert.Equal(("m.wav", 0.5, 1.5, -6, 0.05), ((string?)tone["name"], (double)tone["in"]!, (double)tone["out"]!, (double)tone["gain_db"]!, (double)tone["crossfade"]!));
        string text = _folder.Ok("info", "p.otio").Output;
        Assert.Contains("ducking -9 dB from -40 dBFS on", text, StringComparison.Ordinal);
        Assert.Contains("room tone: m.wav 0:00.500..0:01.500, gain -6 dB, crossfade 0.05 s", text, StringComparison.Ordinal);

        _folder.Ok("edit", "p.otio", "--ducking", "0", "off", "--no-room-tone", "-o", "q.otio");
        info = JsonNode.Parse(_folder.Ok("info", "q.otio", "--json").Output)!;
        Assert.Null(info["lanes"]![0]!["ducking"]);
        Assert.True(info.AsObject().ContainsKey("room_tone"));
        Assert.Null(info["room_tone"]);
        Assert.Contains("the format holds no room tone; gaps are silent", _folder.Ok("convert", "p.otio", "p.fcpxml", "--fps", "25").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ducking_becomes_points_that_sound_the_same()
    {
        _folder.Ok("edit", "a.wav", "--add-lane", "music", "--add-item", "0", "m.wav", "1", "--envelope", "lane:0", "0=-1,3=-2", "--ducking", "0", "threshold=-50,hold=0.25", "-o", "p.otio");
        _folder.Ok("edit", "p.otio", "--ducking", "0", "points", "-o", "q.otio");
        JsonNode lane = JsonNode.Parse(_folder.Ok("info", "q.otio", "--json").Output)!["lanes"]![0]!;
        Assert.Null(lane["ducking"]);
        Assert.Contains(lane["envelope"]!.AsArray(), point => (double)point!["gain_db"]! <= -12);
        foreach (string name in new[] { "p", "q" }) _folder.Ok("render", $"{name}.otio", "-o", $"{name}.wav", "--format", "f32", "--channels", "2");
        Assert.True(File.ReadAllBytes(_folder.In("p.wav")).AsSpan().SequenceEqual(File.ReadAllBytes(_folder.In("q.wav"))));
        _folder.Ok("edit", "p.otio", "--ducking", "0", "off", "-o", "r.otio");
        _folder.Ok("render", "r.otio", "-o", "r.wav", "--format", "f32", "--channels", "2");
        Assert.False(File.ReadAllBytes(_folder.In("p.wav")).AsSpan().SequenceEqual(File.ReadAllBytes(_folder.In("r.wav"))));
    }

    [Fact]
    public void What_is_not_there_is_null_or_empty()
    {
        JsonNode info = JsonNode.Parse(_folder.Ok("info", "a.wav", "--json").Output)!;
        JsonObject segment = info["segments"]![0]!.AsObject();
        Assert.True(segment.ContainsKey("transition"));
        Assert.Null(segment["transition"]);
        Assert.Empty(segment["envelope"]!.AsArray());
        Assert.Empty(info["lanes"]!.AsArray());
        Assert.Equal((0, false, -1), ((double)info["master"]!["gain_db"]!, (bool)info["master"]!["limiter"]!, (double)info["master"]!["ceiling_db"]!));
        _folder.Ok("edit", "a.wav", "--add-lane", "x", "--add-item", "0", "m.wav", "0", "-o", "p.otio");
        JsonObject item = JsonNode.Parse(_folder.Ok("info", "p.otio", "--json").Output)!["lanes"]![0]!["items"]![0]!.AsObject();
        Assert.True(item.ContainsKey("loop_seconds"));
        Assert.Null(item["loop_seconds"]);
    }

    [Fact]
    public void Lanes_follow_a_deletion_with_the_picture_or_a_warning_says_that_they_do_not()
    {
        _folder.Ok("edit", "a.wav", "--add-lane", "guest", "--add-item", "0", "m.wav", "1", "-o", "p.otio");
        (_, string error) = _folder.Ok("edit", "p.otio", "--ripple-delete", "1.5..2", "-o", "q.otio");
        Assert.Contains("only the main lane was edited; lane \"guest\" is not shortened", error, StringComparison.Ordinal);
        Assert.Equal([(1.0, 2.0)], Items("q.otio"));

        (_, error) = _folder.Ok("edit", "p.otio", "--ripple-delete", "1.5..2", "--ripple-video", "-o", "q.otio", "--force");
        Assert.Equal("", error);
        Assert.Equal([(1, 0.5), (1.5, 1)], Items("q.otio"));
        _folder.Ok("render", "q.otio", "--declick-ms", "0", "--channels", "1", "--mono-level", "unity", "-o", "q.wav", "--format", "f32");
        float[] heard = _folder.Samples("q.wav");
        float[] medium = CommandFolder.Frames(0, Rate * 4);
        for (int f = 0; f < heard.Length; f++)
        {
            int source = f < 1.5 * Rate ? f : f + (Rate / 2);
            float guest = source >= Rate && source < 3 * Rate ? medium[source - Rate] : 0;
            Assert.Equal(medium[source] + guest, heard[f], 1e-6f);
        }
    }

    [Fact]
    public void A_transition_without_a_handle_is_named()
    {
        JsonObject transition = OtioShape.Make("Transition.1", ("in_offset", OtioShape.Time(6, 24)), ("out_offset", OtioShape.Time(12, 24)));
        File.WriteAllText(_folder.In("p.otio"), OtioShape.Timeline(OtioShape.Audio(
            OtioShape.Clip("a", 24, 72, OtioShape.External("a.wav")), transition, OtioShape.Clip("b", 3, 45, OtioShape.External("m.wav")))));
        string error = _folder.Ok("info", "p.otio").Error;
        Assert.Contains("item 0 \"a\" ends 0.5 s behind its medium for the transition behind it", error, StringComparison.Ordinal);
        Assert.Contains("item 1 \"b\" (Clip.2) begins 0.125 s before its medium for the transition before it", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--transition 1 wipe:0.5", "\"wipe\" is no kind of transition; they are power, linear and black")]
    [InlineData("--transition 0 0.5", "there is no segment before it to come from")]
    [InlineData("--no-transition 1", "segment 1: it begins without a transition")]
    [InlineData("--envelope tape 0=0", "--envelope tape: neither segment:I, item:L:K, lane:L nor master")]
    [InlineData("--envelope master 0:0", "\"0:0\" is not T=DB")]
    [InlineData("--envelope master 1=0,1=0", "envelope point 1")]
    [InlineData("--lane 0 gain=-3", "there is no lane at position 0; the timeline has 0")]
    [InlineData("--lane x gain=-3", "--lane x: neither a lane's position nor the name of one")]
    [InlineData("--add-lane m --lane 0 pan=1", "--lane: \"pan\" is not known; known are gain, mute, solo, ripples, extends and name")]
    [InlineData("--add-lane m --lane 0 mute=perhaps", "mute=perhaps: neither on nor off")]
    [InlineData("--add-lane m --item 0 last gain=0", "--item 0 last: --add-item put nothing on this lane")]
    [InlineData("--add-lane m --add-item 0 gone.wav 1", "gone.wav")]
    [InlineData("--add-lane m --remove-item 0 3", "there is no item at position 3 of lane")]
    [InlineData("--add-lane m --add-item 0 m.wav 1 --item 0 0 speed=2", "--item: \"speed\" is not known")]
    [InlineData("--master ceiling=-60", "a ceiling of -60 dB")]
    [InlineData("--add-lane m --ducking 0 depth=-3", "--ducking: \"depth\" is not known; known are amount, threshold, hold, fall and rise")]
    [InlineData("--add-lane m --ducking 0 points", "ducking")]
    [InlineData("--add-lane m --ducking 0 amount=3", "3 dB")]
    [InlineData("--room-tone m.wav 1.5", "--room-tone m.wav 1.5")]
    [InlineData("--room-tone m.wav 1..1.1", "0.25 s")]
    [InlineData("--room-tone m.wav 0..1,speed=2", "--room-tone: \"speed\" is not known; known are gain and crossfade")]
    public void Errors_are_a_sentence(string edit, string sentence)
    {
        string error = _folder.Refused(["edit", "a.wav", "a.wav", .. edit.Split(' '), "-o", "p.otio"]);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.False(File.Exists(_folder.In("p.otio")));
    }

    [Fact]
    public void Formats_of_one_lane_name_what_they_drop()
    {
        (_, string plain) = _folder.Ok(
            "edit", "a.wav", "a.wav", "--transition", "1", "1", "--envelope", "segment:0", "0=-6", "--add-lane", "music", "--add-item", "0", "m.wav", "1", "--master", "gain=-3,limiter", "-o", "p.otio");
        Assert.Equal("", plain); // a lane made by the same edit is not out of step
        (_, string error) = _folder.Ok("convert", "p.otio", "p.xml", "--fps", "24");
        Same.Texts(
            [
                "seamline: warning: p.xml: the format holds one lane; lane \"music\" with 1 item is dropped.",
                "seamline: warning: p.xml: the format holds no transitions; cuts stand for those before \"a.wav\".",
                "seamline: warning: p.xml: the format holds no envelopes; dropped are those of \"a.wav\".",
                "seamline: warning: p.xml: the format holds no master; its gain, limiter are dropped.",
            ],
            error.TrimEnd('\n').Split('\n'));
        JsonNode[] segments = [.. JsonNode.Parse(_folder.Ok("info", "p.xml", "--json").Output)!["segments"]!.AsArray().Select(segment => segment!)];
        Assert.Equal([(0, 3.5), (0.5, 4)], segments.Select(segment => ((double)segment["in"]!, (double)segment["out"]!)));
    }

    private (double Start, double Length)[] Items(string name) => [.. JsonNode.Parse(_folder.Ok("info", name, "--json").Output)!["lanes"]![0]!["items"]!.AsArray()
        .Select(item => ((double)item!["start"]!, (double)item["out"]! - (double)item["in"]!))];
}

using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Speeds, frozen frames and other effects on time in `.otio` files.</summary>
public sealed class OtioWarpTests : IDisposable
{
    private static readonly OtioReadOptions Played = new() { PlaysSpeeds = true };
    private readonly ProjectFolder _folder = new();

    public OtioWarpTests() => _folder.Media("a.wav");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, Seamline.Projects.SpeedMode.KeepPitch)]
    [InlineData("keep_pitch", Seamline.Projects.SpeedMode.KeepPitch)]
    [InlineData("varispeed", Seamline.Projects.SpeedMode.Varispeed)]
    [InlineData("silence", Seamline.Projects.SpeedMode.Silence)]
    public void A_warped_item_is_as_long_as_its_range_and_uses_more_of_its_medium(string? mode, Seamline.Projects.SpeedMode expected)
    {
        JsonObject clip = Warped(2, 48, 96);
        if (mode is not null)
            clip["metadata"] = new JsonObject { ["seamline"] = new JsonObject { ["speed_mode"] = mode } };
        Project project = Read(OtioShape.Timeline(OtioShape.Audio(clip, Clip(0, 24))));
        Assert.Equal((2.0, 10.0, 2.0, expected, 4.0), (project.Segments[0].In, project.Segments[0].Out, project.Segments[0].Speed, project.Segments[0].SpeedMode, project.Segments[0].Seconds));
        Assert.Equal(5.0, Overlaps.Starts(project.Segments)[^1]);
        Again(project);
    }

    [Fact]
    public void In_Premieres_dialect_the_range_is_the_mediums()
    {
        JsonObject clip = Warped(0.5, 48, 96).With("metadata", new JsonObject { ["PremierePro_OTIO"] = new JsonObject() });
        Project project = Read(OtioShape.Timeline(OtioShape.Audio(clip)));
        Assert.Equal((2.0, 6.0, 0.5, 8.0), (project.Segments[0].In, project.Segments[0].Out, project.Segments[0].Speed, project.Segments[0].Seconds));
        Again(project);
        // Trimmed, it still is.
        OtioWriter.Write(project with { Segments = [project.Segments[0] with { In = 3 }] }, _folder.Path("trim.otio"));
        Assert.Equal((3.0, 3.0), OtioShape.Seconds(OtioShape.Items(File.ReadAllText(_folder.Path("trim.otio")))[0]));
    }

    [Fact]
    public void A_new_speed_is_a_warp_of_its_own_and_a_changed_one_keeps_its_fields()
    {
        Project project = Read(OtioShape.Timeline(OtioShape.Audio(Clip(0, 48), Warped(2, 0, 48).With("name", "w"))));
        Project faster = project with { Segments = [project.Segments[0] with { Speed = 4, SpeedMode = Seamline.Projects.SpeedMode.Varispeed }, project.Segments[1] with { Speed = 1 }] };
        OtioWriter.Write(faster, _folder.Path("q.otio"));
        JsonObject[] items = OtioShape.Items(File.ReadAllText(_folder.Path("q.otio")));
        Assert.Equal(("LinearTimeWarp.1", 4.0), ((string?)items[0]["effects"]![0]!["OTIO_SCHEMA"], (double)items[0]["effects"]![0]!["time_scalar"]!));
        Assert.Equal(("mine", 1.0), ((string?)items[1]["effects"]![0]!["name"], (double)items[1]["effects"]![0]!["time_scalar"]!));
        Same.Projects(faster, OtioReader.Read(_folder.Path("q.otio"), Played));
        Assert.Equal("varispeed", (string?)items[0]["metadata"]!["seamline"]!["speed_mode"]);
    }

    [Fact]
    public void A_transition_beside_a_speed_borrows_seconds_of_the_timeline()
    {
        JsonObject transition = OtioShape.Make("Transition.1", ("name", ""), ("in_offset", OtioShape.Time(12, 24)), ("out_offset", OtioShape.Time(12, 24)));
        Project project = Read(OtioShape.Timeline(OtioShape.Audio(Warped(2, 48, 96), transition, Clip(240, 96))));
        Assert.Equal((2.0, 11.0, 4.5), (project.Segments[0].In, project.Segments[0].Out, project.Segments[0].Seconds));
        Assert.Equal(8.0, Overlaps.Starts(project.Segments)[^1]);
        Again(project);
    }

    [Theory]
    [InlineData("FreezeFrame.1", 0)]
    [InlineData("LinearTimeWarp.1", -1)]
    [InlineData("LinearTimeWarp.1", 9)]
    [InlineData("TimeEffect.1", null)]
    public void What_cannot_be_played_is_silence_with_a_warning_and_kept(string schema, int? scalar)
    {
        JsonObject effect = OtioShape.Make(schema, ("name", "fx"), ("effect_name", ""));
        if (scalar is { } number)
            effect["time_scalar"] = number;
        string text = OtioShape.Timeline(OtioShape.Audio(Clip(24, 48).With("effects", new JsonArray(effect)), Clip(0, 24)));
        Project project = _folder.Read(text);
        Assert.Equal([(0, 2.0), (1, 1.0)], project.Segments.Select(one => (one.ClipId, one.Seconds)));
        Assert.Contains("which cannot be played; it is silence of its length", Assert.Single(project.Warnings), StringComparison.Ordinal);
        OtioWriter.Write(project, _folder.Path("q.otio"));
        Assert.Equal(schema, (string?)OtioShape.Items(File.ReadAllText(_folder.Path("q.otio")))[0]["effects"]![0]!["OTIO_SCHEMA"]);
        Assert.Throws<ProjectException>(() => OtioReader.Read(_folder.Path("p.otio"), new OtioReadOptions { Strict = true }));
    }

    [Fact]
    public void A_speed_on_a_further_track_is_refused_by_item_and_effect()
    {
        string text = OtioShape.Timeline(OtioShape.Audio(Clip(0, 240)), OtioShape.Audio(Warped(2, 48, 96)));
        Assert.EndsWith("has the effect LinearTimeWarp.1 \"mine\", a speed on a further track; speeds are played on the main lane alone.", Assert.Throws<ProjectException>(() => Read(text)).Message, StringComparison.Ordinal);
    }

    private Project Read(string text)
    {
        File.WriteAllText(_folder.Path("p.otio"), text);
        return OtioReader.Read(_folder.Path("p.otio"), Played);
    }

    private void Again(Project project)
    {
        OtioWriter.Write(project, _folder.Path("again.otio"));
        Same.Projects(project, OtioReader.Read(_folder.Path("again.otio"), Played));
    }

    private static JsonObject Clip(double start, double duration) => OtioShape.Clip("c", start, duration, OtioShape.External("a.wav"));

    private static JsonObject Warped(double speed, double start, double duration) => Clip(start, duration).With("effects", new JsonArray(
        OtioShape.Make("LinearTimeWarp.1", ("metadata", new JsonObject()), ("name", "mine"), ("effect_name", "LinearTimeWarp"), ("time_scalar", speed), ("enabled", true))));
}

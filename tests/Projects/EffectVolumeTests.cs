using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>The volumes that Resolve and Premiere hang on clips.</summary>
public sealed class EffectVolumeTests
{
    [Theory]
    [InlineData("volume", -6.5, -6.5)]
    [InlineData("volume", 30, 30)]
    [InlineData("volume", -100, double.NegativeInfinity)]
    [InlineData("volume", 0, 0)]
    public void A_constant_volume_of_Resolve_is_a_gain(string id, double value, double gain)
    {
        using var folder = new ProjectFolder();
        (Project project, string timeline) = Read(folder, Resolve(Parameter(id, value), Parameter("faderIn", 0), Parameter("faderOut", 0)));
        Assert.Equal(gain, project.Segments[0].GainDb);
        Assert.Equal(gain == 0 ? 1 : 0, project.Warnings.Count);
        OtioWriter.Write(project, folder.Path("again.otio"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(timeline), JsonNode.Parse(File.ReadAllText(folder.Path("again.otio")))));
    }

    [Theory]
    [InlineData(0.1778279410038923, 0.0)]
    [InlineData(1.0, 15.0)]
    [InlineData(0.08912509381337455, -6.0)]
    [InlineData(0.0, double.NegativeInfinity)]
    public void A_constant_level_of_Premiere_is_a_gain(double level, double gain)
    {
        using var folder = new ProjectFolder();
        (Project project, _) = Read(folder, Premiere(("Level", level), ("Mute", false)));
        Assert.Equal(gain, project.Segments[0].GainDb, 1e-9);
        Assert.Equal(double.NegativeInfinity, Read(folder, Premiere(("Level", level), ("Mute", true))).Project.Segments[0].GainDb);
    }

    [Fact]
    public void An_edited_gain_counts_instead_of_the_effect_which_is_kept()
    {
        using var folder = new ProjectFolder();
        (Project project, string timeline) = Read(folder, Resolve(Parameter("volume", -6.5)));
        foreach (double gain in (double[])[0, -3, double.NegativeInfinity, 0.1])
        {
            OtioWriter.Write(project with { Segments = [project.Segments[0] with { GainDb = gain }] }, folder.Path("q.otio"));
            Project again = OtioReader.Read(folder.Path("q.otio"));
            Assert.Equal(gain, again.Segments[0].GainDb);
            Assert.True(JsonNode.DeepEquals(
                OtioShape.Items(timeline)[0]["effects"], OtioShape.Items(File.ReadAllText(folder.Path("q.otio")))[0]["effects"]));
            OtioWriter.Write(again with { Segments = [again.Segments[0] with { GainDb = -6.5 }] }, folder.Path("r.otio"));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(timeline), JsonNode.Parse(File.ReadAllText(folder.Path("r.otio")))));
        }
    }

    [Fact]
    public void What_is_not_applied_is_reported_once_kept_and_refused_by_a_strict_reader()
    {
        using var folder = new ProjectFolder();
        JsonObject keys = Parameter("volume", -6).With("Key Frames", new JsonObject { ["0"] = 1 });
        foreach ((JsonObject effect, string words) in new[]
        {
            (Resolve(keys), "whose fades or key frames are not applied"),
            (Resolve(Parameter("volume", -6), Parameter("faderIn", 12)), "whose fades or key frames are not applied"),
            (Resolve(Parameter("semitones", 2)), "which is not applied"),
            (Premiere(("Balance", 0.25)), "which is not applied"),
            (OtioShape.Make("Effect.1", ("name", "Reverb"), ("effect_name", "Reverb")), "Effect.1 \"Reverb\", which is not applied"),
        })
        {
            JsonObject clip = OtioShape.Clip("a", 0, 240, OtioShape.External("a.wav")).With("effects", new JsonArray(effect));
            string timeline = OtioShape.Timeline(OtioShape.Audio(clip, clip.DeepClone().AsObject()));
            folder.Media("a.wav");
            Project project = folder.Read(timeline);
            Assert.Equal([0.0, 0.0], project.Segments.Select(segment => segment.GainDb));
            string warning = Assert.Single(project.Warnings);
            Assert.Contains("item 0 \"a\" (Clip.2) has the effect", warning, StringComparison.Ordinal);
            Assert.Contains(words, warning, StringComparison.Ordinal);
            OtioWriter.Write(project, folder.Path("again.otio"));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(timeline), JsonNode.Parse(File.ReadAllText(folder.Path("again.otio")))));
            string refusal = Assert.Throws<ProjectException>(() => OtioReader.Read(folder.Path("p.otio"), new OtioReadOptions { Strict = true })).Message;
            Assert.Contains(words, refusal, StringComparison.Ordinal);
        }
    }

    private static (Project Project, string Timeline) Read(ProjectFolder folder, JsonObject effect)
    {
        folder.Media("a.wav");
        string timeline = OtioShape.Timeline(OtioShape.Audio(OtioShape.Clip("a", 0, 240, OtioShape.External("a.wav")).With("effects", new JsonArray(effect))));
        return (folder.Read(timeline), timeline);
    }

    private static JsonObject Resolve(params JsonObject[] parameters) => Effect("Resolve_OTIO", new JsonObject
    {
        ["Effect Name"] = "Fairlight Clip Volume and Fades",
        ["Enabled"] = true,
        ["Parameters"] = new JsonArray([.. parameters]),
        ["Type"] = 62,
    });

    private static JsonObject Parameter(string id, double value)
        => new() { ["Parameter ID"] = id, ["Parameter Value"] = value, ["Variant Type"] = "Double", ["Key Frames"] = new JsonObject() };

    private static JsonObject Premiere(params (string Name, JsonNode Value)[] parameters) => Effect("PremierePro_OTIO", new JsonObject
    {
        ["MatchName"] = "Internal Volume Stereo",
        ["Parameters"] = new JsonArray([.. parameters.Select(one => new JsonObject { ["DisplayName"] = one.Name, ["StartValue"] = new JsonObject { ["Value"] = one.Value } })]),
    });

    private static JsonObject Effect(string tool, JsonObject own)
        => OtioShape.Make("Effect.1", ("metadata", new JsonObject { [tool] = own }), ("name", "Volume"), ("effect_name", "Volume"), ("enabled", true));
}

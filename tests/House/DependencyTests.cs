using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Seamline.Tests.House;

/// <summary>Dependencies run one way (DESIGN, section 1). What a folder names of other folders is read from its sources.</summary>
public sealed class DependencyTests
{
    // Folder: what it may name. A folder that is not here may name nothing.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Files"] = ["TerraFX"], // a project of its own, for what writes files: engine, command and player
        ["Memory"] = ["TerraFX"],
        ["Kernels"] = [],
        ["Snapshots"] = ["Memory"],
        ["Render"] = ["Snapshots", "Kernels", "Memory"],
        ["Decode"] = ["Kernels", "Memory", "Files", "FFmpeg"],
        ["Isolation"] = ["Decode", "Memory"],
        ["Stretch"] = ["Decode", "Kernels", "Memory"],
        ["Clips"] = ["Loudness", "Stretch", "Decode", "Render", "Snapshots", "Kernels", "Memory"], // Render: the reader word that guards recycling
        ["Loudness"] = ["Kernels", "Memory"],
        ["Timeline"] = ["Loudness", "Clips", "Render", "Snapshots", "Memory"],
        ["Device"] = ["Render", "Kernels", "Memory", "SDL3", "TerraFX"],
        ["Encode"] = ["Files", "FFmpeg"],
        ["Offline"] = ["Encode", "Files", "Timeline", "Clips", "Render", "Snapshots", "Kernels", "Memory"],
        ["Engine"] = ["Isolation", "Loudness", "Stretch", "Encode", "Offline", "Device", "Files", "Timeline", "Clips", "Decode", "Render", "Snapshots", "Memory"],
        ["Abi"] = ["Isolation", "Engine", "Loudness", "Stretch", "Encode", "Offline", "Device", "Files", "Timeline", "Clips", "Decode", "Render", "Snapshots", "Kernels", "Memory"],
    };

    [Fact]
    public void Dependencies_run_one_way()
    {
        string[] found = [.. Repository.Sources("engine")
            .Where(s => !s.Path.StartsWith("engine/Interop/", StringComparison.Ordinal))
            .SelectMany(s => Violations(s.Path, s.Text))];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    // Namespaces do not tell folders apart: much of what hosts see is in Seamline. So the types themselves are followed, from file to file.
    [Fact]
    public void Files_use_types_of_the_folders_below_theirs_only()
    {
        (string Path, string Text)[] sources = [.. Repository.Sources("engine").Where(s => !s.Path.StartsWith("engine/Interop/", StringComparison.Ordinal))];
        Dictionary<string, string> rooms = RoomsOfTypes(sources);
        Assert.Equal(("Engine", "Decode", ""), (rooms["EngineConfig"], rooms["MediaFacts"], rooms["Limits"]));
        string[] found = [.. sources.SelectMany(s => WrongTypes(s.Path, s.Text, rooms))];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void No_two_folders_use_each_other()
    {
        // Each may only name folders that come before it in some order: then there is no circle, of folders or of files in several.
        var done = new HashSet<string>(StringComparer.Ordinal) { "TerraFX", "FFmpeg", "SDL3" };
        while (Allowed.Keys.FirstOrDefault(room => !done.Contains(room) && Allowed[room].All(done.Contains)) is { } next) done.Add(next);
        Assert.DoesNotContain(Allowed.Keys, room => !done.Contains(room));
    }

    [Theory]
    [InlineData("engine/Render/A.cs", "class A { Engine o; }", 1)]
    [InlineData("engine/Clips/A.cs", "class A { void B() { var c = new EngineConfig(); } }", 1)]
    [InlineData("engine/Limits.cs", "class A { PagePool o; }", 1)]
    [InlineData("engine/Render/A.cs", "class A { int Engine; int B => Engine; }", 0)] // a member of that name
    [InlineData("engine/Render/A.cs", "class A { int B => c.Engine + d->Engine; }", 0)]
    [InlineData("engine/Engine/A.cs", "class A { PagePool o; /* Abi: EngineTarget */ }", 0)]
    public void A_type_from_above_is_seen(string path, string source, int count) =>
        Assert.Equal(count, WrongTypes(path, source, RoomsOfTypes(Repository.Sources("engine"))).Count());

    [Theory]
    [InlineData("engine/Render/A.cs", "using Seamline.Timeline;")]
    [InlineData("engine/Snapshots/A.cs", "using Seamline.Render;")]
    [InlineData("engine/Render/A.cs", "using T = Seamline.Timeline.Segment;")]
    [InlineData("engine/Render/A.cs", "using static Seamline.Clips.Clip;")]
    [InlineData("engine/Render/A.cs", "class A { Seamline.Device.Output o; }")]
    [InlineData("engine/Render/A.cs", "class A { global::SDL3.SDL o; }")]
    [InlineData("engine/Kernels/A.cs", "using Seamline.Memory;")]
    [InlineData("engine/Memory/A.cs", "using Seamline.Kernels;")]
    [InlineData("engine/Clips/A.cs", "using FFmpeg.AutoGen;")]
    [InlineData("engine/Clips/A.cs", "using Seamline.Timeline;")]
    [InlineData("engine/Decode/A.cs", "using Seamline.Clips;")]
    [InlineData("engine/Abi/A.cs", "using static SDL3.SDL;")]
    [InlineData("engine/Nowhere/A.cs", "using Seamline.Memory;")]
    [InlineData("engine/A.cs", "using Seamline.Memory;")]
    [InlineData("engine/Render/A.cs", "namespace Seamline.Timeline;")]
    public void A_wrong_way_is_seen(string path, string source) => Assert.NotEmpty(Violations(path, source));

    [Theory]
    [InlineData("engine/Render/A.cs", "using System; using Seamline.Kernels; namespace Seamline.Render; // not Seamline.Timeline")]
    [InlineData("engine/Device/A.cs", "using SDL3; using Seamline.Render; namespace Seamline.Device;")]
    [InlineData("engine/Decode/A.cs", "using FFmpeg.AutoGen; using static FFmpeg.AutoGen.ffmpeg;")]
    [InlineData("engine/Limits.cs", "namespace Seamline; class A { string s = \"Seamline.Device\"; }")]
    public void A_right_way_is_not(string path, string source) => Assert.Empty(Violations(path, source));

    // A type that is declared in several folders says nothing: it is left out.
    private static Dictionary<string, string> RoomsOfTypes(IEnumerable<(string Path, string Text)> sources) =>
        sources.SelectMany(s => Regex.Matches(SourceText.Of(s.Text).Code, @"\b(?:class|struct|enum|interface|record(?:\s+struct)?)\s+([A-Z]\w*)")
                .Select(m => (Type: m.Groups[1].Value, Room: RoomOf(s.Path))))
            .Distinct().GroupBy(t => t.Type, StringComparer.Ordinal).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single().Room, StringComparer.Ordinal);

    // Names that are no member of something (a.B, a->B, B = ...), and not declared as one in the same file.
    private static IEnumerable<string> WrongTypes(string path, string source, Dictionary<string, string> rooms)
    {
        string room = RoomOf(path);
        string[] allowed = Allowed.GetValueOrDefault(room, []);
        string code = SourceText.Of(source).Code;
        foreach (string name in Regex.Matches(code, @"(?<![\w.]|->)[A-Z]\w*\b(?!\s*=[^=>])").Select(m => m.Value).Distinct(StringComparer.Ordinal))
        {
            if (!rooms.TryGetValue(name, out string? other) || other.Length == 0 || string.Equals(other, room, StringComparison.Ordinal)) continue;
            if (allowed.Contains(other, StringComparer.Ordinal)) continue;
            if (Regex.IsMatch(code, $@"[\w>\]*?](?<!\b(?:new|return|is|as|case|out|ref|in))\s+{name}\s*(?:;|\{{|\(|,|\)|=)")) continue;
            yield return $"{path}: {(room.Length == 0 ? "the root" : room)} may not use {name} of {other}";
        }
    }

    private static string RoomOf(string path) => path.Split('/') is { Length: > 2 } parts ? parts[1] : "";

    private static IEnumerable<string> Violations(string path, string source)
    {
        string room = RoomOf(path);
        string[] allowed = Allowed.GetValueOrDefault(room, []);
        string code = SourceText.Of(source).Code;
        foreach (Match match in Regex.Matches(code, @"\bSeamline\.(?<name>[A-Z]\w*)|\b(?<name>SDL3|FFmpeg(?=\.AutoGen)|TerraFX)\b"))
        {
            string name = match.Groups["name"].Value;
            if (!string.Equals(name, room, StringComparison.Ordinal) && !allowed.Contains(name, StringComparer.Ordinal))
                yield return $"{path}: {(room.Length == 0 ? "the root" : room)} may not name {name}";
        }
    }
}

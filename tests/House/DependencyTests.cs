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
        ["Files"] = [], // a project of its own, for what writes files: engine, command and player
        ["Memory"] = ["TerraFX"],
        ["Kernels"] = [],
        ["Snapshots"] = ["Memory"],
        ["Render"] = ["Snapshots", "Kernels", "Memory"],
        ["Decode"] = ["Kernels", "Memory", "FFmpeg"],
        ["Clips"] = ["Decode", "Render", "Snapshots", "Kernels", "Memory"], // Render: the reader word that guards recycling
        ["Timeline"] = ["Clips", "Render", "Snapshots", "Memory"],
        ["Device"] = ["Render", "Kernels", "Memory", "SDL3", "TerraFX"],
        ["Offline"] = ["Files", "Timeline", "Clips", "Render", "Snapshots", "Kernels", "Memory"],
        ["Engine"] = ["Device", "Files", "Timeline", "Clips", "Decode", "Render", "Snapshots", "Memory"],
        ["Abi"] = ["Device", "Render", "Kernels", "Memory"],
    };

    [Fact]
    public void Dependencies_run_one_way()
    {
        string[] found = [.. Repository.Sources("engine")
            .Where(s => !s.Path.StartsWith("engine/Interop/", StringComparison.Ordinal))
            .SelectMany(s => Violations(s.Path, s.Text))];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

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

    private static IEnumerable<string> Violations(string path, string source)
    {
        string[] parts = path.Split('/');
        string room = parts.Length > 2 ? parts[1] : "";
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

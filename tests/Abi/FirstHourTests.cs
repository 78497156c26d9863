using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Tests.Decode;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>What a C or C++ programmer meets first: defaults, structs of zeros, frames, groups and names, errors that name the field, one scheme of names.</summary>
[Collection(nameof(NativeHost))]
public sealed class FirstHourTests
{
    // Fields that a host fills and that no value is refused of: identities, switches, what other fields decide about, texts, callbacks.
    private static readonly string[] Free =
    [
        "seam_track.stream", // which streams there are the file decides
        "seam_segment.clip", "seam_segment.muted",
        "seam_edit_range.reserved", "seam_range.reserved", "seam_range.first_frame", // any frame; the end lies behind it
        "seam_edit.segment", "seam_edit.end_seconds", "seam_edit.muted",
        "seam_lane.id", "seam_lane.muted", "seam_lane.solo", "seam_lane.ripples", "seam_lane.extends",
        "seam_item.clip", "seam_item.lane", "seam_item.id",
        "seam_config.lock_memory", "seam_ducking.reserved", "seam_ducking.known", "seam_envelope_point.reserved",
        "seam_output.driver", "seam_output.device", "seam_output.disk_file", "seam_output.documented_entry",
        "seam_measure.progress", "seam_measure.user",
        "seam_export.progress", "seam_export.user", "seam_export.levels",
        "seam_file_export.stem", "seam_file_export.tag_count", "seam_file_export.chapter_count", "seam_file_export.progress", "seam_file_export.user", "seam_file_export.levels",
        "seam_tag.reserved", "seam_chapter.reserved", "seam_chapter.frame",
        "seam_levels.reserved", "seam_levels.frames", "seam_levels.clipped_samples", "seam_levels.peak",
    ];

    // Fields that the engine fills.
    private static readonly string[] Filled =
        ["seam_segment.id", "seam_segment.start_frame", "seam_segment.end_frame", "seam_segment.clip_frame", "seam_segment.beyond_frames", "seam_lane.items", "seam_item.start_frame", "seam_item.end_frame"];

    // Times that are neither seconds nor frames of a position: a share, a speed.
    private static readonly string[] OtherDoubles =
        ["speed", "known", "quality", "rate", "peak", "time_scale", "first_frame", "frames_per_column", "timeline_frame", "output_frame", "value", "range_lu", "min", "max", "rms"];

    private static string Header { get; } = File.ReadAllText(Path.Combine(Repository.Root, "engine", "include", "seamline.h"));

    private static string Code { get; } = Regex.Replace(Header, @"/\*.*?\*/", "", RegexOptions.Singleline);

    [Fact]
    public void Zeros_frames_groups_names_clips_and_reach() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_hour"), MediaFixtures.Path("aac-video.mp4")).Succeeded().Output);

    [Fact]
    public void Every_field_that_is_refused_is_named()
    {
        string[] tried = [.. NativeHost.Run(NativeHost.Build("host_fields")).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains('.', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
        string[] inputs = [.. Inputs().Append("seam_levels")];
        string[] all = [.. inputs.SelectMany(Fields)];
        Assert.Equal(string.Join('\n', all.Order(StringComparer.Ordinal)), string.Join('\n', tried.Concat(Free).Concat(Filled).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Defaults_of_C_and_Cpp_are_the_same_bytes()
    {
        string program = NativeHost.NewFile("defaults");
        string library = NativeHost.LibraryFolder();
        NativeHost.Tool(
            "c++", "-std=c++17", "-pedantic", "-Wall", "-Wextra", "-Werror", "-I", Path.Combine(Repository.Root, "engine", "include"),
            Path.Combine(Repository.Root, "tests", "abi", "defaults.cpp"), "-o", program, "-L", library, "-lseamline", "-Wl,-rpath," + library).Succeeded();
        Outcome outcome = NativeHost.Run(program);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        // seam_measure has no struct in C++: its fields are arguments.
        Assert.Equal(Inputs().Where(name => name != "seam_measure").Order(StringComparer.Ordinal), outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_call_that_takes_seconds_has_a_twin_in_frames()
    {
        var functions = Functions().ToDictionary(f => f.Name, f => f.Parameters, StringComparer.Ordinal);
        string[] timed = [.. functions.Where(f => Regex.IsMatch(f.Value, @"double (\w+_)?seconds\b|\bseam_edit_range \*ranges, uint32_t count\b")).Select(f => f.Key)];
        Assert.InRange(timed.Length, 19, 40);
        string[] alone = [.. timed.Where(name => !functions.ContainsKey(name + "_frame") && !functions.ContainsKey(name + "_frames"))];
        Assert.True(alone.Length == 0, "no twin in frames: " + string.Join(", ", alone));
        string[] without = [.. functions.Keys.Where(name => Regex.IsMatch(name, "_frames?$") && !functions.ContainsKey(Regex.Replace(name, "_frames?$", ""))).Except(["seam_clip_frames"], StringComparer.Ordinal)];
        Assert.True(without.Length == 0, "a twin without its call in seconds: " + string.Join(", ", without));
        Assert.All(timed.Where(name => functions.ContainsKey(name + "_frame")), name => Assert.DoesNotContain("seconds", functions[name + "_frame"], StringComparison.Ordinal));
    }

    [Fact]
    public void Names_follow_one_scheme()
    {
        string[] structs = [.. Structs().Select(s => s.Name)];
        string[] functions = [.. Functions().Select(f => f.Name)];
        Assert.All(functions.Where(f => f.EndsWith("_default", StringComparison.Ordinal)), f => Assert.Contains(f[..^"_default".Length], structs, StringComparer.Ordinal));
        // A call begins with a thing that there are several calls about, or with a verb.
        string[] things = ["clip", "timeline", "output", "offline", "peaks"];
        string[] verbs =
        [
            "set", "get", "add", "remove", "move", "delete", "insert", "split", "ripple", "trim", "roll", "slip", "slide", "lift", "overwrite", "keep", "apply", "begin", "end", "cancel", "can", "name",
            "undo", "redo", "play", "pause", "seek", "follow", "clear", "scrub", "render", "export", "measure", "estimate", "find", "snap", "wait", "read", "reset", "next", "create", "destroy",
        ];
        // Questions without a verb from the first header, whose hosts find them by these names.
        string[] first =
        [
            "seam_abi_version", "seam_version", "seam_vector_bits", "seam_cpu_supported", "seam_last_error", "seam_media_check", "seam_segment_at", "seam_length", "seam_loaded_ranges", "seam_residency",
            "seam_clock_at", "seam_clock_now", "seam_ducking_to_envelope",
        ];
        string[] strange = [.. functions.Where(f => !f.EndsWith("_default", StringComparison.Ordinal) && !things.Concat(verbs).Contains(f.Split('_')[1], StringComparer.Ordinal)).Except(first, StringComparer.Ordinal)];
        Assert.True(strange.Length == 0, string.Join(", ", strange));
        string[] unitless = [.. Structs().SelectMany(s => Regex.Matches(s.Body, @"\b(?:double|float) \*?(?<name>\w+)").Select(m => (s.Name, Field: m.Groups["name"].Value)))
            .Where(f => !Regex.IsMatch(f.Field, "(^|_)(seconds|frames|db|dbfs|dbtp|lufs|ms)$") && !OtherDoubles.Contains(f.Field, StringComparer.Ordinal)).Select(f => $"{f.Name}.{f.Field}")];
        Assert.True(unitless.Length == 0, "no unit: " + string.Join(", ", unitless));
    }

    // Structs that a call takes to read.
    private static string[] Inputs() => [.. Functions().SelectMany(f => Regex.Matches(f.Parameters, @"const (?<name>seam_\w+) \*").Select(m => m.Groups["name"].Value))
        .Concat(Structs().SelectMany(s => Regex.Matches(s.Body, @"const (?<name>seam_\w+) \*").Select(m => m.Groups["name"].Value)))
        .Distinct(StringComparer.Ordinal).Where(name => name != "seam_engine")];

    private static string[] Fields(string type) => [.. Regex.Matches(Structs().Single(s => s.Name == type).Body, @"(?<name>\w+)(\[\d+\])?;").Select(m => $"{type}.{m.Groups["name"].Value}")];

    private static (string Name, string Body)[] Structs() => [.. Regex.Matches(Code, @"^typedef struct \w+ \{(?<body>.*?)\} (?<name>\w+);", RegexOptions.Multiline | RegexOptions.Singleline)
        .Select(m => (m.Groups["name"].Value, m.Groups["body"].Value))];

    private static (string Name, string Parameters)[] Functions() => [.. Regex.Matches(Code, @"^[a-z][\w ]*[ *](?<name>seam_\w+)\((?<parameters>[^;]*)\);", RegexOptions.Multiline)
        .Select(m => (m.Groups["name"].Value, m.Groups["parameters"].Value))];
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// The gate against regressions: instructions of a block and of an edit on the published library, counted by callgrind
/// (tests/abi/host_count.c), against bench/baseline/instructions.json. They repeat to the instruction, where time does not.
/// SEAMLINE_WRITE_BASELINE=1 writes the file anew.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed partial class InstructionTests
{
    private const double MostMore = 0.02;
    private const double ToldLess = 0.05;
#if DEBUG // the library is the same in both runs of the suite: all of it once
    private const int Rows = 1;
#else
    private const int Rows = int.MaxValue;
#endif
    private static readonly string Baseline = Path.Combine(Repository.Root, "bench", "baseline", "instructions.json");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // What is done, and how often: enough that the little that differs from one time to the next is lost in the division.
    private static readonly (string What, string Kind, int Times)[] Counted =
    [
        ("block", "unity", 200), ("block", "gain", 200), ("block", "mono", 200), ("block", "pieces", 100), ("block", "crossfade", 200),
        ("block", "gap", 200), ("edit", "20", 200), ("edit", "200", 50), ("edit", "2000", 20), ("edit", "20000", 4),
    ];

    [Fact]
    public void Blocks_and_edits_take_no_more_instructions_than_before()
    {
        var now = Counted.Take(Rows).ToDictionary(c => $"{c.What} {c.Kind}", c => Count(c.What, c.Kind, c.Times), StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("SEAMLINE_WRITE_BASELINE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Baseline)!);
            File.WriteAllText(Baseline, JsonSerializer.Serialize(now, Indented) + "\n");
        }

        Dictionary<string, long> then = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(Baseline))!;
        foreach ((string name, long count) in now) TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {count} ({then.GetValueOrDefault(name)})");
        string[] more = [.. Compare(then, now, out string[] less)];
        foreach (string name in less) TestContext.Current.TestOutputHelper!.WriteLine($"{name}: write the baseline anew");
        Assert.True(more.Length == 0, string.Join('\n', more));
    }

    // The planted regression: a block with gain, where the baseline has one without.
    [Fact]
    public void A_dearer_block_is_seen()
    {
        var then = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(Baseline))!;
        Assert.NotEmpty(Compare(then, new Dictionary<string, long>(StringComparer.Ordinal) { ["block unity"] = Count("block", "gain", 100) }, out _));
    }

    // Counted with N and with 2 N times; the difference is N times the thing, without what comes before and after.
    private static long Count(string what, string kind, int times) => (Instructions(what, kind, 2 * times) - Instructions(what, kind, times)) / times;

    private static long Instructions(string what, string kind, int times)
    {
        string[] toggles = what == "block" ? ["seam_render"] : ["seam_split", "seam_undo"];
        return Collect(NativeHost.Build("host_count"), toggles, what, kind, times.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Instructions inside the functions of these names, in a whole run of a host.</summary>
    internal static long Collect(string host, string[] toggles, params string[] arguments)
    {
        Outcome outcome = NativeHost.Tool("valgrind", NativeHost.UnderValgrind(),
            ["--tool=callgrind", "--callgrind-out-file=/dev/null", .. toggles.Select(t => "--toggle-collect=" + t), host, .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Match match = CollectedLine().Match(outcome.Errors);
        Assert.True(match.Success, outcome.Errors);
        return long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(1_000, 1_000, false, false)]
    [InlineData(1_000, 1_020, false, false)]
    [InlineData(1_000, 1_021, true, false)]
    [InlineData(1_000, 951, false, false)]
    [InlineData(1_000, 949, false, true)]
    [InlineData(0, 10, true, false)] // nothing to compare with
    public void Two_percent_more_fails_and_five_less_is_told(long then, long now, bool fails, bool told)
    {
        var before = new Dictionary<string, long>(StringComparer.Ordinal);
        if (then > 0) before["block"] = then;
        string[] more = [.. Compare(before, new Dictionary<string, long>(StringComparer.Ordinal) { ["block"] = now }, out string[] less)];
        Assert.Equal((fails, told), (more.Length > 0, less.Length > 0));
    }

    private static List<string> Compare(Dictionary<string, long> then, Dictionary<string, long> now, out string[] less)
    {
        var more = new List<string>();
        var fewer = new List<string>();
        foreach ((string name, long count) in now)
        {
            if (!then.TryGetValue(name, out long before)) more.Add($"{name}: {count} instructions, and no baseline");
            else if (count > before * (1 + MostMore)) more.Add($"{name}: {count} instructions, {100.0 * count / before - 100:f1} % more than {before}");
            else if (count < before * (1 - ToldLess)) fewer.Add(name);
        }

        less = [.. fewer];
        return more;
    }

    [GeneratedRegex(@"Collected : (\d+)")]
    private static partial Regex CollectedLine();
}

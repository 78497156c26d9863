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
/// Counts of instructions against a file of bench/baseline: 2 % more fail, 5 % less are reported. SEAMLINE_WRITE_BASELINE=1
/// writes what was counted into the file.
/// </summary>
internal static partial class InstructionBaseline
{
    public const double MostMore = 0.02;
    private const double ReportedLess = 0.05;

    private const string OfX64 = "instructions.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Whether the file is to be rewritten.</summary>
    public static bool Writes => Environment.GetEnvironmentVariable("SEAMLINE_WRITE_BASELINE") == "1";

    /// <summary>What was counted when the file was written.</summary>
    public static Dictionary<string, long> Baseline => Read(OfX64);

    /// <summary>Whether a count is over what the baseline allows; while it is written every count is, so that the least of several is written.</summary>
    public static bool IsMore(string name, long count, string file = OfX64) => Writes || (Read(file).TryGetValue(name, out long before) && count > Limit(before));

    /// <summary>Fails for what has become dearer.</summary>
    public static void Check(Dictionary<string, long> now, string file = OfX64)
    {
        if (Writes) Write(now, file);
        Dictionary<string, long> then = Read(file);
        foreach ((string name, long count) in now) TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {count} ({then.GetValueOrDefault(name)})");
        string[] more = [.. Compare(then, now, out string[] less)];
        foreach (string name in less) TestContext.Current.SendDiagnosticMessage($"{name}: more than 5 % fewer instructions than the baseline: rewrite it");
        Assert.True(more.Length == 0, string.Join('\n', more));
    }

    /// <summary>What is dearer than it was, in words; and the names of what is cheaper.</summary>
    public static List<string> Compare(Dictionary<string, long> then, Dictionary<string, long> now, out string[] less)
    {
        var more = new List<string>();
        var fewer = new List<string>();
        foreach ((string name, long count) in now)
        {
            if (!then.TryGetValue(name, out long before)) more.Add($"{name}: {count} instructions, and no baseline");
            else if (count > Limit(before)) more.Add($"{name}: {count} instructions, {100.0 * count / before - 100:f1} % more than {before}");
            else if (count < before * (1 - ReportedLess)) fewer.Add(name);
        }

        less = [.. fewer];
        return more;
    }

    /// <summary>Instructions of a program inside some of its functions.</summary>
    public static long Count(string[] functions, string program, params string[] arguments)
    {
        Outcome outcome = Valgrind(["--callgrind-out-file=/dev/null", .. functions.Select(f => "--toggle-collect=" + f), program, .. arguments]);
        Match match = CollectedLine().Match(outcome.Errors);
        Assert.True(match.Success, outcome.Errors);
        return long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Instructions of a program inside some of its functions, from one call of another function to the next: the first is what came before the
    /// first call.
    /// </summary>
    public static long[] CountBetween(string mark, string[] functions, string program, params string[] arguments)
    {
        string output = NativeHost.NewFile("counts");
        _ = Valgrind([$"--callgrind-out-file={output}", "--dump-before=" + mark, .. functions.Select(f => "--toggle-collect=" + f), program, .. arguments]);
        var counts = new List<long>();
        for (int i = 1; File.Exists($"{output}.{i}"); i++) counts.Add(CostOf($"{output}.{i}"));
        return [.. counts];
    }

    /// <summary>The sum of a file of callgrind's.</summary>
    public static long CostOf(string dump)
    {
        Match cost = SumLine().Match(File.ReadAllText(dump));
        Assert.True(cost.Success, $"{dump} has no sum");
        return long.Parse(cost.Groups["cost"].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a program under callgrind, on a path that every machine has: time is asked of the system.</summary>
    public static Outcome Valgrind(string[] arguments)
    {
        Outcome outcome = NativeHost.Tool("valgrind", NativeHost.UnderValgrind(HostWatchTests.WithoutCounter.Value), ["--tool=callgrind", .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        return outcome;
    }

    private static long Limit(long before) => (long)(before * (1 + MostMore));

    private static string At(string file) => Path.Combine(Repository.Root, "bench", "baseline", file);

    private static Dictionary<string, long> Read(string file) => JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(At(file)))!;

    private static void Write(Dictionary<string, long> now, string file)
    {
        Dictionary<string, long> all = File.Exists(At(file)) ? Read(file) : [];
        foreach ((string name, long count) in now) all[name] = count;
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), JsonSerializer.Serialize(all, Indented) + "\n");
    }

    [GeneratedRegex(@"^(summary|totals): (?<cost>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SumLine();

    [GeneratedRegex(@"Collected : (\d+)")]
    private static partial Regex CollectedLine();
}

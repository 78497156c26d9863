using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// Instructions of every kernel over a block of 480 stereo frames, as NativeAOT compiles it for the published library: a program of
/// loops (tools/publish.sh loops) runs each a number of times, callgrind counts from mark to mark.
/// </summary>
public sealed partial class KernelCountTests
{
    private const int Times = 100;
    private const string Planted = "gain-set in scalar code";

    private static readonly Lazy<Dictionary<string, long>> Counts = new(() => Count("kernels"));
    private static readonly Lazy<Dictionary<string, long>> LaneCounts = new(() => Count("lanes"));

    [Fact]
    public void Kernels_take_no_more_instructions_than_before() =>
        InstructionBaseline.Check(Counts.Value.Where(c => !string.Equals(c.Key, Planted, StringComparison.Ordinal))
            .ToDictionary(c => "kernel " + c.Key, c => c.Value, StringComparer.Ordinal));

    [Fact]
    public void Every_kernel_is_counted()
    {
        string folder = Path.Combine(Repository.Root, "engine", "Kernels");
        string[] loops = [.. File.ReadAllLines(Path.Combine(Repository.Root, "bench", "loops", "KernelLoops.cs"))];
        foreach (string file in Directory.EnumerateFiles(folder, "*.cs"))
        {
            string type = Path.GetFileNameWithoutExtension(file);
            foreach (Match kernel in EntryPoint().Matches(File.ReadAllText(file)))
                Assert.Contains(loops, line => line.Contains($"{type}.{kernel.Groups["name"].Value}(", StringComparison.Ordinal));
        }
    }

    // The planted regression: a kernel made scalar, counted as the kernel.
    [Fact]
    public void A_kernel_made_scalar_is_seen()
    {
        var made = new Dictionary<string, long>(StringComparer.Ordinal) { ["kernel gain-set"] = Counts.Value[Planted] };
        Assert.NotEmpty(InstructionBaseline.Compare(InstructionBaseline.Baseline, made, out _));
    }

    // Lanes cost less than blocks of their regions: four are summed in a pass, and a block's own work is done once.
    [Theory]
    [InlineData("8 at 1", 8, "1 at 1")]
    [InlineData("64 at 1", 64, "1 at 1")]
    [InlineData("8 at 0.5", 8, "1 at 0.5")]
    [InlineData("64 at 0.5", 64, "1 at 0.5")]
    public void Lanes_take_less_than_so_many_single_regions(string lanes, int count, string one)
    {
        (long many, long single) = (LaneCounts.Value[lanes], LaneCounts.Value[one]);
        TestContext.Current.TestOutputHelper!.WriteLine($"{lanes}: {many}, {one}: {single}, {(double)many / single / count:f2}");
        Assert.True(single > 300, $"{single} instructions are no block");
        Assert.InRange(many, single, count * single);
    }

    private static Dictionary<string, long> Count(string what)
    {
        string program = Program();
        string output = NativeHost.NewFile(what);
        Outcome outcome = InstructionBaseline.Valgrind(
            [$"--callgrind-out-file={output}", "--dump-before=*KernelLoops__Mark*", program, what, Times.ToString(CultureInfo.InvariantCulture)]);

        // Dump 2 k + 1 is of what came before the first mark of a thing, dump 2 k + 2 of the thing.
        string[] names = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return names.Select((name, i) => (name, Cost: InstructionBaseline.CostOf($"{output}.{(2 * i) + 2}") / Times))
            .ToDictionary(c => c.name, c => c.Cost, StringComparer.Ordinal);
    }

    private static string Program()
    {
        _ = NativeHost.LibraryFolder(); // skips where nothing is published
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_LOOPS");
        string program = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "loops", "seamline-loops") : Path.GetFullPath(given);
        if (!File.Exists(program) && string.IsNullOrEmpty(given)) Assert.Skip("no program of loops: run tools/publish.sh loops");
        return program;
    }

    [GeneratedRegex(@"public static (void|nuint) (?<name>\w+)\(\s*(float|short)\*", RegexOptions.ExplicitCapture)]
    private static partial Regex EntryPoint();
}

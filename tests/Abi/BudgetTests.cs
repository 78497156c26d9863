using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// What a host pays for having the library at all, against bench/baseline/budget.json, where each limit says where it is from: bytes
/// of the published files, relocations that the loader makes, instructions from loading to the first engine. Never wall time.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class BudgetTests
{
    private static readonly JsonSerializerOptions Plain = new() { PropertyNameCaseInsensitive = true };

    [Fact]
    public void The_library_is_no_larger_than_its_budget() => Within("libseamline.so, bytes", new FileInfo(Library).Length);

    [Fact]
    public void The_command_is_no_larger_than_its_budget()
    {
        string? command = Environment.GetEnvironmentVariable("SEAMLINE_CLI");
        if (string.IsNullOrEmpty(command)) command = Path.Combine(Repository.Root, "artifacts", "command", "seamline-cli");
        if (!File.Exists(command)) Assert.Skip("no command: run tools/publish.sh");
        Within("seamline-cli, bytes", new FileInfo(command).Length);
    }

    [Fact]
    public void Loading_relocates_no_more_than_its_budget() =>
        Within("libseamline.so, relocations", NativeHost.Tool("readelf", "-rW", Library).Succeeded().Output.Split('\n').Count(line => line.Contains(" R_", StringComparison.Ordinal)));

    [Fact]
    public void Loading_and_the_first_engine_take_no_more_instructions_than_their_budget() =>
        Within("load to first engine, instructions", InstructionBaseline.Count(["make_ready"], NativeHost.BuildAlone("host_load"), Path.Combine(NativeHost.BareFolder(), "libseamline.so")));

    [Fact]
    public void A_limit_says_where_it_is_from_and_bites()
    {
        Assert.All(Limits, limit => Assert.True(limit.Value.From.Length > 10, $"{limit.Key}: from where?"));
        Assert.All(Limits, limit => Assert.NotNull(Record.Exception(() => Within(limit.Key, limit.Value.AtMost + 1))));
    }

    private static string Library => Path.Combine(NativeHost.LibraryFolder(), "libseamline.so");

    private static Dictionary<string, Limit> Limits =>
        JsonSerializer.Deserialize<Dictionary<string, Limit>>(File.ReadAllText(Path.Combine(Repository.Root, "bench", "baseline", "budget.json")), Plain)!;

    private static void Within(string what, long now)
    {
        Limit limit = Limits[what];
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {now} of {limit.AtMost}");
        Assert.True(now <= limit.AtMost, $"{what}: {now}, more than {limit.AtMost} ({limit.From})");
    }

    private sealed record Limit(long AtMost, string From);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Seamline.Tests.AbiTests;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>
/// Instructions of blocks and edits on the linux-arm64 library, counted by a plugin of qemu-user (tests/abi/qemu_count.c), against
/// bench/baseline/instructions-arm64.json. Unlike the counts of linux-x64 these hold the host's own loop, and of an edit the block that takes it.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class ArmInstructionTests
{
    private const string File = "instructions-arm64.json";

    private static readonly (string What, string Kind, int Times)[] Things =
    [
        ("block", "unity", 500), ("block", "gain", 500), ("block", "mono", 500), ("block", "pieces", 200), ("block", "crossfade", 200), ("block", "gap", 500),
        ("block", "limiter-noise", 100), ("block", "metered", 200), ("edit", "20", 100), ("edit", "200", 50), ("edit", "2000", 10), ("compile", "20", 100),
    ];

    private static readonly Foreign Arm = Foreign.Arm;
    private static readonly Lazy<Dictionary<string, long>> Counts = new(Count);

    [Fact]
    public void Blocks_and_edits_take_no_more_instructions_than_before() => InstructionBaseline.Check(Counts.Value, File);

    // The planted regression: a block with a gain, where the baseline has one without.
    [Fact]
    public void A_dearer_block_is_seen() => Assert.True(InstructionBaseline.IsMore("block unity", Counts.Value["block gain"], File));

    // Chance only adds, as on linux-x64 (HostCounts): what looks dear is counted again.
    private static Dictionary<string, long> Count()
    {
        WineTests.RequireAll();
        string host = Arm.Build("host_count", "-no-pie"); // functions have the addresses that nm says
        string plugin = Foreign.BuildQemuPlugin("qemu_count");
        string mark = NativeHost.Tool("aarch64-linux-gnu-nm", host).Succeeded().Output.Split('\n').Single(line => line.EndsWith(" mark", StringComparison.Ordinal)).Split(' ')[0];
        var least = new Dictionary<string, long>(StringComparer.Ordinal);
        (string What, string Kind, int Times)[] things = Things;
        for (int round = 0; round < 3 && things.Length > 0; round++)
        {
            string to = NativeHost.NewFile("counts");
            Arm.RunWith("", [("QEMU_PLUGIN", $"{plugin},mark={mark},to={to}")], host, [.. things.SelectMany(t => (string[])[t.What, t.Kind, t.Times.ToString(CultureInfo.InvariantCulture)])])
                .Succeeded();
            string[] counts = System.IO.File.ReadAllLines(to);
            for (int i = 0; i < things.Length; i++)
            {
                string name = $"{things[i].What} {things[i].Kind}";
                long count = long.Parse(counts[(2 * i) + 1], CultureInfo.InvariantCulture) / things[i].Times; // before it what came before the thing's first mark
                least[name] = Math.Min(least.GetValueOrDefault(name, long.MaxValue), count);
            }

            things = [.. things.Where(t => InstructionBaseline.IsMore($"{t.What} {t.Kind}", least[$"{t.What} {t.Kind}"], File))];
        }

        return least;
    }
}

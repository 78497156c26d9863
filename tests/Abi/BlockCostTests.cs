using System;
using System.Globalization;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// A block beside the same block in C and beside memcpy, in one process (tests/abi/host_block.c). Times are printed, not judged: they vary
/// with the machine. What repeats is judged: that both give the same bits (the host looks itself), and instructions.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class BlockCostTests
{
    private const int Passes = 300;
    private const int CountedBlocks = 200;
    private const long MostPercentOfC = 150; // measured: 125, gcc 12; the rest is for other compilers

    [Fact]
    public void A_block_is_measured_beside_c_and_memcpy()
    {
        Outcome outcome = NativeHost.Run(NativeHost.BuildFast("host_block"), Passes.ToString(CultureInfo.InvariantCulture)).Succeeded();
        TestContext.Current.TestOutputHelper!.WriteLine(outcome.Output);
        Assert.Equal(1, outcome["ok"]);
        foreach (string kind in (ReadOnlySpan<string>)["unity", "cold", "gain", "crossfade"])
        {
            foreach (string who in (ReadOnlySpan<string>)["memcpy", "block", "engine"])
            {
                Assert.InRange(outcome[$"{kind}_{who}_p50"], 1, 1_000_000);
                Assert.InRange(outcome[$"{kind}_{who}_max"], outcome[$"{kind}_{who}_p999"], long.MaxValue);
            }

            // Not a target: what only a fault could bring, such as a block that is rendered twice, or not at all.
            Assert.InRange(outcome[$"{kind}_percent_of_block"], 20, 1_000);
        }
    }

    [Fact]
    public void A_block_takes_instructions_as_the_same_block_in_c_does()
    {
        long[] counts = InstructionBaseline.CountBetween(
            "mark", ["seam_render", "c_block"], NativeHost.BuildFast("host_block"), CountedBlocks.ToString(CultureInfo.InvariantCulture), "count");
        (long engine, long c) = (counts[1] / CountedBlocks, counts[3] / CountedBlocks);
        TestContext.Current.TestOutputHelper!.WriteLine($"engine {engine}, C {c}: {100 * engine / c} %");
        Assert.True(c > 100, $"c_block was not seen: {c}");
        Assert.InRange(100 * engine / c, 20, MostPercentOfC);
    }
}

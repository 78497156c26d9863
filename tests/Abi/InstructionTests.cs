using System;
using System.Collections.Generic;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// Instructions of a block on the published library, against the baseline (<see cref="HostCounts"/>). They repeat to the instruction, where
/// time does not. Edits: <see cref="EditCountTests"/>. Kernels: <see cref="KernelCountTests"/>.
/// </summary>
public sealed class InstructionTests
{
    // What is done, and how often: enough that the little that differs from one time to the next is lost in the division.
    private static readonly (string What, string Kind, int Times)[] Blocks =
    [
        ("block", "unity", 200), ("block", "gain", 200), ("block", "mono", 200), ("block", "pieces", 100), ("block", "crossfade", 200), ("block", "gap", 200),
        ("block", "limiter-idle", 200), ("block", "limiter-near", 200), ("block", "limiter-tone", 200), ("block", "limiter-noise", 50), ("block", "metered", 200),
    ];

    private static readonly Lazy<Dictionary<string, long>> Counts = new(() => HostCounts.Of(Blocks, "seam_render"));

    [Fact]
    public void Blocks_take_no_more_instructions_than_before() => InstructionBaseline.Check(Counts.Value);

    // The planted regression: a block of a mono source, where the baseline has one of stereo.
    [Fact]
    public void A_dearer_block_is_seen() =>
        Assert.NotEmpty(InstructionBaseline.Compare(InstructionBaseline.Baseline, One("block unity", Counts.Value["block mono"]), out _));

    [Theory]
    [InlineData(1_000, 1_000, false, false)]
    [InlineData(1_000, 1_020, false, false)]
    [InlineData(1_000, 1_021, true, false)]
    [InlineData(1_000, 951, false, false)]
    [InlineData(1_000, 949, false, true)]
    [InlineData(0, 10, true, false)] // nothing to compare with
    public void Two_percent_more_fails_and_five_less_is_reported(long then, long now, bool fails, bool reported)
    {
        Dictionary<string, long> before = then > 0 ? One("block", then) : [];
        string[] more = [.. InstructionBaseline.Compare(before, One("block", now), out string[] less)];
        Assert.Equal((fails, reported), (more.Length > 0, less.Length > 0));
    }

    private static Dictionary<string, long> One(string name, long count) => new(StringComparer.Ordinal) { [name] = count };
}

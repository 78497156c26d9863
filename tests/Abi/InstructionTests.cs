using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// The gate against regressions: instructions of a block, of an edit and of a compile on the published library, counted by
/// callgrind (tests/abi/host_count.c). They repeat to the instruction, where time does not. Kernels: <see cref="KernelCountTests"/>.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class InstructionTests
{
#if DEBUG // the library is the same in both runs of the suite: all of it once
    private static readonly int Rows = InstructionGate.Writes ? int.MaxValue : 1;
#else
    private static readonly int Rows = int.MaxValue;
#endif

    // What is done, and how often: enough that the little that differs from one time to the next is lost in the division.
    private static readonly (string What, string Kind, int Times)[] Counted =
    [
        ("block", "unity", 200), ("block", "gain", 200), ("block", "mono", 200), ("block", "pieces", 100), ("block", "crossfade", 200),
        ("block", "gap", 200), ("edit", "20", 200), ("edit", "200", 50), ("edit", "2000", 20), ("edit", "20000", 4), ("compile", "20", 200),
        ("compile", "2000", 20),
    ];

    [Fact]
    public void Blocks_edits_and_compiles_take_no_more_instructions_than_before() =>
        InstructionGate.Check(Counted.Take(Rows).ToDictionary(c => $"{c.What} {c.Kind}", c => Least(c.What, c.Kind, c.Times), StringComparer.Ordinal));

    // On a timeline of the same segments, over media of 20 seconds and of two minutes.
    [Fact]
    public void An_edit_costs_the_same_however_long_the_media_are()
    {
        long brief = Count("edit", "200", 20);
        long vast = Count("long", "200", 20);
        Assert.InRange(vast, brief * (1 - InstructionGate.MostMore), brief * (1 + InstructionGate.MostMore));
    }

    // The planted regression: the same edit where the timeline has a row for every page of the media.
    [Fact]
    public void An_edit_that_grows_with_the_length_of_the_media_is_seen()
    {
        long brief = Count("paged", "20", 20);
        long vast = Count("paged", "120", 20);
        Assert.False(vast <= brief * (1 + InstructionGate.MostMore), $"{brief} and {vast}");
    }

    // The planted regression: a block of a mono source, where the baseline has one of stereo.
    [Fact]
    public void A_dearer_block_is_seen() =>
        Assert.NotEmpty(InstructionGate.Compare(InstructionGate.Baseline, One("block unity", Count("block", "mono", 100)), out _));

    [Theory]
    [InlineData(1_000, 1_000, false, false)]
    [InlineData(1_000, 1_020, false, false)]
    [InlineData(1_000, 1_021, true, false)]
    [InlineData(1_000, 951, false, false)]
    [InlineData(1_000, 949, false, true)]
    [InlineData(0, 10, true, false)] // nothing to compare with
    public void Two_percent_more_fails_and_five_less_is_told(long then, long now, bool fails, bool told)
    {
        Dictionary<string, long> before = then > 0 ? One("block", then) : [];
        string[] more = [.. InstructionGate.Compare(before, One("block", now), out string[] less)];
        Assert.Equal((fails, told), (more.Length > 0, less.Length > 0));
    }

    // Chance only adds: a lock found taken, a block of memory that a loader still holds. What looks dear is counted again.
    private static long Least(string what, string kind, int times)
    {
        long limit = InstructionGate.Writes ? 0 : InstructionGate.Limit($"{what} {kind}");
        (long once, long twice) = (long.MaxValue, long.MaxValue);
        for (int i = 0; i < 3; i++)
        {
            once = Math.Min(once, Instructions(what, kind, times));
            twice = Math.Min(twice, Instructions(what, kind, 2 * times));
            if ((twice - once) / times <= limit) break;
        }

        return (twice - once) / times;
    }

    // Counted with N and with 2 N times; the difference is N times the thing, without what comes before and after.
    private static long Count(string what, string kind, int times) => (Instructions(what, kind, 2 * times) - Instructions(what, kind, times)) / times;

    private static long Instructions(string what, string kind, int times) => InstructionGate.Count(
        what switch { "block" => ["seam_render"], "compile" => ["seam_clip_set_track_mix"], _ => ["seam_split", "seam_undo"] },
        NativeHost.Build("host_count"), what, kind, times.ToString(CultureInfo.InvariantCulture));

    private static Dictionary<string, long> One(string name, long count) => new(StringComparer.Ordinal) { [name] = count };
}

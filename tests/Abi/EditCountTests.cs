using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>Instructions of an edit and of a compile on the published library, against the baseline (<see cref="HostCounts"/>).</summary>
public sealed class EditCountTests
{
    // What is done, and how often: enough that the little that differs from one time to the next is lost in the division.
    private static readonly (string What, string Kind, int Times)[] Edits =
    [
        ("edit", "20", 200), ("edit", "200", 50), ("edit", "2000", 20), ("edit", "20000", 4), ("compile", "20", 200), ("compile", "2000", 20),
        ("long", "200", 20), ("paged", "20", 20), ("paged", "120", 20), ("mixed", "20", 50), ("mixed", "2000", 10),
    ];

    private static readonly Lazy<Dictionary<string, long>> Counts = new(() => HostCounts.Of(Edits, "seam_split", "seam_undo", "seam_clip_set_track_mix"));

    [Fact]
    public void Edits_and_compiles_take_no_more_instructions_than_before() => InstructionBaseline.Check(Counts.Value
        .Where(c => c.Key.StartsWith("edit", StringComparison.Ordinal) || c.Key.StartsWith("compile", StringComparison.Ordinal))
        .ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal));

    // Lanes that an edit has not changed are copied, and transitions are looked up in their order.
    [Theory]
    [InlineData("20")]
    [InlineData("2000")]
    public void Eight_lanes_and_a_transition_at_every_second_cut_make_an_edit_at_most_twice_as_dear(string segments)
    {
        (long plain, long mixed) = (Counts.Value["edit " + segments], Counts.Value["mixed " + segments]);
        TestContext.Current.TestOutputHelper!.WriteLine($"{segments} segments: {plain}, with lanes and transitions {mixed}, {(double)mixed / plain:f2}");
        Assert.InRange(mixed, plain, 2 * plain);
    }

    // On a timeline of the same segments, over media of 20 seconds and of two minutes.
    [Fact]
    public void An_edit_costs_the_same_however_long_the_media_are()
    {
        (long brief, long vast) = (Counts.Value["edit 200"], Counts.Value["long 200"]);
        Assert.InRange(vast, brief * (1 - InstructionBaseline.MostMore), brief * (1 + InstructionBaseline.MostMore));
    }

    // The planted regression: the same edit where the timeline has a row for every page of the media.
    [Fact]
    public void An_edit_that_grows_with_the_length_of_the_media_is_seen()
    {
        (long brief, long vast) = (Counts.Value["paged 20"], Counts.Value["paged 120"]);
        Assert.False(vast <= brief * (1 + InstructionBaseline.MostMore), $"{brief} and {vast}");
    }
}

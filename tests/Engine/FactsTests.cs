using System;
using System.Threading;
using Seamline.Tests.Clips;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>What a host that draws asks for: loaded parts, sources.</summary>
public sealed class FactsTests
{
    [Fact]
    public void Loaded_parts_grow_until_they_are_the_timeline()
    {
        using var rig = new EngineRig(loaders: 1);
        Assert.Empty(rig.Engine.GetLoadedRanges());
        var held = new TestSource(2 * EngineRig.Rate) { HoldFrame = 3L * Limits.PageFrames };
        rig.Clip(1, held);
        rig.Staircase(2, 1);
        rig.Set(EngineRig.Segment(2, 0, 1), EngineRig.Segment(1, 0, 2), EngineRig.Segment(2, 0, 1));
        long first = EngineRig.Rate;
        WaitFor(rig, (0, first + (3L * Limits.PageFrames)), (3L * EngineRig.Rate, 4L * EngineRig.Rate));
        Volatile.Write(ref held.HoldFrame, long.MaxValue); // partner: TestSource.Decoder.Decode
        WaitFor(rig, (0, 4L * EngineRig.Rate));
    }

    [Fact]
    public void A_gap_needs_no_loading()
    {
        using var rig = new EngineRig(loaders: 1);
        rig.Set(EngineRig.Segment(0, 0, 3));
        Assert.Equal([(0L, 3L * EngineRig.Rate)], rig.Engine.GetLoadedRanges());
        Assert.Equal([PageStates.None, PageStates.None], Residency(rig, 0, EngineRig.Rate, 2));
    }

    [Fact]
    public void A_column_tells_the_states_of_all_that_it_is_played_from()
    {
        using var rig = new EngineRig(loaders: 1);
        var held = new TestSource(2 * EngineRig.Rate) { HoldFrame = 3L * Limits.PageFrames };
        rig.Clip(1, held);
        rig.Staircase(2, 1);
        rig.Set(EngineRig.Segment(2, 0, 1), EngineRig.Segment(1, 0, 2), EngineRig.Segment(2, 0, 1), EngineRig.Segment(0, 0, 1));
        const int columns = 60; // of a twelfth of a second: less than a page
        const double width = EngineRig.Rate / 12.0;
        long loaded = EngineRig.Rate + (3L * Limits.PageFrames);
        WaitFor(rig, (0, loaded), (3L * EngineRig.Rate, 5L * EngineRig.Rate));
        PageStates[] states = Residency(rig, 0, width, columns);
        for (int i = 0; i < columns; i++)
        {
            PageStates expected = (i * width, (i + 1) * width) switch
            {
                var (from, _) when from >= 4 * EngineRig.Rate => PageStates.None,
                var (from, to) when to <= loaded || from >= 3 * EngineRig.Rate => PageStates.Loaded,
                var (from, _) when from >= loaded => PageStates.Loading,
                _ => PageStates.Loaded | PageStates.Loading,
            };
            Assert.Equal((i, expected), (i, states[i]));
        }

        Volatile.Write(ref held.HoldFrame, long.MaxValue); // partner: TestSource.Decoder.Decode
        WaitFor(rig, (0, 5L * EngineRig.Rate));
        Assert.Equal([PageStates.Loaded, PageStates.None], Residency(rig, 0, 4 * EngineRig.Rate, 2));
        Assert.Equal([PageStates.None, PageStates.Loaded], Residency(rig, -100, 100, 2));
        Assert.Equal(Status.InvalidArgument, rig.Engine.GetResidency(new PeakView(0, 0.5), new PageStates[1]));
    }

    [Fact]
    public void A_source_tells_its_medium_and_what_was_done_with_it()
    {
        using var rig = new EngineRig(loaders: 1);
        string path = MediaFixtures.Path("aac.m4a");
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec(path)));
        Assert.Equal(Status.Ok, rig.Engine.MeasureClip(new ClipId(1)));
        Assert.Equal(Status.Ok, rig.Engine.GetClipSource(new ClipId(1), 0, out SourceInfo source, out MediaFacts? facts));
        Assert.True(source.FramesExact);
        Assert.Equal(("aac", path), (facts!.Codec, facts.Path));
        Assert.Equal(Status.NotFound, rig.Engine.GetClipSource(new ClipId(1), 1, out _, out _));
        Assert.Equal("clip 1 has 1 tracks; there is no track 1", rig.Engine.LastError);
        Assert.Equal(Status.NotFound, rig.Engine.GetClipSource(new ClipId(2), 0, out _, out _));
    }

    private static PageStates[] Residency(EngineRig rig, double first, double framesPerColumn, int columns)
    {
        var states = new PageStates[columns];
        Assert.Equal(Status.Ok, rig.Engine.GetResidency(new PeakView(first, framesPerColumn), states));
        return states;
    }

    private static void WaitFor(EngineRig rig, params (long, long)[] ranges)
    {
        for (int i = 0; i < 2_000 && !rig.Engine.GetLoadedRanges().ToArray().AsSpan().SequenceEqual(ranges); i++)
            Thread.Sleep(5);
        Assert.Equal(ranges, rig.Engine.GetLoadedRanges());
    }
}

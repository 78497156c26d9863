using System.Threading;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>What playback leaves sounds until it has faded out, though its pages are the first to go where the budget is used up.</summary>
public sealed class FadingPageTests
{
    private const int Pages = 40; // stereo, of the some 200 that there is room for

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 700)] // longer than pages were once kept by the clock
    [InlineData(true, 700)]
    public void A_crossfade_begins_at_what_was_heard_however_late_the_next_block_comes(bool seeks, int milliseconds)
    {
        using EngineRig rig = Playing();
        float last = rig.Output[^1];
        Assert.NotEqual(0, last);
        long evicted = rig.Engine.GetStatus().PagesEvicted;
        Leave(rig, seeks, 400);
        Thread.Sleep(milliseconds);
        rig.Settle();
        Assert.True(rig.Engine.GetStatus().PagesEvicted >= evicted + Pages);
        rig.Pull();
        Assert.Equal(last, rig.Output[0], 0.01f);
    }

    [Fact]
    public void Places_that_were_sought_and_left_without_a_block_between_are_not_kept()
    {
        using EngineRig rig = Playing();
        float last = rig.Output[^1];
        for (int i = 0; i < 40; i++) // each time a twentieth of the pages, if they were kept
        {
            Leave(rig, seeks: true, 10 + (i * 14));
            rig.Ready(10);
        }

        rig.Pull();
        Assert.Equal(last, rig.Output[0], 0.01f);
        Assert.Equal(0, rig.Engine.GetStatus().MissFrames);
    }

    // The plan's center is not where playback is: ahead of it after a seek that no block has taken, and behind it where loaders had no time to follow.
    [Theory]
    [InlineData(2.5, 0)]
    [InlineData(0, 600)]
    public void What_sounds_is_kept_wherever_the_plan_has_its_center(double seconds, int blocks)
    {
        using EngineRig rig = Playing();
        for (int block = 0; block < blocks; block++) rig.Pull();
        if (seconds != 0)
        {
            double place = rig.Engine.GetPosition().PlayheadFrame / (double)EngineRig.Rate;
            Leave(rig, seeks: true, place + seconds);
            rig.Settle();
        }

        float last = rig.Output[^1];
        Assert.NotEqual(0, last);
        long evicted = rig.Engine.GetStatus().PagesEvicted;
        Leave(rig, seeks: false, 0);
        rig.Settle();
        Assert.True(rig.Engine.GetStatus().PagesEvicted >= evicted + Pages);
        rig.Pull();
        Assert.Equal(last, rig.Output[0], 0.01f);
    }

    private static EngineRig Playing()
    {
        var rig = new EngineRig(32L << 20);
        rig.Staircase(1, 730);
        rig.Staircase(2, 730);
        rig.Set(EngineRig.Segment(1, 100, 700));
        rig.Engine.Play();
        rig.Ready(10);
        for (int block = 0; block < 30; block++) rig.Pull();
        rig.Settle();
        rig.Pull();
        return rig;
    }

    private static void Leave(EngineRig rig, bool seeks, double seconds)
    {
        if (seeks) Assert.Equal(Status.Ok, rig.Engine.Seek(seconds));
        else rig.Set(EngineRig.Segment(2, 300, 600));
    }
}

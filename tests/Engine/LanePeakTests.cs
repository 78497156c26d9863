using System;
using System.Linq;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Waveforms of lanes, and of all that is heard; silences of either.</summary>
public sealed class LanePeakTests
{
    private const int Rate = 48_000;

    [Fact]
    public void A_lane_has_a_waveform_of_its_own_and_the_mix_is_the_sum()
    {
        using Rig rig = Made(out LaneId lane);
        Assert.Equal([0, 0.25f, 0.35f, 0.1f, 0.1f, 0.1f], Maxima(rig, v => rig.Engine.GetLanePeaks(lane, v.View, v.Columns, out _)));
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f, 0, 0], Maxima(rig, v => rig.Engine.GetTimelinePeaks(v.View, v.Columns, out _)));
        Rig.Ok(rig.Engine.SetMaster(MasterSpec.Neutral with { GainDb = 20 * Math.Log10(0.5) }));
        Rig.Ok(rig.Engine.SetLane(lane, new LaneSpec { GainDb = 20 * Math.Log10(2), Extends = true })); // its own gain counts in the mix only
        Assert.Equal([0, 0.25f, 0.35f, 0.1f, 0.1f, 0.1f], Maxima(rig, v => rig.Engine.GetLanePeaks(lane, v.View, v.Columns, out _)));
        Assert.Equal([0.25f, 0.5f, 0.6f, 0.35f, 0.1f, 0.1f], Maxima(rig, v => rig.Engine.GetMixPeaks(v.View, v.Columns, out _)));
        Rig.Ok(rig.Engine.SetLane(lane, new LaneSpec { Muted = true, Extends = true }));
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f, 0, 0], Maxima(rig, v => rig.Engine.GetMixPeaks(v.View, v.Columns, out _)));
        Assert.Equal(0.25f, Maxima(rig, v => rig.Engine.GetLanePeaks(lane, v.View, v.Columns, out _))[1]);
        Assert.Equal(Status.NotFound, rig.Engine.GetLanePeaks(new LaneId(99), new PeakView(0, 1), new Peak[1], out _));
        var outside = new Peak[1];
        Rig.Ok(rig.Engine.GetMixPeaks(new PeakView(100 * Rate, 10), outside, out _));
        Assert.Equal(PeakFlags.Outside, outside[0].Flags);
    }

    [Fact]
    public void Silences_are_those_of_the_main_lane_or_of_all()
    {
        using Rig rig = Made(out _);
        var found = new EditRange[4];
        Rig.Ok(rig.Engine.FindSilences(SilenceOptions.Default, found, out int count, TestContext.Current.CancellationToken));
        Assert.Equal((1, new EditRange(4.1, 6)), (count, found[0]));
        Rig.Ok(rig.Engine.FindSilences(SilenceOptions.Default with { WholeMix = true }, found, out count, TestContext.Current.CancellationToken));
        Assert.Equal(0, count);
    }

    // The main lane for 4 s at 0.5; beside it 0.25 from 1 to 3, and a loop of 0.1 from 2 to 6.
    private static Rig Made(out LaneId lane)
    {
        var rig = new Rig(declick: 0);
        foreach ((uint id, float value) in ((uint, float)[])[(1, 0.5f), (2, 0.25f), (3, 0.1f)]) rig.Pcm(id, [.. Enumerable.Repeat(value, 4 * Rate)]);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 4));
        Rig.Ok(rig.Engine.AddLane(0, new LaneSpec { Extends = true }, out lane));
        Rig.Ok(rig.Engine.AddItem(new ItemSpec(lane, new ClipId(2), 1, 0, 2), out _));
        Rig.Ok(rig.Engine.AddItem(new ItemSpec(lane, new ClipId(3), 2, 0, 0.5) { LoopSeconds = 4 }, out _));
        return rig;
    }

    private static float[] Maxima(Rig rig, Func<(PeakView View, Peak[] Columns), Status> fill)
    {
        var columns = new Peak[6];
        Assert.True(fill((new PeakView(0, Rate), columns)) == Status.Ok, rig.Engine.LastError);
        Assert.All(columns, column => Assert.Equal(1, column.Known));
        return [.. columns.Select(column => (float)Math.Round(column.Max, 2))];
    }
}

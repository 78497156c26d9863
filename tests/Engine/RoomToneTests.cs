using System;
using System.Linq;
using Seamline.Tests.Kernels;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>What gaps of the main lane sound like.</summary>
public sealed class RoomToneTests
{
    private const int Rate = 48_000;

    [Fact]
    public void Gaps_play_a_range_of_a_clip_with_crossfades_where_it_goes_round()
    {
        using var rig = new Rig(declick: 0);
        float[] tone = Tone(rig);
        rig.Set(new SegmentSpec(ClipId.None, 0, 3));
        Rig.Ok(rig.Engine.SetRoomTone(new RoomToneSpec(new ClipId(2), 0.5, 1.5) { GainDb = -6, CrossfadeSeconds = 0.2 }));
        float[] heard = rig.Offline();
        double gain = Math.Pow(10, -6 / 20.0);
        const int Period = 38_400; // a second without its crossfade
        for (int f = 0; f < heard.Length; f++)
        {
            double sum = 0;
            for (int start = 0; start < heard.Length; start += Period)
            {
                int into = f - start;
                if (into is < 0 or >= Rate) continue;
                bool last = start + Rate >= heard.Length;
                double fadeIn = start == 0 ? 1 : Math.Sin(Math.PI / 2 * Math.Min(1, into / 9_600.0));
                double fadeOut = last ? 1 : Math.Sin(Math.PI / 2 * Math.Min(1, (Rate - into) / 9_600.0));
                sum += gain * tone[24_000 + into] * fadeIn * fadeOut;
            }

            Assert.Equal(sum, heard[f], 1e-6);
        }
    }

    [Fact]
    public void It_fades_with_the_seams_of_the_gap_and_leaves_no_step()
    {
        using var rig = new Rig();
        rig.Pcm(1, [.. Enumerable.Repeat(0.5f, 4 * Rate)]);
        rig.Pcm(2, [.. Enumerable.Repeat(0.1f, 4 * Rate)]);
        rig.Set(new SegmentSpec(new ClipId(1), 1, 2), new SegmentSpec(ClipId.None, 0, 2), new SegmentSpec(new ClipId(1), 2, 3));
        Rig.Ok(rig.Engine.SetRoomTone(new RoomToneSpec(new ClipId(2), 1, 1.7)));
        float[] heard = rig.Offline();
        for (int f = 1; f < heard.Length; f++) Assert.InRange(heard[f] - heard[f - 1], -0.005f, 0.005f);
        for (int f = Rate + 120; f < (3 * Rate) - 120; f++) Assert.InRange(heard[f], 0.099f, 0.142f); // alike sounds are louder by 3 dB in a crossfade
        Assert.Equal(0.5f, heard[Rate - 121]);
    }

    [Fact]
    public void Muted_gaps_and_unknown_clips_are_silent_and_wrong_ranges_are_refused()
    {
        using var rig = new Rig();
        _ = Tone(rig);
        rig.Set(new SegmentSpec(ClipId.None, 0, 1) { Muted = true }, new SegmentSpec(ClipId.None, 0, 1));
        Rig.Ok(rig.Engine.SetRoomTone(new RoomToneSpec(new ClipId(2), 0, 1)));
        float[] heard = rig.Offline();
        Assert.All(heard.Take(Rate), s => Assert.Equal(0, s));
        Assert.Contains(heard.Skip(Rate), s => s != 0);
        Assert.Equal(new RoomToneSpec(new ClipId(2), 0, 1, 0, 0.1), rig.Engine.RoomTone);
        Rig.Ok(rig.Engine.SetRoomTone(new RoomToneSpec(new ClipId(9), 0, 1)));
        Assert.All(rig.Offline(), s => Assert.Equal(0, s));
        Rig.Ok(rig.Engine.Undo());
        Bits.Same(heard, rig.Offline(), "undone");
        Rig.Ok(rig.Engine.SetRoomTone(null));
        Assert.All(rig.Offline(), s => Assert.Equal(0, s));
        Assert.Equal(EditKind.RoomTone, rig.Engine.History.UndoKind);
        RoomToneSpec[] wrong =
        [
            new(new ClipId(2), 0, 0.2), new(new ClipId(2), 1, 0), new(ClipId.None, 0, 1), new(new ClipId(2), double.NaN, 1),
            new(new ClipId(2), 0, 1) { CrossfadeSeconds = 0.6 }, new(new ClipId(2), 0, 1) { CrossfadeSeconds = 0 }, new(new ClipId(2), 0, 1) { GainDb = 61 },
        ];
        foreach (RoomToneSpec spec in wrong)
        {
            Assert.Equal(Status.InvalidArgument, rig.Engine.SetRoomTone(spec));
            Assert.Contains("room tone", rig.Engine.LastError, StringComparison.Ordinal);
        }

        Assert.Null(rig.Engine.RoomTone);
    }

    // It is no sound of the main lane: silences are found in it, and lanes do not duck for it.
    [Fact]
    public void It_is_neither_a_sound_nor_loud()
    {
        using var rig = new Rig();
        _ = Tone(rig);
        rig.Pcm(3, [.. Enumerable.Repeat(0.25f, 4 * Rate)]);
        rig.Set(new SegmentSpec(ClipId.None, 0, 3));
        Rig.Ok(rig.Engine.AddLane(0, default, out LaneId lane));
        Rig.Ok(rig.Engine.AddItem(new ItemSpec(lane, new ClipId(3), 0, 0, 3), out _));
        float[] music = rig.Offline();
        Rig.Ok(rig.Engine.SetDucking(lane, DuckingSpec.Default));
        Rig.Ok(rig.Engine.SetRoomTone(new RoomToneSpec(new ClipId(2), 0, 1)));
        Span<EditRange> silences = stackalloc EditRange[4];
        Rig.Ok(rig.Engine.FindSilences(SilenceOptions.Default, silences, out int count, TestContext.Current.CancellationToken));
        Assert.Equal((1, new EditRange(0, 3)), (count, silences[0]));
        float[] both = rig.Offline();
        Rig.Ok(rig.Engine.SetLane(lane, new LaneSpec { Muted = true }));
        float[] alone = rig.Offline();
        for (int f = 0; f < both.Length; f++) Assert.Equal(music[f] + alone[f], both[f], 1e-6f);
    }

    private static float[] Tone(Rig rig)
    {
        float[] tone = Bits.Noise(2 * Rate, 7);
        rig.Pcm(2, tone);
        return tone;
    }
}

using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Loops: a crossfade out of the material beyond the loop's end, or where there is none, out and in again.</summary>
public sealed class LoopTests
{
    private const int Ramp = 240;
    private const int Swap = 720;

    [Fact]
    public void With_material_beyond_the_wrap_is_a_crossfade()
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        float[] all = rig.Offline();
        Rig.Ok(rig.Engine.SetLoop(0.25, 0.5));
        Rig.Ok(rig.Engine.SeekFrame(11_000));
        float[] heard = [.. rig.Start(1_000), .. rig.Pull(40_000, 480, 7, 1_999)];
        for (int i = Ramp; i < heard.Length; i++)
        {
            int into = 11_000 + i < 24_000 ? -1 : (11_000 + i - 24_000) % 12_000;
            float expected = into < 0 ? all[11_000 + i]
                : into < Swap ? Sound.Fade(all[24_000 + into], all[12_000 + into], into, Swap) : all[12_000 + into];
            if (expected != heard[i]) Assert.Fail($"frame {i}: {heard[i]}, expected {expected}");
        }

        Assert.Equal(12_000 + ((11_000 + 41_000 - 24_000) % 12_000), rig.Playhead);
        Rig.Ok(rig.Engine.ClearLoop());
        rig.Pull(96_000);
        Assert.Equal((96_000L, false), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void Without_material_beyond_it_fades_out_and_in()
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 0.5));
        float[] all = rig.Offline();
        Rig.Ok(rig.Engine.SetLoop(0.25, 0.5));
        Rig.Ok(rig.Engine.SeekFrame(11_000));
        float[] heard = [.. rig.Start(1_000), .. rig.Pull(40_000, 480, 7, 1_999)];
        for (int i = Ramp; i < heard.Length; i++)
        {
            int frame = 11_000 + i < 24_000 ? 11_000 + i : 12_000 + ((11_000 + i - 24_000) % 12_000);
            int left = 24_000 - frame;
            float expected = left <= Ramp ? Sound.Fade(all[frame], 0, Ramp - left, Ramp)
                : frame < 12_000 + Ramp && 11_000 + i >= 24_000 ? Sound.Fade(0, all[frame], frame - 12_000, Ramp) : all[frame];
            if (expected != heard[i]) Assert.Fail($"frame {i}: {heard[i]}, expected {expected}");
        }

        Assert.True(rig.Playing);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(100)]
    public void The_shortest_loop_is_never_left(double swap)
    {
        foreach (bool beyond in (bool[])[true, false])
        {
            using var rig = new Rig(swap: swap);
            rig.Pcm(1, Bits.Noise(96_000, 1));
            rig.Set(new SegmentSpec(new ClipId(1), 0, beyond ? 2 : 0.55));
            Rig.Ok(rig.Engine.SetLoop(0.5, 0.55));
            Rig.Ok(rig.Engine.SeekFrame(23_000));
            rig.Start(2_000);
            for (int i = 0; i < 500; i++)
            {
                rig.Pull(97);
                Assert.InRange(rig.Playhead, 24_000, 26_400);
                Assert.True(rig.Playing);
                if (i % 50 == 49) Rig.Ok(rig.Engine.SetSegmentGain(rig.Segment(0).Id, -i % 3));
                if (i % 70 == 69) Rig.Ok(rig.Engine.SeekFrame(26_400 - (i / 2)));
            }
        }
    }

    [Fact]
    public void A_playhead_behind_the_loop_plays_on_to_the_end()
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 1));
        Rig.Ok(rig.Engine.SetLoop(0.25, 0.5));
        Rig.Ok(rig.Engine.SeekFrame(30_000));
        rig.Start(30_000);
        Assert.Equal((48_000L, false), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void Play_at_the_end_of_a_loop_over_all_begins_again()
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 1));
        Rig.Ok(rig.Engine.SeekFrame(48_000));
        Rig.Ok(rig.Engine.SetLoop(0, 1));
        rig.Start(1_000);
        Assert.Equal((1_000L, true), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void An_edit_that_shortens_the_timeline_into_the_loop_ends_it()
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 1));
        Rig.Ok(rig.Engine.SetLoop(0.25, 0.5));
        rig.Start(15_000);
        Rig.Ok(rig.Engine.RippleDelete(0.4, 1));
        rig.Pull(10_000);
        Assert.Equal((19_200L, false), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void Pause_and_seek_work_in_a_loop()
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 0.5));
        Rig.Ok(rig.Engine.SetLoop(0.25, 0.5));
        rig.Start(23_900);
        Rig.Ok(rig.Engine.Pause());
        Assert.Equal(0f, rig.Pull(3_000)[^1]);
        Assert.False(rig.Playing);
        Assert.InRange(rig.Playhead, 12_000, 12_500);
    }

    [Theory]
    [InlineData(0.5, 0.549)]
    [InlineData(0.5, 0.4)]
    [InlineData(-0.1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    public void A_loop_that_is_none_is_refused(double from, double to)
    {
        using var rig = new Rig();
        Assert.Equal(Status.InvalidArgument, rig.Engine.SetLoop(from, to));
    }
}

using System;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Playback at other speeds, beside straight lines between the frames of an offline render.</summary>
public sealed class ShuttleTests
{
    private const int Ramp = 240;
    private const int Swap = 720;
    private const int Length = 96_000;

    private readonly float[] _noise = Bits.Noise(Length, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(0.24)]
    [InlineData(2.3)]
    [InlineData(8)]
    [InlineData(-0.137)]
    [InlineData(-1)]
    [InlineData(-8)]
    public void A_shuttle_is_heard_as_straight_lines_between_frames_whatever_the_blocks(double speed)
    {
        foreach (int[] blocks in (int[][])[[480], [1, 7, 4_096, 100], [8_000]])
        {
            using Rig rig = Open();
            Rig.Ok(rig.Engine.SeekFrame(48_000));
            Rig.Ok(rig.Engine.SetShuttle(speed));
            float[] heard = rig.Pull(5_000, blocks);
            long position = 48_000L << 32;
            long step = (long)(speed * 4_294_967_296.0);
            for (int i = 0; i < heard.Length; i++, position += step)
            {
                if (i >= Ramp && heard[i] != At(_noise, position)) Assert.Fail($"frame {i}: {heard[i]}, not {At(_noise, position)}");
            }

            Assert.Equal((position >> 32, true), (rig.Playhead, rig.Playing));
        }
    }

    [Theory]
    [InlineData(8, Length)]
    [InlineData(0.9, Length)]
    [InlineData(-8, 0)]
    [InlineData(-1.5, 0)]
    public void It_rests_on_the_end_that_it_comes_to_without_a_step(double speed, long end)
    {
        using var rig = new Rig();
        rig.Pcm(1, Tone());
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        Rig.Ok(rig.Engine.SetLoop(0.1, 1.9)); // does not count
        Rig.Ok(rig.Engine.SeekFrame(speed > 0 ? Length - 10_000 : 10_000));
        Rig.Ok(rig.Engine.SetShuttle(speed));
        CheckSmooth(rig.Pull(14_000), Math.Abs(speed));
        Assert.Equal((end, false), (rig.Playhead, rig.Playing));
        Rig.Ok(rig.Engine.SetShuttle(-speed)); // and back
        CheckSmooth(rig.Pull(2_000), Math.Abs(speed));
        Assert.True(rig.Playing);
    }

    [Fact]
    public void Changes_of_speed_leave_no_step()
    {
        using var rig = new Rig();
        rig.Pcm(1, Tone());
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        var random = new Random(3);
        float last = 0;
        for (int i = 0; i < 300; i++)
        {
            Rig.Ok(i % 7 == 0 ? rig.Engine.Play() : i % 11 == 0 ? rig.Engine.SeekFrame(random.Next(Length)) : rig.Engine.SetShuttle((16 * random.NextDouble()) - 8));
            float[] heard = [last, .. rig.Pull(random.Next(1, 2_000))];
            CheckSmooth(heard, 8);
            last = heard[^1];
            Assert.InRange(rig.Playhead, 0, Length);
        }
    }

    [Fact]
    public void An_edit_is_heard_and_play_goes_on_with_the_timelines_own_bits()
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.SetShuttle(3));
        rig.Pull(1_000);
        Rig.Ok(rig.Engine.RippleDelete(0.25, 0.5));
        float[] heard = rig.Pull(8_000);
        for (int i = Swap; i < heard.Length; i++)
        {
            int frame = 3_000 + (3 * i);
            if (frame is < 11_700 or > 12_300) Assert.Equal(_noise[frame < 12_000 ? frame : frame + 12_000], heard[i]); // a declick at the cut
        }

        Rig.Ok(rig.Engine.Play());
        long at = rig.Playhead;
        heard = rig.Pull(3_000);
        for (int i = Swap; i < heard.Length; i++) Assert.Equal(_noise[at + 12_000 + i], heard[i]);
    }

    [Fact]
    public void Behind_the_limiter_it_passes_the_frames_that_a_render_has()
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.SetMaster(new MasterSpec(3, true, -3)));
        using OfflineRender offline = rig.Engine.BeginOffline();
        float[] render = new float[Length];
        Rig.Ok(offline.Render(0, render, TestContext.Current.CancellationToken));
        foreach (double speed in (ReadOnlySpan<double>)[3, -3])
        {
            Rig.Ok(rig.Engine.Pause());
            rig.Pull(1_000);
            Rig.Ok(rig.Engine.SeekFrame(48_000));
            Rig.Ok(rig.Engine.SetShuttle(speed));
            float[] heard = rig.Pull(5_000);
            for (int i = Ramp; i < heard.Length; i++) Assert.Equal(render[48_000 + (int)(speed * i)], heard[i]);
        }
    }

    [Fact]
    public void Zero_holds_and_speeds_beyond_eight_are_refused()
    {
        using Rig rig = Open();
        foreach (double speed in (ReadOnlySpan<double>)[8.01, -9, double.NaN, double.PositiveInfinity])
            Assert.Equal(Status.InvalidArgument, rig.Engine.SetShuttle(speed));
        Rig.Ok(rig.Engine.SetShuttle(4));
        rig.Pull(1_000);
        Rig.Ok(rig.Engine.SetShuttle(0));
        float[] heard = rig.Pull(1_000);
        Assert.All(heard[Ramp..], sample => Assert.Equal(0, sample));
        Assert.Equal((4_000L, false), (rig.Playhead, rig.Playing));
    }

    private static float At(float[] samples, long position)
    {
        float left = samples[position >> 32], right = samples[(position >> 32) + 1];
        return left + (float)((double)(right - left) * ((uint)(position & uint.MaxValue) * (1f / 4_294_967_296f)));
    }

    // 220 Hz, at up to so many times the speed; two of them during a crossfade.
    private static void CheckSmooth(float[] heard, double speed)
    {
        double most = (2 * Math.PI * 220 * speed / 48_000 * 0.5) + (1.0 / Ramp) + 0.01;
        for (int i = 1; i < heard.Length; i++) Assert.True(Math.Abs(heard[i] - heard[i - 1]) <= most, $"frame {i}: {heard[i - 1]} to {heard[i]}");
    }

    private static float[] Tone()
    {
        var tone = new float[Length];
        for (int i = 0; i < tone.Length; i++) tone[i] = 0.5f * MathF.Sin(2 * MathF.PI * 220 * i / 48_000);
        return tone;
    }

    private Rig Open()
    {
        var rig = new Rig();
        rig.Pcm(1, _noise);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        return rig;
    }
}

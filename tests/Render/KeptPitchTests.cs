using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Playback at another speed and its own pitch, by the shuttle and by the speed of playback.</summary>
public sealed class KeptPitchTests
{
    private const int Rate = 48_000;
    private const int Ramp = 240;
    private const int Hop = 512;

    [Theory]
    [InlineData(0.25)]
    [InlineData(1.37)]
    [InlineData(2)]
    [InlineData(-0.7)]
    [InlineData(-1.5)]
    public void The_split_into_blocks_is_not_heard(double speed)
    {
        float[] noise = Bits.Noise(2 * Rate, 1);
        float[]? first = null;
        foreach (int[] blocks in (int[][])[[480], [1, 7, 4_096, 100], [8_000]])
        {
            using Rig rig = Open(noise);
            Rig.Ok(rig.Engine.SeekFrame(Rate));
            Rig.Ok(rig.Engine.SetShuttle(speed));
            float[] heard = rig.Pull(12_000, blocks);
            first ??= heard;
            Assert.Equal(first, heard);
            Assert.Equal((Rate + (((long)(speed * 4_294_967_296.0) * 12_000) >> 32), true), (rig.Playhead, rig.Playing));
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.25)]
    [InlineData(2)]
    [InlineData(-0.75)]
    [InlineData(-1.5)]
    public void A_tone_keeps_its_pitch_and_level(double speed)
    {
        const double Hertz = 440;
        using Rig rig = Open(Tone(Hertz, 22));
        Rig.Ok(rig.Engine.SeekFrame(speed > 0 ? 4_800 : 21 * Rate));
        Rig.Ok(rig.Engine.SetShuttle(speed));
        float[] heard = rig.Pull(10 * Rate);

        // Its phase against the tone's own, and its level, by windows of 50 ms.
        const int Length = Rate / 20;
        double turned = 0;
        double last = 0;
        int count = 0;
        for (int at = Rate / 10; at + Length < heard.Length; at += Length, count++)
        {
            double re = 0;
            double im = 0;
            for (int i = 0; i < Length; i++)
            {
                double angle = 2 * Math.PI * Hertz * (at + i) / Rate;
                re += heard[at + i] * Math.Cos(angle);
                im += heard[at + i] * Math.Sin(angle);
            }

            Assert.InRange(20 * Math.Log10(2 * Math.Sqrt((re * re) + (im * im)) / Length / 0.5), -0.5, 0.2);
            double phase = Math.Atan2(im, re);
            if (count > 0) turned += Math.IEEERemainder(phase - last, 2 * Math.PI);
            last = phase;
        }

        double off = turned / (2 * Math.PI) / ((count - 1) * (double)Length / Rate);
        Assert.InRange(1_200 * Math.Log2((Hertz - off) / Hertz), -1, 1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(-1.25)]
    public void Sounds_are_heard_near_their_place(double speed)
    {
        float[] clicks = Tone(100, 12, 0.01f);
        for (int frame = Rate / 2; frame < clicks.Length; frame += Rate) clicks[frame] = 1;
        using Rig rig = Open(clicks);
        int from = speed > 0 ? 0 : 11 * Rate;
        Rig.Ok(rig.Engine.SeekFrame(from));
        Rig.Ok(rig.Engine.SetShuttle(speed));
        float[] heard = rig.Pull(5 * Rate);
        for (int i = 0; i < 4; i++)
        {
            int frame = speed > 0 ? (Rate / 2) + (i * Rate) : (21 * Rate / 2) - (i * Rate);
            int ideal = (int)((frame - from) / speed);
            if (ideal + (2 * Hop) >= heard.Length) break;
            float most = heard[(ideal - (2 * Hop))..(ideal + (2 * Hop))].Max(Math.Abs);
            Assert.True(most > 0.4, $"the click at {frame} is heard at {most}");
        }
    }

    [Fact]
    public void Playback_at_another_speed_loops_ranges_and_ends_as_at_its_own()
    {
        using Rig rig = Open(Tone(220, 4));
        Rig.Ok(rig.Engine.SetPlaySpeed(1.5));
        Rig.Ok(rig.Engine.SetLoop(1, 2));
        Rig.Ok(rig.Engine.SeekFrame(Rate));
        Rig.Ok(rig.Engine.Play());
        float last = 0;
        var heads = new List<long>();
        for (int i = 0; i < 200; i++)
        {
            float[] heard = [last, .. rig.Pull(480)];
            CheckSmooth(heard);
            last = heard[^1];
            heads.Add(rig.Playhead);
        }

        Assert.All(heads, head => Assert.InRange(head, Rate, 2 * Rate));
        Assert.Equal(2, heads.Zip(heads.Skip(1)).Count(pair => pair.Second < pair.First)); // 3 s of the timeline in 2 s
        Assert.True(rig.Playing);

        Rig.Ok(rig.Engine.ClearLoop());
        Rig.Ok(rig.Engine.PlayRange(0.5, 2));
        CheckSmooth([last, .. rig.Pull(Rate - 2_000)]);
        Assert.True(rig.Playing);
        rig.Pull(2_000);
        Assert.Equal((2L * Rate, false), (rig.Playhead, rig.Playing));

        Rig.Ok(rig.Engine.Play());
        CheckSmooth([0, .. rig.Pull(2 * Rate)]);
        Assert.Equal((4L * Rate, false), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void A_change_of_the_play_speed_counts_at_once_and_renders_are_the_same()
    {
        using Rig rig = Open(Tone(220, 8));
        float[] before = Render(rig);
        Rig.Ok(rig.Engine.Play());
        float last = 0;
        double place = 0;
        foreach (double speed in (ReadOnlySpan<double>)[1, 2, 0.5, 1, 1.25])
        {
            Rig.Ok(rig.Engine.SetPlaySpeed(speed));
            Assert.Equal(speed, rig.Engine.GetPlaySpeed());
            float[] heard = [last, .. rig.Pull(24_000)];
            CheckSmooth(heard);
            last = heard[^1];
            place += 24_000 * speed;
            Assert.InRange(rig.Playhead, place - 3, place + 3);
        }

        Assert.Equal(before, Render(rig));
        Rig.Ok(rig.Engine.SetAnchor(Anchor.Content));
        Rig.Ok(rig.Engine.RippleDelete(0.1, 0.2)); // the playhead stays on its content
        float[] edited = [last, .. rig.Pull(2_000)];
        CheckSmooth(edited);
        Assert.InRange(rig.Playhead, place - 4_800 + 2_500 - 5, place - 4_800 + 2_500 + 5);
        Rig.Ok(rig.Engine.Pause());
        rig.Pull(1_000);
        long rest = rig.Playhead;
        Rig.Ok(rig.Engine.SetPlaySpeed(2)); // at rest: for later
        rig.Pull(1_000);
        Assert.Equal((rest, false), (rig.Playhead, rig.Playing));
        Rig.Ok(rig.Engine.Play());
        rig.Pull(4_800);
        Assert.Equal(rest + 9_600, rig.Playhead);
    }

    [Fact]
    public void Speeds_that_are_not_are_refused()
    {
        using Rig rig = Open(Tone(220, 1));
        foreach (double speed in (ReadOnlySpan<double>)[0, 0.2, 2.01, -1, double.NaN])
            Assert.Equal(Status.InvalidArgument, rig.Engine.SetPlaySpeed(speed));
        Assert.Equal(1, rig.Engine.GetPlaySpeed());
    }

    private static float[] Render(Rig rig)
    {
        using OfflineRender offline = rig.Engine.BeginOffline();
        var render = new float[rig.Engine.LengthFrames];
        Rig.Ok(offline.Render(0, render, TestContext.Current.CancellationToken));
        return render;
    }

    // 220 Hz at half of full scale; two of them during a crossfade.
    private static void CheckSmooth(float[] heard)
    {
        const double Most = (2 * 2 * Math.PI * 220 / Rate * 0.5) + (1.0 / Ramp);
        for (int i = 1; i < heard.Length; i++) Assert.True(Math.Abs(heard[i] - heard[i - 1]) <= Most, $"frame {i}: {heard[i - 1]} to {heard[i]}");
    }

    private static float[] Tone(double hertz, int seconds, float level = 0.5f)
    {
        var tone = new float[seconds * Rate];
        for (int i = 0; i < tone.Length; i++) tone[i] = level * (float)Math.Sin(2 * Math.PI * hertz * i / Rate);
        return tone;
    }

    private static Rig Open(float[] samples)
    {
        var rig = new Rig();
        rig.Pcm(1, samples);
        rig.Set(new SegmentSpec(new ClipId(1), 0, samples.Length / (double)Rate));
        return rig;
    }
}

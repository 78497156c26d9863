using System;
using Seamline.Tests.Loudness;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>The master's true-peak limiter: what it holds, what it leaves alone, and that its bits depend on the frame only.</summary>
public sealed unsafe class LimiterTests
{
    private const int Rate = EngineRig.Rate;
    private static readonly MasterSpec Limited = MasterSpec.Neutral with { Limiter = true };

    [Fact]
    public void What_is_below_the_ceiling_keeps_every_bit()
    {
        using EngineRig rig = Loud(level: 0.7f); // between samples up to -1.5 dB
        float[] without = LoudnessTests.Render(rig.Engine);
        Set(rig, Limited);
        Assert.Equal(without, LoudnessTests.Render(rig.Engine));
        Set(rig, Limited with { CeilingDb = -3 });
        Assert.NotEqual(without, LoudnessTests.Render(rig.Engine));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-6)]
    [InlineData(0)]
    public void Bursts_come_down_to_the_ceiling_and_what_is_far_from_them_stays(double ceiling)
    {
        using EngineRig rig = Loud(level: 3);
        float[] before = LoudnessTests.Render(rig.Engine);
        Set(rig, Limited with { CeilingDb = ceiling });
        float[] after = LoudnessTests.Render(rig.Engine);
        Assert.InRange(EbuSignals.Measure(after).TruePeakDbtp, ceiling - 0.5, ceiling + 0.02);
        Assert.InRange(Ebur128.Measure(after, Rate, 2).TruePeakDbtp, ceiling - 0.6, ceiling + 0.1);
        for (int frame = 0; frame < Rate / 10; frame++) Assert.Equal(before[2 * frame], after[2 * frame]); // the first burst is at 0.2 s
        for (int i = 0; i < before.Length; i++)
        {
            Assert.True(Math.Abs(after[i]) <= Math.Abs(before[i]), "a limiter adds nothing");
            Assert.True(after[i] == 0 || Math.Sign(after[i]) == Math.Sign(before[i]));
        }
    }

    // Samples of 1 and -1 whose band-limited value between the middle two is as large as 24 frames can make it, 2.27.
    [Fact]
    public void The_worst_case_between_samples_is_held()
    {
        float[] samples = new float[2 * 4_800];
        for (int k = -12; k < 12; k++)
        {
            double x = k + 0.5;
            samples[2 * (2_400 + k)] = samples[(2 * (2_400 + k)) + 1] = Math.Sign(Math.Sin(Math.PI * x) / x) * 0.9f;
        }

        using EngineRig rig = Of(samples);
        Assert.InRange(EbuSignals.Measure(LoudnessTests.Render(rig.Engine)).TruePeakDbtp, 4, 8);
        Set(rig, Limited);
        Assert.InRange(EbuSignals.Measure(LoudnessTests.Render(rig.Engine)).TruePeakDbtp, -1.5, -0.98);
    }

    [Theory]
    [InlineData(4, 1.41, 45.0)]
    [InlineData(4, 1.0, 45.0)]
    [InlineData(6, 2.0, 60.0)]
    [InlineData(8, 4.0, 67.5)]
    public void Sines_of_tech_3341_are_held_without_modulation(double framesPerPeriod, double amplitude, double degrees)
    {
        using EngineRig rig = Of(EbuSignals.Sine(framesPerPeriod, amplitude, degrees));
        Set(rig, Limited with { CeilingDb = -2 });
        float[] after = LoudnessTests.Render(rig.Engine);
        Assert.InRange(EbuSignals.Measure(after).TruePeakDbtp, -2.2, -1.98);
        float[] before = EbuSignals.Sine(framesPerPeriod, amplitude, degrees);
        double gain = Math.Min(1, Math.Pow(10, (-2 - EbuSignals.Measure(before).TruePeakDbtp) / 20));
        for (int i = Rate / 2; i < Rate; i++) Assert.Equal(before[i] * gain, after[i], 0.002);
    }

    [Fact]
    public void Playback_in_random_blocks_after_any_seek_equals_the_render()
    {
        using EngineRig rig = Loud(level: 4, swapFade: 0);
        rig.Set(EngineRig.Segment(1, 0, 1.3), EngineRig.Segment(1, 2, 2.9), EngineRig.Segment(1, 0.4, 2.2) with { GainDb = -3 });
        Set(rig, Limited with { GainDb = 3 });
        float[] render = LoudnessTests.Render(rig.Engine);
        rig.Ready(render.Length / 2.0 / Rate);
        var random = new Random(11);
        float[] block = new float[2 * 4_096];
        for (int seek = 0; seek < 12; seek++)
        {
            long at = seek == 0 ? 0 : random.Next((render.Length / 2) - 1_000);
            Assert.Equal(Status.Ok, rig.Engine.SeekFrame(at));
            Assert.Equal(Status.Ok, rig.Engine.Play());
            long begun = at;
            for (int blocks = 0; blocks < 20 && at < render.Length / 2; blocks++)
            {
                int count = (int)Math.Min(random.Next(1, 4_096), (render.Length / 2) - 300 - at); // it ends with a ramp
                if (count <= 0) break;
                fixed (float* to = block) Assert.Equal(Status.Ok, rig.Engine.Pull(to, (uint)count));
                for (int i = 0; i < 2 * count; i++)
                {
                    if (at + (i / 2) >= begun + 300 && render[(2 * at) + i] != block[i]) // a seek starts with a ramp of 5 ms
                        Assert.Fail($"frame {at + (i / 2)} after a seek to {begun}: {block[i]}, not {render[(2 * at) + i]}");
                }

                at += count;
            }

            Assert.Equal(Status.Ok, rig.Engine.Pause());
            for (int i = 0; i < 3; i++) rig.Pull();
        }
    }

    [Fact]
    public void Offline_renders_in_any_order_and_size_give_the_same_bits()
    {
        using EngineRig rig = Loud(level: 4);
        Set(rig, Limited);
        float[] render = LoudnessTests.Render(rig.Engine);
        using OfflineRender offline = rig.Engine.BeginOffline();
        var random = new Random(12);
        for (int i = 0; i < 60; i++)
        {
            int count = random.Next(1, 6_000);
            int frame = random.Next(-2_000, render.Length / 2);
            float[] part = new float[2 * count];
            Assert.Equal(Status.Ok, offline.Render(frame, part, TestContext.Current.CancellationToken));
            for (int k = 0; k < part.Length; k++)
            {
                long sample = (2L * frame) + k;
                Assert.Equal(sample < 0 || sample >= render.Length ? 0 : render[sample], part[k]);
            }
        }
    }

    [Fact]
    public void Settings_are_an_edit_that_can_be_undone_and_wrong_ones_are_refused()
    {
        using EngineRig rig = Loud(level: 1);
        Assert.Equal(MasterSpec.Neutral, rig.Engine.Master);
        Set(rig, Limited with { GainDb = -6, CeilingDb = -2 });
        Assert.Equal(Status.InvalidArgument, rig.Engine.SetMaster(Limited with { CeilingDb = 1 }));
        Assert.Equal(Status.InvalidArgument, rig.Engine.SetMaster(Limited with { CeilingDb = double.NaN }));
        Assert.Equal(Status.InvalidArgument, rig.Engine.SetMaster(Limited with { GainDb = double.NaN }));
        Assert.Equal(Limited with { GainDb = -6, CeilingDb = -2 }, rig.Engine.Master);
        Assert.Equal(Status.Ok, rig.Engine.Undo());
        Assert.Equal(MasterSpec.Neutral, rig.Engine.Master);
    }

    private static void Set(EngineRig rig, MasterSpec master) => Assert.Equal(Status.Ok, rig.Engine.SetMaster(master));

    private static EngineRig Of(float[] samples)
    {
        var rig = new EngineRig();
        Assert.Equal(Status.Ok, rig.Engine.SetClipPcm(new ClipId(1), samples, 2, Rate));
        rig.Set(EngineRig.Segment(1, 0, samples.Length / 2.0 / Rate));
        return rig;
    }

    /// <summary>Three seconds of a quiet tone with bursts of noise and tones, whose largest sample is the level.</summary>
    private static EngineRig Loud(float level, double swapFade = 15)
    {
        float[] samples = new float[2 * 3 * Rate];
        var random = new Random(7);
        double last = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double t = i / 2 / (double)Rate;
            bool burst = t % 0.5 is > 0.2 and < 0.23;
            last = (0.5 * last) + (0.5 * ((2 * random.NextDouble()) - 1));
            double sound = burst ? last : 0.05 * Math.Sin(2 * Math.PI * 220 * t);
            samples[i] = (float)(level * sound);
        }

        var rig = new EngineRig(swapFade: swapFade);
        Assert.Equal(Status.Ok, rig.Engine.SetClipPcm(new ClipId(1), samples, 2, Rate));
        rig.Set(EngineRig.Segment(1, 0, 3));
        return rig;
    }
}

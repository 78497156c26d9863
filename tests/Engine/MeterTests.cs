using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Seamline.Tests.Clips;
using Seamline.Tests.Loudness;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>The live meters beside libebur128 and the offline measure on the same output.</summary>
public sealed class MeterTests
{
    private const int Rate = EngineRig.Rate;

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    [InlineData(3)]
    public void Meters_read_what_the_offline_measure_of_the_output_says(int channels)
    {
        using EngineRig rig = Playing(channels);
        float[] output = Pull(rig, 9 * Rate, new Random(1));
        Assert.Equal(Status.Ok, rig.Engine.GetMeters(out Meters meters));
        LoudnessReport expected = EbuSignals.Measure(output, Rate, channels);
        Assert.Equal(channels, meters.Channels);
        Assert.Equal(9 * Rate, meters.Frames);
        Assert.Equal(expected.IntegratedLufs, meters.IntegratedLufs, 0.01);
        Assert.Equal(expected.MaxMomentaryLufs, meters.MaxMomentaryLufs, 0.0001);
        Assert.Equal(expected.MaxShortTermLufs, meters.MaxShortTermLufs, 0.0001);
        Assert.Equal(expected.SamplePeakDbfs, meters.SamplePeakDbfs, 0.0001);
        Assert.Equal(expected.TruePeakDbtp, meters.TruePeakDbtp, 0.0001);
        if (channels <= 2) Assert.Equal(Ebur128.Measure(output, Rate, channels).IntegratedLufs, meters.IntegratedLufs, 0.01);
        for (int channel = 0; channel < 8; channel++)
        {
            (double peak, double rms) = channel < channels ? LevelsOf(output, channels, channel) : (double.NegativeInfinity, double.NegativeInfinity);
            Assert.Equal(peak, meters.PeakDbfs[channel], 0.0001);
            Assert.Equal(rms, meters.RmsDbfs[channel], 0.001);
        }
    }

    [Fact]
    public void Momentary_and_short_term_are_those_of_the_last_frames()
    {
        using EngineRig rig = Playing(2);
        float[] output = Pull(rig, 5 * Rate, new Random(2));
        Assert.Equal(Status.Ok, rig.Engine.GetMeters(out Meters meters));

        // The largest of a window that has one value: a filter that begins there differs by little.
        Assert.Equal(EbuSignals.Measure(output[^(2 * 4 * Rate / 10)..]).MaxMomentaryLufs, meters.MomentaryLufs, 0.05);
        Assert.Equal(EbuSignals.Measure(output[^(2 * 3 * Rate)..]).MaxShortTermLufs, meters.ShortTermLufs, 0.01);
    }

    [Fact]
    public void Off_they_are_refused_and_on_they_start_from_nothing()
    {
        using EngineRig rig = Playing(2);
        Pull(rig, Rate, new Random(3));
        Assert.Equal(Status.Ok, rig.Engine.SetMeters(false));
        Assert.Equal(Status.InvalidState, rig.Engine.GetMeters(out _));
        Assert.Equal(Status.Ok, rig.Engine.SetMeters(true));
        Assert.Equal(Status.Ok, rig.Engine.GetMeters(out Meters meters));
        Assert.Equal((0L, double.NegativeInfinity, double.NegativeInfinity), (meters.Frames, meters.TruePeakDbtp, meters.IntegratedLufs));
        Assert.Equal(Status.Ok, rig.Engine.Pause());
        Pull(rig, Rate, new Random(4)); // the fade-out, then silence
        Assert.Equal(Status.Ok, rig.Engine.GetMeters(out meters));
        Assert.Equal(Rate, meters.Frames);
        Assert.Equal(double.NegativeInfinity, meters.RmsDbfs[0]);
        Assert.True(meters.SamplePeakDbfs > -60 && meters.MomentaryLufs < -100);
    }

    [Fact]
    public async Task A_reader_never_sees_half_a_publication()
    {
        using EngineRig rig = Playing(2);
        using var done = new CancellationTokenSource();
        Task<string> reading = Task.Run(() => Read(rig.Engine, done.Token), TestContext.Current.CancellationToken);
        Pull(rig, 20 * Rate, new Random(5));
        await done.CancelAsync();
        Assert.Equal("", await reading);
    }

    // Left and right are the same, so what is read of them must be.
    private static string Read(Engine engine, CancellationToken done)
    {
        long frames = 0;
        while (!done.IsCancellationRequested)
        {
            if (engine.GetMeters(out Meters meters) != Status.Ok) return "off";
            if (meters.Frames < frames || meters.PeakDbfs[0] != meters.PeakDbfs[1] || meters.RmsDbfs[0] != meters.RmsDbfs[1]) return $"at {meters.Frames}";
            frames = meters.Frames;
        }

        return "";
    }

    private static EngineRig Playing(int channels)
    {
        var rig = new EngineRig(channels: channels);
        rig.Clip(1, new WaveSource(25L * Rate, 1, 0.6f), "wave");
        rig.Set(EngineRig.Segment(1, 0, 3), EngineRig.Segment(0, 0, 0.7), EngineRig.Segment(1, 5, 25) with { GainDb = -15 });
        rig.Ready(20);
        Assert.Equal(Status.Ok, rig.Engine.SetMeters(true));
        Assert.Equal(Status.Ok, rig.Engine.Play());
        return rig;
    }

    private static unsafe float[] Pull(EngineRig rig, int frames, Random random)
    {
        var all = new List<float>();
        int channels = rig.Output.Length / EngineRig.Block;
        float[] block = new float[6_000 * channels];
        for (int done = 0; done < frames;)
        {
            int count = Math.Min(random.Next(1, 6_000), frames - done);
            fixed (float* to = block) Assert.Equal(Status.Ok, rig.Engine.Pull(to, (uint)count));
            all.AddRange(block.AsSpan(0, count * channels));
            done += count;
        }

        return [.. all];
    }

    private static (double Peak, double Rms) LevelsOf(float[] output, int channels, int channel)
    {
        int frames = output.Length / channels;
        double peak = 0, squares = 0;
        for (int i = frames - (3 * Rate / 10); i < frames; i++)
        {
            double sample = output[(i * channels) + channel];
            squares += sample * sample;
            if (i >= frames - (Rate / 20)) peak = Math.Max(peak, Math.Abs(sample));
        }

        return (20 * Math.Log10(peak), 10 * Math.Log10(squares / (3 * Rate / 10)));
    }
}

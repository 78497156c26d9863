using System;
using System.Linq;
using Seamline.Kernels;
using Seamline.Loudness;
using Seamline.Tests.Clips;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>
/// The limiter beside its definition, to the bit: which groups it interpolates, and where it does not look at all, must not be heard. Alone, and with
/// lanes, fades, transitions and envelopes in front of it.
/// </summary>
public sealed unsafe class LimiterModelTests
{
    private const int Rate = EngineRig.Rate;
    private const int Group = 16;
    private const int Ahead = 15; // 5 ms
    private const int Hold = 45;
    private const int One = 1 << 24;
    private const int LowBits = (1 << 14) - 1;

    [Theory]
    [InlineData("tone", 2)]
    [InlineData("music", 2)]
    [InlineData("music", 1)]
    [InlineData("noise", 2)]
    [InlineData("noise", 3)]
    [InlineData("bursts", 2)]
    public void A_limited_render_is_what_the_definition_says(string kind, int channels)
    {
        using var rig = new EngineRig(channels: channels);
        Assert.Equal(Status.Ok, rig.Engine.SetClipPcm(new ClipId(1), Sound(kind, channels, 2), channels, Rate));
        rig.Set(EngineRig.Segment(1, 0, 1.1), EngineRig.Segment(1, 1.3, 1.9));
        HoldsFor(rig.Engine, channels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_lanes_transitions_and_envelopes_too(int seed)
    {
        var random = new Random(seed);
        using var rig = new EngineRig();
        rig.Clip(1, new WaveSource(6L * Rate, 2, 0.4f), "wave");
        Assert.Equal(Status.Ok, rig.Engine.SetClipPcm(new ClipId(2), Sound("music", 2, 3), 2, Rate));
        Assert.Equal(Status.Ok, rig.Engine.SetClipPcm(new ClipId(3), Sound("noise", 1, 2), 1, Rate));
        rig.Set(
            EngineRig.Segment(1, 0.5, 1.5), EngineRig.Segment(2, 0.3, 1.4), EngineRig.Segment(1, 3, 4) with { GainDb = -9 },
            EngineRig.Segment(3, 0.2, 1) with { GainDb = -6 });
        Transition(rig.Engine, 1, TransitionKind.EqualPower, 0.3);
        Transition(rig.Engine, 3, TransitionKind.Linear, 0.2);
        Assert.Equal(Status.Ok, rig.Engine.AddLane(0, default, out LaneId lane));
        for (int i = 0; i < 4; i++)
        {
            var item = new ItemSpec(lane, new ClipId((uint)random.Next(1, 4)), 0.8 * i, 0.1, 0.4 + (0.4 * random.NextDouble()));
            Assert.Equal(Status.Ok, rig.Engine.AddItem(item with { FadeIn = 0.05, FadeOut = 0.1, GainDb = random.Next(-20, 0) }, out _));
        }

        HoldsFor(rig.Engine, 2);
        Assert.Equal(Status.Ok, rig.Engine.SetEnvelope(EnvelopeOwner.Lane, lane.Value, new GainPoint(0, 0), new GainPoint(1, -20), new GainPoint(2, 3)));
        HoldsFor(rig.Engine, 2);
    }

    private static void Transition(Engine engine, int index, TransitionKind kind, double seconds)
    {
        Assert.Equal(Status.Ok, engine.GetSegment(index, out SegmentInfo info));
        Assert.Equal(Status.Ok, engine.SetTransition(info.Id, kind, seconds));
    }

    // At gains around the ceiling: nothing above it, some, nearly all.
    private static void HoldsFor(Engine engine, int channels)
    {
        foreach (double gain in (ReadOnlySpan<double>)[-12, -3, 0, 3, 12])
        {
            Assert.Equal(Status.Ok, engine.SetMaster(MasterSpec.Neutral with { GainDb = gain }));
            float[] bus = LoudnessTests.Render(engine);
            Assert.Equal(Status.Ok, engine.SetMaster(MasterSpec.Neutral with { GainDb = gain, Limiter = true, CeilingDb = -1 }));
            float[] limited = LoudnessTests.Render(engine);
            float[] expected = Limited(bus, channels, (float)Math.Pow(10, -1 / 20.0));
            for (int i = 0; i < expected.Length; i++)
            {
                if (expected[i] != limited[i]) Assert.Fail($"{gain} dB, frame {i / channels}: {limited[i]}, not {expected[i]} of {bus[i]}");
            }
        }
    }

    private static float[] Limited(float[] bus, int channels, float ceiling)
    {
        // Silence around: the timeline has none before its start nor behind its end.
        const int around = (Hold + (3 * Ahead)) * Group;
        int frames = bus.Length / channels;
        float[] all = new float[(frames + (2 * around) + Group) * channels];
        bus.CopyTo(all, around * channels);
        int groups = (frames + (2 * around)) / Group;
        int[] peaks = new int[groups];
        for (int g = 2; g < groups - 2; g++) peaks[g] = Peak(all, channels, g, ceiling);
        int[] least = [.. Enumerable.Range(0, groups).Select(g => g < Hold || g + Ahead >= groups ? One : Gain(peaks.AsSpan(g - Hold, Hold + 1 + Ahead), ceiling))];
        float[] output = new float[bus.Length];
        for (int frame = 0; frame < frames; frame++)
        {
            int group = (frame + around) / Group;
            float from = Mean(least.AsSpan(group - Ahead, Ahead)), to = Mean(least.AsSpan(group - Ahead + 1, Ahead));
            float gain = from + (float)((double)(to - from) * ((frame % Group) * (1f / Group)));
            for (int channel = 0; channel < channels; channel++)
            {
                int at = (frame * channels) + channel;
                output[at] = (float)((double)bus[at] * gain);
            }
        }

        return output;
    }

    private static int Peak(float[] all, int channels, int group, float ceiling)
    {
        float[] folded = new float[TruePeak.FoldedTaps];
        TruePeakTaps.Fold(folded);
        float most = Most(all, channels, group);
        float bend = Math.Max(Bend(all, channels, group), Math.Max(Bend(all, channels, group - 1), Bend(all, channels, group + 1)));
        float largest = Math.Max(most, Math.Max(Most(all, channels, group - 1), Most(all, channels, group + 1)));
        float bound = most + (float)((double)bend * TruePeak.MostBend) + (float)((double)largest * 1e-5f);
        bound = Math.Min(bound, largest * TruePeak.MostGain);
        float between;
        fixed (float* at = &all[group * Group * channels])
        fixed (float* taps = folded) between = TruePeak.Largest(at, channels, Group, taps);
        Assert.True(Math.Max(most, between) <= bound, "a bound is none");
        float peak = most > ceiling && bound <= most * (1 + (1f / 256)) ? bound : Math.Max(most, between);
        return peak <= ceiling ? 0 : (BitConverter.SingleToInt32Bits(peak) + LowBits) & ~LowBits;
    }

    private static float Most(float[] all, int channels, int group) =>
        all.Skip(group * Group * channels).Take((Group + 1) * channels).Max(Math.Abs);

    private static float Bend(float[] all, int channels, int group)
    {
        float bend = 0;
        for (int i = group * Group * channels; i < (group + 1) * Group * channels; i++)
            bend = Math.Max(bend, Math.Abs((all[i] + all[i - (2 * channels)]) - (all[i - channels] + all[i - channels])));
        return bend;
    }

    private static int Gain(ReadOnlySpan<int> peaks, float ceiling)
    {
        int largest = 0;
        foreach (int peak in peaks) largest = Math.Max(largest, peak);
        return largest == 0 ? One : (int)((double)ceiling / BitConverter.Int32BitsToSingle(largest) * One);
    }

    private static float Mean(ReadOnlySpan<int> gains)
    {
        long sum = 0;
        foreach (int gain in gains) sum += gain;
        return (float)(sum / ((double)One * gains.Length));
    }

    private static float[] Sound(string kind, int channels, double seconds)
    {
        float[] samples = new float[(int)(seconds * Rate) * channels];
        var random = new Random(5);
        for (int i = 0; i < samples.Length; i++)
        {
            double t = i / channels / (double)Rate;
            double noise = (2 * random.NextDouble()) - 1;
            samples[i] = (float)(kind switch
            {
                "tone" => 0.9 * Math.Sin(2 * Math.PI * 440 * t),
                "music" => (0.5 * Math.Sin(2 * Math.PI * 110 * t)) + (0.3 * Math.Sin(2 * Math.PI * (1_300 + i % channels) * t)) + (0.1 * noise * Math.Exp(-20 * (t % 0.25))),
                "noise" => 0.8 * noise,
                _ => t % 0.5 is > 0.2 and < 0.21 ? noise : 0.05 * noise,
            });
        }

        return samples;
    }
}

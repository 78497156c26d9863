using System;
using Seamline.Decode;
using Seamline.Device;
using Seamline.Tests.EngineTests;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>The listener's volume: on what goes to the device, and on nothing else.</summary>
public sealed unsafe class OutputVolumeTests
{
    private const int Rate = 48_000;
    private const int Ramp = Rate / 50;

    [Fact]
    public void At_first_nothing_is_touched()
    {
        VolumeState* volume = VolumeState.Create(Rate);
        float[] samples = [float.NaN, -0f, float.Epsilon, float.MaxValue, 0.3f];
        float[] kept = [.. samples];
        fixed (float* at = samples) OutputVolume.Apply(volume, at, (uint)samples.Length, 1);
        for (int i = 0; i < kept.Length; i++) Assert.Equal(BitConverter.SingleToUInt32Bits(kept[i]), BitConverter.SingleToUInt32Bits(samples[i]));
        VolumeState.Free(ref volume);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, -6)]
    [InlineData(6, double.NegativeInfinity)]
    public void A_change_goes_there_by_equal_steps_and_is_the_same_in_any_blocks(int channels, double decibels)
    {
        float wanted = Decibels.ToGain(decibels);
        float[] whole = Played(channels, wanted, [4_000]);
        Assert.Equal(whole, Played(channels, wanted, [1, 7, 480, 333, 3_179]));
        Assert.Equal(wanted, whole[(3 * Ramp * channels) - 1]);
        float before = 1;
        for (int i = 0; i < whole.Length; i++)
        {
            Assert.InRange(before - whole[i], 0, 1.0001f / Ramp);
            if (i % channels != 0) Assert.Equal(whole[i - 1], whole[i]);
            before = whole[i];
        }
    }

    [Fact]
    public void A_change_on_its_way_turns_where_it_is()
    {
        VolumeState* volume = VolumeState.Create(Rate);
        var samples = new float[Rate / 10];
        Array.Fill(samples, 1f);
        fixed (float* at = samples)
        {
            VolumeState.Set(volume, 0);
            OutputVolume.Apply(volume, at, Ramp / 2, 1);
            VolumeState.Set(volume, 1);
            OutputVolume.Apply(volume, at + (Ramp / 2), (uint)(samples.Length - (Ramp / 2)), 1);
        }

        Assert.InRange(samples[(Ramp / 2) - 1], 0.499f, 0.501f);
        Assert.Equal(1f, samples[^1]);
        for (int i = 1; i < samples.Length; i++) Assert.InRange(Math.Abs(samples[i] - samples[i - 1]), 0, 1.0001f / Ramp);
        VolumeState.Free(ref volume);
    }

    // What the device gets is quieter, on the next device too; what a host pulls is as it was.
    [Fact]
    public void Devices_alone_hear_it()
    {
        using var rig = new EngineRig();
        rig.Clip(1, new GeneratedSource(GeneratedShape.Constant, 1, Rate, 2, 10L * Rate));
        rig.Set(EngineRig.Segment(1, 0, 10));
        rig.Ready(10);
        Assert.Equal(Status.Ok, rig.Engine.SetVolume(-20));
        for (int i = 0; i < 2; i++)
        {
            using var tap = new OutputTap(2, Rate, 4_096);
            Assert.Equal(Status.Ok, rig.Engine.SeekFrame(0));
            Assert.Equal(Status.Ok, rig.Engine.Play());
            Assert.Equal(Status.Ok, rig.Engine.OpenNullDevice(EngineRig.Block, 20, tap));
            Assert.True(Signal.Wait(() => tap.FramesCaptured >= Rate / 2));
            rig.Engine.CloseDevice();
            var samples = new float[Rate];
            int frames = tap.ReadFrames(samples);
            Assert.True(frames > 2 * Ramp);
            Assert.Equal(0.1f, samples[(2 * frames) - 1], 1e-6f);
        }

        rig.Pull();
        rig.Pull();
        Assert.Equal(1f, rig.Output[^1]);
        Assert.Equal(Status.Ok, rig.Engine.SetVolume(double.NegativeInfinity));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void What_is_no_volume_is_refused(double decibels)
    {
        using var rig = new EngineRig();
        Assert.Equal(Status.InvalidArgument, rig.Engine.SetVolume(decibels));
        Assert.Contains("is not at most 0 dB", rig.Engine.LastError, StringComparison.Ordinal);
    }

    private static float[] Played(int channels, float wanted, uint[] blocks)
    {
        VolumeState* volume = VolumeState.Create(Rate);
        VolumeState.Set(volume, wanted);
        var samples = new float[4_000 * channels];
        Array.Fill(samples, 1f);
        fixed (float* first = samples)
        {
            float* at = first;
            foreach (uint frames in blocks)
            {
                OutputVolume.Apply(volume, at, frames, channels);
                at += frames * channels;
            }
        }

        VolumeState.Free(ref volume);
        return samples;
    }
}

using System;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Edits while it plays: heard in the next block, as a crossfade, and not at all where nothing changed.</summary>
public sealed class SwapTests
{
    private const int Swap = 720;
    private const double Hz = 97;

    [Fact]
    public void An_edit_is_heard_from_the_first_frame_of_the_next_block()
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        float[] before = rig.Offline();
        rig.Start(5_000);
        Rig.Ok(rig.Engine.RippleDelete(0.05, 0.5));
        EngineStatus status = rig.Engine.GetStatus();
        float[] after = rig.Offline();
        Assert.Equal(96_000 - 21_600, after.Length);
        float[] heard = rig.Pull(3_000, 480, 13);
        for (int i = 0; i < heard.Length; i++) Assert.Equal(Sound.Fade(before[5_000 + i], after[5_000 + i], Math.Min(i, Swap), Swap), heard[i]);
        Span<SwapInfo> swaps = stackalloc SwapInfo[8];
        long from = 0;
        SwapInfo swap = swaps[rig.Engine.ReadSwaps(ref from, swaps) - 1];
        Assert.Equal((status.PublishedSerial, status.PublishedBlock + 1, 5_000L, 5_000L, 5_000L, (long)Swap),
            (swap.Serial, swap.Block, swap.OutputFrame, swap.OldFrame, swap.NewFrame, swap.FadeFrames));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(100)]
    public void The_crossfade_is_as_long_as_configured(double milliseconds)
    {
        int fade = (int)Math.Round(milliseconds * 48);
        using var rig = new Rig(swap: milliseconds);
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        float[] before = rig.Offline();
        rig.Start(5_000);
        Rig.Ok(rig.Engine.SetSegmentGain(rig.Segment(0).Id, -20));
        float[] after = rig.Offline();
        float[] heard = rig.Pull(8_000, 480);
        for (int i = 0; i < heard.Length; i++)
            Assert.Equal(i < fade ? Sound.Fade(before[5_000 + i], after[5_000 + i], i, fade) : after[5_000 + i], heard[i]);
    }

    /// <summary>Edits behind the playhead's horizon change no bit of what is heard, however many.</summary>
    [Fact]
    public void Edits_elsewhere_are_not_heard()
    {
        float[] Play(bool edits)
        {
            using var rig = new Rig();
            rig.Pcm(1, Sound.Sine(Hz, 48_000, 480_000));
            rig.Set(new SegmentSpec(new ClipId(1), 0, 5), new SegmentSpec(new ClipId(1), 1, 3), new SegmentSpec(new ClipId(1), 6, 9));
            Rig.Ok(rig.Engine.Play());
            var heard = new float[48_000];
            for (int i = 0; i < 100; i++)
            {
                if (edits)
                {
                    Rig.Ok((i % 5) switch
                    {
                        0 => rig.Engine.RippleDelete(6, 6.01),
                        1 => rig.Engine.Split(5.5, out _),
                        2 => rig.Engine.Undo(),
                        3 => rig.Engine.Insert(rig.Engine.SegmentCount, new SegmentSpec(new ClipId(1), 2, 2.5), out _),
                        _ => rig.Engine.Split(0.001 + (i * 0.02), out _), // around the playhead: the same sound in two pieces
                    });
                }

                rig.Pull(480).CopyTo(heard.AsSpan(i * 480));
            }

            return heard;
        }

        Bits.Same(Play(edits: false), Play(edits: true), "edits elsewhere");
    }

    [Theory]
    [InlineData("ripple delete")]
    [InlineData("delete the segment")]
    [InlineData("gain")]
    [InlineData("mute")]
    [InlineData("move")]
    [InlineData("trim")]
    [InlineData("speed")]
    [InlineData("undo")]
    [InlineData("remove the clip")]
    public void An_edit_at_the_playhead_takes_no_step_above_twice_the_sines_own(string edit)
    {
        double limit = 2 * Sound.SineStep(Hz, 48_000);
        for (int phase = 0; phase < 495; phase += 31)
        {
            using var rig = new Rig();
            rig.Pcm(1, Sound.Sine(Hz, 48_000, 480_000));
            rig.Pcm(2, Sound.Sine(Hz, 48_000, 480_000, phase: 2));
            rig.Set(new SegmentSpec(new ClipId(1), 1, 3), new SegmentSpec(new ClipId(2), 5, 8));
            if (string.Equals(edit, "undo", StringComparison.Ordinal)) Rig.Ok(rig.Engine.RippleDelete(0.1, 0.3));
            int at = 9_600 + phase;
            float before = rig.Start(at)[^1];
            SegmentId id = rig.Segment(0).Id;
            Rig.Ok(edit switch
            {
                "ripple delete" => rig.Engine.RippleDelete(at / 48_000.0, (at / 48_000.0) + 0.2567),
                "delete the segment" => rig.Engine.DeleteSegment(id),
                "gain" => rig.Engine.SetSegmentGain(id, -30),
                "mute" => rig.Engine.SetSegmentMuted(id, true),
                "move" => rig.Engine.Move(id, 1),
                "trim" => rig.Engine.TrimIn(id, 1.2345),
                "speed" => rig.Engine.SetSegmentSpeed(id, 2),
                "undo" => rig.Engine.Undo(),
                _ => rig.Engine.RemoveClip(new ClipId(1)),
            });
            float[] after = rig.Offline(at, 4_000);
            float[] heard = rig.Pull(4_000);
            Sound.IsSmooth(heard, limit, before, $"{edit} at {at}");
            Bits.Same(after.AsSpan(Swap), heard.AsSpan(Swap), "after the crossfade");
        }
    }

    [Fact]
    public void Swaps_during_a_crossfade_wait_and_only_the_newest_is_heard()
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        float[] zero = rig.Offline();
        rig.Start(2_000);
        SegmentId id = rig.Segment(0).Id;
        Rig.Ok(rig.Engine.SetSegmentGain(id, -6));
        float[] one = rig.Offline();
        float[] heard = [.. rig.Pull(300, 50), .. Later()];
        float[] last = rig.Offline();
        for (int i = 0; i < heard.Length; i++)
        {
            float expected = i < Swap ? Sound.Fade(zero[2_000 + i], one[2_000 + i], i, Swap)
                : Sound.Fade(one[2_000 + i], last[2_000 + i], Math.Min(i - Swap, Swap), Swap);
            Assert.Equal(expected, heard[i]);
        }

        float[] Later()
        {
            for (int i = 0; i < 50; i++) Rig.Ok(rig.Engine.SetSegmentGain(id, -7 - i));
            return rig.Pull(3_000, 50);
        }
    }

    [Fact]
    public void Play_and_pause_that_were_overtaken_by_edits_still_count()
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(96_000, 1));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        Rig.Ok(rig.Engine.Play());
        Rig.Ok(rig.Engine.SeekFrame(500));
        Rig.Ok(rig.Engine.SetSegmentGain(rig.Segment(0).Id, -6));
        rig.Pull(1_000);
        Assert.Equal((1_500L, true), (rig.Playhead, rig.Playing));
        Rig.Ok(rig.Engine.Pause());
        Rig.Ok(rig.Engine.Play());
        Rig.Ok(rig.Engine.Pause());
        Rig.Ok(rig.Engine.SetSegmentGain(rig.Segment(0).Id, 0));
        rig.Pull(1_000);
        Assert.Equal((1_500L, false), (rig.Playhead, rig.Playing));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_timeline_that_ends_before_the_playhead_fades_out_and_stops(bool toNothing)
    {
        double limit = 2 * Sound.SineStep(Hz, 48_000);
        for (int phase = 0; phase < 495; phase += 31)
        {
            using var rig = new Rig();
            rig.Pcm(1, Sound.Sine(Hz, 48_000, 480_000));
            rig.Set(new SegmentSpec(new ClipId(1), 0, 5));
            float before = rig.Start(96_000 + phase)[^1];
            if (toNothing) rig.Set();
            else Rig.Ok(rig.Engine.RippleDelete(1, 5));
            float[] heard = rig.Pull(3_000);
            Sound.IsSmooth(heard, limit, before);
            Assert.All(heard[Swap..], x => Assert.Equal(0f, x));
            Assert.Equal((toNothing ? 0 : 48_000L, false), (rig.Playhead, rig.Playing));
            long from = 0;
            var swaps = new SwapInfo[64];
            Assert.InRange(rig.Engine.ReadSwaps(ref from, swaps), 2, 5);
        }
    }

    [Fact]
    public void An_empty_timeline_stays_silent_whatever_it_is_reported()
    {
        foreach (double swap in (double[])[0, 15])
        {
            using var rig = new Rig(swap: swap);
            rig.Pcm(1, Bits.Noise(9_600, 1));
            Assert.All(rig.Start(1_000), x => Assert.Equal(0f, x));
            Rig.Ok(rig.Engine.Seek(3));
            Assert.All(rig.Start(1_000), x => Assert.Equal(0f, x));
            Assert.Equal((0L, false), (rig.Playhead, rig.Playing));
            rig.Set(new SegmentSpec(new ClipId(1), 0, 0.1));
            rig.Start(1_000);
            Assert.True(rig.Playing);
            rig.Set();
            rig.Pull(2_000);
            Assert.Equal((0L, false), (rig.Playhead, rig.Playing));
        }
    }
}

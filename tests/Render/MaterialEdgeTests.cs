using System;
using System.Linq;
using Seamline.Tests.Clips;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>A recording that begins or ends inside its segment is faded there like a cut: no step, and the same bits however it is split.</summary>
public sealed class MaterialEdgeTests
{
    private const double Hz = 97;
    private const int Fade = 240;
    private const int Length = 9_000;
    private static readonly double Limit = 2 * Sound.SineStep(Hz, 48_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_step_where_a_recording_begins_or_ends_inside_a_segment(int tracks)
    {
        using var rig = new Rig();
        for (int phase = 0; phase < 495; phase += 33)
        {
            Tone(rig, phase, tracks);
            float[] heard = Set(rig, Frames(1, -3_000, Length + 3_000));
            Sound.IsSmooth(heard.AsSpan(1), Limit, heard[0], $"phase {phase}");
            Assert.True(heard.Max() > 0.2);

            // Beside cuts, at every distance that matters: edges within the cut's own fade, right before and behind it.
            foreach (int near in (int[])[1, 60, 119, 120, 121, 200, 400])
            {
                heard = Set(rig, Frames(9, 5_000, 9_000), Frames(1, -near, Length + near), Frames(9, 20_000, 24_000));
                Sound.IsSmooth(heard.AsSpan(1), Limit, heard[0], $"phase {phase}, {near} frames from a cut");
                heard = Set(rig, Frames(9, 5_000, 9_000), Frames(1, -3_000, near), Frames(9, 20_000, 24_000));
                Sound.IsSmooth(heard.AsSpan(1), 2 * Limit, heard[0], $"phase {phase}, begins {near} frames before a cut");
                heard = Set(rig, Frames(9, 5_000, 9_000), Frames(1, Length - near, Length + 3_000), Frames(9, 20_000, 24_000));
                Sound.IsSmooth(heard.AsSpan(1), 2 * Limit, heard[0], $"phase {phase}, ends {near} frames behind a cut");
            }
        }
    }

    [Fact]
    public void Only_the_declick_at_an_edge_inside_a_segment_is_touched()
    {
        using var rig = new Rig();
        float[] noise = Bits.Noise(Length, 7);
        rig.Pcm(1, noise);
        float[] heard = Set(rig, Frames(1, -1_000, Length + 1_000));
        Assert.All(heard[..1_000], s => Assert.Equal(0, s));
        Assert.All(heard[(1_000 + Length)..], s => Assert.Equal(0, s));
        Bits.Same(noise.AsSpan(Fade, Length - (2 * Fade)), heard.AsSpan(1_000 + Fade, Length - (2 * Fade)), "between the fades");
        for (int k = 0; k < Fade; k++)
        {
            Assert.Equal(noise[k] * Math.Sin(Math.PI / 2 * k / Fade), heard[1_000 + k], 1e-6);
            Assert.Equal(noise[Length - Fade + k] * Math.Cos(Math.PI / 2 * k / Fade), heard[1_000 + Length - Fade + k], 1e-6);
        }

        // A segment that begins or ends with the recording has no edge inside.
        Bits.Same(noise, Set(rig, Frames(1, 0, Length)), "the whole recording");
    }

    [Fact]
    public void Without_declick_edges_are_as_they_are()
    {
        using var rig = new Rig(declick: 0);
        float[] noise = Bits.Noise(Length, 7);
        rig.Pcm(1, noise);
        Bits.Same([.. new float[1_000], .. noise, .. new float[1_000]], Set(rig, Frames(1, -1_000, Length + 1_000)), "no declick");
    }

    [Theory]
    [InlineData(Length)]
    [InlineData(300)] // shorter than two fades
    [InlineData(1)]
    public void Splits_without_deletion_change_no_bit(int length)
    {
        using var rig = new Rig();
        rig.Pcm(1, Bits.Noise(length, 7));
        float[] whole = Set(rig, Frames(1, -1_000, length + 1_000));
        foreach (int at in (int[])[-200, -1, 0, 1, 100, 239, 240, 241, length - 241, length - 240, length - 100, length - 1, length, length + 1, length + 200])
        {
            if (at <= -1_000) continue;
            Bits.Same(whole, Set(rig, Frames(1, -1_000, at), Frames(1, at, length + 1_000)), $"split at {at}");
            Bits.Same(whole, Set(rig, Frames(1, -1_000, at), Frames(1, at, at + 1), Frames(1, at + 1, at + 3), Frames(1, at + 3, length + 1_000)), $"pieces at {at}");
        }
    }

    // The header guesses; what plays beyond the end shows it. Playback, once the length is exact, and an offline render agree.
    [Theory]
    [InlineData(60_000)]
    [InlineData(3 * Limits.PageFrames)] // the end is a page's
    public void A_length_learnt_late_gives_the_same_fade(int real)
    {
        using var guessed = new Rig(2);
        using var exact = new Rig(2);
        Rig.Ok(guessed.Engine.SetClipSource(new ClipId(1), new TestSource(40_000, 2, real), System.IO.Path.GetFullPath("guess")));
        Rig.Ok(exact.Engine.SetClipSource(new ClipId(1), new TestSource(real, 2), System.IO.Path.GetFullPath("exact")));
        float[] expected = Set(exact, Frames(1, -1_000, 90_000));
        Bits.Same(expected, Set(guessed, Frames(1, -1_000, 90_000)), "offline");
        Rig.Ok(guessed.Engine.Play());
        Bits.Same(expected.AsSpan(2_000, 170_000), guessed.Pull(86_000).AsSpan(2_000), "playback");
    }

    private static void Tone(Rig rig, int phase, int tracks)
    {
        string part = System.IO.Path.GetFullPath($"tone{phase}");
        string whole = System.IO.Path.GetFullPath("whole");
        Rig.Ok(rig.Engine.SetClipPcm(new ClipId(8), Sound.Sine(Hz, 48_000, Length, 0.25, phase * 2 * Math.PI / 495), 1, 48_000, part));
        Rig.Ok(rig.Engine.SetClipPcm(new ClipId(9), Sound.Sine(Hz, 48_000, 48_000, 0.25), 1, 48_000, whole));
        var tone = new TrackSpec($"{part} (clip 8)");
        var along = new TrackSpec($"{whole} (clip 9)") { Mix = new TrackMix { OffsetSeconds = 4_000 / 48_000.0 } };
        Rig.Ok(rig.Engine.SetClip(new ClipId(1), tracks == 1 ? [tone] : [along, tone]));
    }

    private static float[] Set(Rig rig, params SegmentSpec[] specs)
    {
        rig.Set(specs);
        return rig.Offline();
    }

    private static SegmentSpec Frames(uint clip, int from, int to) => new(new ClipId(clip), from / 48_000.0, to / 48_000.0);
}

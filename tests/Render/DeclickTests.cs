using System;
using System.Linq;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>The declick at seams: no step beyond twice the sine's own, nothing touched outside it, the length unchanged.</summary>
public sealed class DeclickTests
{
    private const double Hz = 97;
    private const int Fade = 240;
    private static readonly double Limit = 2 * Sound.SineStep(Hz, 48_000);

    /// <summary>A piece of a quarter period to three quarters is taken out at every phase: at the worst the wave turns over.</summary>
    [Fact]
    public void A_cut_at_any_phase_is_smooth()
    {
        using var rig = new Rig();
        rig.Pcm(1, Sound.Sine(Hz, 48_000, 48_000));
        double worst = 0;
        for (int phase = 0; phase < 495; phase += 15)
        {
            for (int gap = 123; gap < 495; gap += 31)
            {
                rig.Set(Frames(1, 0, 10_000 + phase), Frames(1, 10_000 + phase + gap, 30_000));
                float[] heard = rig.Offline();
                Sound.IsSmooth(heard.AsSpan(1), Limit, heard[0], $"phase {phase}, {gap} frames out");
                worst = Math.Max(worst, Sound.LargestStep(heard.AsSpan(1), heard[0]).Step);
            }
        }

        Assert.True(worst > Limit / 2 * 1.01, "the declick should show at the worst phase, or this test looks elsewhere");
    }

    /// <summary>The recording itself ends at the cut, before it within the fade, or begins there: alone, and on one of two tracks.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Material_that_ends_or_begins_at_the_cut_leaves_no_step(bool twoTracks)
    {
        using var rig = new Rig();
        string whole = System.IO.Path.GetFullPath("whole");
        Rig.Ok(rig.Engine.SetClipPcm(new ClipId(9), Sound.Sine(Hz, 48_000, 48_000, 0.25), 1, 48_000, whole));
        for (int phase = 0; phase < 495; phase += 33)
        {
            string part = System.IO.Path.GetFullPath($"part{phase}");
            Rig.Ok(rig.Engine.SetClipPcm(new ClipId(8), Sound.Sine(Hz, 48_000, 12_000 + phase, 0.25), 1, 48_000, part));
            var ends = new TrackSpec($"{part} (clip 8)");
            TrackSpec begins = ends with { Mix = new TrackMix { OffsetSeconds = -(10_000 + phase) / 48_000.0 } };
            var along = new TrackSpec($"{whole} (clip 9)");
            Rig.Ok(rig.Engine.SetClip(new ClipId(1), twoTracks ? [ends, along] : [ends]));
            Rig.Ok(rig.Engine.SetClip(new ClipId(2), twoTracks ? [along, begins] : [begins]));
            int last = 12_000 + phase;
            int first = 10_000 + phase;

            // Ends at the cut; a hundred frames behind it; begins at the cut; a hundred frames before it; both at once.
            Check(rig, Frames(1, 3_000, last), Frames(9, 5_000, 20_000));
            Check(rig, Frames(1, 3_000, last - 100), Frames(9, 5_000, 20_000));
            Check(rig, Frames(9, 5_000, 20_000), Frames(2, first, first + 9_000));
            Check(rig, Frames(9, 5_000, 20_000), Frames(2, first + 100, first + 9_000));
            Check(rig, Frames(1, 3_000, last), Frames(2, first, first + 9_000));
            Check(rig, Frames(1, 3_000, last), new SegmentSpec(ClipId.None, 0, 0.5));
            Check(rig, new SegmentSpec(ClipId.None, 0, 0.5), Frames(2, first, first + 9_000));

            // Silent up to the cut because it begins only there, or from the cut on because it ended there: not heard beyond it.
            float[] before = Check(rig, Frames(2, 0, first), new SegmentSpec(ClipId.None, 0, 0.5));
            Check(rig, Frames(2, 0, first), Frames(9, 5_000, 20_000));
            float[] behind = Check(rig, new SegmentSpec(ClipId.None, 0, 0.5), Frames(1, last, last + 9_000));
            Assert.Equal(twoTracks, before.Max() > 0.1);
            Assert.Equal(twoTracks, behind.Max() > 0.1);
            Check(rig, Frames(9, 5_000, 20_000), Frames(1, last, last + 9_000));
        }
    }

    [Fact]
    public void A_cut_to_a_gap_or_a_mute_fades()
    {
        using var rig = new Rig();
        rig.Pcm(1, Sound.Sine(Hz, 48_000, 48_000));
        for (int phase = 0; phase < 495; phase += 15)
        {
            Check(rig, Frames(1, 0, 9_000 + phase), new SegmentSpec(ClipId.None, 0, 0.1), Frames(1, 20_000 + phase, 30_000));
            Check(rig, Frames(1, 0, 9_000 + phase), Frames(1, 9_000 + phase, 15_000 + phase) with { Muted = true }, Frames(1, 15_000 + phase, 30_000));
            Check(rig, Frames(1, 0, 9_000 + phase), Frames(1, 9_000 + phase, 30_000) with { GainDb = -12 });
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Outside_the_fades_nothing_is_touched_and_the_length_stays(int channels)
    {
        using var faded = new Rig(channels);
        using var plain = new Rig(channels, declick: 0);
        SegmentSpec[] specs = [Frames(1, 0, 5_000), Frames(2, 100, 9_001), new SegmentSpec(ClipId.None, 0, 0.01), Frames(1, 30_000, 40_007)];
        foreach (Rig rig in (Rig[])[faded, plain])
        {
            rig.Pcm(1, Bits.Noise(48_000 * channels, 1), channels);
            rig.Pcm(2, Bits.Noise(48_000 * channels, 2), channels);
            rig.Set(specs);
        }

        float[] a = faded.Offline(), b = plain.Offline();
        Assert.Equal(a.Length, b.Length);
        long[] cuts = [.. Enumerable.Range(1, 3).Select(i => faded.Segment(i).StartFrame)];
        int touched = 0;
        for (int i = 0; i < a.Length; i++)
        {
            int frame = i / channels;
            if (cuts.Any(cut => frame >= cut - (Fade / 2) && frame < cut + (Fade / 2))) touched += a[i] != b[i] ? 1 : 0;
            else Assert.Equal(b[i], a[i]);
        }

        Assert.True(touched > 3 * (Fade - 10) * channels, $"{touched}");
    }

    [Fact]
    public void Without_declick_segments_are_put_end_to_end_to_the_bit()
    {
        using var rig = new Rig(declick: 0);
        float[] one = Bits.Noise(48_000, 1), two = Bits.Noise(48_000, 2);
        rig.Pcm(1, one);
        rig.Pcm(2, two);
        rig.Set(Frames(1, 100, 5_000), Frames(2, 47_000, 49_000), Frames(2, 7, 8), Frames(1, 0, 48_000));
        float[] expected = [.. one[100..5_000], .. two[47_000..], .. new float[1_000], two[7], .. one];
        Bits.Same(expected, rig.Offline(), "concatenation");
    }

    [Fact]
    public void The_ends_of_the_timeline_get_no_declick()
    {
        using var rig = new Rig();
        float[] one = Bits.Noise(48_000, 1);
        rig.Pcm(1, one);
        rig.Set(Frames(1, 100, 5_000));
        Bits.Same(one.AsSpan(100, 4_900), rig.Offline(), "one segment");
    }

    /// <summary>Between two neighbours the fade is half of the shorter; each side's gain at its middle tells its place.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(100, 50)]
    [InlineData(479, 239)]
    [InlineData(480, 240)]
    [InlineData(481, 240)]
    public void Seams_of_short_segments(int frames, int fade)
    {
        using var rig = new Rig();
        var half = new float[48_000];
        Array.Fill(half, 0.5f);
        rig.Pcm(1, half);
        rig.Set(Frames(1, 0, 5_000), new SegmentSpec(ClipId.None, 0, frames / 48_000.0), Frames(1, 20_000, 25_000));
        float[] heard = rig.Offline();
        Assert.Equal(10_000 + frames, heard.Length);
        if (frames == 0) fade = Fade;
        int from = 5_000 - (fade / 2);
        if (frames == 0)
        {
            // The neighbours meet: both sides together.
            for (int k = 0; k < fade; k++)
                Assert.Equal(0.5 * (Math.Cos(Math.PI / 2 * k / fade) + Math.Sin(Math.PI / 2 * k / fade)), heard[from + k], 1e-6);
            return;
        }

        for (int i = 0; i < from; i++) Assert.Equal(0.5f, heard[i]);
        for (int k = 0; k < fade; k++) Assert.Equal(0.5 * Math.Cos(Math.PI / 2 * k / fade), heard[from + k], 1e-6);
        int second = 5_000 + frames - (fade / 2);
        for (int i = from + fade; i < second; i++) Assert.Equal(0f, heard[i]);
        for (int k = 0; k < fade; k++) Assert.Equal(0.5 * Math.Sin(Math.PI / 2 * k / fade), heard[second + k], 1e-6);
        for (int i = second + fade; i < heard.Length; i++) Assert.Equal(0.5f, heard[i]);
    }

    private static float[] Check(Rig rig, params SegmentSpec[] specs)
    {
        rig.Set(specs);
        float[] heard = rig.Offline();
        Assert.Equal(specs.Sum(s => s.Out - s.In) * 48_000, heard.Length, 0.001);
        Sound.IsSmooth(heard.AsSpan(1), Limit, heard[0], string.Join(' ', specs.Select(s => $"{s.Clip.Value}:{s.In * 48_000:F0}..{s.Out * 48_000:F0}")));
        return heard;
    }

    private static SegmentSpec Frames(uint clip, int from, int to) => new(new ClipId(clip), from / 48_000.0, to / 48_000.0);
}

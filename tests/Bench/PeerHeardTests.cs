using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Bench.Peers;
using Xunit;

namespace Seamline.Tests.Bench;

/// <summary>The comparison with other programs finds what was planted: places, faults, steps, lengths.</summary>
public sealed class PeerHeardTests
{
    private const int Block = 480;
    private static readonly float[] Recording = Noise(4 * PeerSound.Rate);
    private static readonly double OwnStep = PeerSound.LargestStep(Recording);
    private static readonly (long In, long Out)[] Segments = [(4_800, 52_800), (60_000, 110_000), (120_000, 170_000)];
    private static readonly PeerTruth Truth = new(Recording, Segments);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(1_024)]
    [InlineData(-4_799)]
    public void A_planted_offset_is_found_to_the_sample(int offset)
    {
        PeerMatch match = Truth.Find(Recording.AsSpan(70_000 + offset, Block), 58_000, 4_800);
        Assert.True(match.Found);
        Assert.Equal(offset, match.Offset);
        Assert.InRange(match.Likeness, 0.999, 1.001);
    }

    [Fact]
    public void It_is_found_below_coding_noise_and_at_another_level()
    {
        float[] heard = [.. Recording.AsSpan(70_000, Block)];
        float[] other = Noise(Block, 99);
        for (int i = 0; i < Block; i++) heard[i] = 0.4f * heard[i] + 0.06f * other[i];
        PeerMatch match = Truth.Find(heard, 58_000 - 37, 4_800);
        Assert.True(match.Found);
        Assert.Equal(37, match.Offset);
    }

    [Fact]
    public void Silence_other_sound_and_places_outside_are_not_found()
    {
        Assert.False(Truth.Find(new float[Block], 1_000, 4_800).Found);
        Assert.False(Truth.Find(Noise(Block, 99), 1_000, 4_800).Found);
        Assert.False(Truth.Find(Recording.AsSpan(0, Block), -1, 4_800).Found);
        Assert.False(Truth.Find(Recording.AsSpan(0, Block), Truth.Length, 4_800).Found);
        Assert.False(Truth.Find(Recording.AsSpan(9_640, Block), 0, 4_800).Found); // 40 frames out of reach
    }

    [Fact]
    public void Frames_are_counted_over_segments()
    {
        Assert.Equal(148_000, Truth.Length);
        Assert.Equal(52_799, Truth.SourceFrame(47_999));
        Assert.Equal(60_000, Truth.SourceFrame(48_000));
        Assert.Equal([(0, 48_000), (48_000, 98_000), (98_000, 148_000)], Truth.Places());
    }

    [Fact]
    public void The_first_right_block_is_the_first_that_belongs_there()
    {
        // Two blocks of before the edit, then one stale, one silent, and the right sound 24 frames late.
        List<float> heard = [.. Recording.AsSpan(150_000, 3 * Block)];
        heard.AddRange(new float[Block]);
        heard.AddRange(Recording.AsSpan(70_000 + 2 * Block - 24, 6 * Block));
        PeerEvent judged = PeerHeard.Judge(Captured(heard, 2 * Block, 58_000), Truth, OwnStep);
        Assert.Equal(4 * 10, judged.RightMilliseconds);
        Assert.Equal(-24, judged.ErrorLeast);
        Assert.Equal(-24, judged.ErrorMost);
        Assert.Equal(20, judged.WrongMilliseconds);
    }

    [Fact]
    public void Sound_that_slips_after_an_edit_is_reported_with_both_errors()
    {
        List<float> heard = [.. Recording.AsSpan(70_000 - 648, 2 * Block)];
        heard.AddRange(Recording.AsSpan(70_000 + 2 * Block - 24, 4 * Block));
        PeerEvent judged = PeerHeard.Judge(Captured(heard, 0, 58_000), Truth, OwnStep);
        Assert.Equal(0, judged.RightMilliseconds);
        Assert.Equal((-648, -24), (judged.ErrorLeast, judged.ErrorMost));
        Assert.Equal(0, judged.WrongMilliseconds);
        Assert.Null(judged.LargestStep); // nothing was cut
    }

    [Fact]
    public void Nothing_right_is_reported_as_nothing()
    {
        PeerEvent judged = PeerHeard.Judge(Captured([.. new float[4 * Block]], 0, 0), Truth, OwnStep);
        Assert.Null(judged.RightMilliseconds);
        Assert.Null(judged.ErrorMost);
        Assert.Equal(40, judged.WrongMilliseconds);
    }

    [Fact]
    public void A_step_at_the_cut_is_measured_against_the_recordings_own()
    {
        List<float> heard = [.. Recording.AsSpan(56_000, 4 * Block)];
        float plus = (float)(3 * OwnStep);
        for (int i = 2 * Block; i < heard.Count; i++) heard[i] += plus - (heard[2 * Block] - heard[2 * Block - 1]);
        double step = PeerHeard.Judge(Captured(heard, 2 * Block, 0), Truth, OwnStep).LargestStep!.Value;
        Assert.InRange(step, 2, 4.1);
        double own = PeerHeard.Judge(Captured([.. Recording.AsSpan(56_000, 4 * Block)], 2 * Block, 0), Truth, OwnStep).LargestStep!.Value;
        Assert.InRange(own, 0.1, 1);
    }

    [Fact]
    public void A_faithful_render_has_no_fault_but_the_steps_of_its_cuts()
    {
        PeerRender judged = PeerHeard.Judge([.. Faithful()], Truth, OwnStep);
        Assert.Equal((0, 0, 0, 0), (judged.LengthError, judged.SampleError, judged.LostSegments, judged.WrongSeams));
        float[] rendered = [.. Faithful()];
        double cut = Math.Max(Math.Abs(rendered[48_000] - rendered[47_999]), Math.Abs(rendered[98_000] - rendered[97_999]));
        Assert.InRange(judged.LargestStep!.Value, cut / OwnStep, Math.Max(1, cut / OwnStep));
    }

    [Fact]
    public void What_is_wrong_with_a_render_is_found()
    {
        List<float> rendered = Faithful();
        rendered.RemoveRange(20_000, 312); // from here on early
        rendered.AddRange(new float[5]);
        for (int i = 97_000; i < 98_000 - 312; i++) rendered[i] = 0; // a hole before the second seam
        PeerRender judged = PeerHeard.Judge([.. rendered], Truth, OwnStep);
        Assert.Equal(-307, judged.LengthError);
        Assert.Equal(312, judged.SampleError);
        Assert.Equal(0, judged.LostSegments);
        Assert.InRange(judged.WrongSeams, 1, 3); // the hole, and what the shift moves across the seams
    }

    [Fact]
    public void Lost_segments_are_counted()
    {
        List<float> rendered = Faithful();
        for (int i = 48_000; i < 98_000; i++) rendered[i] = 0;
        Assert.Equal(1, PeerHeard.Judge([.. rendered], Truth, OwnStep).LostSegments);
        Assert.Equal(3, PeerHeard.Judge([], Truth, OwnStep).LostSegments);
    }

    private static List<float> Faithful() => [.. Segments.SelectMany(s => Recording[(int)s.In..(int)s.Out])];

    private static PeerCapture Captured(List<float> heard, int cut, long position) =>
        new([.. heard], cut, position, [.. Enumerable.Range(0, heard.Count / Block).Select(i => (10.0 * i, Block))]);

    // White noise through a mean of 12 frames, twice: as smooth as the recording of the comparison.
    private static float[] Noise(int frames, uint seed = 7)
    {
        var white = new float[frames + 24];
        for (int i = 0; i < white.Length; i++)
        {
            seed = unchecked(seed * 1_664_525 + 1_013_904_223);
            white[i] = (seed >> 8) / 8_388_608f - 1;
        }

        return [.. Enumerable.Range(0, frames).Select(i => Mean(white, i))];
    }

    private static float Mean(float[] white, int at)
    {
        float sum = 0;
        for (int i = 0; i < 24; i++) sum += white[at + i] * Math.Min(i + 1, 24 - i);
        return sum / 144;
    }
}

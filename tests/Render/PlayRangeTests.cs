using System;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Playback that ends by itself: a range, around a cut, a window while scrubbing.</summary>
public sealed class PlayRangeTests
{
    private const int Ramp = 240;
    private const int Swap = 720;
    private const int Window = 3_840; // 80 ms

    private readonly float[] _noise = Bits.Noise(96_000, 1);

    // Every frame of the range is heard, faded at both ends, then silence; the playhead rests where the call says.
    [Theory]
    [InlineData(480)]
    [InlineData(1)]
    [InlineData(4_096, 7)]
    public void A_range_is_played_to_the_frame_and_rests_on_its_end(params int[] blocks)
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.PlayRange(0.25, 0.5));
        CheckRange(rig.Pull(20_000, blocks), 12_000, 24_000);
        Assert.Equal((24_000L, false), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void Around_a_cut_rests_on_the_cut()
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.PlayAround(1, 0.5, 0.25));
        CheckRange(rig.Pull(40_000), 24_000, 60_000);
        Assert.Equal((48_000L, false), (rig.Playhead, rig.Playing));
    }

    [Theory]
    [InlineData(0.25, 0, 24_000)] // less before the cut than asked for
    [InlineData(1.75, 72_000, 96_000)] // and behind it
    public void Around_a_cut_goes_as_far_as_the_timeline(double cut, int from, int to)
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.PlayAround(cut, 0.25, cut < 1 ? 0.25 : 1));
        CheckRange(rig.Pull(40_000), from, to);
        Assert.Equal(((long)(cut * 48_000), false), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void Play_pause_and_seek_end_a_range()
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.PlayRange(0, 0.5));
        rig.Pull(1_000);
        Rig.Ok(rig.Engine.Play());
        rig.Pull(30_000);
        Assert.Equal((31_000L, true), (rig.Playhead, rig.Playing));

        Rig.Ok(rig.Engine.PlayRange(0, 0.5));
        rig.Pull(1_000);
        Rig.Ok(rig.Engine.SeekFrame(10_000));
        rig.Pull(30_000);
        Assert.Equal((40_000L, true), (rig.Playhead, rig.Playing));

        Rig.Ok(rig.Engine.PlayRange(0, 0.5));
        rig.Pull(1_000);
        Rig.Ok(rig.Engine.Pause());
        rig.Pull(30_000);
        Assert.Equal((1_000L, false), (rig.Playhead, rig.Playing));
        Rig.Ok(rig.Engine.Play());
        rig.Pull(30_000);
        Assert.Equal((31_000L, true), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void A_loop_does_not_count_before_the_end_of_a_range()
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.SetLoop(0.25, 0.5));
        Rig.Ok(rig.Engine.PlayRange(0.25, 1));
        CheckRange(rig.Pull(40_000), 12_000, 48_000);
        Rig.Ok(rig.Engine.SeekFrame(12_000));
        Rig.Ok(rig.Engine.Play());
        rig.Pull(13_000);
        Assert.Equal((13_000L, true), (rig.Playhead, rig.Playing)); // round the loop
    }

    // An edit meanwhile leaves the ends at their times; a timeline that has become shorter ends playback where it ends.
    [Fact]
    public void An_edit_leaves_the_ends_at_their_times()
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.PlayRange(0.25, 0.5));
        rig.Pull(1_000);
        Rig.Ok(rig.Engine.RippleDelete(1, 1.5));
        rig.Pull(30_000);
        Assert.Equal((24_000L, false), (rig.Playhead, rig.Playing));

        Rig.Ok(rig.Engine.PlayRange(0.25, 1));
        rig.Pull(1_000);
        Rig.Ok(rig.Engine.RippleDelete(0.4, 1.5));
        rig.Pull(30_000);
        Assert.Equal((19_200L, false), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void A_scrub_sounds_a_window_and_rests_on_its_start()
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.Scrub(0.5));
        CheckRange(rig.Pull(10_000), 24_000, 24_000 + Window);
        Assert.Equal((24_000L, false), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void The_next_scrub_crossfades_with_the_window_that_sounds()
    {
        using Rig rig = Open();
        Rig.Ok(rig.Engine.Scrub(0.5));
        rig.Pull(1_440);
        Rig.Ok(rig.Engine.Scrub(0.25));
        float[] heard = rig.Pull(Swap);
        for (int i = 0; i < Swap; i++) Assert.Equal(Sound.Fade(_noise[25_440 + i], _noise[12_000 + i], i, Swap), heard[i]);
        rig.Pull(10_000);
        Assert.Equal((12_000L, false), (rig.Playhead, rig.Playing));
    }

    // Wherever it is scrubbed to, as fast as it may come, no step is larger than the material's own and the position is inside.
    [Fact]
    public void Scrubs_anywhere_at_any_pace_leave_no_step()
    {
        var random = new Random(7);
        using var rig = new Rig();
        var tone = new float[96_000];
        for (int i = 0; i < tone.Length; i++) tone[i] = 0.5f * MathF.Sin(2 * MathF.PI * 220 * i / 48_000);
        rig.Pcm(1, tone);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        float last = 0;
        float most = 0;
        for (int i = 0; i < 300; i++)
        {
            Rig.Ok(rig.Engine.Scrub(random.NextDouble() * 2.2));
            foreach (float sample in rig.Pull(random.Next(1, 6_000), 480))
            {
                most = Math.Max(most, MathF.Abs(sample - last));
                last = sample;
            }

            Assert.InRange(rig.Playhead, 0, 96_000);
        }

        Assert.InRange(most, 0.001f, (0.5f * 2 * MathF.PI * 220 / 48_000) + (1f / Ramp));
    }

    [Fact]
    public void What_cannot_be_played_is_refused_by_name()
    {
        using Rig rig = Open();
        Assert.Equal(Status.InvalidArgument, rig.Engine.PlayRange(-1, 1));
        Assert.Equal(Status.InvalidArgument, rig.Engine.PlayRange(1, 1.01));
        Assert.Equal(Status.InvalidArgument, rig.Engine.PlayRange(double.NaN, 1));
        Assert.Equal(Status.InvalidArgument, rig.Engine.PlayAround(1, 61, 0));
        Assert.Equal(Status.InvalidArgument, rig.Engine.PlayAround(1, 0, 0));
        Assert.Contains("61", rig.Engine.PlayAround(1, 61, 0) == Status.Ok ? "" : rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.InvalidArgument, rig.Engine.Scrub(double.PositiveInfinity));
        Assert.Equal((0L, false), (rig.Playhead, rig.Playing));
    }

    private Rig Open()
    {
        var rig = new Rig();
        rig.Pcm(1, _noise);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2));
        return rig;
    }

    private void CheckRange(float[] heard, int from, int to)
    {
        for (int i = 0; i < heard.Length; i++)
        {
            int left = to - from - i;
            float expected = left <= 0 ? 0
                : i < Ramp ? Sound.Fade(0, _noise[from + i], i, Ramp)
                : left <= Ramp ? Sound.Fade(_noise[from + i], 0, Ramp - left, Ramp) : _noise[from + i];
            if (expected != heard[i]) Assert.Fail($"frame {i} of {from}..{to}: {heard[i]}, expected {expected}");
        }
    }
}

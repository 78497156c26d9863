using System;
using CsCheck;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Start, pause, seek and end, frame by frame. Between ramps playback is the offline render to the bit.</summary>
public sealed class TransportTests : IDisposable
{
    private const int Ramp = 240;
    private const int Swap = 720;
    private readonly Rig _rig = new();
    private readonly float[] _all;

    public TransportTests()
    {
        _rig.Pcm(1, Bits.Noise(48_000, 1));
        _rig.Pcm(2, Bits.Noise(30_000, 2));
        _rig.Set(new SegmentSpec(new ClipId(1), 0.1, 0.9), new SegmentSpec(new ClipId(2), 0, 0.6) { GainDb = -3 });
        _all = _rig.Offline();
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Nothing_is_heard_before_play() => Assert.All(_rig.Pull(3_000), x => Assert.Equal(0f, x));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(6, 2)]
    public void Playback_is_the_offline_render_in_any_blocks(int channels, int sourceChannels)
    {
        Gen.Int[1, 5_000].Array[1, 40].Sample(
            blocks =>
            {
                using var rig = new Rig(channels);
                rig.Pcm(1, Bits.Noise(48_000 * sourceChannels, 3), Math.Min(sourceChannels, channels));
                rig.Set(new SegmentSpec(new ClipId(1), 0.1, 0.5), new SegmentSpec(new ClipId(1), 0.05, 0.35));
                float[] all = rig.Offline();
                Rig.Ok(rig.Engine.Play());
                float[] heard = rig.Pull((int)rig.Engine.LengthFrames + 1_000, blocks);
                for (int i = 0; i < heard.Length; i++)
                {
                    int frame = i / channels;
                    float body = frame < all.Length / channels ? all[i] : 0;
                    int left = (all.Length / channels) - frame;
                    float expected = frame < Ramp ? Sound.Fade(0, body, frame, Ramp)
                        : left <= 0 ? 0 : left <= Ramp ? Sound.Fade(body, 0, Ramp - left, Ramp) : body;
                    if (expected != heard[i]) Assert.Fail($"frame {frame}: {heard[i]:G9}, expected {expected:G9}");
                }

                Assert.False(rig.Playing);
                Assert.Equal(rig.Engine.LengthFrames, rig.Playhead);
            },
            iter: 12,
            threads: 1);
    }

    [Fact]
    public void Pause_fades_out_and_play_goes_on_from_there()
    {
        _rig.Start(5_000);
        Rig.Ok(_rig.Engine.Pause());
        Assert.False(_rig.Playing);
        float[] end = _rig.Pull(1_000, 97);
        for (int i = 0; i < 1_000; i++) Assert.Equal(i < Ramp ? Sound.Fade(_all[5_000 + i], 0, i, Ramp) : 0, end[i]);
        Assert.Equal(5_000, _rig.Playhead);
        float[] again = _rig.Start(1_000);
        for (int i = 0; i < 1_000; i++) Assert.Equal(i < Ramp ? Sound.Fade(0, _all[5_000 + i], i, Ramp) : _all[5_000 + i], again[i]);
        Assert.True(_rig.Playing);
    }

    [Fact]
    public void Seek_crossfades_in_the_next_block()
    {
        _rig.Start(5_000);
        Rig.Ok(_rig.Engine.SeekFrame(30_000));
        Assert.Equal(30_000, _rig.Playhead);
        float[] heard = _rig.Pull(2_000, 1, 700, 33);
        for (int i = 0; i < 2_000; i++) Assert.Equal(i < Swap ? Sound.Fade(_all[5_000 + i], _all[30_000 + i], i, Swap) : _all[30_000 + i], heard[i]);
        Assert.Equal(32_000, _rig.Playhead);
    }

    [Fact]
    public void Seek_while_paused_is_silent_and_play_starts_there()
    {
        _rig.Pull(100);
        Rig.Ok(_rig.Engine.Seek(0.5));
        Assert.All(_rig.Pull(100), x => Assert.Equal(0f, x));
        Assert.Equal(24_000, _rig.Playhead);
        float[] heard = _rig.Start(600);
        for (int i = 0; i < 600; i++) Assert.Equal(Sound.Fade(0, _all[24_000 + i], Math.Min(i, Ramp), Ramp), heard[i]);
    }

    [Fact]
    public void Seeks_clamp_and_refuse_what_is_no_time()
    {
        Rig.Ok(_rig.Engine.Seek(-3));
        Assert.Equal(0, _rig.Playhead);
        Rig.Ok(_rig.Engine.Seek(1e7));
        Assert.Equal(_rig.Engine.LengthFrames, _rig.Playhead);
        Assert.Equal(Status.InvalidArgument, _rig.Engine.Seek(double.NaN));
        Assert.Equal(Status.InvalidArgument, _rig.Engine.Seek(double.PositiveInfinity));
        Assert.Equal(_rig.Engine.LengthFrames, _rig.Playhead);
    }

    [Fact]
    public void Seek_and_play_before_the_first_block_are_one_start()
    {
        Rig.Ok(_rig.Engine.SeekFrame(1_000));
        float[] heard = _rig.Start(600);
        for (int i = 0; i < 600; i++) Assert.Equal(Sound.Fade(0, _all[1_000 + i], Math.Min(i, Ramp), Ramp), heard[i]);
    }

    [Fact]
    public void Commands_during_a_crossfade_wait_and_only_the_newest_counts()
    {
        _rig.Start(5_000);
        Rig.Ok(_rig.Engine.SeekFrame(20_000));
        _rig.Pull(100);
        Rig.Ok(_rig.Engine.SeekFrame(40_000));
        Rig.Ok(_rig.Engine.SeekFrame(10_000));
        Rig.Ok(_rig.Engine.SeekFrame(30_000));
        float[] heard = _rig.Pull(3_000, 77);
        int wait = Swap - 100;
        for (int i = 0; i < 3_000; i++)
        {
            float expected = i < wait ? Sound.Fade(_all[5_100 + i], _all[20_100 + i], 100 + i, Swap)
                : Sound.Fade(_all[20_100 + i], _all[30_000 + i - wait], Math.Min(i - wait, Swap), Swap);
            Assert.Equal(expected, heard[i]);
        }
    }

    [Fact]
    public void Play_at_the_end_is_silence_and_seeking_back_plays_again()
    {
        Rig.Ok(_rig.Engine.SeekFrame(_rig.Engine.LengthFrames));
        Assert.All(_rig.Start(2_000), x => Assert.Equal(0f, x));
        Assert.False(_rig.Playing);
        Assert.Equal(_rig.Engine.LengthFrames, _rig.Playhead);
        Rig.Ok(_rig.Engine.SeekFrame(100));
        float[] heard = _rig.Start(1_000);
        Assert.Equal(_all[1_000], heard[900]);
    }

    /// <summary>Wherever near the end a seek goes: no step beyond the sine's own twice, and playback stops at the end.</summary>
    [Fact]
    public void Seeks_close_to_the_end_do_not_click()
    {
        const double hz = 97;
        double limit = 2 * Sound.SineStep(hz, 48_000);
        for (int left = 0; left < 1_500; left += 37)
        {
            foreach (bool playing in (bool[])[true, false])
            {
                using var rig = new Rig();
                rig.Pcm(1, Sound.Sine(hz, 48_000, 20_000, phase: left));
                rig.Set(new SegmentSpec(new ClipId(1), 0, 20_000 / 48_000.0));
                float before = 0;
                if (playing) before = rig.Start(3_000 + (left * 3))[^1];
                Rig.Ok(rig.Engine.SeekFrame(20_000 - left));
                Rig.Ok(rig.Engine.Play());
                float[] heard = rig.Pull(4_000, 111);
                Sound.IsSmooth(heard, limit, before, $"{left} frames before the end, playing {playing}");
                Assert.Equal(0f, heard[^1]);
                Assert.Equal((20_000L, false), (rig.Playhead, rig.Playing));
            }
        }
    }

    /// <summary>The old voice may be near the end too, when it is left.</summary>
    [Fact]
    public void Leaving_a_place_close_to_the_end_does_not_click()
    {
        const double hz = 97;
        double limit = 2 * Sound.SineStep(hz, 48_000);
        for (int left = 1; left < 1_500; left += 37)
        {
            using var rig = new Rig();
            rig.Pcm(1, Sound.Sine(hz, 48_000, 20_000, phase: left));
            rig.Set(new SegmentSpec(new ClipId(1), 0, 20_000 / 48_000.0));
            float before = rig.Start(20_000 - left)[^1];
            Rig.Ok(rig.Engine.SeekFrame(2_000));
            Sound.IsSmooth(rig.Pull(4_000, 111), limit, before, $"{left} frames before the end");
        }
    }

    [Fact]
    public void A_timeline_shorter_than_two_ramps_plays_without_a_step_and_stops()
    {
        for (int frames = 0; frames < 600; frames += 53)
        {
            using var rig = new Rig();
            float[] flat = new float[1_000];
            Array.Fill(flat, 0.5f);
            rig.Pcm(1, flat);
            rig.Set(new SegmentSpec(new ClipId(1), 0, frames / 48_000.0));
            Sound.IsSmooth(rig.Start(2_000), 0.5 / 100, what: $"{frames} frames");
            Assert.Equal((frames, false), ((int)rig.Playhead, rig.Playing));
        }
    }

    [Fact]
    public void Position_and_swap_log_tell_what_happened()
    {
        _rig.Start(480);
        Rig.Ok(_rig.Engine.SeekFrame(20_000));
        EngineStatus status = _rig.Engine.GetStatus();
        _rig.Pull(480);
        Span<SwapInfo> swaps = stackalloc SwapInfo[8];
        long from = 0;
        int count = _rig.Engine.ReadSwaps(ref from, swaps);
        SwapInfo seek = swaps[count - 1];
        Assert.Equal(count, from);
        Assert.Equal((status.PublishedSerial, status.PublishedBlock + 1), (seek.Serial, seek.Block));
        Assert.Equal((480, 480, 20_000, Swap), (seek.OutputFrame, seek.OldFrame, seek.NewFrame, seek.FadeFrames));
        Assert.Equal((true, status.PublishedBlock), (seek.Taken, seek.PublishedBlock));
        Assert.InRange(seek.EditNanoseconds, 1, 5_000_000_000);
        Assert.InRange(seek.HeardNanoseconds, 1, 5_000_000_000);
        Assert.Equal(0, _rig.Engine.ReadSwaps(ref from, swaps));
    }
}

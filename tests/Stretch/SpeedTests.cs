using System;
using System.Linq;
using System.Numerics;
using Seamline.Decode;
using Seamline.Stretch;
using Seamline.Tests.EngineTests;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Stretch;

/// <summary>Segments at other speeds: exact lengths, the same bits in any order, no trace of cuts, and everything around them.</summary>
public sealed class SpeedTests
{
    private const int Rate = EngineRig.Rate;

    public static TheoryData<SpeedMode, double> Speeds => new()
    {
        { SpeedMode.Varispeed, 0.25 }, { SpeedMode.Varispeed, 0.73 }, { SpeedMode.Varispeed, 1.5 }, { SpeedMode.Varispeed, 2.2 }, { SpeedMode.Varispeed, 8 },
        { SpeedMode.KeepPitch, 0.25 }, { SpeedMode.KeepPitch, 0.73 }, { SpeedMode.KeepPitch, 1.5 }, { SpeedMode.KeepPitch, 2.2 }, { SpeedMode.KeepPitch, 8 },
    };

    [Theory]
    [InlineData(SpeedMode.Silence)]
    [InlineData(SpeedMode.Varispeed)]
    [InlineData(SpeedMode.KeepPitch)]
    public void Speed_1_is_the_recording_in_any_mode(SpeedMode mode)
    {
        using var rig = new EngineRig();
        rig.Clip(1, Noise(20, 2));
        rig.Set(new SegmentSpec(new ClipId(1), 0.1, 19.7));
        float[] plain = Whole(rig);
        rig.Set(new SegmentSpec(new ClipId(1), 0.1, 19.7) { SpeedMode = mode });
        Bits.Same(plain, Whole(rig), $"{mode}");
        Assert.Single(rig.Engine.GetSources());
    }

    [Fact]
    public void Lengths_are_exact_to_the_frame()
    {
        var random = new Random(1);
        for (int i = 0; i < 5_000; i++)
        {
            double speed = i % 3 == 0 ? Math.Round((random.NextDouble() * 7.75) + 0.25, 2) : (random.NextDouble() * 7.75) + 0.25;
            long offset = random.Next(4) == 0 ? random.NextInt64(-1_000_000, 1_000_000) : 0;
            long source = random.NextInt64(1, 3L * 3_600 * Rate);
            var clock = new StretchClock(speed, offset);
            Assert.InRange(clock.Phase, 0, speed);
            long frames = clock.FramesFor(source);
            Assert.True(frames == 0 || clock.SourceOf(frames - 1) < source, $"{speed} {offset} {source}");
            Assert.True(clock.SourceOf(frames) >= source, $"{speed} {offset} {source}");

            // Exactly, as f64 is a fraction: n x speed + offset - lead x speed.
            (BigInteger up, BigInteger down) = Fraction(speed);
            BigInteger place = ((frames - clock.Lead) * up) + (offset * down);
            BigInteger error = place - (source * down);
            Assert.True(error > -2 * up && error < 2 * up, "half a frame and rounding");
        }
    }

    [Theory]
    [MemberData(nameof(Speeds))]
    public void The_length_of_three_hours_is_kept(SpeedMode mode, double speed)
    {
        using var rig = new EngineRig(budgetBytes: 64L << 20);
        rig.Clip(1, new GeneratedSource(GeneratedShape.Constant, 0.25, Rate, 1, 3L * 3_600 * Rate));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 3 * 3_600) { Speed = speed, SpeedMode = mode });
        long length = (long)Math.Round(3 * 3_600 / speed * Rate, MidpointRounding.AwayFromZero);
        Assert.Equal(length, rig.Engine.LengthFrames);

        // A constant sounds to its last frames; within the reach of filter and pieces it goes down.
        float[] end = Range(rig, length - 4_000, 4_000);
        AllNear(0.25 * 0.70710678, 1e-4, end.AsSpan(0, 4_000));
        Assert.NotEqual(0, end[^(2 * 1_200)]);
    }

    [Theory]
    [MemberData(nameof(Speeds))]
    public void Pages_are_the_same_in_any_order_on_any_threads_and_after_eviction(SpeedMode mode, double speed)
    {
        const double Seconds = 60;
        var spec = new SegmentSpec(new ClipId(1), 1.3, Seconds - 0.7) { Speed = speed, SpeedMode = mode };
        using var whole = new EngineRig(loaders: 1);
        whole.Clip(1, Noise(Seconds, 2));
        whole.Set(spec);
        int frames = (int)Math.Min(whole.Engine.LengthFrames, 15 * Rate);
        float[] expected = Range(whole, 0, frames);
        using var small = new EngineRig(budgetBytes: 40L << 20, loaders: 3);
        small.Clip(1, Noise(Seconds, 2));
        small.Set(spec);
        var random = new Random(4);
        for (int i = 0; i < 24; i++)
        {
            int at = random.Next(frames - 1_000);
            int count = Math.Min(frames - at, 1 + random.Next(60_000));
            Bits.Same(expected.AsSpan(2 * at, 2 * count), Range(small, at, count), $"{mode} at {speed}: {count} frames at {at}");
        }
    }

    [Theory]
    [InlineData(SpeedMode.Varispeed, 1.5)]
    [InlineData(SpeedMode.Varispeed, 0.7)]
    [InlineData(SpeedMode.KeepPitch, 1.5)]
    [InlineData(SpeedMode.KeepPitch, 0.7)]
    public void A_thousand_cuts_put_back_in_order_leave_no_trace(SpeedMode mode, double speed)
    {
        using var rig = new EngineRig();
        rig.Clip(1, Noise(20, 2));
        rig.Set(new SegmentSpec(new ClipId(1), 0.2, 19) { Speed = speed, SpeedMode = mode });
        float[] whole = Whole(rig);
        var random = new Random(7);
        for (int i = 0; i < 1_000; i++) _ = rig.Engine.Split(random.NextDouble() * rig.Engine.LengthFrames / Rate, out _);
        Assert.True(rig.Engine.SegmentCount > 900);
        Bits.Same(whole, Whole(rig), $"{mode} {speed}: split");
        SegmentSpec[] pieces = [.. Enumerable.Range(0, rig.Engine.SegmentCount).Select(i => Segment(rig, i).Spec)];
        rig.Set(pieces);
        Bits.Same(whole, Whole(rig), $"{mode} {speed}: set");
        for (int i = 0; i < 200; i++)
        {
            int at = random.Next(rig.Engine.SegmentCount);
            SegmentId id = Segment(rig, at).Id;
            Assert.Equal(Status.Ok, rig.Engine.Move(id, 0));
            Assert.Equal(Status.Ok, rig.Engine.Move(id, at));
        }

        Bits.Same(whole, Whole(rig), $"{mode} {speed}: moved and back");
    }

    [Theory]
    [MemberData(nameof(Speeds))]
    public void A_track_and_its_inverse_cancel(SpeedMode mode, double speed)
    {
        MediaSource Open(string path, int stream, int rate, int channels, ChannelChoice choice, RunSink stop) =>
            path.EndsWith('a') ? Noise(12, 2) : new FunctionSource(12 * Rate, 2, (f, c) => -NoiseAt(f, c));
        using var rig = new EngineRig(openMedia: Open);
        var mix = new TrackMix { OffsetSeconds = 0.31 };
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec("a") { Mix = mix }, new TrackSpec("b") { Mix = mix }));
        rig.Set(new SegmentSpec(new ClipId(1), -0.2, 8) { Speed = speed, SpeedMode = mode });
        AllNear(0, 1e-6, Whole(rig));
        Assert.Equal(Status.Ok, rig.Engine.SetTrackMix(new ClipId(1), 1, new TrackMix { OffsetSeconds = 0.32 })); // and not by chance
        Assert.True(Array.Exists(Whole(rig), s => Math.Abs(s) > 0.1));
    }

    [Theory]
    [InlineData(SpeedMode.Varispeed)]
    [InlineData(SpeedMode.KeepPitch)]
    public void Everything_that_may_happen_to_a_clip_happens_to_it_at_another_speed(SpeedMode mode)
    {
        using var rig = new EngineRig();
        rig.Clip(1, Noise(30, 2));
        rig.Set(EngineRig.Segment(1, 0, 30));
        float[] plain = Whole(rig);
        SegmentId id = Segment(rig, 0).Id;
        Assert.Equal(Status.Ok, rig.Engine.SetSegmentSpeed(id, 1.25, mode));
        float[] fast = Whole(rig);
        Assert.Equal(24 * Rate * 2, fast.Length);
        Assert.Equal(Status.Ok, rig.Engine.Undo());
        Bits.Same(plain, Whole(rig), "undone");
        Assert.Equal(Status.Ok, rig.Engine.Redo());
        Bits.Same(fast, Whole(rig), "done again");

        // Gain is heard without making anything again; another offset is another recording.
        Assert.Equal(Status.Ok, rig.Engine.SetTrackMix(new ClipId(1), 0, new TrackMix { GainDb = -6.0205999132796239 }));
        float[] quiet = Whole(rig);
        for (int i = 0; i < fast.Length; i++) Assert.Equal(fast[i] * 0.5, quiet[i], 1e-6);
        Assert.Equal(Status.Ok, rig.Engine.SetTrackMix(new ClipId(1), 0, new TrackMix { OffsetSeconds = 5 }));
        float[] moved = Whole(rig);
        Assert.Equal(fast.Length, moved.Length);
        AllNear(0, 0, moved.AsSpan(^(2 * 2 * Rate)..)); // 25 s of material are left: 20 s at this speed
        Assert.Equal(Status.Ok, rig.Engine.RemoveClip(new ClipId(1)));
        AllNear(0, 0, Whole(rig));
        rig.Clip(1, Noise(30, 2));
        Bits.Same(fast, Whole(rig), "the clip again");

        // Many speeds: those that nothing plays any more are let go.
        for (int i = 0; i < 100; i++) Assert.Equal(Status.Ok, rig.Engine.SetSegmentSpeed(id, 0.5 + (i * 0.01), mode));
        Assert.InRange(rig.Engine.GetSources().Count, 2, 12);
        Assert.Equal(Status.Ok, rig.Engine.SetSegmentSpeed(id, 1.25));
        Bits.Same(fast, Whole(rig), "the speed again");
    }

    [Theory]
    [InlineData(SpeedMode.Varispeed)]
    [InlineData(SpeedMode.KeepPitch)]
    public void An_envelope_stays_on_its_content(SpeedMode mode)
    {
        using var rig = new EngineRig(declick: 0);
        rig.Clip(1, new GeneratedSource(GeneratedShape.Constant, 0.5, Rate, 2, 60 * Rate));
        rig.Set(new SegmentSpec(new ClipId(1), 10, 30) { Speed = 2, SpeedMode = mode });
        Assert.Equal(Status.Ok, rig.Engine.SetEnvelope(EnvelopeOwner.Segment, Segment(rig, 0).Id.Value, new GainPoint(16, 0), new GainPoint(20, -20)));
        float[] heard = Whole(rig);
        Assert.Equal(0.5, heard[2 * 2 * Rate], 1e-4); // 14 s of the clip
        Assert.Equal(0.5 * Math.Pow(10, -0.5), heard[2 * 4 * Rate], 1e-4); // 18 s
        Assert.Equal(0.05, heard[2 * 6 * Rate], 1e-4); // 22 s
    }

    [Theory]
    [InlineData(SpeedMode.Varispeed)]
    [InlineData(SpeedMode.KeepPitch)]
    public void A_length_that_was_an_estimate_becomes_exact(SpeedMode mode)
    {
        using var rig = new EngineRig();
        rig.Clip(1, new FunctionSource(20 * Rate, 2, (_, _) => 0.25, exact: false));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 22) { Speed = 2, SpeedMode = mode });
        float[] heard = Whole(rig);
        Assert.Equal(0.25, heard[2 * 9 * Rate], 1e-4);
        AllNear(0, 0, heard.AsSpan(2 * 10 * Rate));
        SourceInfo stretched = Assert.Single(rig.Engine.GetSources(), s => s.Name.Contains("(2x", StringComparison.Ordinal));
        Assert.Equal((10L * Rate, true), (stretched.Frames, stretched.FramesExact));
    }

    [Fact]
    public void A_budget_without_room_refuses_and_changes_nothing()
    {
        using var rig = new EngineRig(budgetBytes: 32L << 20);
        rig.Clip(1, Noise(10, 2));
        rig.Set(EngineRig.Segment(1, 0, 10));
        SegmentId id = Segment(rig, 0).Id;
        Status status = Status.Ok;
        var pieces = new SegmentSpec[6_000]; // each at a speed of its own needs tables of its own
        for (int i = 0; i < pieces.Length; i++) pieces[i] = new SegmentSpec(new ClipId(1), 0, 0.01) { Speed = 0.3 + (i * 1e-4), SpeedMode = SpeedMode.Varispeed };
        for (int i = 0; i < pieces.Length && status == Status.Ok; i++) status = rig.Engine.Insert(0, pieces[i], out _);
        Assert.Equal(Status.OutOfBudget, status);
        Assert.Contains("another speed of a clip", rig.Engine.LastError, StringComparison.Ordinal);
        int count = rig.Engine.SegmentCount;
        Assert.Equal(Status.Ok, rig.Engine.Undo());
        Assert.Equal(count - 1, rig.Engine.SegmentCount);
        Assert.Equal(id, Segment(rig, count - 2).Id);
    }

    private static void AllNear(double expected, double within, ReadOnlySpan<float> heard)
    {
        for (int i = 0; i < heard.Length; i++)
        {
            if (!(Math.Abs(heard[i] - expected) <= within)) Assert.Fail($"sample {i} of {heard.Length} is {heard[i]}, expected {expected}");
        }
    }

    private static FunctionSource Noise(double seconds, int channels) => new((long)(seconds * Rate), channels, NoiseAt);

    private static double NoiseAt(long frame, int channel)
    {
        ulong x = unchecked(((ulong)frame * 0x9E3779B97F4A7C15) + (ulong)channel + 1);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EB);
        return (((x ^ (x >> 31)) >> 40) / (double)(1 << 24)) - 0.5;
    }

    private static (BigInteger Up, BigInteger Down) Fraction(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        return exponent < 0 ? (mantissa, BigInteger.One << -exponent) : (mantissa << exponent, BigInteger.One);
    }

    private static SegmentInfo Segment(EngineRig rig, int index)
    {
        Assert.Equal(Status.Ok, rig.Engine.GetSegment(index, out SegmentInfo info));
        return info;
    }

    private static float[] Whole(EngineRig rig) => Range(rig, 0, (int)rig.Engine.LengthFrames);

    private static float[] Range(EngineRig rig, long from, int frames)
    {
        var data = new float[frames * 2];
        using OfflineRender render = rig.Engine.BeginOffline();
        Assert.Equal(Status.Ok, render.Render(from, data, TestContext.Current.CancellationToken));
        return data;
    }
}

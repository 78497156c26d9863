using System;
using System.Linq;
using Seamline.Clips;
using Seamline.Tests.Clips;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Waveforms as a drawer asks for them: real media, after eviction, of clips and timelines, while everything moves.</summary>
public sealed unsafe class PeakTests
{
    private const int Rate = EngineRig.Rate;

    [Theory]
    [InlineData("s16.wav")]
    [InlineData("aac.m4a")]
    [InlineData("heaac-v2.m4a")]
    [InlineData("opus-voice.ogg")]
    [InlineData("aac-51.m4a")]
    [InlineData("surround.flac")]
    [InlineData("cbr.mp3")]
    public void Real_media_have_the_peaks_of_what_is_played(string name)
    {
        using var rig = new EngineRig(poison: true);
        var clip = new ClipId(1);
        Assert.Equal(Status.Ok, rig.Engine.SetClip(clip, new TrackSpec(MediaFixtures.Path(name))));
        Assert.Equal(Status.Ok, rig.Engine.MeasureClip(clip));
        Assert.Equal(Status.Ok, rig.Engine.GetClipFrames(clip, out long frames));
        rig.Set(EngineRig.Segment(1, 0, (double)frames / Rate));
        rig.Ready((double)frames / Rate, 60_000);
        float[] played = Render(rig.Engine);
        foreach (double zoom in (ReadOnlySpan<double>)[1, 97.3, 777, 3_000.3, 16_384, 123_456.7, frames])
        {
            var columns = new Peak[(int)Math.Min(400, Math.Ceiling(frames / zoom))];
            double first = columns.Length < 400 ? 0 : frames / 3;
            Assert.Equal(Status.Ok, rig.Engine.GetTimelinePeaks(new PeakView(first, zoom), columns, out _));
            for (int i = 0; i < columns.Length; i++)
            {
                long from = (long)Math.Floor(first + (i * zoom));
                long to = (long)Math.Floor(first + ((i + 1) * zoom));
                long length = Math.Min(to, frames) - from;
                Check(played, 2, (0, 2), from, to, length < 4_096 ? 1 : PeakLevels.QuantumOf(length), columns[i], $"{name}, zoom {zoom}, column {i}");
            }
        }
    }

    [Fact]
    public void The_waveform_is_complete_when_nothing_of_it_is_in_memory_any_more()
    {
        using var rig = new EngineRig(32L << 20, poison: true);
        var wave = new WaveSource(40L * Rate, 2);
        rig.Clip(1, wave, "wave");
        rig.Staircase(2, 300);
        rig.Set(EngineRig.Segment(1, 0, 40));
        rig.Ready(40);
        rig.Settle();
        rig.Set(EngineRig.Segment(2, 0, 300));
        Evict(rig, "wave");
        SourceInfo before = rig.Engine.GetSources().Single(source => source.Name == "wave");
        Assert.Equal(before.Pages, before.PeakPages);
        foreach (double zoom in (ReadOnlySpan<double>)[300, 5_000, 100_000, 40.0 * Rate])
        {
            var columns = new Peak[Math.Max(1, (int)Math.Min(100, 40 * Rate / zoom))];
            Assert.Equal(Status.Ok, rig.Engine.GetTrackPeaks(new ClipId(1), 0, new PeakView(0, zoom, 1), columns, out long changes));
            Assert.Equal(before.PeakPages, changes);
            for (int i = 0; i < columns.Length; i++)
            {
                long from = (long)(i * zoom);
                long to = (long)((i + 1) * zoom);
                PeakModel.Check(wave.Sample, 40 * Rate, (1, 2), from, to, PeakLevels.QuantumOf(to - from), columns[i], exact: true, $"zoom {zoom}, column {i}");
            }
        }

        SourceInfo after = rig.Engine.GetSources().Single(source => source.Name == "wave");
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_clip_is_drawn_as_it_is_heard()
    {
        using var rig = new EngineRig(declick: 0); // fades are left out of a drawing
        var left = new WaveSource(5L * Rate, 2, 0.4f);
        var right = new WaveSource(9L * Rate, 1, 0.7f);
        rig.Clip(1, left, "left");
        rig.Clip(2, right, "right");
        float[] first = new float[10 * Rate];
        float[] second = new float[9 * Rate];
        for (int i = 0; i < first.Length; i++) first[i] = left.Sample(i / 2, i % 2);
        for (int i = 0; i < second.Length; i++) second[i] = right.Sample(i, 0);
        string path = MediaFixtures.Scratch("peaks-left.wav");
        string other = MediaFixtures.Scratch("peaks-right.wav");
        Write(path, first, 2);
        Write(other, second, 1);
        var tracks = new[]
        {
            new TrackSpec(path) { Mix = new TrackMix { OffsetSeconds = -1.5, GainDb = -6, Mode = StereoMode.MonoRight } },
            new TrackSpec(other) { Mix = new TrackMix { OffsetSeconds = 2.25, GainDb = 3 } },
        };
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(3), tracks));
        rig.Set(EngineRig.Segment(3, 0, 9));
        rig.Ready(9);
        rig.Settle();
        float[] played = Render(rig.Engine);
        foreach (double zoom in (ReadOnlySpan<double>)[10, 250, 1_000.5, 20_000])
        {
            var columns = new Peak[(int)(9 * Rate / zoom)];
            for (int channel = -1; channel < 2; channel++)
            {
                Assert.Equal(Status.Ok, rig.Engine.GetClipPeaks(new ClipId(3), new PeakView(0, zoom, channel), columns, out _));
                (int, int) channels = channel < 0 ? (0, 2) : (channel, channel + 1);
                for (int i = 0; i < columns.Length; i++)
                {
                    (float min, float max, _) = PeakModel.Range((frame, c) => played[(frame * 2) + c], channels, (long)(i * zoom), (long)((i + 1) * zoom));
                    Assert.True(columns[i].Min <= min && columns[i].Max >= max, $"zoom {zoom}, column {i}: {columns[i]} does not enclose {min}..{max}");
                    if (zoom < 4_096) Assert.Equal(Unrelated((long)(i * zoom), (long)((i + 1) * zoom)), columns[i].Rms, 0.001);
                    Assert.Equal(1, columns[i].Known);
                }
            }
        }

        // Each track's mean of the squares by the square of its gain: the left's right side from 1.5 s on, the right from 2.25 s of its own.
        double Unrelated(long from, long to)
        {
            Func<long, int, float> one = (frame, _) => frame < 72_000 ? 0 : frame - 72_000 < 5 * Rate ? left.Sample(frame - 72_000, 1) : 0;
            Func<long, int, float> two = (frame, _) => frame + 108_000 < 9 * Rate ? right.Sample(frame + 108_000, 0) : 0;
            double a = PeakModel.Range(one, (0, 1), from, to).Rms * Math.Pow(10, -6 / 20.0);
            double b = PeakModel.Range(two, (0, 1), from, to).Rms * Math.Pow(10, 3 / 20.0) * 0.70710678;
            return Math.Sqrt((a * a) + (b * b));
        }

        // Where only the second track sounds it is its own.
        var single = new Peak[1];
        Assert.Equal(Status.Ok, rig.Engine.GetClipPeaks(new ClipId(3), new PeakView(100, 200, 0), single, out _));
        (float low, float high, double level) = PeakModel.Range((frame, c) => played[(frame * 2) + c], (0, 1), 100, 300);
        Assert.Equal((low, high), (single[0].Min, single[0].Max));
        Assert.Equal(level, single[0].Rms, 5);
    }

    [Fact]
    public void A_timeline_is_drawn_with_its_gaps_gains_and_mutes()
    {
        using var rig = new EngineRig();
        rig.Clip(1, new TestSource(10L * Rate) { Constant = 0.5f }, "half");
        SegmentSpec loud = EngineRig.Segment(1, 1, 2);
        rig.Set(loud, new SegmentSpec(ClipId.None, 0, 1), loud with { GainDb = -6.0205999 }, loud with { Muted = true }, loud with { Speed = 2 }, EngineRig.Segment(1, 9.5, 10.5));
        rig.Settle();
        var columns = new Peak[14];
        Assert.Equal(Status.Ok, rig.Engine.GetTimelinePeaks(new PeakView(-Rate / 2, Rate / 2), columns, out long changes));
        Assert.Equal(rig.Engine.PeakChanges, changes);
        float[] expected = [0, 0.5f, 0.5f, 0, 0, 0.25f, 0.25f, 0, 0, 0, 0.5f, 0, 0, 0];
        for (int i = 0; i < columns.Length; i++)
        {
            Assert.Equal(expected[i], columns[i].Max, 4);
            Assert.Equal(expected[i], columns[i].Rms, 4);
            Assert.Equal(1, columns[i].Known);
            Assert.Equal(i is 0 or >= 12 ? PeakFlags.Outside : PeakFlags.None, columns[i].Flags);
        }

        // One column over all of it: extremes of all, mean of the squares by length.
        Assert.Equal(Status.Ok, rig.Engine.GetTimelinePeaks(new PeakView(0, 5.5 * Rate), columns.AsSpan(0, 1), out _));
        Assert.Equal((0f, 0.5f), (columns[0].Min, columns[0].Max));
        Assert.Equal(Math.Sqrt((0.25 + 0.0625 + 0.125) / 5.5), columns[0].Rms, 3);
    }

    [Fact]
    public void Wrong_questions_are_refused_in_a_sentence()
    {
        using var rig = new EngineRig();
        rig.Staircase(1, 5);
        var columns = new Peak[3];
        Refused(Status.NotFound, "clip 9", e => e.GetTrackPeaks(new ClipId(9), 0, new PeakView(0, 1), columns, out _));
        Refused(Status.NotFound, "clip 9", e => e.GetClipPeaks(new ClipId(9), new PeakView(0, 1), columns, out _));
        foreach (int track in (ReadOnlySpan<int>)[-1, 1, int.MinValue, int.MaxValue])
            Refused(Status.InvalidArgument, "no track", e => e.GetTrackPeaks(new ClipId(1), track, new PeakView(0, 1), columns, out _));
        foreach (int channel in (ReadOnlySpan<int>)[-2, 2, int.MaxValue])
        {
            Refused(Status.InvalidArgument, "no channel", e => e.GetTrackPeaks(new ClipId(1), 0, new PeakView(0, 1, channel), columns, out _));
            Refused(Status.InvalidArgument, "no channel", e => e.GetTimelinePeaks(new PeakView(0, 1, channel), columns, out _));
        }

        foreach (double zoom in (ReadOnlySpan<double>)[0, 0.999, -1, double.NaN, double.PositiveInfinity, 2e15])
            Refused(Status.InvalidArgument, "frames a column", e => e.GetTimelinePeaks(new PeakView(0, zoom), columns, out _));
        foreach (double first in (ReadOnlySpan<double>)[double.NaN, double.NegativeInfinity, 2e15])
            Refused(Status.InvalidArgument, "cannot begin", e => e.GetTimelinePeaks(new PeakView(first, 1), columns, out _));

        void Refused(Status status, string cause, Func<Engine, Status> call)
        {
            Assert.Equal(status, call(rig.Engine));
            Assert.Contains(cause, rig.Engine.LastError, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Counts_of_changes_tell_a_drawer_when_to_draw()
    {
        using var rig = new EngineRig();
        rig.Clip(1, new WaveSource(20L * Rate, 2), "wave");
        rig.Clip(2, new WaveSource(5L * Rate, 2), "other");
        var columns = new Peak[1];
        rig.Engine.GetClipPeaks(new ClipId(1), new PeakView(0, 1_000), columns, out long none);
        Assert.Equal(0, none);
        Assert.False(columns[0].IsKnown);
        rig.Set(EngineRig.Segment(1, 0, 20));
        rig.Settle();
        rig.Engine.GetClipPeaks(new ClipId(1), new PeakView(0, 1_000), columns, out long all);
        Assert.Equal(rig.Engine.GetSources().Single(s => s.Name == "wave").Pages, all);
        Assert.Equal(all, rig.Engine.PeakChanges);
        rig.Set(EngineRig.Segment(2, 0, 5));
        rig.Settle();
        rig.Engine.GetClipPeaks(new ClipId(1), new PeakView(0, 1_000), columns, out long still);
        Assert.Equal(all, still);
        Assert.True(rig.Engine.PeakChanges > all);
    }

    private static void Evict(EngineRig rig, string name)
    {
        // What no segment plays goes first once there is too much; the playhead goes through what is too long for the budget.
        for (int at = 0; rig.Engine.GetSources().Single(source => source.Name == name).PagesReady > 0; at += 20)
        {
            Assert.True(at < 600, "the pages stay");
            rig.Engine.Seek(at % 300);
            rig.Settle();
        }
    }

    private static void Check(float[] played, int channels, (int, int) wanted, long from, long to, long around, Peak peak, string what) =>
        PeakModel.Check((frame, c) => played[(frame * channels) + c], played.Length / channels, wanted, from, to, around, peak, exact: false, what, slack: 0.001f);

    private static float[] Render(Engine engine)
    {
        using OfflineRender render = engine.BeginOffline();
        float[] samples = new float[render.LengthFrames * render.Channels];
        Assert.Equal(Status.Ok, render.Render(0, samples, TestContext.Current.CancellationToken));
        return samples;
    }

    private static void Write(string path, float[] samples, int channels)
    {
        using var writer = new WavWriter(path, SampleFormat.F32, Rate, channels);
        writer.Write(samples);
        writer.Commit();
    }
}

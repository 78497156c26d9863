using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Seamline.Decode;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Random timelines against the model, sample by sample.</summary>
public sealed class RenderModelTests
{
#if DEBUG // many are compared in Release and by the runs with CPU features off; here it is about assertions
    private const int Timelines = 300;
#else
    private const int Timelines = 750;
#endif
    private const int Generated = 40_000; // more than two pages
    private static readonly int[] Lengths = [1, 150, 3_000, 9_000, 16_384];

    [Theory]
    [InlineData(1, 48_000, 5)]
    [InlineData(2, 48_000, 5)]
    [InlineData(2, 44_100, 5)]
    [InlineData(6, 44_100, 5)]
    [InlineData(2, 48_000, 0)]
    [InlineData(2, 48_000, 40)]
    public void Rendering_is_what_the_design_says(int channels, int rate, double declick)
    {
        using var rig = new Rig(channels, rate, declick: declick);
        Material[] materials = Materials(rig);
        int seams = 0;
        Gen.Select(Tracks(materials.Length).Array[0, 3].Array[3], Segments.Array[1, 9], Gen.Int[1, 5_000].Array[12])
            .Sample(
                (tracks, segments, cuts) =>
                {
                    Dictionary<uint, ModelTrack[]> clips = SetClips(rig, materials, tracks);
                    SegmentSpec[] specs = Chain(segments);
                    rig.Set(specs);
                    var model = new RenderModel(rate, channels, declick, clips, specs);
                    seams += model.Seams;
                    Assert.Equal(model.LengthFrames, rig.Engine.LengthFrames);
                    float[] whole = rig.Offline(-300, model.LengthFrames + 700);
                    Compare(model, whole, -300, channels);
                    SameInAnyBlocks(rig, whole, cuts);
                },
                iter: Timelines,
                threads: 1);
        Assert.Equal(declick > 0, seams > 100);
    }

    // Blocks of random sizes at random places: forwards, backwards, over the ends.
    private static void SameInAnyBlocks(Rig rig, float[] whole, int[] cuts)
    {
        using OfflineRender render = rig.Engine.BeginOffline();
        int frames = whole.Length / rig.Channels;
        int at = 0;
        for (int i = 0; i < cuts.Length; i++)
        {
            int count = Math.Min(cuts[i], frames - at);
            var part = new float[count * rig.Channels];
            Rig.Ok(render.Render(at - 300, part, TestContext.Current.CancellationToken));
            Bits.Same(whole.AsSpan(at * rig.Channels, part.Length), part, $"{count} frames at {at - 300}");
            at = (int)((at + (cuts[i] * 7_919L)) % frames);
        }
    }

    private static void Compare(RenderModel model, float[] heard, long first, int channels)
    {
        for (int i = 0; i < heard.Length; i++)
        {
            double expected = model.At(first + (i / channels), i % channels, out double slack);
            bool right = slack == 0 ? (float)expected == heard[i] : Math.Abs(expected - heard[i]) <= slack;
            if (!right)
                Assert.Fail($"frame {first + (i / channels)} channel {i % channels}: {heard[i]:G9}, expected {expected:G9} within {slack:G3}");
        }
    }

    private sealed record Material(string Path, float[] Samples, int Channels);

    // Host samples of several lengths, and generated sources that come through pages; each clip's key is a path that tracks name.
    private static Material[] Materials(Rig rig)
    {
        var list = new List<Material>();
        int[] widths = [.. new[] { 1, 2, rig.Channels }.Where(c => c <= rig.Channels).Distinct()];
        uint id = 1_000;
        foreach (int width in widths)
        {
            foreach (int frames in Lengths)
            {
                string path = System.IO.Path.GetFullPath($"pcm-{width}-{frames}");
                float[] samples = Bits.Noise(frames * width, id);
                Rig.Ok(rig.Engine.SetClipPcm(new ClipId(++id), samples, width, rig.Rate, path));
                list.Add(new Material($"{path} (clip {id})", samples, width));
            }

            string generated = System.IO.Path.GetFullPath($"stairs-{width}");
            var source = new GeneratedSource(GeneratedShape.Staircase, 0, rig.Rate, width, Generated);
            Rig.Ok(rig.Engine.SetClipSource(new ClipId(++id), source, generated));
            var stairs = new float[Generated * width];
            for (int i = 0; i < stairs.Length; i++) stairs[i] = source.Sample(i / width, i % width);
            list.Add(new Material(generated, stairs, width));
        }

        return [.. list];
    }

    private static Dictionary<uint, ModelTrack[]> SetClips(Rig rig, Material[] materials, (int Material, TrackMix Mix)[][] clips)
    {
        var model = new Dictionary<uint, ModelTrack[]>();
        for (uint id = 1; id <= clips.Length; id++)
        {
            (int Material, TrackMix Mix)[] tracks = clips[id - 1];
            TrackSpec[] specs = [.. tracks.Select(t => new TrackSpec(materials[t.Material].Path) { Mix = t.Mix })];
            Assert.True(rig.Engine.SetClip(new ClipId(id), specs) == Status.Ok, rig.Engine.LastError);
            model[id] = [.. tracks.Select(t => new ModelTrack(materials[t.Material].Samples, materials[t.Material].Channels, t.Mix))];
        }

        return model;
    }

    private sealed record Draft(uint Clip, double In, double Length, bool Continues, bool SameGain, double GainDb, double Speed, bool Muted);

    // Some segments go on where their neighbour ends, some of those at another gain.
    private static SegmentSpec[] Chain(Draft[] drafts)
    {
        var specs = new SegmentSpec[drafts.Length];
        for (int i = 0; i < drafts.Length; i++)
        {
            Draft d = drafts[i];
            bool continues = d.Continues && i > 0;
            double from = continues ? specs[i - 1].Out + (d.Muted ? 0.9e-9 : 0) : d.In;
            specs[i] = new SegmentSpec(continues ? specs[i - 1].Clip : new ClipId(d.Clip), from, from + d.Length)
            {
                GainDb = continues && d.SameGain ? specs[i - 1].GainDb : d.GainDb,
                Speed = continues ? 1 : d.Speed,
                Muted = d.Muted && !continues,
            };
        }

        return specs;
    }

    private static Gen<double> Decibels => Gen.Frequency((5, Gen.Const(0.0)), (3, Gen.Double[-20, 10]), (1, Gen.Const(double.NegativeInfinity)));

    private static Gen<(int Material, TrackMix Mix)> Tracks(int materials) =>
        Gen.Select(
            Gen.Int[0, materials - 1],
            Gen.Frequency((3, Gen.Const(0.0)), (2, Gen.Double[-0.1, 0.1]), (1, Gen.Int[-3_000, 3_000].Select(k => k / 44_100.0))),
            Decibels,
            Gen.Enum<StereoMode>(),
            (material, offset, gain, mode) => (material, new TrackMix { OffsetSeconds = offset, GainDb = gain, Mode = mode }));

    // Clips 1..3 are known, 4 is not, 0 is a gap. In points reach before the material and beyond it.
    private static Gen<Draft> Segments =>
        Gen.Select(
            Gen.UInt[0, 4],
            Gen.Frequency((4, Gen.Double[-0.05, 0.4]), (2, Gen.Int[-10, 80].Select(k => k * 0.005)), (1, Gen.Const(0.0))),
            Gen.Frequency((5, Gen.Double[0, 0.06]), (3, Gen.Int[0, 20].Select(k => k * 0.005)), (2, Gen.Double[0, 0.0006]), (1, Gen.Const(0.0))),
            Gen.Select(Gen.Bool, Gen.Bool),
            Decibels,
            Gen.Frequency((8, Gen.Const(1.0)), (1, Gen.Double[0.25, 8])),
            Gen.Frequency((8, Gen.Const(false)), (1, Gen.Const(true))),
            (clip, from, length, chain, gain, speed, muted) =>
                new Draft(clip, Nano(from), Nano(length), chain.Item1, chain.Item2, gain, speed, muted));

    // Whole nanoseconds: times of 1e-50 s, which the generator loves, are beyond the 106 bits in which the engine sums.
    private static double Nano(double seconds) => Math.Round(seconds, 9);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Seamline.Tests.Kernels;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Random documents with everything in them, and random edits of them, against the model, sample by sample.</summary>
public sealed class MixModelTests
{
#if DEBUG // many are compared in Release
    private const int Documents = 40;
#else
    private const int Documents = 80;
#endif
    private const int EditsEach = 6;
    private const int Margin = 300; // frames before and behind the timeline

    [Theory]
    [InlineData(1, 8_000, 5)]
    [InlineData(2, 8_000, 5)]
    [InlineData(2, 11_025, 20)]
    [InlineData(2, 48_000, 5)]
    [InlineData(6, 8_000, 0)]
    public void Any_document_sounds_as_documented_after_any_edits(int channels, int rate, double declick)
    {
        for (int seed = 0; seed < Documents * 8_000 / rate; seed++)
        {
            using var rig = new Rig(channels, rate, declick: declick);
            var random = new Random(seed);
            Dictionary<uint, ModelTrack[]> clips = SetClips(rig, random);
            var mix = new RandomMix(rig.Engine, random, clips.Count);
            mix.Draw();
            string done = "drawn";
            Compare(rig, clips, declick, $"seed {seed}, {done}");
            for (int i = 0; i < EditsEach; i++)
            {
                done += ", " + mix.Edit();
                Compare(rig, clips, declick, $"seed {seed}, {done}");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Playback_is_the_export_in_any_blocks(bool limiter)
    {
        for (int seed = 1_000; seed < 1_000 + Documents; seed++)
        {
            (Rig rig, Random random, RandomMix mix) = Drawn(seed, limiter);
            using (rig)
            {
                float[] whole = rig.Offline();
                SameInAnyBlocks(rig, whole, random, seed);
                int ramp = rig.Rate / 200;
                Rig.Ok(rig.Engine.WaitReady(rig.Engine.LengthFrames, 60_000));
                Rig.Ok(rig.Engine.Play());
                int frames = (int)rig.Engine.LengthFrames - ramp;
                float[] played = rig.Pull(Math.Max(0, frames), [.. Enumerable.Range(0, 20).Select(_ => 1 + (int)Math.Pow(5_000, random.NextDouble()))]);
                int from = ramp * rig.Channels;
                if (played.Length > from) Bits.Same(whole.AsSpan(from, played.Length - from), played.AsSpan(from), $"seed {seed}: playback");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_split_leaves_no_trace(bool limiter)
    {
        int splits = 0;
        for (int seed = 2_000; seed < 2_000 + Documents; seed++)
        {
            (Rig rig, Random random, RandomMix mix) = Drawn(seed, limiter);
            using (rig)
            {
                float[] whole = rig.Offline();
                for (int i = 0; i < 6; i++)
                {
                    long at = random.NextInt64(rig.Engine.LengthFrames + 1);
                    if (!IsClear(rig, at) || rig.Engine.Split((at + random.NextDouble() - 0.5) / rig.Rate, out _) != Status.Ok) continue;
                    splits++;
                    Bits.Same(whole, rig.Offline(), $"seed {seed}: a split at frame {at}");
                }

                while (rig.Engine.Undo() == Status.Ok) continue;
                while (rig.Engine.Redo() == Status.Ok) continue;
                Bits.Same(whole, rig.Offline(), $"seed {seed}: undone and done again");
            }
        }

        Assert.True(splits > Documents);
    }

    // Pieces shorter than two declicks have shorter declicks.
    private static bool IsClear(Rig rig, long frame)
    {
        if (rig.Engine.GetSegmentAt(frame, out SegmentInfo info, out _) != Status.Ok) return false;
        long declicks = 2 * rig.Rate / 200;
        return frame - info.StartFrame > declicks && info.EndFrame - frame > declicks;
    }

    private static void SameInAnyBlocks(Rig rig, float[] whole, Random random, int seed)
    {
        using OfflineRender render = rig.Engine.BeginOffline();
        int frames = whole.Length / rig.Channels;
        for (int i = 0; i < 12; i++)
        {
            int at = random.Next(frames);
            int count = Math.Min(1 + random.Next(6_000), frames - at);
            var part = new float[count * rig.Channels];
            Rig.Ok(render.Render(at, part, TestContext.Current.CancellationToken));
            Bits.Same(whole.AsSpan(at * rig.Channels, part.Length), part, $"seed {seed}: {count} frames at {at}");
        }
    }

    private static (Rig Rig, Random Random, RandomMix Mix) Drawn(int seed, bool limiter)
    {
        var rig = new Rig(2, 8_000);
        var random = new Random(seed);
        var mix = new RandomMix(rig.Engine, random, SetClips(rig, random).Count);
        mix.Draw();
        if (limiter) Rig.Ok(rig.Engine.SetMaster(new MasterSpec(3, true, -1)));
        return (rig, random, mix);
    }

    private static void Compare(Rig rig, Dictionary<uint, ModelTrack[]> clips, double declick, string what)
    {
        MixDocument document = MixDocument.Of(rig.Engine);
        var model = new MixModel(rig.Rate, rig.Channels, declick, clips, document);
        Assert.True(model.LengthFrames == rig.Engine.LengthFrames, $"{what}: {rig.Engine.LengthFrames} frames, expected {model.LengthFrames}");
        float[] heard = rig.Offline(-Margin, model.LengthFrames + (2 * Margin));
        for (int i = 0; i < heard.Length; i++)
        {
            long frame = (i / rig.Channels) - Margin;
            double expected = model.At(frame, i % rig.Channels, out double slack);
            bool right = slack == 0 ? (float)expected == heard[i] : Math.Abs(expected - heard[i]) <= slack;
            if (!right) Assert.Fail($"{what}: frame {frame} channel {i % rig.Channels}: {heard[i]:G9}, expected {expected:G9} within {slack:G3}\n{document}");
        }
    }

    // Clips of one to three tracks of different lengths, from host samples and, through pages, from a generated source.
    private static Dictionary<uint, ModelTrack[]> SetClips(Rig rig, Random random)
    {
        var materials = new List<(string Path, float[] Samples, int Channels)>();
        uint id = 1_000;
        foreach (int width in new[] { 1, Math.Min(2, rig.Channels) }.Distinct())
        {
            foreach (double seconds in (double[])[0.03, 0.2, 1.1])
            {
                float[] samples = Bits.Noise((int)(seconds * rig.Rate) * width, ++id);
                string path = Path.GetFullPath($"mix-{width}-{seconds}");
                Rig.Ok(rig.Engine.SetClipPcm(new ClipId(id), samples, width, rig.Rate, path));
                materials.Add(($"{path} (clip {id})", samples, width));
            }

            // Sound for a tenth of a second, silence for two.
            float[] bursts = [.. Bits.Noise((int)(1.3 * rig.Rate) * width, ++id).Select((x, i) => i / width % (rig.Rate * 3 / 10) < rig.Rate / 10 ? x : 0)];
            string bursting = Path.GetFullPath($"mix-bursts-{width}");
            Rig.Ok(rig.Engine.SetClipPcm(new ClipId(id), bursts, width, rig.Rate, bursting));
            materials.Add(($"{bursting} (clip {id})", bursts, width));
            string generated = Path.GetFullPath($"mix-stairs-{width}");
            var source = new GeneratedSource(GeneratedShape.Staircase, 0, rig.Rate, width, 2 * rig.Rate);
            Rig.Ok(rig.Engine.SetClipSource(new ClipId(++id), source, generated));
            materials.Add((generated, [.. Enumerable.Range(0, 2 * rig.Rate * width).Select(i => source.Sample(i / width, i % width))], width));
        }

        var model = new Dictionary<uint, ModelTrack[]>();
        for (uint clip = 1; clip <= 4; clip++)
        {
            var tracks = new List<ModelTrack>();
            var specs = new List<TrackSpec>();
            for (int t = random.Next(1, 4); t > 0; t--)
            {
                (string path, float[] samples, int width) = materials[random.Next(materials.Count)];
                var mix = new TrackMix
                {
                    OffsetSeconds = random.Next(2) == 0 ? 0 : Math.Round((random.NextDouble() - 0.5) / 5, 6),
                    GainDb = random.Next(2) == 0 ? 0 : -10 * random.NextDouble(),
                    Mode = (StereoMode)random.Next(3),
                };
                tracks.Add(new ModelTrack(samples, width, mix));
                specs.Add(new TrackSpec(path) { Mix = mix });
            }

            Assert.True(rig.Engine.SetClip(new ClipId(clip), [.. specs]) == Status.Ok, rig.Engine.LastError);
            model[clip] = [.. tracks];
        }

        return model;
    }
}

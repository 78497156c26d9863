using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using Seamline.Decode;
using Seamline.Tests.Clips;
using Seamline.Tests.House;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>
/// Random timelines against hashes of what earlier versions rendered (RenderHashes.txt: one line a group): no bit of a render changes
/// by accident. A group has a declick width, and three hashes: of renders in which no recording begins or ends inside a segment,
/// of those in which one does, and of playback with pages missing, edits and seeks. Generated PCM only, so that the hashes hold on every machine.
/// </summary>
/// <remarks>SEAMLINE_RENDER_GROUPS=all renders every group; SEAMLINE_WRITE_HASHES=1 writes the file.</remarks>
public sealed class RenderHashTests
{
    private const int Widths = 101; // 0..100 ms
    private const int Timelines = 40;
    private const uint MissBase = 10; // clips of recordings with a run that cannot be decoded
    private static readonly int[] Channels = [2, 1, 2, 3, 2, 6, 1, 8];
    private static readonly int[] Rates = [48_000, 44_100, 48_000, 96_000, 22_050];
    private static readonly string File = Path.Combine(Repository.Root, "tests", "Render", "RenderHashes.txt");

    private static bool Writes => Environment.GetEnvironmentVariable("SEAMLINE_WRITE_HASHES") == "1";

    private static bool All => Writes || Environment.GetEnvironmentVariable("SEAMLINE_RENDER_GROUPS") == "all";

    [Fact]
    public void Renders_have_the_bits_they_had()
    {
        string[] then = System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [];
        var now = new List<string>();
        var wrong = new List<string>();
        for (int group = 0; group < Widths; group++)
        {
            if (!All && group % 4 != 1 && group != 0 && group != Widths - 1) continue;
            string line = Render(group);
            now.Add(line);
            if (!Writes && !then.Contains(line, StringComparer.Ordinal)) wrong.Add(line);
        }

        if (Writes) System.IO.File.WriteAllLines(File, now);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {now.Count} groups have other bits:\n{string.Join('\n', wrong)}");
    }

    private static string Render(int group)
    {
        int channels = Channels[group % Channels.Length];
        int rate = Rates[group % Rates.Length];
        var dice = new Dice((ulong)group);
        using var rig = new Rig(channels, rate, swap: dice.Between(0, 40), declick: group, anchor: dice.One(2) ? Anchor.Content : Anchor.Frame);
        Recording[] recordings = Recordings(rig);

        // Set once: a recording whose decoding failed would be opened again.
        (TrackSpec[][], Recording[][]) broken = RandomTimeline.DrawClips(ref dice, Broken(rig), rate);
        SetClips(rig, broken, MissBase);
        ulong plain = 0, edges = 0, played = 0;
        for (int i = 0; i < Timelines; i++)
        {
            bool misses = i % 8 == 7;
            (TrackSpec[][], Recording[][]) clips = misses ? broken : RandomTimeline.DrawClips(ref dice, recordings, rate);
            RandomTimeline timeline = RandomTimeline.Draw(ref dice, clips, rate, misses);
            if (misses) rig.Set([.. timeline.Segments.Select(s => s.Clip == ClipId.None ? s : s with { Clip = new ClipId(s.Clip.Value + MissBase) })]);
            else
            {
                SetClips(rig, clips, 0);
                rig.Set(timeline.Segments);
            }

            ulong hash = Offline(rig, ref dice, misses);
            if (misses && timeline.HasEdges) continue;
            if (misses) played = Mix(played, Played(rig, ref dice));
            else if (timeline.HasEdges) edges = Mix(edges, hash);
            else plain = Mix(plain, hash);
            if (!misses && !timeline.HasEdges && i % 4 == 0) played = Mix(played, Played(rig, ref dice));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{group} {plain:x16} {edges:x16} {played:x16}");
    }

    private static void SetClips(Rig rig, (TrackSpec[][] Tracks, Recording[][] Used) clips, uint after)
    {
        for (int c = 0; c < clips.Tracks.Length; c++) Rig.Ok(rig.Engine.SetClip(new ClipId(after + (uint)c + 1), clips.Tracks[c]));
    }

    // Generated sources of which a run cannot be decoded, longer than anything that is played of them.
    private static Recording[] Broken(Rig rig)
    {
        var list = new List<Recording>();
        foreach (int width in new[] { 1, 2, rig.Channels }.Where(w => w <= rig.Channels).Distinct())
        {
            string path = Path.GetFullPath($"hash-holes-{width}");
            const long Frames = (3L * Limits.RunFrames) + (3 * Limits.PageFrames);
            Rig.Ok(rig.Engine.SetClipSource(new ClipId(2_000 + (uint)width), new TestSource(Frames, width) { FailingRun = 1, Begun = null }, path));
            list.Add(new Recording(path, Frames));
        }

        return [.. list];
    }

    // Host samples of noise, and generated sources that come through pages.
    private static Recording[] Recordings(Rig rig)
    {
        var list = new List<Recording>();
        uint id = 1_000;
        foreach (int width in new[] { 1, 2, rig.Channels }.Where(w => w <= rig.Channels).Distinct())
        {
            foreach (int frames in (int[])[1, 150, 9_000, 40_000])
            {
                string path = Path.GetFullPath($"hash-{width}-{frames}");
                Rig.Ok(rig.Engine.SetClipPcm(new ClipId(++id), Bits.Noise(frames * width, id), width, rig.Rate, path));
                list.Add(new Recording($"{path} (clip {id})", frames));
            }

            string stairs = Path.GetFullPath($"hash-stairs-{width}");
            Rig.Ok(rig.Engine.SetClipSource(new ClipId(++id), new GeneratedSource(GeneratedShape.Staircase, 0, rig.Rate, width, 60_000), stairs));
            list.Add(new Recording(stairs, 60_000));
        }

        return [.. list];
    }

    // The whole timeline and beyond both ends; then random blocks of it, which must be the same.
    private static ulong Offline(Rig rig, ref Dice dice, bool misses)
    {
        const int Before = 300;
        int channels = rig.Channels;
        int frames = (int)rig.Engine.LengthFrames + 700;
        var whole = new float[frames * channels];
        using OfflineRender render = misses ? rig.Engine.BeginOffline(silenceForErrors: true) : rig.Engine.BeginOffline();
        Rig.Ok(render.Render(-Before, whole, TestContext.Current.CancellationToken));
        for (int i = 0; i < 5; i++)
        {
            int count = Math.Min(1 + dice.Below(dice.One(2) ? 700 : 9_000), frames);
            int at = dice.Below(frames - count + 1);
            var part = new float[count * channels];
            Rig.Ok(render.Render(at - Before, part, TestContext.Current.CancellationToken));
            if (!misses) Bits.Same(whole.AsSpan(at * channels, part.Length), part, $"{count} frames at {at - Before}");
        }

        return Of(whole);
    }

    // Playback from the start in random blocks, with seeks and edits on the way. All that there is was loaded by the offline render.
    private static ulong Played(Rig rig, ref Dice dice)
    {
        Rig.Ok(rig.Engine.SeekFrame(0));
        Rig.Ok(rig.Engine.Play());
        ulong hash = 0;
        for (int i = 0; i < 40; i++)
        {
            double seconds = rig.Engine.LengthFrames / (double)rig.Rate;
            switch (dice.Below(20))
            {
                case 0:
                    Rig.Ok(rig.Engine.SeekFrame(dice.Below((int)rig.Engine.LengthFrames + 1)));
                    break;
                case 1:
                    _ = rig.Engine.Split(dice.Between(0, seconds), out _);
                    break;
                case 2:
                    double from = dice.Between(0, seconds);
                    _ = rig.Engine.RippleDelete(from, from + dice.Between(0, 0.05));
                    break;
                case 3:
                    _ = rig.Engine.Undo();
                    break;
                case 4:
                    Rig.Ok(dice.One(3) ? rig.Engine.Pause() : rig.Engine.Play());
                    break;
            }

            hash = Mix(hash, Of(rig.Pull(1 + dice.Below(1_500), 1 + dice.Below(700))));
        }

        Rig.Ok(rig.Engine.Pause());
        _ = rig.Pull(rig.Rate / 50);
        return hash;
    }

    private static ulong Of(ReadOnlySpan<float> samples)
    {
        ulong hash = (ulong)samples.Length;
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<float, uint>(samples);
        foreach (uint word in words) hash = BitOperations.RotateLeft(unchecked((hash ^ word) * 0x9FB21C651E98DF25), 29);
        return hash;
    }

    private static ulong Mix(ulong hash, ulong more) => BitOperations.RotateLeft(unchecked((hash ^ more) * 0xD6E8FEB86659FD93), 31);
}

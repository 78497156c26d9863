using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Seamline.Bench.Targets;

/// <summary>
/// A block of 480 stereo frames beside a memcpy of the same bytes, in alternation, through a minute of sound in order, as playback reads it. Out of
/// the first-level cache, where only instructions count: <see cref="HostRows"/>.
/// </summary>
internal static unsafe class BlockRows
{
    private const string Group = "block";
    private const int LoopSeconds = 60;
    private const int Blocks = LoopSeconds * 100;
    private const double MostLanes = 1.2;
    private const int BlockSamples = 2 * Rig.BlockFrames;

    public static IEnumerable<TargetRow> Measure(bool quick)
    {
        int rounds = quick ? 31 : 101;
        using var copy = new Memcpy();
        foreach ((string what, double limit, Func<Playing> make) in Cases())
        {
            using Playing playing = make();
            Samples[] took = Samples.ByTurns(rounds, 5, copy.Through, playing.Through);
            yield return Row($"{what}, 480 frames / memcpy", limit, took, 1.0 / Blocks);
        }

        foreach (int lanes in new[] { 8, 64 })
        {
            using var single = new Playing(2, 0);
            using var all = new Playing(2, 0, lanes: lanes);
            Samples[] took = Samples.ByTurns(rounds / 3, 5, () => lanes * single.Through(), all.Through);
            yield return Row($"{lanes} lanes of one region each, unity, over {lanes} blocks of one region", MostLanes, took, 1.0 / Blocks);
        }
    }

    private static IEnumerable<(string What, double Limit, Func<Playing> Make)> Cases() =>
    [
        ("one span, unity", 2, () => new Playing(2, 0)),
        ("one span, gain", 4, () => new Playing(2, -6)),
        ("one span, mono to stereo", 4, () => new Playing(1, 0)),
        ("crossfade", 6, () => new Playing(2, 0, fades: true)),
    ];

    private static TargetRow Row(string what, double limit, Samples[] took, double perBlock)
    {
        TargetRow row = TargetRow.AtMost(Group, what, $"<= {limit} x", limit, took[1].Over(took[0]), Text.Ratio);
        return row with { Measured = $"{row.Measured}, {took[1].Median * perBlock * 1e9:0} ns" };
    }

    private sealed class Memcpy : IDisposable
    {
        private readonly float* _from = Allocate(BlockSamples * Blocks);
        private readonly float* _to = Allocate(BlockSamples);

        public Memcpy() => new Span<float>(_from, BlockSamples * Blocks).Fill(0.25f);

        public double Through()
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Blocks; i++)
                Buffer.MemoryCopy(_from + (BlockSamples * i), _to, BlockSamples * sizeof(float), BlockSamples * sizeof(float));
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        public void Dispose()
        {
            NativeMemory.AlignedFree(_from);
            NativeMemory.AlignedFree(_to);
        }

        private static float* Allocate(int samples) => (float*)NativeMemory.AlignedAlloc((nuint)samples * sizeof(float), 64);
    }

    private sealed class Playing : IDisposable
    {
        private const int FadeBlocks = 9; // of 10: the fade is 100 ms
        private readonly float* _output = (float*)NativeMemory.AlignedAlloc(BlockSamples * sizeof(float), 64);
        private readonly Engine _engine;
        private readonly bool _fades;
        private int _sought;

        public Playing(int channels, double decibels, bool fades = false, int lanes = 1)
        {
            _fades = fades;
            _engine = Rig.Make(LoopSeconds + 1, channels, new EngineConfig { SwapFadeMilliseconds = fades ? Limits.MaxSwapFadeMilliseconds : 15 });
            Rig.Check(_engine, _engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, LoopSeconds + 1) { GainDb = decibels }));
            for (int lane = 1; lane < lanes; lane++)
            {
                Rig.Check(_engine, _engine.AddLane(lane - 1, default, out LaneId id));
                Rig.Check(_engine, _engine.AddItem(new ItemSpec(id, new ClipId(1), 0, 0.01 * lane, LoopSeconds + 1), out _)); // each from elsewhere
            }

            Rig.Check(_engine, _engine.WaitReady((LoopSeconds + 1) * Rig.Rate, 60_000));
            Rig.Check(_engine, _engine.SetLoop(0, LoopSeconds));
            Rig.Check(_engine, _engine.Play());
            for (int i = 0; i < 100; i++) _engine.Pull(_output, Rig.BlockFrames);
        }

        public double Through() => _fades ? Fades() : Straight();

        public void Dispose()
        {
            _engine.Dispose();
            NativeMemory.AlignedFree(_output);
        }

        private double Straight()
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Blocks; i++) _engine.Pull(_output, Rig.BlockFrames);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        // Every seek fades for 100 ms, and what fades out goes on where it was: two voices through memory of their own.
        private double Fades()
        {
            double seconds = 0;
            for (int done = 0; done < Blocks; done += FadeBlocks)
            {
                _sought = (_sought + (7 * FadeBlocks)) % (Blocks - (2 * FadeBlocks));
                Rig.Check(_engine, _engine.SeekFrame(_sought * Rig.BlockFrames));
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < FadeBlocks; i++) _engine.Pull(_output, Rig.BlockFrames);
                seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
                _engine.Pull(_output, Rig.BlockFrames); // the fade's end
            }

            return seconds * Blocks / (((Blocks + FadeBlocks - 1) / FadeBlocks) * FadeBlocks);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Seamline.Kernels;

namespace Seamline.Bench.Targets;

/// <summary>
/// Ten minutes rendered into one piece of memory, beside memcpy and a copy that bypasses the caches, of as many bytes into the
/// same memory, in alternation. All of it was touched before.
/// </summary>
internal static unsafe class ContiguousRows
{
    private const int Seconds = 600;
    private const long Samples = 2L * Rig.Rate * Seconds;
    private const long Bytes = Samples * sizeof(float);

    public static IEnumerable<TargetRow> Measure(bool quick)
    {
        using var memory = new Memory();
        foreach (int segments in (int[])[1, 20])
        {
            using var render = new Render(segments, memory);
            Targets.Samples[] took = Targets.Samples.ByTurns(quick ? 5 : 15, 1, memory.Copied, memory.Streamed, render.Run);
            Targets.Samples best = took[0].Median < took[1].Median ? took[0] : took[1];
            TargetRow row = TargetRow.AtMost("render", $"10 min in one piece, {segments} segment{(segments > 1 ? "s" : "")} / the faster copy",
                "<= 1.1 x", 1.1, took[2].Over(best), Text.Ratio);
            yield return row with
            {
                Measured = $"{row.Measured}, {Text.Time(took[2].Median)} (memcpy {Text.Time(took[0].Median)}, streaming {Text.Time(took[1].Median)})",
            };
        }
    }

    private sealed class Memory : IDisposable
    {
        private readonly float* _from = Allocate();

        public float* To { get; } = Allocate();

        public double Copied() => Targets.Samples.Time(() => Buffer.MemoryCopy(_from, To, Bytes, Bytes));

        public double Streamed() => Targets.Samples.Time(() => Copy.RunStreaming(To, _from, (nuint)Samples));

        public void Dispose()
        {
            NativeMemory.AlignedFree(_from);
            NativeMemory.AlignedFree(To);
        }

        private static float* Allocate()
        {
            var memory = (float*)NativeMemory.AlignedAlloc((nuint)Bytes, 64);
            for (long i = 0; i < Samples; i++) memory[i] = i & 1023;
            return memory;
        }
    }

    private sealed class Render : IDisposable
    {
        private const int Part = 1 << 28; // samples a call: a span holds less than 2^31 of them
        private readonly Engine _engine;
        private readonly OfflineRender _render;
        private readonly Memory _memory;

        public Render(int segments, Memory memory)
        {
            _memory = memory;
            _engine = Rig.Make(Seconds);
            Rig.Check(_engine, _engine.SetTimeline(Rig.Pieces(segments, Seconds)));
            Rig.Check(_engine, _engine.WaitReady(_engine.LengthFrames, 60_000));
            Rig.Rest(_engine);
            _render = _engine.BeginOffline();
        }

        public double Run() => Targets.Samples.Time(() =>
        {
            for (long at = 0; at < Samples; at += Part)
            {
                Status status = _render.Render(at / 2, new Span<float>(_memory.To + at, (int)Math.Min(Part, Samples - at)));
                if (status != Status.Ok) throw new InvalidOperationException(_render.LastError);
            }
        });

        public void Dispose()
        {
            _render.Dispose();
            _engine.Dispose();
        }
    }
}

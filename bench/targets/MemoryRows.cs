using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace Seamline.Bench.Targets;

/// <summary>Bytes: those an engine holds of its budget, those it cannot do without, those it leaves to a collector.</summary>
internal static unsafe class MemoryRows
{
    private const string Group = "memory";
    private const long FixedBytes = 16L << 20;

    public static IEnumerable<TargetRow> Measure(bool quick)
    {
        yield return Held(quick ? 20 : 60);
        yield return Resident();
        yield return RealTime(quick ? 5_000 : 20_000);
    }

    /// <summary>What the process `resident` does: an engine that plays a second of its host's samples, and nothing else.</summary>
    public static int PrintResident()
    {
        if (Engine.Create(new EngineConfig(), out Engine? engine, out string error) != Status.Ok) throw new InvalidOperationException(error);
        using (engine)
        {
            float[] second = new float[2 * Rig.Rate];
            Rig.Check(engine!, engine!.SetClipPcm(new ClipId(1), second, 2, Rig.Rate));
            Rig.Check(engine, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, 1)));
            Rig.Check(engine, engine.Play());
            fixed (float* to = new float[2 * Rig.BlockFrames])
            {
                for (int i = 0; i < 50; i++) engine.Pull(to, Rig.BlockFrames);
            }

            Console.WriteLine($"resident {Figure("VmRSS:")}");
            Console.WriteLine($"held {engine.GetStatus().HeldBytes}");
        }

        return 0;
    }

    // Ten hours, which do not fit: played from all over.
    private static TargetRow Held(int seeks)
    {
        using Engine engine = Rig.Make(36_000);
        Rig.Check(engine, engine.SetTimeline(Rig.Pieces(2_000, 36_000)));
        Rig.Check(engine, engine.Play());
        var random = new Random(1);
        fixed (float* to = new float[2 * Rig.BlockFrames])
        {
            for (int i = 0; i < seeks; i++)
            {
                engine.Seek(random.NextDouble() * 36_000);
                _ = engine.WaitReady(10 * Rig.Rate, 5_000);
                for (int b = 0; b < 100; b++) engine.Pull(to, Rig.BlockFrames);
                Thread.Sleep(5);
            }
        }

        EngineStatus status = engine.GetStatus();
        return new TargetRow
        {
            Group = Group,
            What = $"held of the budget, 10 h of media, {seeks} far seeks, {status.PagesEvicted:N0} evictions",
            Target = $"<= {Text.Bytes(status.BudgetBytes)}",
            Measured = $"{Text.Bytes(status.PeakBytes)} at most",
            OfTarget = (double)status.PeakBytes / status.BudgetBytes,
        };
    }

    private static TargetRow Resident()
    {
        const string What = "resident, a whole process with an engine that plays";
        if (!OperatingSystem.IsLinux() || Environment.ProcessPath is not { } self) return TargetRow.NotMeasured(Group, What, "<= 16 MiB", "only Linux is asked");
        using Process process = Process.Start(new ProcessStartInfo(self, "resident") { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string line = Array.Find(output.Split('\n'), l => l.StartsWith("resident ", StringComparison.Ordinal))!;
        double bytes = double.Parse(line["resident ".Length..]);
        return new TargetRow
        {
            Group = Group,
            What = What,
            Target = "<= 16 MiB",
            Measured = Text.Bytes(bytes),
            OfTarget = bytes / FixedBytes,
        };
    }

    // Blocks, edits, loading and eviction at once; bytes on the collected heap of every thread since the engine was made.
    private static TargetRow RealTime(int edits)
    {
        using Engine engine = Rig.Make(600, config: new EngineConfig { BudgetBytes = Limits.MinBudgetBytes });
        Rig.Check(engine, engine.SetTimeline(Rig.Pieces(100, 600)));
        Rig.Check(engine, engine.Play());
        long own = 0;
        long pulled = 0;
        bool over = false;
        var puller = new Thread(() =>
        {
            float* to = stackalloc float[2 * Rig.BlockFrames];
            engine.Pull(to, Rig.BlockFrames);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (; !Volatile.Read(ref over); pulled++) engine.Pull(to, Rig.BlockFrames); // partner: the write below
            own = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        puller.Start();
        Rig.Rest(engine, 1_000);
        long before = engine.GetStatus().AllocatedBytes;
        for (int i = 0; i < edits; i++)
        {
            Rig.Check(engine, engine.RippleDelete(100 + (i % 300), 101 + (i % 300)));
            Rig.Check(engine, engine.Undo());
            if (i % 10 == 0) Rig.Check(engine, engine.Seek(i * 7 % 590));
        }

        long all = engine.GetStatus().AllocatedBytes - before;
        Volatile.Write(ref over, true); // partner: the puller
        puller.Join();
        return new TargetRow
        {
            Group = "real time",
            What = $"bytes on the collected heap: {pulled:N0} blocks, {2 * edits:N0} edits, all threads",
            Target = "0",
            Measured = $"{own} the callback's thread, {all} all",
            OfTarget = own == 0 && all == 0 ? 0 : double.PositiveInfinity,
        };
    }

    private static long Figure(string name)
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(name, StringComparison.Ordinal)) return long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB ")) * 1_024;
        }

        return -1;
    }
}

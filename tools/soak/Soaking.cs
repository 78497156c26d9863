using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Seamline.Isolation;

namespace Seamline.Soak;

/// <summary>The run: edits and blocks in turn, a fault now and then, and at the end what must not be left.</summary>
internal static class Soaking
{
    private const int EditMilliseconds = 20; // 50 a second
    private const int MostLateMilliseconds = 60_000; // for the faults that a short run on a slow machine has not come to

    public static int Run(double seconds, string decoder, string planted, int seed, bool kills)
    {
        string folder = Directory.CreateTempSubdirectory("seamline-soak-").FullName;
        var tally = new Tally();
        var random = new Random(seed);
        try
        {
            var material = new Material(folder);
            var workers = new IsolationSettings(decoder) { Environment = [$"LD_PRELOAD={planted}", "LD_SEAMLINE_TEST=disk"], StopSeconds = 1 };
            Loop(seconds: 0.5, tally, random, material, workers, folder); // what the runtime makes once is there before files are counted
            int files = Files();
            long began = Stopwatch.GetTimestamp();
            if (kills) Killing.Run(seconds, tally, random, material, workers);
            else Loop(seconds, tally, random, material, workers, folder);
            TimeSpan time = Stopwatch.GetElapsedTime(began);
            _ = tally.Assert("no descriptor is left", Files() <= files + 2, $"{files} before, {Files()} after");
            _ = tally.Assert("no process is left", Children() == 0, $"{Children()}");
            tally.Print(time);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return tally.Failures == 0 ? 0 : 1;
    }

    private static void Loop(double seconds, Tally tally, Random random, Material material, IsolationSettings workers, string folder)
    {
        using var pair = new Pair(tally, workers);
        for (int i = 0; i < Material.Count; i++)
        {
            var id = new ClipId((uint)i + 1);
            _ = tally.Assert("a clip opens", pair.Faulty.SetClip(id, new TrackSpec(material.Faulty(i))) == Status.Ok, pair.Faulty.LastError);
            _ = tally.Assert("a clip opens", pair.Model.SetClip(id, new TrackSpec(material.Model(i))) == Status.Ok, pair.Model.LastError);
        }

        var edits = new Edits(pair, random);
        edits.Begin();
        pair.AwaitModel();
        pair.AwaitFaulty(5_000);
        pair.Meet(0);
        var faults = new Faults(pair, material, tally, random, folder, seconds >= 120 ? 5 : 0.4);
        if (seconds >= 1) faults.Announce();
        long end = Environment.TickCount64 + (long)(seconds * 1_000);
        long between = Math.Max(150, (long)(seconds * 1_000 / (Faults.Kinds * 24)));
        long nextFault = seconds < 1 ? long.MaxValue : Environment.TickCount64 + between;
        for (long next = Environment.TickCount64; Goes(); next += EditMilliseconds)
        {
            edits.One();
            if (random.Next(20) == 0) _ = pair.Both("seek", engine => engine.SeekFrame((long)(0.37 * pair.Model.LengthFrames)));
            pair.AwaitModel();
            for (int block = 0; block < 2; block++) pair.Pull(random.Next(3) == 0 ? 333u : 480u);
            Position position = pair.Model.GetPosition();
            if (!position.Playing || position.PlayheadFrame >= position.LengthFrames) pair.Meet(0);
            if (Environment.TickCount64 >= nextFault)
            {
                faults.Inject();
                nextFault = Environment.TickCount64 + between;
                next = Environment.TickCount64;
            }

            int wait = (int)(next + EditMilliseconds - Environment.TickCount64);
            if (wait > 0) Thread.Sleep(wait);
        }

        bool Goes() => Environment.TickCount64 is var now && (now < end || (seconds >= 1 && !faults.IsThrough && now < end + MostLateMilliseconds));
    }

    // Assemblies apart: the runtime opens them when it first needs them.
    private static int Files() => Directory.GetFiles("/proc/self/fd").Count(fd => new FileInfo(fd).LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) == false);

    private static int Children()
    {
        int children = 0;
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                children += File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            }
            catch (IOException)
            {
                // The thread has ended meanwhile.
            }
        }

        return children;
    }
}

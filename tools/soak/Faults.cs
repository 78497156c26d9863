using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Files;

namespace Seamline.Soak;

/// <summary>What is done to the engine that is tried, one after the other.</summary>
internal sealed partial class Faults(Pair pair, Material material, Tally tally, Random random, string folder, double stallSeconds)
{
    private static readonly string[] FileFaults = ["file deleted", "file truncated", "file replaced", "file changed", "read errors"];

    private static readonly string[] Others =
    [
        "worker killed", "worker stopped and continued", "clip loaded again", "clip refused for memory", "device opened and closed", "render thread held for 200 ms",
        "disk full in an export", "disk full in a save", "process suspended", "process killed in a save", "speed changed", "everything evicted",
        "wall clock moved",
    ];

    private int _next;

    /// <summary>How many kinds there are.</summary>
    public static int Kinds => FileFaults.Length + Others.Length;

    /// <summary>Whether each was injected.</summary>
    public bool IsThrough => _next >= Kinds;

    /// <summary>Names all of them, so that one that never comes shows in the report.</summary>
    public void Announce()
    {
        foreach (string name in (string[])[.. FileFaults, .. Others]) tally.Expect(name);
    }

    /// <summary>The next one.</summary>
    public void Inject()
    {
        int which = _next++ % Kinds;
        string name = which < FileFaults.Length ? FileFaults[which] : Others[which - FileFaults.Length];
        tally.Inject(name);
        if (which < FileFaults.Length) OfFile(name);
        else Other(name);
    }

    // The file is broken, played on, put back and opened again.
    private void OfFile(string how)
    {
        int i = random.Next(Material.Count);
        var id = new ClipId((uint)i + 1);
        material.Break(i, how);
        for (int block = 0; block < 20; block++) Play();
        int changed = pair.Faulty.CheckMedia();
        _ = tally.Assert("a look at the media does not fail", changed >= 0);
        for (int block = 0; block < 20; block++) Play();
        material.Restore(i);
        _ = pair.Both("invalidate", engine => engine.Invalidate(id));
        pair.AwaitModel();
        pair.AwaitFaulty(3_000);
        pair.Part(); // the crossfade comes from what was heard of the broken file
        Play();

        void Play()
        {
            pair.Lenient(1);
            pair.Pull(480);
            Thread.Sleep(2);
        }
    }

    private void Other(string name)
    {
        long place = pair.Model.GetPosition().PlayheadFrame;
        switch (name)
        {
            case "worker killed":
                foreach (int worker in pair.Faulty.Workers!.Numbers()) _ = Signal(worker, 9);
                break;
            case "worker stopped and continued":
                Stall();
                break;
            case "clip loaded again":
                LoadAgain();
                break;
            case "clip refused for memory":
                _ = tally.Assert("what does not fit is refused", TooMuch() == Status.OutOfBudget, pair.Faulty.LastError);
                break;
            case "device opened and closed":
                pair.Settle();
                _ = tally.Assert("a device opens", pair.Faulty.OpenNullDevice() == Status.Ok, pair.Faulty.LastError);
                Thread.Sleep(60);
                pair.Faulty.CloseDevice();
                pair.Forget();
                pair.Meet(place);
                break;
            case "render thread held for 200 ms":
                Thread.Sleep(200);
                break;
            case "disk full in an export":
                Status full = pair.Faulty.Export(new FileExport("/dev/full") { Frames = 48_000, SilenceForErrors = true });
                _ = tally.Assert("an export to a full disk fails", full != Status.Ok);
                break;
            case "disk full in a save":
                _ = tally.Assert("a save to a full disk fails", SaveFails());
                break;
            case "process suspended":
                Suspend();
                break;
            case "process killed in a save":
                bool whole = SaveVictim.KillAndLook(Path.Combine(folder, "saved.bin"), random.Next(100, 200));
                _ = tally.Assert("a file is old or new, never half", whole);
                break;
            case "speed changed":
                new Edits(pair, random).Speed();
                pair.AwaitModel();
                pair.AwaitFaulty(2_000);
                pair.Meet(place);
                break;
            case "everything evicted":
                Evict();
                break;
            default:
                MoveClock();
                break;
        }
    }

    private void Stall()
    {
        int[] workers = pair.Faulty.Workers!.Numbers();
        foreach (int worker in workers) _ = Signal(worker, 19); // SIGSTOP
        long until = Environment.TickCount64 + (long)(stallSeconds * 1_000);
        while (Environment.TickCount64 < until)
        {
            pair.Pull(480);
            Thread.Sleep(10);
        }

        foreach (int worker in workers) _ = Signal(worker, 18); // SIGCONT
    }

    private void LoadAgain()
    {
        int i = random.Next(Material.Count);
        var id = new ClipId((uint)i + 1);
        Status faulty = pair.Faulty.SetClip(id, new TrackSpec(material.Faulty(i)));
        Status model = pair.Model.SetClip(id, new TrackSpec(material.Model(i)));
        _ = tally.Assert("a clip is loaded again", faulty == Status.Ok && model == Status.Ok, pair.Faulty.LastError);
        pair.AwaitModel();
        pair.AwaitFaulty(2_000);
    }

    // More than the budget.
    private Status TooMuch() => pair.Faulty.SetClipPcm(new ClipId(99), new float[16 << 20], 1, 48_000);

    private static bool SaveFails()
    {
        try
        {
            using OutputFile file = OutputFile.Create("/dev/full");
            file.Stream.Write(new byte[1 << 16]);
            file.Stream.Flush();
            return false;
        }
        catch (Exception e) when (e is IOException or OutputException)
        {
            return true;
        }
    }

    // Everything of this process stops: clocks run on.
    private static void Suspend()
    {
        string self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        using Process shell = Process.Start("sh", ["-c", $"kill -STOP {self}; sleep 0.3; kill -CONT {self}"]);
        shell.WaitForExit();
    }

    // By up to a day, by tests/Isolation/clock.c: what this process reads for the time of day jumps.
    private unsafe void MoveClock()
    {
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "seamline_move_clock", out nint move))
            throw new InvalidOperationException("the clock cannot be moved: LD_PRELOAD names no library of tests/Isolation/clock.c");
        int seconds = random.Next(60, 86_400) * (random.Next(2) == 0 ? 1 : -1);
        DateTime before = DateTime.UtcNow;
        ((delegate* unmanaged<long, void>)move)(seconds);
        double moved = (DateTime.UtcNow - before).TotalSeconds;
        _ = tally.Assert("the wall clock moves", Math.Abs(moved - seconds) < 30, $"{moved} s instead of {seconds}");
    }

    // The far end of the timeline and back: a budget of 48 MiB has no room for both.
    private void Evict()
    {
        long length = pair.Model.LengthFrames;
        long place = pair.Model.GetPosition().PlayheadFrame;
        foreach (long frame in (long[])[Math.Max(0, length - 48_000), 0, place])
        {
            pair.Meet(frame);
            pair.AwaitFaulty(500);
            for (int i = 0; i < 4; i++) pair.Pull(960);
        }
    }

    /// <summary>Sends a signal to a process; false: there is none.</summary>
    public static bool Signal(int process, int signal) => kill(process, signal) == 0;

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}

using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Seamline.Device;
using Seamline.Memory;
using Seamline.Tests.EngineTests;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>Which thread plays, what the system has granted it, and memory that is locked.</summary>
public sealed unsafe class CallbackThreadTests
{
    private const string Tool = "/usr/bin/chrt";

    [Fact]
    public void A_callback_notes_its_thread_by_the_systems_number()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("of Linux");
        var noted = default(CallbackThread);
        CallbackThread.Prepare(&noted);
        Assert.Equal(0, CallbackThread.Number(&noted));
        for (int i = 0; i < 2; i++)
        {
            (int number, int own) = OnThread(&noted);
            Assert.Equal(own, number); // another thread at the second time
        }
    }

    // The supervisor reports the thread while the engine plays.
    [Fact]
    public void Once_prepared_a_report_allocates_nothing()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("of Linux");
        int own = Own();
        OsThread.PrepareScheduling();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ThreadScheduling granted = OsThread.SchedulingOf(own);
        string text = granted.ToString();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        Assert.DoesNotContain("not known", text, StringComparison.Ordinal);
        Assert.Equal("real-time priority 20 (SCHED_FIFO)", new ThreadScheduling(ThreadPolicy.Fifo, 20).ToString());
        Assert.Equal("real-time priority 99 (SCHED_RR)", new ThreadScheduling(ThreadPolicy.RoundRobin, 99).ToString());
        Assert.Equal("no real-time priority, nice -20", new ThreadScheduling(ThreadPolicy.Shared, -20).ToString());
        Assert.Equal("no real-time priority, nice 19", new ThreadScheduling(ThreadPolicy.Shared, 19).ToString());
    }

    [Fact]
    public void What_the_system_grants_is_read_as_it_is()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("of Linux");
        Assert.Equal(default, OsThread.SchedulingOf(0));
        ThreadScheduling before = default;
        ThreadScheduling raised = default;
        bool granted = false;
        var thread = new Thread(() =>
        {
            int own = Own();
            before = OsThread.SchedulingOf(own);
            granted = Raise(own, 7);
            raised = OsThread.SchedulingOf(own);
        });
        thread.Start();
        thread.Join();
        Assert.Equal(ThreadPolicy.Shared, before.Policy);
        Assert.InRange(before.Priority, -20, 19);
        Assert.False(before.IsRealTime);
        if (!granted) Assert.Skip("this user may not raise a priority");
        Assert.Equal(new ThreadScheduling(ThreadPolicy.Fifo, 7), raised);
        Assert.Equal("real-time priority 7 (SCHED_FIFO)", raised.ToString());
    }

    [Fact]
    public void An_engine_says_how_its_thread_is_scheduled()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("of Linux");
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig { LoaderThreads = 1 }, out Engine? made, out _));
        using Engine engine = made!;
        Assert.Equal(ThreadPolicy.Unknown, engine.DeviceThread.Policy);
        Assert.Equal(Status.Ok, engine.OpenNullDevice());
        EngineEvent what;
        do Assert.Equal(Status.Ok, engine.NextEvent(out what, 20_000));
        while (what.Kind != EngineEventKind.DeviceThread);
        ThreadScheduling now = engine.DeviceThread;
        Assert.Equal(ThreadPolicy.Shared, now.Policy);
        Assert.Equal(now.ToString(), what.Text);
        Assert.Equal((0L, 0L), (engine.GetStatus().LockedBytes, engine.GetStatus().LockRefusedBytes));
    }

    [Fact]
    public void Memory_is_locked_where_it_is_asked_for_or_counted_as_refused()
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig { LoaderThreads = 1, LockMemory = true }, out Engine? made, out _));
        using Engine engine = made!;
        engine.SetClipSource(new ClipId(1), new Seamline.Decode.GeneratedSource(Seamline.Decode.GeneratedShape.Staircase, 0, 48_000, 2, 48_000 * 20), "stairs");
        engine.SetTimeline(EngineRig.Segment(1, 0, 20));
        Assert.Equal(Status.Ok, engine.WaitReady(48_000 * 20, 20_000));
        EngineStatus status = engine.GetStatus();
        Assert.True(status.LockedBytes + status.LockRefusedBytes >= 48_000 * 20 * 8, $"{status.LockedBytes} locked, {status.LockRefusedBytes} refused");
        if (!OperatingSystem.IsLinux()) return;
        if (status.LockRefusedBytes == 0) Assert.True(LockedOfProcess() >= 48_000 * 20 * 8, $"the system has {LockedOfProcess()} bytes locked");
        else Assert.True(Says(engine, EngineEventKind.MemoryNotLocked).Length > 0);
    }

    [Fact]
    public void A_refusal_has_its_reason_once()
    {
        var locking = new MemoryLock();
        Assert.Null(locking.Refusal);
        locking.Take((void*)4_096, 8_192); // where nothing is mapped
        Assert.Equal((0L, 8_192L), (locking.LockedBytes, locking.RefusedBytes));
        Assert.True(locking.TryTakeRefusal(out string why));
        Assert.StartsWith("memory is not locked", why, StringComparison.Ordinal);
        Assert.False(locking.TryTakeRefusal(out _));
    }

    [Fact]
    public void What_was_locked_is_given_back()
    {
        var budget = new MemoryBudget(64L << 20) { Locking = new MemoryLock() };
        void* block = NativeBlock.Take(budget, 1L << 20);
        Assert.Equal(1L << 20, budget.Locking!.LockedBytes + budget.Locking.RefusedBytes);
        NativeBlock.Return(budget, ref block, 1L << 20);
        Assert.Equal(0, budget.Locking.LockedBytes);
    }

    private static string Says(Engine engine, EngineEventKind kind)
    {
        EngineEvent what;
        do Assert.Equal(Status.Ok, engine.NextEvent(out what, 20_000));
        while (what.Kind != kind);
        return what.Text;
    }

    private static (int Number, int Own) OnThread(CallbackThread* noted)
    {
        int number = 0;
        int own = 0;
        var thread = new Thread(() =>
        {
            CallbackThread.Note(noted);
            number = CallbackThread.Number(noted);
            own = Own();
        });
        thread.Start();
        thread.Join();
        return (number, own);
    }

    // /proc/thread-self leads to PID/task/TID.
    private static int Own() => int.Parse(Path.GetFileName(new DirectoryInfo("/proc/thread-self").LinkTarget!), System.Globalization.CultureInfo.InvariantCulture);

    private static bool Raise(int thread, int priority)
    {
        if (!File.Exists(Tool)) return false;
        using Process process = Process.Start(new ProcessStartInfo(Tool, ["-f", "-p", $"{priority}", $"{thread}"]) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static long LockedOfProcess()
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("VmLck:", StringComparison.Ordinal)) return 1_024 * long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        }

        return 0;
    }
}

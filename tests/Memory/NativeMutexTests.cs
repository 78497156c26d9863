using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.Memory;

/// <summary>The engine's lock: one at a time, again by the same thread, woken, timed out, and nothing on the collected heap.</summary>
public sealed class NativeMutexTests
{
    public static TheoryData<bool> Kinds { get; } = OperatingSystem.IsLinux() ? [true, false] : [false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_thread_at_a_time_is_inside(bool native)
    {
        var gate = new NativeMutex(native);
        int inside = 0;
        int met = 0;
        long sum = 0;
        Run(4, () =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                using (gate.Hold())
                {
                    if (++inside != 1) met++;
                    sum++;
                    if (i % 64 == 0) Thread.Yield();
                    inside--;
                }
            }
        });
        Assert.Equal((80_000, 0), (sum, met));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_thread_inside_may_enter_again_and_others_wait_for_its_last_leave(bool native)
    {
        var gate = new NativeMutex(native);
        bool entered = false;
        var other = new Thread(() =>
        {
            using (gate.Hold()) Volatile.Write(ref entered, true); // partner: the asserts
        });
        using (gate.Hold())
        {
            using (gate.Hold()) other.Start();
            Assert.False(other.Join(50));
            Assert.False(Volatile.Read(ref entered)); // partner: the other thread
        }

        Assert.True(other.Join(10_000));
        Assert.True(entered);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_wait_ends_with_a_word_or_with_its_time(bool native)
    {
        var gate = new NativeMutex(native);
        var watch = Stopwatch.StartNew();
        using (gate.Hold()) gate.Wait(30);
        Assert.True(watch.ElapsedMilliseconds >= 25, $"a wait of 30 ms with nobody to wake it took {watch.ElapsedMilliseconds} ms");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_wait_without_a_time_ends_with_a_word_only(bool native)
    {
        var gate = new NativeMutex(native);
        bool word = false;
        int woken = 0;
        var waiter = new Thread(() =>
        {
            using (gate.Hold())
            {
                while (!word)
                {
                    gate.Wait(-1);
                    woken++;
                }
            }
        });
        waiter.Start();
        Thread.Sleep(100);
        using (gate.Hold())
        {
            word = true;
            gate.WakeAll();
        }

        Assert.True(waiter.Join(20_000), "a word did not wake the waiter");
        Assert.InRange(woken, 1, 3); // a few early ones are allowed
    }

    [Fact]
    public void Contention_allocates_nothing_on_any_thread()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the system's mutex is used on Linux");
        var gate = new NativeMutex();
        long[] bytes = new long[4];
        int row = 0;
        long sum = 0;
        Run(bytes.Length, () =>
        {
            int mine = Interlocked.Increment(ref row) - 1; // partner: the same line on the other threads
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 2_000; i++)
            {
                using (gate.Hold())
                {
                    sum++;
                    if (i % 100 == mine) gate.Wait(1);
                    if (i % 16 == 0) Thread.Yield();
                    gate.WakeAll();
                }
            }

            bytes[mine] = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.Equal(8_000, sum);
        Assert.Equal(0, bytes.Sum());
    }

    private static void Run(int threads, Action work)
    {
        Thread[] all = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => work()))];
        foreach (Thread thread in all) thread.Start();
        foreach (Thread thread in all) thread.Join();
    }
}

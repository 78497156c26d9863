using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Memory;

/// <summary>
/// Lets one thread in at a time, the same thread as often as it likes, and lets it wait for a word from another:
/// <c>using (mutex.Hold()) ...</c>
/// </summary>
/// <remarks>
/// Why not the language's own lock: that makes its wait event, or a thread's first entry in its tables, on the garbage
/// collected heap at the first contention, which may be hours after open. This is the system's own mutex, in memory that the
/// collector never moves; holding it, waiting for it and waking never touch that heap on any thread. Linux and Windows
/// (<c>SlimLock</c>); elsewhere it is a monitor. Thread: any but the callback's.
/// </remarks>
internal sealed unsafe partial class NativeMutex
{
    // pthread_mutex_t and pthread_cond_t take 40 to 48 bytes in glibc and musl: a cache line each.
    private const int LineWords = 8;
    private const int Recursive = 1; // PTHREAD_MUTEX_RECURSIVE
    private const int MonotonicClock = 1; // CLOCK_MONOTONIC, which Stopwatch reads too

    private readonly long[] _words;
    private readonly long* _mutex;
    private readonly long* _condition;
    private readonly SlimLock* _slim;

    /// <summary>Makes a free one. Nothing has to be given back: the system's objects hold nothing outside their own words.</summary>
    public NativeMutex() : this(OperatingSystem.IsLinux() || OperatingSystem.IsWindowsVersionAtLeast(6, 1))
    {
    }

    /// <summary>Makes one of the system's (Linux and Windows only), or a monitor.</summary>
    internal NativeMutex(bool native)
    {
        _words = native ? GC.AllocateArray<long>(3 * LineWords, pinned: true) : [];
        if (_words.Length == 0) return;
        long first = ((long)Marshal.UnsafeAddrOfPinnedArrayElement(_words, 0) + 63) & ~63L;
        if (OperatingSystem.IsWindowsVersionAtLeast(6, 1))
        {
            _slim = (SlimLock*)first; // all zeros: free
            using (Hold())
            {
                Wait(0);
                WakeAll();
            }

            return;
        }

        _mutex = (long*)first;
        _condition = _mutex + LineWords;
        long attribute; // both kinds are smaller
        Check(pthread_mutexattr_init(&attribute));
        Check(pthread_mutexattr_settype(&attribute, Recursive));
        Check(pthread_mutex_init(_mutex, &attribute));
        Check(pthread_condattr_init(&attribute));
        Check(pthread_condattr_setclock(&attribute, MonotonicClock));
        Check(pthread_cond_init(_condition, &attribute));
        using (Hold())
        {
            Wait(0); // the runtime binds an import at its first call, with some bytes of its own: here, not while playing
            WakeAll();
        }
    }

    /// <summary>Enters; disposing what comes back leaves.</summary>
    public Held Hold()
    {
        if (_mutex != null) Check(pthread_mutex_lock(_mutex));
        else if (OperatingSystem.IsWindowsVersionAtLeast(6, 1) && _slim != null) SlimLock.Enter(_slim);
        else Monitor.Enter(this);
        return new Held(this);
    }

    /// <summary>
    /// Leaves, waits for <see cref="WakeAll"/> or for the time to pass, and enters again. It may come back early: look again
    /// at what was waited for. Only while held, and held once.
    /// </summary>
    /// <param name="milliseconds">The longest wait; negative: without limit.</param>
    public void Wait(int milliseconds)
    {
        if (OperatingSystem.IsWindowsVersionAtLeast(6, 1) && _slim != null)
        {
            SlimLock.Wait(_slim, milliseconds);
            return;
        }

        if (_mutex == null)
        {
            Monitor.Wait(this, Math.Max(milliseconds, Timeout.Infinite));
            return;
        }

        if (milliseconds < 0)
        {
            _ = pthread_cond_wait(_condition, _mutex);
            return;
        }

        long until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1_000 * milliseconds);
        Debug.Assert(Stopwatch.Frequency == 1_000_000_000, "the clock of the condition counts nanoseconds");
        Span<long> time = stackalloc long[2] { until / 1_000_000_000, until % 1_000_000_000 }; // struct timespec
        fixed (long* to = time) _ = pthread_cond_timedwait(_condition, _mutex, to);
    }

    /// <summary>Wakes all waiting threads. Only while held.</summary>
    public void WakeAll()
    {
        if (_mutex != null) _ = pthread_cond_broadcast(_condition);
        else if (OperatingSystem.IsWindowsVersionAtLeast(6, 1) && _slim != null) SlimLock.WakeAll(_slim);
        else Monitor.PulseAll(this);
    }

    private void Leave()
    {
        if (_mutex != null) Check(pthread_mutex_unlock(_mutex));
        else if (OperatingSystem.IsWindowsVersionAtLeast(6, 1) && _slim != null) SlimLock.Leave(_slim);
        else Monitor.Exit(this);
    }

    // Wrong use only: these do not fail otherwise.
    private static void Check(int error)
    {
        if (error != 0) throw new InvalidOperationException($"a mutex refuses: error {error}");
    }

    /// <summary>The mutex held. Dispose it once, on the same thread.</summary>
    public readonly ref struct Held(NativeMutex mutex)
    {
        /// <summary>Leaves.</summary>
        public void Dispose() => mutex.Leave();
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_mutexattr_init(long* attribute);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_mutexattr_settype(long* attribute, int type);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_mutex_init(long* mutex, long* attribute);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_mutex_lock(long* mutex);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_mutex_unlock(long* mutex);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_condattr_init(long* attribute);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_condattr_setclock(long* attribute, int clock);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_cond_init(long* condition, long* attribute);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_cond_wait(long* condition, long* mutex);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_cond_timedwait(long* condition, long* mutex, long* until);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_cond_broadcast(long* condition);
}

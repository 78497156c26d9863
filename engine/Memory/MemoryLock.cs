using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Memory;

/// <summary>
/// Keeps memory from being swapped out, where an engine is asked to: pages of media, snapshots, tables and what renders, all that the callback reads of the
/// engine's own. The system limits how much (RLIMIT_MEMLOCK); what it refuses is counted, with the reason, and used all the same.
/// </summary>
/// <remarks>
/// Blocks of the C library share system pages at both ends: these are locked with the block and stay locked when it goes, for a neighbour may need them.
/// Linux only. Thread: any but the callback.
/// </remarks>
internal sealed unsafe partial class MemoryLock
{
    private const int SystemPageBytes = 4_096;
    private const int LimitOfLockedMemory = 8; // RLIMIT_MEMLOCK

    private long _lockedBytes;
    private long _refusedBytes;
    private int _isReported;

    /// <summary>Bytes locked now; where some were refused, about: a block that is given back counts as a locked one.</summary>
    public long LockedBytes => Volatile.Read(ref _lockedBytes); // partner: Take, Release

    /// <summary>Bytes that the system has refused to lock, in all.</summary>
    public long RefusedBytes => Volatile.Read(ref _refusedBytes); // partner: Take

    /// <summary>Why the first was refused; null where none was.</summary>
    public string? Refusal => RefusedBytes == 0 ? null : Sentence();

    /// <summary>The same, once.</summary>
    public bool TryTakeRefusal(out string why)
    {
        why = Refusal ?? string.Empty;
        return why.Length != 0 && Interlocked.Exchange(ref _isReported, 1) == 0; // partner: itself
    }

    /// <summary>Locks a block, and the system pages at its ends.</summary>
    public void Take(void* block, long bytes)
    {
        bool locked = OperatingSystem.IsLinux() && mlock(block, (nuint)bytes) == 0;
        Interlocked.Add(ref locked ? ref _lockedBytes : ref _refusedBytes, bytes); // partners: LockedBytes, RefusedBytes
    }

    /// <summary>A block that was handed to <see cref="Take"/> goes back to the C library.</summary>
    public void Release(void* block, long bytes)
    {
        nuint first = ((nuint)block + SystemPageBytes - 1) & ~(nuint)(SystemPageBytes - 1);
        nuint end = ((nuint)block + (nuint)bytes) & ~(nuint)(SystemPageBytes - 1);
        if (OperatingSystem.IsLinux() && end > first) _ = munlock((void*)first, end - first);
        Forget(bytes);
    }

    /// <summary>Memory that was locked is unmapped, which unlocks it.</summary>
    public void Forget(long bytes)
    {
        // Partner: Take. Not all of it need have been locked.
        long before = Volatile.Read(ref _lockedBytes);
        while (true)
        {
            long seen = Interlocked.CompareExchange(ref _lockedBytes, Math.Max(0, before - bytes), before);
            if (seen == before) return;
            before = seen;
        }
    }

    private static string Sentence()
    {
        if (!OperatingSystem.IsLinux()) return "memory is not locked: on this system it is not done";
        ulong* limit = stackalloc ulong[2];
        bool known = getrlimit(LimitOfLockedMemory, limit) == 0 && limit[0] <= long.MaxValue; // above: no limit
        return !known ? "memory is not locked, or not all of it: the system refuses it"
            : limit[0] == 0 ? "memory is not locked: this process may lock none (RLIMIT_MEMLOCK is 0)"
            : $"memory is not locked, or not all of it: the system allows {limit[0]} bytes (RLIMIT_MEMLOCK)";
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int mlock(void* block, nuint bytes);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int munlock(void* block, nuint bytes);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int getrlimit(int what, ulong* limits);
}

using System;
using System.Runtime.InteropServices;

namespace Seamline.Isolation.Worker;

/// <summary>
/// What a worker gives up, once FFmpeg is loaded and before it sees a byte of a medium: new privileges, files and the network (Landlock, where the
/// kernel has it), every system call that decoding does not need (seccomp), and memory without end. Works for any user, and needs no namespace.
/// </summary>
internal static unsafe class Lockdown
{
    private const int NoNewPrivileges = 38; // PR_SET_NO_NEW_PRIVS
    private const int CreateRuleset = 444;
    private const int RestrictSelf = 446;
    private const int LimitFileSize = 1;
    private const int LimitCore = 4;
    private const int LimitFiles = 7;
    private const int LimitMemory = 9;
    private const int LimitCpu = 0;

    /// <summary>Address space beyond what it has when it is ready, bytes: indexes of long files, and what decoders keep.</summary>
    private const ulong MemoryBytes = 1UL << 30;

    private const int MostFiles = 4_096;

    /// <summary>CPU time before the engine grants more, s: see <see cref="WorkerProcess"/>.</summary>
    public const int CpuSeconds = 60;

    /// <summary>Limits memory, files, cores and CPU time. Before the threads are made.</summary>
    /// <param name="addressBytes">Address space in use.</param>
    /// <param name="spillBytes">Most bytes of the file for decoded samples.</param>
    public static void Limit(ulong addressBytes, ulong spillBytes)
    {
        Set(LimitMemory, addressBytes + MemoryBytes, hard: true);
        Set(LimitFileSize, spillBytes, hard: true);
        Set(LimitCore, 0, hard: true);
        Set(LimitFiles, MostFiles, hard: false);
        Set(LimitCpu, CpuSeconds, hard: false);
    }

    /// <summary>Takes files and the network from this thread and those that it makes. Returns Landlock's version; 0 where the kernel has none.</summary>
    public static int Landlock()
    {
        _ = Linux.prctl(NoNewPrivileges, 1, 0, 0, 0);
        int version = (int)Linux.syscall(CreateRuleset, 0, 0, 1, 0, 0); // LANDLOCK_CREATE_RULESET_VERSION
        if (version <= 0) return 0;
        var rules = new Ruleset
        {
            Files = version >= 5 ? 0xFFFFu : version >= 3 ? 0x7FFFu : version >= 2 ? 0x3FFFu : 0x1FFFu,
            Network = version >= 4 ? 3u : 0,
            Scope = version >= 6 ? 3u : 0,
        };
        nint bytes = version >= 6 ? 24 : version >= 4 ? 16 : 8;
        var set = (int)Linux.syscall(CreateRuleset, (nint)(&rules), bytes, 0, 0, 0);
        if (set < 0) return 0;
        bool isRestricted = Linux.syscall(RestrictSelf, set, 0, 0, 0, 0) == 0;
        _ = Linux.close(set);
        return isRestricted ? version : 0;
    }

    private static void Set(int resource, ulong value, bool hard)
    {
        Linux.Limit now;
        if (Linux.prlimit(0, resource, null, &now) != 0) return;
        ulong soft = Math.Min(value, now.Hard);
        var limit = new Linux.Limit { Soft = soft, Hard = hard ? soft : now.Hard };
        _ = Linux.prlimit(0, resource, &limit, null);
    }

    // landlock_ruleset_attr: no rule is added, so all that is handled is refused.
    [StructLayout(LayoutKind.Sequential)]
    private struct Ruleset
    {
        public ulong Files;
        public ulong Network;
        public ulong Scope;
    }
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Seamline.Decode;

namespace Seamline.Isolation;

/// <summary>What a started worker and its engine share.</summary>
/// <param name="Process">Its number.</param>
/// <param name="Handle">A descriptor for it, which no other process can take over; -1 where the kernel has none.</param>
/// <param name="Sockets">The engine's ends of its lanes.</param>
/// <param name="Pages">What it writes, read-only here.</param>
/// <param name="Flags">What it reads.</param>
internal sealed record LaunchedWorker(int Process, int Handle, int[] Sockets, nint Pages, nint Flags);

/// <summary>Starts workers: makes what they share, and hands over nothing else of this process.</summary>
/// <remarks>Thread: any. Allocates.</remarks>
internal static unsafe class WorkerLaunch
{
    private const uint Sealable = 3;       // MFD_CLOEXEC | MFD_ALLOW_SEALING
    private const int AddSeals = 1_033;    // F_ADD_SEALS
    private const int SizeSeals = 1 | 2 | 4; // F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW: a shorter file would end this process by SIGBUS
    private const int WriteSeal = 16;      // F_SEAL_FUTURE_WRITE
    private const int MoveUp = 1_030;      // F_DUPFD_CLOEXEC
    private const int AboveAll = 64;
    private const int Shared = 1;          // MAP_SHARED
    private const int OpenHandle = 434;    // pidfd_open
    private const int ActionBytes = 256;   // posix_spawn_file_actions_t takes 80 bytes, posix_spawnattr_t 336
    private const int AttributeBytes = 512;
    private const int MayExecute = 1;      // X_OK

    // Files of a NuGet package are not marked as programs when they are unpacked. The system's loader runs them all the same.
    private const string Loader = "/lib64/ld-linux-x86-64.so.2";
    private const short SignalMaskAndDefaults = 8 | 4; // POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF

    /// <summary>Starts one; null where the system refuses.</summary>
    /// <param name="program">The program.</param>
    /// <param name="lanes">Lanes.</param>
    /// <param name="variables">More of its environment.</param>
    /// <param name="template">What forks it; null: it is started by itself.</param>
    public static LaunchedWorker? Start(string program, int lanes, string[] variables, WorkerTemplate? template)
    {
        var opened = new List<int>();
        using SafeFileHandle? spill = SpillFile.TryMake(out long most);
        nint pagesAt = -1;
        nint flagsAt = -1;
        var sockets = new int[lanes];
        bool done = false;
        int* pair = stackalloc int[2];
        try
        {
            int pages = Memory("seamline pages"u8, WorkerLayout.PagesBytes(lanes), opened);
            int flags = Memory("seamline flags"u8, WorkerLayout.FlagBytes, opened);
            if (pages < 0 || flags < 0) return null;
            pagesAt = (nint)Linux.mmap(null, (nuint)WorkerLayout.PagesBytes(lanes), Linux.ReadOnly, Shared, pages, 0);
            flagsAt = (nint)Linux.mmap(null, WorkerLayout.FlagBytes, Linux.ReadWrite, Shared, flags, 0);
            _ = Linux.fcntl(flags, AddSeals, WriteSeal | SizeSeals);
            if (pagesAt == -1 || flagsAt == -1) return null;
            var handed = new List<int> { pages, flags };
            handed.Add(Up(spill is not null ? (int)spill.DangerousGetHandle() : flags, opened)); // without a folder for it: a file that cannot be written
            for (int i = 0; i < lanes; i++)
            {
                if (Linux.Pair(pair) != 0) return null;
                opened.Add(pair[1]);
                sockets[i] = pair[0];
                handed.Add(Up(pair[1], opened));
            }

            if (handed.Contains(-1)) return null;
            long spillBytes = spill is null ? 0 : most;
            int process = template is not null ? template.Fork(lanes, spillBytes, handed) : Spawn(program, [Text(WorkerLayout.Version), Text(lanes), Text(spillBytes)], handed, variables);
            if (process <= 0) return null;
            done = true;
            return new LaunchedWorker(process, (int)Linux.syscall(OpenHandle, process, 0, 0, 0, 0), sockets, pagesAt, flagsAt);
        }
        finally
        {
            foreach (int descriptor in opened) _ = Linux.close(descriptor);
            if (!done) Release(new LaunchedWorker(0, -1, sockets, pagesAt, flagsAt));
        }
    }

    /// <summary>Closes and unmaps what is shared.</summary>
    public static void Release(LaunchedWorker worker)
    {
        foreach (int socket in worker.Sockets)
        {
            if (socket > 0) _ = Linux.close(socket);
        }

        if (worker.Handle >= 0) _ = Linux.close(worker.Handle);
        if (worker.Pages != -1) _ = Linux.munmap((void*)worker.Pages, (nuint)WorkerLayout.PagesBytes(worker.Sockets.Length));
        if (worker.Flags != -1) _ = Linux.munmap((void*)worker.Flags, WorkerLayout.FlagBytes);
    }

    private static int Memory(ReadOnlySpan<byte> name, long bytes, List<int> opened)
    {
        fixed (byte* text = name)
        {
            int made = Linux.memfd_create(text, Sealable);
            if (made < 0) return -1;
            opened.Add(made);
            if (Linux.ftruncate(made, bytes) != 0) return -1;
            if (bytes != WorkerLayout.FlagBytes && Linux.fcntl(made, AddSeals, SizeSeals) != 0) return -1;
            return Up(made, opened);
        }
    }

    /// <summary>A number as an argument.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Moves a descriptor to where it does not stand in the way of those that a worker finds.</summary>
    public static int Up(int descriptor, List<int> opened)
    {
        int moved = Linux.fcntl(descriptor, MoveUp, AboveAll);
        if (moved >= 0) opened.Add(moved);
        return moved;
    }

    /// <summary>Starts the program; 0 where the system refuses.</summary>
    /// <param name="program">It.</param>
    /// <param name="words">Its arguments.</param>
    /// <param name="handed">The descriptors that it finds from <see cref="WorkerLayout.PagesDescriptor"/> on, which stand above those.</param>
    /// <param name="variables">More of its environment.</param>
    public static int Spawn(string program, string[] words, List<int> handed, string[] variables)
    {
        byte* actions = stackalloc byte[ActionBytes];
        byte* attributes = stackalloc byte[AttributeBytes];
        byte* none = stackalloc byte[128]; // no signal is blocked
        byte* all = stackalloc byte[128];  // and none is ignored
        new Span<byte>(none, 128).Clear();
        new Span<byte>(all, 128).Fill(0xFF);
        var arguments = new CStrings(IsMarked(program) ? [program, .. words] : [Loader, program, .. words]);
        var environment = new CStrings([.. Environment(), .. variables]);
        _ = Linux.posix_spawn_file_actions_init(actions);
        _ = Linux.posix_spawnattr_init(attributes);
        try
        {
            fixed (byte* nowhere = "/dev/null\0"u8)
            {
                for (int i = 0; i < 3; i++) _ = Linux.posix_spawn_file_actions_addopen(actions, i, nowhere, i == 0 ? 0 : 1, 0);
            }

            for (int i = 0; i < handed.Count; i++) _ = Linux.posix_spawn_file_actions_adddup2(actions, handed[i], WorkerLayout.PagesDescriptor + i);
            _ = Linux.posix_spawnattr_setflags(attributes, SignalMaskAndDefaults);
            _ = Linux.posix_spawnattr_setsigmask(attributes, none);
            _ = Linux.posix_spawnattr_setsigdefault(attributes, all);
            int process = 0;
            return Linux.posix_spawn(&process, arguments.First, actions, attributes, arguments.Pointers, environment.Pointers) == 0 ? process : 0;
        }
        finally
        {
            _ = Linux.posix_spawn_file_actions_destroy(actions);
            _ = Linux.posix_spawnattr_destroy(attributes);
            arguments.Free();
            environment.Free();
        }
    }

    private static bool IsMarked(string program)
    {
        fixed (byte* path = Encoding.UTF8.GetBytes(program + '\0')) return Linux.access(path, MayExecute) == 0;
    }

    // What the loader of libraries reads. A host's secrets are none of a worker's business.
    private static string[] Environment()
    {
        var kept = new List<string>();
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            if (entry.Key is string name && name.StartsWith("LD_", StringComparison.Ordinal)) kept.Add($"{name}={entry.Value}");
        }

        return [.. kept];
    }

    // Strings as the system takes them.
    private readonly struct CStrings
    {
        private readonly int _count;

        public CStrings(params ReadOnlySpan<string> texts)
        {
            _count = texts.Length;
            Pointers = (byte**)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(byte*));
            for (int i = 0; i < _count; i++)
            {
                byte[] text = Encoding.UTF8.GetBytes(texts[i]);
                Pointers[i] = (byte*)NativeMemory.AllocZeroed((nuint)text.Length + 1);
                text.CopyTo(new Span<byte>(Pointers[i], text.Length));
            }
        }

        public byte** Pointers { get; }

        public byte* First => Pointers[0];

        public void Free()
        {
            for (int i = 0; i < _count; i++) NativeMemory.Free(Pointers[i]);
            NativeMemory.Free(Pointers);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Seamline.Isolation.Worker;

/// <summary>
/// The system calls that a worker may make once it is locked down, as a program for the kernel's filter (seccomp). Everything else fails with
/// EPERM: no file is opened, no socket made, no program started, no other process seen. x64 Linux.
/// </summary>
internal static unsafe class SystemCallFilter
{
    private const uint Machine = 0xC000003E; // AUDIT_ARCH_X86_64
    private const uint Allow = 0x7FFF0000;   // SECCOMP_RET_ALLOW
    private const uint Refuse = 0x00050001;  // SECCOMP_RET_ERRNO | EPERM
    private const uint KillProcess = 0x80000000;
    private const uint OtherAbi = 0x40000000; // x32

    private const ushort Load = 0x20;        // BPF_LD | BPF_W | BPF_ABS
    private const ushort IfEqual = 0x15;     // BPF_JMP | BPF_JEQ | BPF_K
    private const ushort IfAtLeast = 0x35;   // BPF_JMP | BPF_JGE | BPF_K
    private const ushort IfAnyBit = 0x45;    // BPF_JMP | BPF_JSET | BPF_K
    private const ushort Return = 0x06;      // BPF_RET | BPF_K

    private const int FilterMode = 1;        // SECCOMP_SET_MODE_FILTER
    private const int AllThreads = 1;        // SECCOMP_FILTER_FLAG_TSYNC
    private const int Seccomp = 317;

    // Of open descriptors, memory, threads that there are, time. None takes a path, an address or another process.
    private static readonly int[] Always =
    [
        0,   // read
        1,   // write
        3,   // close
        5,   // fstat
        7,   // poll
        8,   // lseek
        11,  // munmap
        12,  // brk
        13,  // rt_sigaction
        14,  // rt_sigprocmask
        15,  // rt_sigreturn
        17,  // pread64
        18,  // pwrite64
        19,  // readv
        20,  // writev
        24,  // sched_yield
        25,  // mremap: keeps the rights that the memory has
        28,  // madvise
        35,  // nanosleep
        39,  // getpid
        46,  // sendmsg: on the sockets that there are
        47,  // recvmsg
        60,  // exit
        96,  // gettimeofday
        98,  // getrusage
        99,  // sysinfo
        100, // times
        131, // sigaltstack
        186, // gettid
        202, // futex
        204, // sched_getaffinity
        219, // restart_syscall
        228, // clock_gettime
        229, // clock_getres
        230, // clock_nanosleep
        231, // exit_group
        271, // ppoll
        273, // set_robust_list
        309, // getcpu
        318, // getrandom
        324, // membarrier
        334, // rseq
    ];

    private const int Map = 9;        // mmap
    private const int Protect = 10;   // mprotect
    private const int SignalThread = 234; // tgkill
    private const int Limits = 302;   // prlimit64
    private const int Executable = 4; // PROT_EXEC
    private const int Anonymous = 0x20; // MAP_ANONYMOUS

    /// <summary>Puts the filter on every thread of this process, for good. Returns whether the kernel has taken it.</summary>
    public static bool TryInstall()
    {
        Instruction[] program = Build(Environment.ProcessId);
        fixed (Instruction* first = program)
        {
            var filter = new Program { Length = (ushort)program.Length, First = first };
            return Linux.syscall(Seccomp, FilterMode, AllThreads, (nint)(&filter), 0, 0) == 0;
        }
    }

    private static Instruction[] Build(int process)
    {
        var program = new List<Instruction>
        {
            new(Load, 4),                       // the machine
            new(IfEqual, Machine, 1, 0),
            new(Return, KillProcess),
            new(Load, 0),                       // the number
            new(IfAtLeast, OtherAbi, 0, 1),
            new(Return, KillProcess),
        };
        foreach (int number in Always)
        {
            program.Add(new(IfEqual, (uint)number, 0, 1));
            program.Add(new(Return, Allow));
        }

        // Memory of its own that is never code. Arguments are 64 bits; what counts of each is in the lower 32.
        AddIf(program, Map, new(Load, Argument(2)), new(IfAnyBit, Executable, 3, 0), new(Load, Argument(3)), new(IfAnyBit, Anonymous, 0, 1), new(Return, Allow));
        AddIf(program, Protect, new(Load, Argument(2)), new(IfAnyBit, Executable, 1, 0), new(Return, Allow));

        // The runtime stops its own threads by a signal.
        AddIf(program, SignalThread, new(Load, Argument(0)), new(IfEqual, (uint)process, 0, 1), new(Return, Allow));

        // Of its own limits it may read what they are.
        AddIf(
            program, Limits, new(Load, Argument(0)), new(IfEqual, 0, 0, 5), new(Load, Argument(2)), new(IfEqual, 0, 0, 3), new(Load, Argument(2) + 4),
            new(IfEqual, 0, 0, 1), new(Return, Allow));
        program.Add(new(Return, Refuse));
        return [.. program];
    }

    // What follows a call's number. Where none of it allows the call it is refused.
    private static void AddIf(List<Instruction> program, int number, params ReadOnlySpan<Instruction> then)
    {
        program.Add(new(IfEqual, (uint)number, 0, (byte)(then.Length + 1)));
        foreach (Instruction instruction in then) program.Add(instruction);
        program.Add(new(Return, Refuse));
    }

    private static uint Argument(int index) => 16 + (8u * (uint)index);

    // sock_filter
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instruction(ushort code, uint value, byte yes = 0, byte no = 0)
    {
        public readonly ushort Code = code;
        public readonly byte Yes = yes;
        public readonly byte No = no;
        public readonly uint Value = value;
    }

    // sock_fprog
    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Instruction* First;
    }
}

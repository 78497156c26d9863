using System;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using TerraFX.Interop.Windows;
using static TerraFX.Interop.Windows.Windows;

namespace Seamline.Memory;

/// <summary>
/// Address space from the operating system: aligned to its own size, advised for huge pages, and touched, so that
/// neither a copy nor the callback ever takes the first fault on it. On Windows large pages are not asked for: they need a privilege that
/// users of editors do not have.
/// </summary>
/// <remarks>
/// Thread: loaders (touching 32 MiB costs 2 ms with huge pages, 20 ms without, measured). Mapped slabs stay mapped until
/// the engine closes: unmapping while playing sends TLB shoot-downs to the callback's core.
/// </remarks>
internal static unsafe partial class OsMemory
{
    // Linux: asm-generic/mman-common.h and linux/mman.h.
    private const int ProtReadWrite = 3;
    private const int MapPrivateAnonymous = 0x22;
    private const int AdviceHugePage = 14;
    private const int AdvicePopulateWrite = 23;
    private const int SystemPageBytes = 4_096;

    /// <summary>The step in which a mapping is touched, bytes: a huge page.</summary>
    public const long TouchBytes = 2L << 20;

    /// <summary>Maps <paramref name="bytes"/> (a power of two of at least 2 MiB), untouched; null when the system has no more.</summary>
    public static void* Map(long bytes) =>
        OperatingSystem.IsLinux() ? MapLinux((nuint)bytes)
            : OperatingSystem.IsWindowsVersionAtLeast(6, 1) ? MapWindows((nuint)bytes)
            : Allocate((nuint)bytes);

    /// <summary>Gives a mapping back.</summary>
    public static void Unmap(void* block, long bytes)
    {
        if (OperatingSystem.IsLinux()) _ = munmap(block, (nuint)bytes);
        else if (OperatingSystem.IsWindowsVersionAtLeast(6, 1)) _ = VirtualFree(block, 0, MEM.MEM_RELEASE);
        else NativeMemory.AlignedFree(block);
    }

    private static void* MapLinux(nuint bytes)
    {
        // mmap aligns to 4 KiB only: ask for twice as much and cut both ends off.
        byte* wide = (byte*)mmap(null, 2 * bytes, ProtReadWrite, MapPrivateAnonymous, -1, 0);
        if ((nint)wide == -1) return null;
        byte* aligned = (byte*)(((nuint)wide + bytes - 1) & ~(bytes - 1));
        nuint head = (nuint)(aligned - wide);
        if (head != 0) _ = munmap(wide, head);
        if (bytes - head != 0) _ = munmap(aligned + bytes, bytes - head);
        _ = madvise(aligned, bytes, AdviceHugePage); // advice only: without huge pages it is slower, not wrong
        return aligned;
    }

    // VirtualAlloc aligns to 64 KiB only, and gives back whole reservations alone: reserve twice as much, give it back, and ask for the aligned
    // part of that place, which another thread may have taken meanwhile.
    [SupportedOSPlatform("windows6.1")]
    private static void* MapWindows(nuint bytes)
    {
        const int Tries = 16;
        for (int i = 0; i < Tries; i++)
        {
            byte* wide = (byte*)VirtualAlloc(null, 2 * bytes, MEM.MEM_RESERVE, PAGE.PAGE_NOACCESS);
            if (wide == null) return null;
            _ = VirtualFree(wide, 0, MEM.MEM_RELEASE);
            byte* aligned = (byte*)(((nuint)wide + bytes - 1) & ~(bytes - 1));
            void* block = VirtualAlloc(aligned, bytes, MEM.MEM_RESERVE | MEM.MEM_COMMIT, PAGE.PAGE_READWRITE);
            if (block != null) return block;
        }

        // Where the place is always taken, what there is, less well aligned: slower, not wrong.
        return VirtualAlloc(null, bytes, MEM.MEM_RESERVE | MEM.MEM_COMMIT, PAGE.PAGE_READWRITE);
    }

    private static void* Allocate(nuint bytes)
    {
        try
        {
            return NativeMemory.AlignedAlloc(bytes, Math.Min(bytes, 2 << 20));
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>
    /// Takes the first faults on a part of a mapping, now and here. Changes no byte: other threads may use the same memory meanwhile.
    /// </summary>
    public static void Touch(void* block, long bytes)
    {
        // One call where the kernel has it (Linux 5.14) and a sandbox does not refuse it.
        if (OperatingSystem.IsLinux() && madvise(block, (nuint)bytes, AdvicePopulateWrite) == 0) return;
        TouchPages(block, bytes);
    }

    /// <summary>
    /// Takes the first faults page by page. A read would map the shared zero page, and a plain write would overwrite what a thread that got
    /// an earlier page of the step has stored since: a compare-exchange of 0 for 0 writes only where nothing is.
    /// </summary>
    public static void TouchPages(void* block, long bytes)
    {
        for (long i = 0; i < bytes; i += SystemPageBytes)
            Interlocked.CompareExchange(ref *(int*)((byte*)block + i), 0, 0); // partner: the thread that fills the page; no order needed
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int madvise(void* address, nuint length, int advice);
}

using System;
using System.Runtime.InteropServices;

namespace Seamline.Tests.Kernels;

/// <summary>
/// Memory with an unreadable page before and after it: an over-run of one byte ends the process instead of passing.
/// On systems without mmap it is plain memory, and the canaries around the data are what is left.
/// </summary>
internal sealed unsafe partial class GuardedBuffer : IDisposable
{
    private const int PageBytes = 16_384; // a multiple of every page size in use
    private readonly nint _map;
    private readonly nuint _mapBytes;

    public GuardedBuffer(int floats)
    {
        nuint body = (((nuint)floats * sizeof(float)) + PageBytes - 1) / PageBytes * PageBytes;
        _mapBytes = body + (2 * PageBytes);
        if (OperatingSystem.IsLinux())
        {
            _map = MemoryMap(0, _mapBytes, 3, 0x22, -1, 0); // read and write; private, anonymous
            if (_map == -1 || Protect(_map, PageBytes, 0) != 0 || Protect(_map + PageBytes + (nint)body, PageBytes, 0) != 0)
                throw new InvalidOperationException("no guarded memory: errno " + Marshal.GetLastPInvokeError());
        }
        else
        {
            _map = (nint)NativeMemory.AlignedAlloc(_mapBytes, PageBytes);
        }

        Start = (float*)(_map + PageBytes);
        Length = (int)(body / sizeof(float));
    }

    /// <summary>The first float; the byte before it is unreadable.</summary>
    public float* Start { get; }

    /// <summary>Floats between the guards.</summary>
    public int Length { get; }

    /// <summary>Where <paramref name="floats"/> end exactly at the guard.</summary>
    public float* EndingAtGuard(int floats) => Start + Length - floats;

    public Span<float> All => new(Start, Length);

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            _ = Unmap(_map, _mapBytes);
        else
            NativeMemory.AlignedFree((void*)_map);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint MemoryMap(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Protect(nint address, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint address, nuint bytes);
}

using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Seamline.Memory;

namespace Seamline.Decode;

/// <summary>
/// One temporary file of the process for decoded samples that cannot be decoded again from the middle, cut into blocks. It has no name
/// while it is open (on Windows it is deleted on close), so nothing remains of it however the process ends.
/// </summary>
/// <remarks>
/// Thread: any. Made with the first block: the only objects on the GC heap. The folder is TMPDIR, else /var/tmp, which unlike /tmp is a disk,
/// else the system's. It takes at most half of what is free there when it is made.
/// </remarks>
internal static unsafe class SpillFile
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 1 << 20;

    private static readonly Gate Blocks = new();
    private static SafeFileHandle? File;
    private static int* Free; // a stack
    private static int FreeCount;
    private static int FreeCapacity;
    private static int Count; // blocks that the file has
    private static long Most;

    /// <summary>Bytes in use; for tests.</summary>
    public static long Bytes
    {
        get
        {
            using Gate.Held held = Blocks.Hold();
            return (Count - FreeCount) * (long)BlockBytes;
        }
    }

    /// <summary>Bytes that it may take; 0: by what is free in its folder. Tests set their own.</summary>
    public static long Limit { get; set; }

    /// <summary>Takes a block; FFmpeg's code for an error where there is no room.</summary>
    public static int Take()
    {
        using Gate.Held held = Blocks.Hold();
        if (FreeCount > 0) return Free[--FreeCount];
        if (File is null && !TryMake()) return Codes.NoSpace;
        if ((Count + 1L) * BlockBytes > (Limit > 0 ? Limit : Most)) return Codes.NoSpace;
        if (Count == FreeCapacity)
        {
            FreeCapacity = Math.Max(64, FreeCapacity * 2);
            Free = (int*)NativeMemory.Realloc(Free, (nuint)FreeCapacity * sizeof(int));
        }

        return Count++;
    }

    /// <summary>Gives a block back. The file shrinks to nothing with the last one.</summary>
    public static void Return(int block)
    {
        using Gate.Held held = Blocks.Hold();
        Free[FreeCount++] = block;
        if (FreeCount < Count) return;
        FreeCount = Count = 0;
        File!.Dispose();
        File = null;
    }

    /// <summary>Writes into a block. Returns FFmpeg's code for an error, or 0.</summary>
    public static int Write(int block, int offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(File!, bytes, ((long)block * BlockBytes) + offset);
            return 0;
        }
        catch (IOException)
        {
            return Codes.NoSpace;
        }
    }

    /// <summary>Reads from a block what was written there. Returns FFmpeg's code for an error, or 0.</summary>
    public static int Read(int block, int offset, Span<byte> bytes)
    {
        try
        {
            for (int at = 0; at < bytes.Length;)
            {
                int got = RandomAccess.Read(File!, bytes[at..], ((long)block * BlockBytes) + offset + at);
                if (got <= 0) return Codes.InputOutput;
                at += got;
            }

            return 0;
        }
        catch (IOException)
        {
            return Codes.InputOutput;
        }
    }

    private static bool TryMake()
    {
        try
        {
            string folder = Folder();
            string path = Path.Combine(folder, Path.GetRandomFileName());
            File = System.IO.File.OpenHandle(
                path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            if (!OperatingSystem.IsWindows()) System.IO.File.Delete(path);
            Most = new DriveInfo(folder).AvailableFreeSpace / 2;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            File?.Dispose();
            File = null;
            return false;
        }
    }

    private static string Folder()
    {
        const string disk = "/var/tmp";
        bool chosen = OperatingSystem.IsWindows() || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TMPDIR"));
        return !chosen && Directory.Exists(disk) ? disk : Path.GetTempPath();
    }
}

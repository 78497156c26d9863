using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Seamline.Memory;

namespace Seamline.Decode;

/// <summary>
/// One temporary file of an engine for decoded samples that cannot be decoded again from the middle, cut into blocks. It has no name
/// while it is open (on Windows it is deleted on close), so nothing remains of it however the process ends.
/// </summary>
/// <remarks>
/// Thread: any. The file is made with the first block: its handle is the only object on the GC heap. The folder is TMPDIR, else /var/tmp,
/// which unlike /tmp is a disk, else the system's. It takes at most half of what is free there when it is made.
/// </remarks>
/// <param name="limit">Bytes that it may take; 0: by what is free in its folder.</param>
internal sealed unsafe class SpillFile(long limit = 0)
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 1 << 20;

    private readonly NativeMutex _lock = new();
    private readonly SafeFileHandle? _given;
    private SafeFileHandle? _file;
    private int* _free; // a stack
    private int _freeCount;
    private int _freeCapacity;
    private int _count; // blocks that the file has
    private long _most;

    /// <summary>Makes one of a file that another process has made, and keeps it.</summary>
    public SpillFile(SafeFileHandle given, long limit)
        : this(limit)
    {
        _given = given;
    }

    /// <summary>Makes the file for another process: without a name. Null where it cannot be made.</summary>
    /// <param name="most">Bytes that it may take.</param>
    public static SafeFileHandle? TryMake(out long most)
    {
        SafeFileHandle? file = null;
        most = 0;
        try
        {
            string folder = Folder();
            string path = Path.Combine(folder, Path.GetRandomFileName());
            file = System.IO.File.OpenHandle(
                path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            if (!OperatingSystem.IsWindows()) System.IO.File.Delete(path);
            most = new DriveInfo(folder).AvailableFreeSpace / 2;
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            file?.Dispose();
            return null;
        }
    }

    /// <summary>Bytes in use; for tests.</summary>
    public long Bytes
    {
        get
        {
            using NativeMutex.Held held = _lock.Hold();
            return (_count - _freeCount) * (long)BlockBytes;
        }
    }

    /// <summary>Takes a block; FFmpeg's code for an error where there is no room.</summary>
    public int Take()
    {
        using NativeMutex.Held held = _lock.Hold();
        if (_freeCount > 0) return _free[--_freeCount];
        if (_file is null && !TryMake()) return Codes.NoSpace;
        if ((_count + 1L) * BlockBytes > (limit > 0 ? limit : _most)) return Codes.NoSpace;
        if (_count == _freeCapacity)
        {
            _freeCapacity = Math.Max(64, _freeCapacity * 2);
            _free = (int*)NativeMemory.Realloc(_free, (nuint)_freeCapacity * sizeof(int));
        }

        return _count++;
    }

    /// <summary>Gives a block back. The file shrinks to nothing with the last one.</summary>
    public void Return(int block)
    {
        using NativeMutex.Held held = _lock.Hold();
        _free[_freeCount++] = block;
        if (_freeCount < _count) return;
        _freeCount = _count = 0;
        if (_given is null) _file!.Dispose();
        _file = null;
    }

    /// <summary>Writes into a block. Returns FFmpeg's code for an error, or 0.</summary>
    public int Write(int block, int offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file!, bytes, ((long)block * BlockBytes) + offset);
            return 0;
        }
        catch (IOException)
        {
            return Codes.NoSpace;
        }
    }

    /// <summary>Reads from a block what was written there. Returns FFmpeg's code for an error, or 0.</summary>
    public int Read(int block, int offset, Span<byte> bytes)
    {
        try
        {
            for (int at = 0; at < bytes.Length;)
            {
                int got = RandomAccess.Read(_file!, bytes[at..], ((long)block * BlockBytes) + offset + at);
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

    private bool TryMake()
    {
        _file = _given ?? TryMake(out _most);
        return _file is not null;
    }

    private static string Folder()
    {
        const string disk = "/var/tmp";
        bool chosen = OperatingSystem.IsWindows() || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TMPDIR"));
        return !chosen && Directory.Exists(disk) ? disk : Path.GetTempPath();
    }
}

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;
using Microsoft.Win32.SafeHandles;
using Seamline.Files;
using IoFile = System.IO.File;

namespace Seamline.Decode;

/// <summary>
/// What FFmpeg reads a medium through: one open file, and no other. FFmpeg's own protocols are not used, so nothing that stands in a file
/// makes it open another one.
/// </summary>
/// <remarks>
/// Thread: as its demuxer. Allocates nothing on the GC heap on Linux and Windows; elsewhere a handle with each opening. Reads as FFmpeg's own protocol for
/// files does, in the same sizes: what a demuxer finds depends on that in places.
/// </remarks>
internal sealed unsafe partial class MediaInput(MediaFile file)
{
    private const int BufferBytes = 32_768; // FFmpeg's IO_BUFFER_SIZE
    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int Interrupted = 4; // EINTR
    private const int SeekEnd = 2;
    private const nint None = -1; // WindowsInput.None
    private const int AskSize = 0x10000; // AVSEEK_SIZE

    private AVIOContext* _context;
    private GCHandle _self;
    private SafeFileHandle? _handle;
    private ReadWatch? _watch;
    private int _descriptor = -1;
    private nint _windowsFile = None;
    private long _position;

    /// <summary>For the demuxer.</summary>
    public AVIOContext* Context => _context;

    /// <summary>Opens the file. Returns FFmpeg's error, or 0.</summary>
    /// <param name="watch">Asked before every read whether to give up.</param>
    public int Open(ReadWatch watch)
    {
        Close();
        _watch = watch;
        int error = OpenFile();
        if (error < 0) return error;
        _self = GCHandle.Alloc(this); // of the runtime's table, not of its heap
        _position = 0;
        delegate* unmanaged[Cdecl]<void*, byte*, int, int> read = &Read;
        delegate* unmanaged[Cdecl]<void*, long, int, long> seek = &Seek;
        _context = ffmpeg.avio_alloc_context(
            (byte*)ffmpeg.av_malloc(BufferBytes), BufferBytes, 0, (void*)GCHandle.ToIntPtr(_self), new avio_alloc_context_read_packet_func { Pointer = (nint)read },
            default, new avio_alloc_context_seek_func { Pointer = (nint)seek });
        if (_context is not null) return 0;
        Close();
        return Codes.NoMemory;
    }

    /// <summary>Closes it; after its demuxer.</summary>
    public void Close()
    {
        if (_context is not null)
        {
            ffmpeg.av_free(_context->buffer);
            AVIOContext* context = _context;
            ffmpeg.avio_context_free(&context);
            _context = null;
        }

        if (_self.IsAllocated) _self.Free();
        _handle?.Dispose();
        _handle = null;
        if (_windowsFile != None && OperatingSystem.IsWindowsVersionAtLeast(6, 1)) WindowsInput.Close(_windowsFile);
        _windowsFile = None;
        if (_descriptor >= 0 && _descriptor != file.Descriptor) _ = close(_descriptor);
        _descriptor = -1;
    }

    private int OpenFile()
    {
        if (file.Descriptor >= 0)
        {
            _descriptor = file.Descriptor;
            return 0;
        }

        if (OperatingSystem.IsWindowsVersionAtLeast(6, 1)) return (_windowsFile = WindowsInput.Open(file.SystemPath)) != None ? 0 : Codes.InputOutput;
        if (!OperatingSystem.IsLinux()) return OpenElsewhere();
        fixed (byte* path = file.SystemPath)
        {
            do _descriptor = open(path, CloseOnExec, 0);
            while (_descriptor < 0 && Marshal.GetLastSystemError() == Interrupted);
        }

        return _descriptor >= 0 ? 0 : -Marshal.GetLastSystemError();
    }

    // A recording may be renamed or deleted while it is open here.
    private int OpenElsewhere()
    {
        try
        {
            _handle = IoFile.OpenHandle(file.Path, share: System.IO.FileShare.ReadWrite | System.IO.FileShare.Delete);
            return 0;
        }
        catch (Exception e) when (e is System.IO.IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Codes.InputOutput;
        }
    }

    private int Read(Span<byte> bytes)
    {
        if (_watch!.IsOver()) return ffmpeg.AVERROR_EXIT;
        long got;
        if (_windowsFile != None && OperatingSystem.IsWindowsVersionAtLeast(6, 1))
        {
            got = WindowsInput.Read(_windowsFile, bytes, _position);
        }
        else if (_handle is not null)
        {
            got = System.IO.RandomAccess.Read(_handle, bytes, _position);
        }
        else
        {
            fixed (byte* at = bytes)
            {
                do got = PRead(_descriptor, at, (nuint)bytes.Length, _position);
                while (got < 0 && Marshal.GetLastSystemError() == Interrupted);
            }

            if (got < 0) return -Marshal.GetLastSystemError();
        }

        if (got == 0) return ffmpeg.AVERROR_EOF;
        _position += got;
        return (int)got;
    }

    private long Size()
    {
        if (_windowsFile != None && OperatingSystem.IsWindowsVersionAtLeast(6, 1)) return WindowsInput.Size(_windowsFile);
        return _handle is not null ? System.IO.RandomAccess.GetLength(_handle) : lseek(_descriptor, 0, SeekEnd);
    }

    private long Seek(long offset, int whence)
    {
        if ((whence & AskSize) != 0) return Size();
        long to = (whence & 3) switch
        {
            0 => offset,
            1 => _position + offset,
            _ => Size() + offset,
        };
        if (to < 0) return -ffmpeg.EINVAL;
        return _position = to;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(void* self, byte* bytes, int count)
    {
        try
        {
            return ((MediaInput)GCHandle.FromIntPtr((nint)self).Target!).Read(new Span<byte>(bytes, count));
        }
        catch (System.IO.IOException)
        {
            return Codes.InputOutput;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Seek(void* self, long offset, int whence)
    {
        try
        {
            return ((MediaInput)GCHandle.FromIntPtr((nint)self).Target!).Seek(offset, whence);
        }
        catch (System.IO.IOException)
        {
            return Codes.InputOutput;
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(byte* path, int flags, int mode);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int descriptor);

    [LibraryImport("libc", EntryPoint = "lseek64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long lseek(int descriptor, long offset, int whence);

    // As the process has it: what stands in front of the C library, such as a test's file system that stalls, is asked.
    private static readonly delegate* unmanaged<int, byte*, nuint, long, nint> PRead = OperatingSystem.IsLinux()
        ? (delegate* unmanaged<int, byte*, nuint, long, nint>)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "pread64")
        : null;
}

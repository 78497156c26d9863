using System;
using System.Runtime.InteropServices;

namespace Seamline.Files;

/// <summary>The calls of Linux that .NET has no words for. Numbers of linux/fcntl.h, linux/stat.h, asm-generic/errno.h.</summary>
internal static partial class Posix
{
    public const int WriteOnly = 0x1;          // O_WRONLY
    public const int ReadWrite = 0x2;          // O_RDWR
    public const int Append = 0x400;           // O_APPEND
    public const int NonBlocking = 0x800;      // O_NONBLOCK
    public const int CloseOnExec = 0x80000;    // O_CLOEXEC
    public const int Unnamed = 0x400000;       // __O_TMPFILE
    public const int Directory = 0x10000;      // O_DIRECTORY; 0x4000 on ARM
    public const int ArmDirectory = 0x4000;
    public const int FollowLinks = 0x400;      // AT_SYMLINK_FOLLOW
    public const int GetFlags = 3;             // F_GETFL
    public const int SetFlags = 4;             // F_SETFL
    public const int DuplicateCloseOnExec = 1030; // F_DUPFD_CLOEXEC
    public const int CurrentFolder = -100;     // AT_FDCWD
    public const int NotPermitted = 1;         // EPERM
    public const int NotFound = 2;             // ENOENT
    public const int Interrupted = 4;          // EINTR
    public const int NoReader = 6;             // ENXIO
    public const int TryAgain = 11;            // EAGAIN
    public const int NoAccess = 13;            // EACCES
    public const int Busy = 16;                // EBUSY
    public const int Exists = 17;              // EEXIST
    public const int NoFolder = 20;            // ENOTDIR
    public const int IsFolder = 21;            // EISDIR
    public const int TextBusy = 26;            // ETXTBSY
    public const int TooLarge = 27;            // EFBIG
    public const int DiskFull = 28;            // ENOSPC
    public const int ReadOnlyFileSystem = 30;  // EROFS
    public const int BrokenPipe = 32;          // EPIPE
    public const int NameTooLong = 36;         // ENAMETOOLONG
    public const int TooManyLinks = 40;        // ELOOP
    public const int QuotaExceeded = 122;      // EDQUOT

    private const int PathMax = 4_096;

    /// <summary>The path without links, relative parts and doubled separators; null, with the last error set, where there is none.</summary>
    public static string? RealPath(string path)
    {
        byte[] text = new byte[PathMax];
        return realpath(path, text) == 0 ? null : System.Text.Encoding.UTF8.GetString(text, 0, Array.IndexOf(text, (byte)0));
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "linkat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Link(int fromFolder, string from, int toFolder, string to, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Write(int descriptor, ref byte bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ChangeOwner(int descriptor, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Stat(int folder, string path, int flags, uint mask, out LinuxStat found);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint realpath(string path, [Out] byte[] resolved);

    /// <summary>struct statx: the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct LinuxStat
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}

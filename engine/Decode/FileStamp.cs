using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Seamline.Files;

namespace Seamline.Decode;

/// <summary>What stands under a path.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    None,

    /// <summary>A file with a length, that can be read from anywhere.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, a socket, a device: opening it may wait for ever, reading it may never end.</summary>
    Endless,
}

/// <summary>Tells one version of a file from another: size, and time of modification in ns.</summary>
/// <remarks>
/// Not the inode: file systems over a network or in user space give a file a new number when they please, and a recording
/// that fell silent for that would be worse than a copy with the size and the time of its original taken for the original. Not the time
/// of the last change of its rights or names either: neither changes what it sounds like.
/// Times have the grain of the kernel's clock, 1 to 10 ms: a rewrite to the same size within the same tick is not seen.
/// Thread: any. No GC allocation on Linux and Windows; elsewhere .NET's file information is made for every look.
/// </remarks>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Seconds">Time of modification, whole seconds.</param>
/// <param name="Nanoseconds">Its fraction.</param>
internal readonly unsafe partial record struct FileStamp(FileKind Kind, long Bytes, long Seconds, long Nanoseconds)
{
    // linux/fcntl.h, linux/stat.h: the same on every architecture, unlike stat.
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int FileStatus = 5; // SYS_fstat of x64
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const uint TypeSizeAndModified = 0x1 | 0x40 | 0x200; // STATX_TYPE, STATX_MTIME, STATX_SIZE
    private const int FormatMask = 0xF000;
    private const int FormatRegular = 0x8000;
    private const int FormatFolder = 0x4000;

    /// <summary>Reads the stamp of what stands under a path; links are followed.</summary>
    /// <param name="path">The path.</param>
    /// <param name="systemPath">The same as the system takes it: see <see cref="SystemPath"/>.</param>
    public static FileStamp Of(string path, byte[] systemPath)
    {
        fixed (byte* text = systemPath)
        {
            return OperatingSystem.IsLinux() ? OnLinux(CurrentFolder, text, 0) : OperatingSystem.IsWindows() ? OnWindows((char*)text) : Elsewhere(path);
        }
    }

    /// <summary>A path as the system's own calls take it: made once, so that a check allocates nothing.</summary>
    public static byte[] SystemPath(string path) =>
        OperatingSystem.IsWindowsVersionAtLeast(6, 1) ? System.Text.Encoding.Unicode.GetBytes(Extended(path) + '\0') : System.Text.Encoding.UTF8.GetBytes(path + '\0');

    // What is short enough stays as it is written: a full path of "NUL" would be another name.
    [SupportedOSPlatform("windows6.1")]
    private static string Extended(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            string extended = WindowsFile.Extended(full);
            return ReferenceEquals(full, extended) ? path : extended;
        }
        catch (Exception e) when (e is ArgumentException or IOException or NotSupportedException)
        {
            return path; // the system says what is wrong with it
        }
    }

    /// <summary>Reads the stamp of an open file. Linux only.</summary>
    /// <remarks>On x64 by the plain call: a decoder's process may make no other, because all others take paths.</remarks>
    public static FileStamp OfDescriptor(int descriptor)
    {
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            long* stat = stackalloc long[18]; // struct stat: mode at 24, size at 48, modification at 88
            if (syscall(FileStatus, descriptor, stat) != 0) return default;
            return new FileStamp(KindOf((int)(uint)stat[3]), stat[6], stat[11], stat[12]);
        }

        byte none = 0;
        return OnLinux(descriptor, &none, EmptyPath);
    }

    private static FileStamp OnLinux(int folder, byte* path, int flags)
    {
        LinuxStat found;
        if (statx(folder, path, flags, TypeSizeAndModified, &found) != 0) return default;
        return new FileStamp(KindOf(found.Mode), found.Bytes, found.ModifiedSeconds, found.ModifiedNanoseconds);
    }

    private static FileKind KindOf(int mode) => (mode & FormatMask) switch
    {
        FormatRegular => FileKind.Regular,
        FormatFolder => FileKind.Folder,
        _ => FileKind.Endless,
    };

    private static FileStamp OnWindows(char* path)
    {
        WindowsAttributes found;
        if (GetFileAttributesExW(path, 0, &found) == 0) return default;
        FileKind kind = (found.Attributes & 0x10) != 0 ? FileKind.Folder : (found.Attributes & 0x40) != 0 ? FileKind.Endless : FileKind.Regular;
        return new FileStamp(kind, ((long)found.BytesHigh << 32) | found.BytesLow, found.ModifiedHigh, found.ModifiedLow);
    }

    private static FileStamp Elsewhere(string path)
    {
        try
        {
            FileSystemInfo found = new FileInfo(path);
            found = found.ResolveLinkTarget(returnFinalTarget: true) ?? found;
            if (!found.Exists) return Directory.Exists(path) ? new FileStamp(FileKind.Folder, 0, 0, 0) : default;
            return new FileStamp(FileKind.Regular, ((FileInfo)found).Length, found.LastWriteTimeUtc.Ticks, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return default;
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint syscall(nint number, nint descriptor, long* found);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int folder, byte* path, int flags, uint mask, LinuxStat* found);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int GetFileAttributesExW(char* path, int level, WindowsAttributes* found);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct LinuxStat
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public long Bytes;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }

    // WIN32_FILE_ATTRIBUTE_DATA
    [StructLayout(LayoutKind.Explicit, Size = 36)]
    private struct WindowsAttributes
    {
        [FieldOffset(0)]
        public uint Attributes;

        [FieldOffset(20)]
        public uint ModifiedLow;

        [FieldOffset(24)]
        public uint ModifiedHigh;

        [FieldOffset(28)]
        public uint BytesHigh;

        [FieldOffset(32)]
        public uint BytesLow;
    }
}

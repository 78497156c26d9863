using System;
using System.IO;

namespace Seamline.Files;

/// <summary>What stands under a path.</summary>
internal enum OutputKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A file that can be replaced.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, a socket, a device: written straight.</summary>
    Special,
}

/// <summary>
/// Which file a path leads to, whatever it is called: device and inode on Linux, volume and file number on Windows, through symbolic
/// and hard links; elsewhere the path with its links resolved.
/// </summary>
/// <param name="Kind">What it is; the rest is empty for <see cref="OutputKind.None"/>.</param>
/// <param name="Device">Of the file system.</param>
/// <param name="Inode">Number of the file on it.</param>
/// <param name="Path">The resolved path, where there are no such numbers.</param>
internal readonly record struct FileIdentity(OutputKind Kind, ulong Device, ulong Inode, string Path)
{
    // STATX_BASIC_STATS
    private const uint BasicFacts = 0x7FF;

    /// <summary>There is something under the path.</summary>
    public bool Exists => Kind != OutputKind.None;

    /// <summary>The file that a path leads to, links followed.</summary>
    public static FileIdentity Of(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)) return default;
        if (!OperatingSystem.IsLinux()) return Elsewhere(path);
        return TryStat(path, out Posix.LinuxStat found)
            ? new FileIdentity(KindOf(found.Mode), ((ulong)found.DeviceMajor << 32) | found.DeviceMinor, found.Inode, string.Empty)
            : default;
    }

    /// <summary>Both paths lead to the same file, which is there.</summary>
    public static bool AreSame(string first, string second)
    {
        FileIdentity one = Of(first);
        return one.Exists && one == Of(second);
    }

    /// <summary>Reads what Linux knows of a file; links are followed.</summary>
    public static bool TryStat(string path, out Posix.LinuxStat found) => Posix.Stat(Posix.CurrentFolder, path, 0, BasicFacts, out found) == 0;

    /// <summary>The kind by the bits of S_IFMT.</summary>
    public static OutputKind KindOf(ushort mode) => (mode & 0xF000) switch
    {
        0x8000 => OutputKind.Regular,
        0x4000 => OutputKind.Folder,
        _ => OutputKind.Special,
    };

    private static FileIdentity Elsewhere(string path)
    {
        try
        {
            if (OperatingSystem.IsWindowsVersionAtLeast(6, 1)) return WindowsFile.Identify(path);
            string full = System.IO.Path.GetFullPath(path);
            FileSystemInfo info = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
            info = info.ResolveLinkTarget(returnFinalTarget: true) ?? info;
            if (!info.Exists) return default;
            return new FileIdentity(info is DirectoryInfo ? OutputKind.Folder : OutputKind.Regular, 0, 0, info.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return default;
        }
    }
}

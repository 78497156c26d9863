using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Seamline.Files;

/// <summary>
/// A file that has no name until it is whole (O_TMPFILE of open(2)): whatever ends the process, power loss included, the system
/// frees it, and nothing is left in the folder.
/// </summary>
/// <remarks>Thread: one at a time.</remarks>
internal static class UnnamedFile
{
    /// <summary>A file in a folder; null where the system or the file system has no such files, or could not name it later.</summary>
    /// <param name="folder">Where it will be named.</param>
    /// <param name="mode">Its mode, less the process's mask.</param>
    public static FileStream? Open(string folder, UnixFileMode mode)
    {
        if (!OperatingSystem.IsLinux()) return null;
        bool arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
        int flags = Posix.Unnamed | (arm ? Posix.ArmDirectory : Posix.Directory) | Posix.ReadWrite | Posix.CloseOnExec;
        int descriptor = Posix.Open(folder, flags, (int)mode);
        if (descriptor < 0) return null;
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);

        // Its name under /proc is how it is named without privileges.
        if (FileIdentity.TryStat(Descriptor(descriptor), out _)) return new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0);
        handle.Dispose();
        return null;
    }

    /// <summary>Names it; false, with the last error set, where it cannot be. A name that exists is never replaced.</summary>
    public static bool TryName(FileStream file, string path) =>
        Posix.Link(Posix.CurrentFolder, Descriptor((int)file.SafeFileHandle.DangerousGetHandle()), Posix.CurrentFolder, path, Posix.FollowLinks) == 0;

    private static string Descriptor(int descriptor) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}");
}

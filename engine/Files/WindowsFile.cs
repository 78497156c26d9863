using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using TerraFX.Interop.Windows;
using static TerraFX.Interop.Windows.Windows;
using File = System.IO.File;

namespace Seamline.Files;

/// <summary>Files of Windows as .NET has no words for: which file a path leads to, and one put in another's place while others read it.</summary>
/// <remarks>Thread: any.</remarks>
[SupportedOSPlatform("windows6.1")]
internal static unsafe class WindowsFile
{
    private const uint ShareAll = FILE.FILE_SHARE_READ | FILE.FILE_SHARE_WRITE | FILE.FILE_SHARE_DELETE;
    private const uint AccessList = 4; // DACL_SECURITY_INFORMATION
    private const uint Delete = 0x10000; // DELETE, the right to rename
    private const FileAttributes Kept = FileAttributes.Hidden | FileAttributes.System | FileAttributes.Archive | FileAttributes.NotContentIndexed;

    /// <summary>The file that a path leads to, links followed: by the volume's number and the file's on it.</summary>
    public static FileIdentity Identify(string path)
    {
        string full = Path.GetFullPath(path);
        if (full.StartsWith(@"\\.\", StringComparison.Ordinal)) return new FileIdentity(OutputKind.Special, 0, 0, full.ToUpperInvariant());
        HANDLE handle = Open(full, FILE.FILE_READ_ATTRIBUTES);
        if (handle == HANDLE.INVALID_VALUE) return Unopened(full);
        BY_HANDLE_FILE_INFORMATION found;
        bool known = GetFileInformationByHandle(handle, &found);
        bool onDisk = GetFileType(handle) == FILE.FILE_TYPE_DISK;
        _ = CloseHandle(handle);
        if (!onDisk) return new FileIdentity(OutputKind.Special, 0, 0, full.ToUpperInvariant());
        if (!known) return Unopened(full);
        OutputKind kind = (found.dwFileAttributes & FILE.FILE_ATTRIBUTE_DIRECTORY) != 0 ? OutputKind.Folder : OutputKind.Regular;
        ulong number = ((ulong)found.nFileIndexHigh << 32) | found.nFileIndexLow;
        return number != 0 ? new FileIdentity(kind, found.dwVolumeSerialNumber, number, string.Empty) : new FileIdentity(kind, 0, 0, full.ToUpperInvariant());
    }

    /// <summary>
    /// Puts a closed file in the place of another, or where nothing is. Who reads the old one reads on, where it was opened with the right to
    /// delete shared, as this engine opens media; else the call fails and the old file stays. Access list and attributes of the old one stay.
    /// </summary>
    /// <exception cref="OutputException">It cannot be.</exception>
    public static void Replace(string temporary, string target)
    {
        string from = Extended(temporary);
        string to = Extended(Path.GetFullPath(target));
        if (File.Exists(target)) KeepAccess(from, to);
        if (TryRename(from, to)) return;
        fixed (char* old = to)
        fixed (char* made = from)
        {
            // File systems without the rename of above: networks, FAT. ReplaceFileW last: it alone replaces a file that is open, but it takes two steps, and a
            // process that is killed between them leaves nothing under the name.
            const uint Flags = REPLACEFILE.REPLACEFILE_IGNORE_MERGE_ERRORS | REPLACEFILE.REPLACEFILE_IGNORE_ACL_ERRORS;
            if (MoveFileExW(made, old, MOVEFILE.MOVEFILE_REPLACE_EXISTING | MOVEFILE.MOVEFILE_WRITE_THROUGH)) return;
            int error = Marshal.GetLastSystemError();
            if (File.Exists(target))
            {
                if (ReplaceFileW(old, made, null, Flags, null, null)) return;
                error = Marshal.GetLastSystemError();
            }

            throw OutputException.OfWindows(error, Path.GetDirectoryName(target) ?? target, null);
        }
    }

    /// <summary>A full path as the system's own calls take it at any length.</summary>
    public static string Extended(string full)
    {
        const int LongestPlain = 247; // MAX_PATH less a name of DOS and the end, the limit for folders
        if (full.Length <= LongestPlain || full.StartsWith(@"\\?\", StringComparison.Ordinal) || full.StartsWith(@"\\.\", StringComparison.Ordinal)) return full;
        return full.StartsWith(@"\\", StringComparison.Ordinal) ? @"\\?\UNC\" + full[2..] : @"\\?\" + full;
    }

    // One step for all who look: the name leads to the old file or to the new one, whatever ends the process. NTFS since Windows 10 1607.
    private static bool TryRename(string from, string to)
    {
        HANDLE handle = Open(from, Delete);
        if (handle == HANDLE.INVALID_VALUE) return false;
        const int NameAt = 20; // FILE_RENAME_INFO: flags, 4 bytes free, a folder, the name's bytes, the name
        int nameBytes = to.Length * sizeof(char);
        byte* info = (byte*)NativeMemory.AllocZeroed((nuint)(NameAt + nameBytes + sizeof(char)));
        *(uint*)info = FILE.FILE_RENAME_FLAG_REPLACE_IF_EXISTS | FILE.FILE_RENAME_FLAG_POSIX_SEMANTICS;
        *(int*)(info + NameAt - sizeof(int)) = nameBytes;
        to.AsSpan().CopyTo(new Span<char>(info + NameAt, to.Length));
        bool renamed = SetFileInformationByHandle(handle, FILE_INFO_BY_HANDLE_CLASS.FileRenameInfoEx, info, (uint)(NameAt + nameBytes + sizeof(char)));
        NativeMemory.Free(info);
        _ = CloseHandle(handle);
        return renamed;
    }

    // What cannot be kept is not: the new file then has its folder's rights, as any new one.
    private static void KeepAccess(string from, string to)
    {
        fixed (char* old = to)
        fixed (char* made = from)
        {
            uint bytes = 0;
            _ = GetFileSecurityW(old, AccessList, null, 0, &bytes);
            if (bytes != 0)
            {
                void* list = NativeMemory.Alloc(bytes);
                if (GetFileSecurityW(old, AccessList, list, bytes, &bytes)) _ = SetFileSecurityW(made, AccessList, list);
                NativeMemory.Free(list);
            }
        }

        try
        {
            FileAttributes kept = File.GetAttributes(to) & Kept;
            if (kept != 0) File.SetAttributes(from, kept);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As above.
        }
    }

    private static HANDLE Open(string full, uint access)
    {
        fixed (char* name = Extended(full))
            return CreateFileW(name, access, ShareAll, null, OPEN.OPEN_EXISTING, FILE.FILE_FLAG_BACKUP_SEMANTICS, HANDLE.NULL);
    }

    // In use by someone who shares nothing, or without the right to look: by its name then.
    private static FileIdentity Unopened(string full)
    {
        if (Directory.Exists(full)) return new FileIdentity(OutputKind.Folder, 0, 0, full.ToUpperInvariant());
        return File.Exists(full) ? new FileIdentity(OutputKind.Regular, 0, 0, full.ToUpperInvariant()) : default;
    }
}

using System;
using System.IO;
using System.Runtime.InteropServices;
using TerraFX.Interop.Windows;

namespace Seamline.Files;

/// <summary>An output that cannot be written: the message says why, without the name of the output or of a temporary file.</summary>
internal sealed class OutputException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Of the system's last error.</summary>
    /// <param name="folder">The folder that was written to, for messages about rights.</param>
    public static OutputException OfLastError(string folder) => OfError(Marshal.GetLastPInvokeError(), folder, null);

    /// <summary>Of what .NET threw while a file in <paramref name="folder"/> was written.</summary>
    public static OutputException Of(Exception error, string folder) => error switch
    {
        OutputException known => known,
        _ when OperatingSystem.IsWindows() => OfWindows(error.HResult, folder, error),
        UnauthorizedAccessException => new OutputException($"no permission to write in {folder}", error),
        DirectoryNotFoundException => new OutputException($"there is no such folder: {folder}", error),
        PathTooLongException => new OutputException("the name is too long for the file system", error),
        _ => OfError(error.HResult, folder, error),
    };

#pragma warning disable CA1416 // numbers alone: nothing here calls Windows
    /// <summary>Of a code of Windows, bare or in a result (HRESULT_FROM_WIN32).</summary>
    public static OutputException OfWindows(int error, string folder, Exception? thrown) => new(
        (error & 0xFFFF) switch
        {
            ERROR.ERROR_ACCESS_DENIED => $"no permission to write in {folder}, or another program has the file open",
            ERROR.ERROR_SHARING_VIOLATION or ERROR.ERROR_LOCK_VIOLATION => "another program has the file open",
            ERROR.ERROR_WRITE_PROTECT => $"{folder} is on a medium that is write-protected",
            ERROR.ERROR_FILE_NOT_FOUND or ERROR.ERROR_PATH_NOT_FOUND => $"there is no such folder: {folder}",
            ERROR.ERROR_DISK_FULL or ERROR.ERROR_HANDLE_DISK_FULL => "the disk is full",
            ERROR.ERROR_DISK_QUOTA_EXCEEDED => "the disk quota is used up",
            ERROR.ERROR_FILE_TOO_LARGE => "the file system does not allow a file of this size",
            ERROR.ERROR_FILENAME_EXCED_RANGE => "the name is too long for the file system",
            ERROR.ERROR_INVALID_NAME => "the name has a character that Windows does not allow",
            _ => thrown?.Message ?? Marshal.GetPInvokeErrorMessage(error & 0xFFFF),
        },
        thrown);
#pragma warning restore CA1416

    private static OutputException OfError(int error, string folder, Exception? thrown) => new(
        error switch
        {
            Posix.NotPermitted or Posix.NoAccess => $"no permission to write in {folder}",
            Posix.ReadOnlyFileSystem => $"{folder} is on a file system that is mounted read-only",
            Posix.NotFound => $"there is no such folder: {folder}",
            Posix.NoFolder => $"{folder} is no folder",
            Posix.IsFolder => "it is a folder",
            Posix.Busy => "it is in use by the system, as a mount point for instance",
            Posix.TextBusy => "it is a program that is running",
            Posix.TooLarge => "the file system or a limit of the process does not allow a file of this size",
            Posix.DiskFull => "the disk is full",
            Posix.QuotaExceeded => "the disk quota is used up",
            Posix.BrokenPipe => "the reader has closed the pipe",
            Posix.NameTooLong => "the name is too long for the file system",
            Posix.TooManyLinks => "its symbolic links lead in a circle",
            _ => thrown?.Message ?? Marshal.GetPInvokeErrorMessage(error),
        },
        thrown);
}

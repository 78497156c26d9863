using System;
using System.IO;
using System.Runtime.InteropServices;

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
        UnauthorizedAccessException => new OutputException($"no permission to write in {folder}", error),
        DirectoryNotFoundException => new OutputException($"there is no such folder: {folder}", error),
        PathTooLongException => new OutputException("the name is too long for the file system", error),
        _ => OfError(OperatingSystem.IsWindows() ? 0 : error.HResult, folder, error),
    };

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

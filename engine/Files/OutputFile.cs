using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Threading;

namespace Seamline.Files;

/// <summary>
/// An output being written, the only way that a file is written here. A regular file is written without a name
/// (<see cref="UnnamedFile"/>), or where that is not possible under a short temporary name, in the folder of its target, and put in
/// place by one link or rename: a reader, at any time and after any failure, finds the old file or the new one. Symbolic links stay, and what they lead to is replaced; mode and owner of an existing file stay. What is no regular file (a
/// pipe, a device, /dev/stdout) is written straight.
/// </summary>
/// <remarks>
/// Other hard links of an existing file keep the old content. To write into the inode that they share cannot be undone by halves, and
/// would change files that were not named: backups made of hard links are such.
/// Thread: one at a time.
/// </remarks>
internal sealed class OutputFile : IDisposable
{
    private const int OpenAgainMilliseconds = 10;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Usual = Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode GroupBits = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    private readonly OutputPath _target;
    private readonly string? _temporary;
    private readonly bool _isUnnamed;
    private bool _done;

    private OutputFile(in OutputPath target, Stream stream, string? temporary, bool isUnnamed)
    {
        _target = target;
        _temporary = temporary;
        _isUnnamed = isUnnamed;
        Stream = stream;
    }

    /// <summary>Takes the bytes. It can seek where the file is regular.</summary>
    public Stream Stream { get; }

    /// <summary>The folder that is written to, for <see cref="OutputException.Of"/>.</summary>
    public string Folder => _target.Folder;

    /// <summary>Opens an output. An existing file is not touched yet; opening a named pipe waits for a reader.</summary>
    /// <exception cref="OutputException">It cannot be written; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The wait for a reader was ended.</exception>
    public static OutputFile Create(string path, CancellationToken cancellation = default)
    {
        OutputPath target = OutputPath.Resolve(path);
        if (target.Descriptor >= 0) return Straight(target, Posix.Control(target.Descriptor, Posix.DuplicateCloseOnExec, 0));
        FileIdentity there = FileIdentity.Of(target.Path);
        if (!there.Exists && OperatingSystem.IsLinux()) RefuseUnreachable(target);
        if (there.Kind == OutputKind.Folder) throw new OutputException("it is a folder");
        if (there.Kind == OutputKind.Special && OperatingSystem.IsWindows()) throw new OutputException("it is a device or a pipe, which is not written to on Windows");
        if (there.Kind == OutputKind.Special) return Straight(target, OpenSpecial(target, cancellation));
        if (there.Exists) RefuseProtected(target);
        return Beside(target, there.Exists);
    }

    /// <summary>Puts what was written in place; a file is on the disk when this returns.</summary>
    /// <exception cref="OutputException">It cannot be; the old file is as it was.</exception>
    public void Commit()
    {
        try
        {
            if (_temporary != null)
            {
                var file = (FileStream)Stream;
                if (OperatingSystem.IsLinux()) KeepModeAndOwner(file);
                file.Flush(flushToDisk: true);
                if (OperatingSystem.IsWindowsVersionAtLeast(6, 1))
                {
                    file.Dispose();
                    WindowsFile.Replace(_temporary, _target.Path);
                    _done = true;
                    return;
                }

                if (!_isUnnamed || !UnnamedFile.TryName(file, _target.Path)) Replace(file, _temporary);
                file.Dispose();
            }
            else
            {
                Stream.Flush();
                Stream.Dispose();
            }

            _done = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw OutputException.Of(error, _target.Folder);
        }
    }

    /// <summary>Closes; without <see cref="Commit"/> the old file stays and nothing else is left.</summary>
    public void Dispose()
    {
        if (_done) return;
        _done = true;
        try
        {
            Stream.Dispose();
            if (_temporary != null) File.Delete(_temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The message to show is that of the failed write, not of the tidying after it.
        }
    }

    private static OutputFile Straight(in OutputPath target, int descriptor) =>
        descriptor >= 0 ? new OutputFile(target, new DescriptorStream(descriptor), null, isUnnamed: false) : throw OutputException.OfLastError(target.Folder);

    private static int OpenSpecial(in OutputPath target, CancellationToken cancellation)
    {
        while (true)
        {
            int descriptor = Posix.Open(target.Path, Posix.WriteOnly | Posix.NonBlocking | Posix.CloseOnExec, 0);
            if (descriptor >= 0)
            {
                int flags = Posix.Control(descriptor, Posix.GetFlags, 0);
                _ = Posix.Control(descriptor, Posix.SetFlags, flags & ~Posix.NonBlocking);
                return descriptor;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error is not (Posix.NoReader or Posix.Interrupted)) return -1;
            cancellation.WaitHandle.WaitOne(OpenAgainMilliseconds);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    // A name that is too long is refused before anything is rendered, not by the rename after it.
    private static void RefuseUnreachable(in OutputPath target)
    {
        if (!FileIdentity.TryStat(target.Path, out _) && Marshal.GetLastPInvokeError() != Posix.NotFound) throw OutputException.OfLastError(target.Folder);
    }

    // A rename asks only for the rights of the folder; a file that may not be written stays what it is.
    private static void RefuseProtected(in OutputPath target)
    {
        if (OperatingSystem.IsWindows() && (File.GetAttributes(target.Path) & FileAttributes.ReadOnly) != 0) throw new OutputException("the file is write-protected");
        if (!OperatingSystem.IsLinux()) return;
        int descriptor = Posix.Open(target.Path, Posix.WriteOnly | Posix.NonBlocking | Posix.CloseOnExec, 0);
        if (descriptor >= 0) _ = Posix.Close(descriptor);
        else if (Marshal.GetLastPInvokeError() is Posix.NoAccess or Posix.NotPermitted) throw new OutputException("the file is write-protected");
        else throw OutputException.OfLastError(target.Folder);
    }

    private static OutputFile Beside(in OutputPath target, bool isThere)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        // Nobody reads what was private before its mode is set.
        if (isThere && !OperatingSystem.IsWindows()) options.UnixCreateMode = Private;
        string temporary = Path.Combine(target.Folder, $".{RandomNumberGenerator.GetHexString(12, lowercase: true)}.part");
        try
        {
            if (UnnamedFile.Open(target.Folder, isThere ? Private : Usual) is { } unnamed) return new OutputFile(target, unnamed, temporary, isUnnamed: true);
            return new OutputFile(target, new FileStream(temporary, options), temporary, isUnnamed: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw OutputException.Of(error, target.Folder);
        }
    }

    // A file without a name is named for the moment of the rename; one that cannot be named is copied.
    private void Replace(FileStream file, string temporary)
    {
        if (_isUnnamed && !UnnamedFile.TryName(file, temporary))
        {
            using var named = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            if (OperatingSystem.IsLinux()) File.SetUnixFileMode(named.SafeFileHandle, File.GetUnixFileMode(file.SafeFileHandle));
            file.Position = 0;
            file.CopyTo(named);
            named.Flush(flushToDisk: true);
            if (OperatingSystem.IsLinux()) KeepModeAndOwner(named);
        }

        File.Move(temporary, _target.Path, overwrite: true);
    }

    // Of the file as it is now, not as it was when the write began.
    [SupportedOSPlatform("linux")]
    private void KeepModeAndOwner(FileStream file)
    {
        if (!FileIdentity.TryStat(_target.Path, out Posix.LinuxStat old) || FileIdentity.KindOf(old.Mode) != OutputKind.Regular) return;
        var mode = (UnixFileMode)(old.Mode & 0xFFF);
        int descriptor = (int)file.SafeFileHandle.DangerousGetHandle();
        if (Posix.ChangeOwner(descriptor, old.User, old.Group) != 0)
        {
            // Only a privileged process can give a file away. Where even the group is another, it gets no more than everybody.
            mode &= ~(UnixFileMode.SetUser | UnixFileMode.SetGroup);
            if (Posix.ChangeOwner(descriptor, uint.MaxValue, old.Group) != 0) mode = (mode & ~GroupBits) | (UnixFileMode)(((int)mode & 7) << 3);
        }

        File.SetUnixFileMode(file.SafeFileHandle, mode);
    }
}

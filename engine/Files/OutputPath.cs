using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace Seamline.Files;

/// <summary>Where an output goes once every symbolic link is followed.</summary>
/// <param name="Path">The file itself.</param>
/// <param name="Folder">Its folder, without links.</param>
/// <param name="Descriptor">An open file of this process that the path stands for, such as /dev/stdout; -1 for none.</param>
internal readonly record struct OutputPath(string Path, string Folder, int Descriptor)
{
    private const int NoDescriptor = -1;

    // As Linux: MAXSYMLINKS.
    private const int MaxLinks = 40;

    /// <summary>Follows the links. The file itself need not be there, its folder must.</summary>
    /// <exception cref="OutputException">There is no such folder, or the links have no end.</exception>
    public static OutputPath Resolve(string path)
    {
        if (OperatingSystem.IsWindows()) return Elsewhere(path);
        if (DescriptorOf(path) is var descriptor and >= 0) return new OutputPath(path, "/dev", descriptor);
        for (int links = 0; links < MaxLinks; links++)
        {
            int slash = path.LastIndexOf('/');
            string name = path[(slash + 1)..];
            if (name is "" or "." or "..") throw new OutputException("it is a folder");
            string wanted = slash < 0 ? "." : slash == 0 ? "/" : path[..slash];
            string folder = Posix.RealPath(wanted) ?? throw OutputException.OfLastError(System.IO.Path.GetFullPath(wanted));
            string full = folder == "/" ? "/" + name : folder + "/" + name;
            if (DescriptorOf(full) is var open and >= 0) return new OutputPath(full, folder, open);

            // What other processes have open is no link to a name, though it reads like one.
            string? target = PathContainment.IsInside(folder, "/proc") ? null : new FileInfo(full).LinkTarget;
            if (target == null) return new OutputPath(full, folder, NoDescriptor);
            path = target.StartsWith('/') ? target : folder + "/" + target;
        }

        Marshal.SetLastPInvokeError(Posix.TooManyLinks);
        throw OutputException.OfLastError(path);
    }

    private static OutputPath Elsewhere(string path)
    {
        var info = new FileInfo(path);
        string full = info.LinkTarget is null ? info.FullName : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.FullName;
        return new OutputPath(full, System.IO.Path.GetDirectoryName(full) ?? full, NoDescriptor);
    }

    // Opening these again would begin at the file's start, and fails for sockets: what is open already is meant.
    private static int DescriptorOf(string path)
    {
        if (path == "/dev/stdout") return 1;
        if (path == "/dev/stderr") return 2;
        string own = string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/");
        foreach (string folder in (ReadOnlySpan<string>)["/dev/fd/", "/proc/self/fd/", own])
        {
            if (path.StartsWith(folder, StringComparison.Ordinal)
                && int.TryParse(path.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor)) return descriptor;
        }

        return NoDescriptor;
    }
}

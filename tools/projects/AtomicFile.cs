using System;
using System.IO;

namespace Seamline.Projects;

/// <summary>Replaces a file as a whole: whoever looks, at any time and after any failure, finds the old file or the new one.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary name in the same folder, flushes to the disk, and renames over <paramref name="path"/>.</summary>
    /// <exception cref="ProjectException">The folder or the disk refuses; the old file is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = path;
        string? temporary = null;
        try
        {
            // A link is followed, so that it stays a link and its target is what changes.
            var info = new FileInfo(path);
            target = info.LinkTarget is null ? info.FullName : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.FullName;
            temporary = Path.Combine(Path.GetDirectoryName(target) ?? "", $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
            temporary = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProjectException($"{path}: cannot be written: {error.Message}", error);
        }
        finally
        {
            if (temporary is not null)
                Remove(temporary);
        }
    }

    /// <summary>Best effort: the sentence to show is that of the failed write, not of the tidying after it.</summary>
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}

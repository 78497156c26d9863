using System;
using System.IO;
using Seamline.Files;

namespace Seamline.Projects;

/// <summary>Replaces a file as a whole, as <see cref="OutputFile"/> does, with the messages of projects.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary name in the same folder, flushes to the disk, and renames over <paramref name="path"/>.</summary>
    /// <exception cref="ProjectException">The folder or the disk refuses; the old file is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        try
        {
            using OutputFile file = OutputFile.Create(path);
            folder = file.Folder;
            write(file.Stream);
            file.Commit();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProjectException($"{path}: cannot be written: {OutputException.Of(error, folder).Message}", error);
        }
    }
}

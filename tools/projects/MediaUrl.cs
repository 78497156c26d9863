using System;
using System.IO;
using Seamline.Files;

namespace Seamline.Projects;

/// <summary>target_url: file URLs with percent-escapes, absolute paths, and paths relative to the project's folder.</summary>
internal static class MediaUrl
{
    /// <summary>The absolute path that a URL means, or null with the cause where it can mean no file of this machine.</summary>
    /// <param name="url">What the project says.</param>
    /// <param name="folder">Absolute folder of the project file.</param>
    /// <param name="place">For the sentence of a refusal.</param>
    /// <param name="cause">Why it is no file.</param>
    /// <exception cref="ProjectException">It holds a zero character.</exception>
    public static string? Resolve(string url, string folder, Place place, out string cause)
    {
        cause = "";
        if (url.Contains('\0', StringComparison.Ordinal) || url.Contains("%00", StringComparison.Ordinal))
            throw place.Refuse("has a target_url with a zero character");
        if (url.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            return FilePath(url, out cause) is { } path ? Path.GetFullPath(path, folder) : null;
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 1)
        {
            cause = $"only files are read, not {url[..scheme]} addresses";
            return null;
        }
        // A drive of another system is no folder of the project's.
        if (IsDrive(url) && !OperatingSystem.IsWindows())
            return "/" + url.Replace('\\', '/');
        return RelativePath(url, folder);
    }

    /// <summary>Whether a path begins with a drive's letter.</summary>
    public static bool IsDrive(string url) => url.Length > 2 && char.IsAsciiLetter(url[0]) && url[1] == ':' && (url[2] is '\\' or '/');

    /// <summary>The URL to write for a path: relative and escaped under the folder, else an absolute file URL.</summary>
    public static string For(string path, string folder)
    {
        string? relative = PathContainment.Relative(path, folder);
        if (relative is null)
            return FileUrl(path);
        relative = relative.Replace(Path.DirectorySeparatorChar, '/');
        string escaped = Escape(relative);
        // A file whose name is this very escaped text would be found first; only the absolute form is then clear.
        return !string.Equals(escaped, relative, StringComparison.Ordinal) && File.Exists(Path.Combine(folder, escaped)) ? FileUrl(path) : escaped;
    }

    /// <summary>The absolute file URL of a path.</summary>
    public static string Absolute(string path) => FileUrl(path);

    private static string FileUrl(string path)
    {
        string slashed = path.Replace(Path.DirectorySeparatorChar, '/');
        if (slashed.StartsWith("//", StringComparison.Ordinal))
            return "file:" + Escape(slashed);
        if (IsDrive(slashed))
            return "file:///" + slashed[..2] + Escape(slashed[2..]);
        return (slashed.StartsWith('/') ? "file://" : "file:///") + Escape(slashed);
    }

    /// <summary>"%" is escaped where it stands in a name, "/" never; ":" is, so that no name reads as a scheme.</summary>
    private static string Escape(string path) => Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal);

    private static string? FilePath(string url, out string cause)
    {
        cause = "";
        string rest = url["file:".Length..];
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = rest.IndexOf('/', 2);
            string host = slash < 0 ? rest[2..] : rest[2..slash];
            bool drive = host.Length == 2 && host[1] == ':';
            bool here = host.Length == 0 || drive || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
            if (!here && !OperatingSystem.IsWindows())
            {
                cause = $"it is on the host {host}; only files of this machine are read";
                return null;
            }
            if (here)
                rest = drive ? "/" + rest[2..] : rest[(slash < 0 ? rest.Length : slash)..];
        }
        string path = Uri.UnescapeDataString(rest);
        bool windowsDrive = path.Length > 2 && path[0] == '/' && path[2] == ':' && char.IsAsciiLetter(path[1]);
        return windowsDrive && OperatingSystem.IsWindows() ? path[1..] : path;
    }

    /// <summary>
    /// Plain paths are written raw by some tools and escaped by others, and with backslashes by a third kind:
    /// the first reading that is a file counts, and the raw one where none is.
    /// </summary>
    private static string RelativePath(string url, string folder)
    {
        string raw = Path.GetFullPath(url, folder);
        if (File.Exists(raw))
            return raw;
        string decoded = Path.GetFullPath(Uri.UnescapeDataString(url), folder);
        if (File.Exists(decoded))
            return decoded;
        string slashed = Path.GetFullPath(url.Replace('\\', '/'), folder);
        return File.Exists(slashed) ? slashed : raw;
    }
}

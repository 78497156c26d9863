using System;
using System.IO;

namespace Seamline.Files;

/// <summary>Whether a path lies inside a folder, by its components: "...and then.wav" does, "../x" and "folder2/x" do not.</summary>
internal static class PathContainment
{
    /// <summary>The path lies inside the folder, or is the folder. Both absolute or both relative to the same place; links are not followed.</summary>
    public static bool IsInside(string path, string folder) => Relative(path, folder) != null;

    /// <summary>The path from the folder on, "." for the folder itself; null where it lies outside.</summary>
    public static string? Relative(string path, string folder)
    {
        string relative = Path.GetRelativePath(folder, path);
        if (Path.IsPathRooted(relative) || relative == "..") return null;
        bool up = relative.StartsWith("..", StringComparison.Ordinal)
            && (relative[2] == Path.DirectorySeparatorChar || relative[2] == Path.AltDirectorySeparatorChar);
        return up ? null : relative;
    }
}

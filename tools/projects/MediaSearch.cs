using System;
using System.Collections.Generic;
using System.IO;

namespace Seamline.Projects;

/// <summary>
/// Finds files by name under folders that the user names: in the folder itself first, then anywhere under it. Links are not
/// followed, so that no circle is walked.
/// </summary>
internal sealed class MediaSearch(IReadOnlyList<string> roots)
{
    private const int MaxDepth = 16;
    private const int MaxFiles = 100_000;

    private Dictionary<string, List<string>>? _files;

    /// <summary>Folders that hold more than is looked through, and names that several files have: a sentence each.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The file with one of these names whose folders are most like the old ones, or null.</summary>
    /// <param name="names">Names, the likeliest first.</param>
    /// <param name="oldPath">Where it was.</param>
    /// <param name="fits">Whether a file may be the one.</param>
    public string? Find(IReadOnlyList<string> names, string oldPath, Func<string, bool> fits)
    {
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        bool Fits(string path) => known.TryGetValue(path, out bool fit) ? fit : known[path] = fits(path);
        foreach (string root in roots)
        {
            foreach (string name in names)
            {
                string direct = Path.GetFullPath(name, Path.GetFullPath(root));
                if (File.Exists(direct) && Fits(direct))
                    return direct;
            }
        }
        _files ??= Walk();
        foreach (string name in names)
        {
            if (_files.TryGetValue(name, out List<string>? paths) && paths.FindAll(Fits) is { Count: > 0 } fitting)
                return Nearest(fitting, oldPath);
        }
        return null;
    }

    private Dictionary<string, List<string>> Walk()
    {
        var files = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            MaxRecursionDepth = MaxDepth,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        foreach (string root in roots)
        {
            if (!Directory.Exists(root))
            {
                Warnings.Add($"{root}: there is no such folder to look for media in");
                continue;
            }
            int count = 0;
            foreach (string path in Directory.EnumerateFiles(Path.GetFullPath(root), "*", options))
            {
                if (++count > MaxFiles)
                {
                    Warnings.Add($"{root}: it holds more than {MaxFiles} files; not all were looked at");
                    break;
                }
                string name = Path.GetFileName(path);
                if (!files.TryGetValue(name, out List<string>? paths))
                    files.Add(name, paths = []);
                paths.Add(path);
            }
        }
        return files;
    }

    private string Nearest(List<string> paths, string oldPath)
    {
        paths.Sort(StringComparer.Ordinal);
        string best = paths[0];
        int most = Shared(best, oldPath);
        bool doubtful = false;
        for (int i = 1; i < paths.Count; i++)
        {
            int shared = Shared(paths[i], oldPath);
            if (shared > most)
                (best, most, doubtful) = (paths[i], shared, false);
            else
                doubtful |= shared == most;
        }
        if (doubtful)
            Warnings.Add($"{best}: it is taken, though other files under the folders to look in have the same name");
        return best;
    }

    /// <summary>How many folders above both files have the same names.</summary>
    private static int Shared(string path, string oldPath)
    {
        string[] a = path.Split('/', '\\');
        string[] b = oldPath.Split('/', '\\');
        int count = 0;
        while (count + 1 < Math.Min(a.Length, b.Length) && string.Equals(a[^(count + 2)], b[^(count + 2)], StringComparison.Ordinal))
            count++;
        return count;
    }
}

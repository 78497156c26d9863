using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Seamline.Tests.House;

/// <summary>The repository that these tests were built from, found upward from the test assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# source below the folders, as (path from the root with '/', text).</summary>
    public static IEnumerable<(string Path, string Text)> Sources(params string[] folders) => Files("*.cs", folders);

    public static IEnumerable<(string Path, string Text)> Files(string pattern, params string[] folders) =>
        from folder in folders
        let full = Path.Combine(Root, folder)
        where Directory.Exists(full)
        from file in Directory.EnumerateFiles(full, pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !Regex.IsMatch(path, "(^|/)(bin|obj|artifacts)/")
        select (path, File.ReadAllText(file));

    /// <summary>
    /// The real-time rooms: the .editorconfig sections that make RS0030 an error. One list for the analyzer and for the
    /// source-reading fence.
    /// </summary>
    public static IReadOnlyList<Regex> Rooms { get; } = [.. RoomsOf(File.ReadAllText(Path.Combine(Root, ".editorconfig")))];

    public static bool IsRealTime(string path) => Rooms.Any(room => room.IsMatch(path));

    internal static IEnumerable<Regex> RoomsOf(string editorConfig)
    {
        string section = "";
        foreach (string line in editorConfig.Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith('['))
                section = line[1..^1];
            else if (string.Equals(line, "dotnet_diagnostic.RS0030.severity = error", StringComparison.Ordinal))
                yield return Glob(section);
        }
    }

    // Of the glob language what the sections use: ** over folders, * within a name, {a,b}.
    private static Regex Glob(string glob)
    {
        string pattern = Regex.Escape(glob)
            .Replace("\\{", "(?:").Replace("}", ")").Replace(",", "|")
            .Replace("\\*\\*", ".*").Replace("/\\*", "/[^/]*");
        return new Regex("^" + pattern + "$");
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at != null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Seamline.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException("Seamline.slnx is in no folder above the test assembly");
    }
}

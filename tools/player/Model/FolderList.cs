using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Ui.Model;

/// <summary>An entry of a folder: its name, and whether it is a folder to go into.</summary>
internal readonly record struct FolderEntry(string Name, bool IsFolder);

/// <summary>The entries of a folder that can be chosen: folders first, then files of the wanted kinds, each by name. Hidden ones are left out.</summary>
internal sealed class FolderList
{
    /// <summary>More are not listed; typing narrows them down.</summary>
    public const int Most = 2_000;

    private static readonly HashSet<string> Sounds = new(
        [
            ".wav", ".flac", ".m4a", ".mp3", ".opus", ".ogg", ".oga", ".aac", ".aif", ".aiff", ".wma", ".ac3", ".mka", ".wv", ".caf", ".w64", ".mp2", ".amr",
            ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".ts", ".mts", ".m2ts", ".mpg", ".mpeg", ".flv", ".3gp", ".m4b",
        ],
        StringComparer.OrdinalIgnoreCase);

    // .cap and .otiod are folders that are opened as one.
    private static readonly HashSet<string> Projects = new(
        [".otio", ".otioz", ".otiod", ".cap", ".edl", ".fcpxml", ".llc", ".csv", ".json", ".v1", ".v3", ".rpp", ".xml", ".mlt", ".kdenlive", ".txt", ".labels", ".chapters", ".srt", ".cue"],
        StringComparer.OrdinalIgnoreCase);

    private string _folder = "";
    private FolderEntry[] _all = [];

    /// <summary>What is listed.</summary>
    public IReadOnlyList<FolderEntry> Entries { get; private set; } = [];

    /// <summary>Why the folder cannot be read; empty where it can.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Extensions that the system's dialog offers, without their points.</summary>
    public static IEnumerable<string> Extensions => Sounds.Concat(Projects).Select(extension => extension[1..]);

    /// <summary>A name that is a sound file's, without its extension; any other as it is.</summary>
    public static string WithoutSoundExtension(string name) => name.LastIndexOf('.') is > 0 and var at && Sounds.Contains(name[at..]) ? name[..at] : name;

    /// <summary>A folder that is opened as a project.</summary>
    public static bool IsBundle(string path) => Path.GetExtension(path) is ".cap" or ".otiod";

    /// <summary>Lists a folder; of its entries those that hold a text in their names, where one is given.</summary>
    public void Show(string folder, string filter)
    {
        if (folder != _folder) Read(folder);
        Entries = filter.Length == 0 ? _all : [.. _all.Where(entry => entry.Name.Contains(filter, StringComparison.CurrentCultureIgnoreCase))];
    }

    /// <summary>Forgets what was read: it may have changed.</summary>
    public void Forget() => _folder = "";

    private void Read(string folder)
    {
        (_folder, Fault) = (folder, "");
        try
        {
            var info = new DirectoryInfo(folder);
            IEnumerable<FolderEntry> folders = info.EnumerateDirectories().Where(IsShown).Select(entry => new FolderEntry(entry.Name, !IsBundle(entry.Name)));
            IEnumerable<FolderEntry> files = info.EnumerateFiles().Where(entry => IsShown(entry) && (Sounds.Contains(entry.Extension) || Projects.Contains(entry.Extension))).Select(entry => new FolderEntry(entry.Name, false));
            _all = [.. folders.Concat(files).Take(Most).OrderBy(entry => !entry.IsFolder).ThenBy(entry => entry.Name, StringComparer.CurrentCultureIgnoreCase)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Security.SecurityException or ArgumentException)
        {
            _all = [];
            Fault = error is UnauthorizedAccessException ? $"{folder}: no permission to list it." : $"{folder}: there is no such folder.";
        }
    }

    private static bool IsShown(FileSystemInfo entry) => !entry.Name.StartsWith('.');
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Seamline.Files;

namespace Seamline.Ui.Model;

/// <summary>What was opened last, the newest first; kept between runs. Thread: the window's.</summary>
internal sealed class Recents
{
    /// <summary>As many are kept.</summary>
    public const int Most = 8;

    private readonly string? _path;
    private readonly List<string[]> _all = [];

    /// <param name="stateFolder">The user's folder; null keeps nothing between runs.</param>
    public Recents(string? stateFolder)
    {
        _path = stateFolder == null ? null : Path.Combine(stateFolder, "recent.json");
        Read();
    }

    /// <summary>Each is a project, or media files in a row.</summary>
    public IReadOnlyList<string[]> All => _all;

    /// <summary>The folder to look in for more; null where nothing was opened yet.</summary>
    public string? Folder => _all.Count > 0 ? Path.GetDirectoryName(_all[0][0]) : null;

    /// <summary>What an entry is called.</summary>
    public static string NameOf(string[] paths) => Path.GetFileName(paths[0].TrimEnd(Path.DirectorySeparatorChar)) + (paths.Length > 1 ? $" and {paths.Length - 1} more" : "");

    /// <summary>Puts what was opened first.</summary>
    public void Add(IEnumerable<string> paths)
    {
        string[] full = [.. paths.Select(Path.GetFullPath)];
        if (full.Length == 0) return;
        Read(); // another player may have added its own
        _all.RemoveAll(known => known.AsSpan().SequenceEqual(full));
        _all.Insert(0, full);
        if (_all.Count > Most) _all.RemoveRange(Most, _all.Count - Most);
        Write();
    }

    private void Read()
    {
        if (_path == null || !File.Exists(_path)) return;
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(_path));
            string[][] read = [.. json.RootElement.EnumerateArray().Select(entry => entry.EnumerateArray().Select(path => path.GetString() ?? "").ToArray()).Where(entry => entry.Length > 0 && entry[0].Length > 0)];
            _all.Clear();
            _all.AddRange(read.Take(Most));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            // A list that cannot be read is begun again.
        }
    }

    private void Write()
    {
        if (_path == null) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using OutputFile file = OutputFile.Create(_path);
            using (var json = new Utf8JsonWriter(file.Stream))
            {
                json.WriteStartArray();
                foreach (string[] entry in _all)
                {
                    json.WriteStartArray();
                    foreach (string path in entry) json.WriteStringValue(path);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
            }

            file.Commit();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Opening does not fail because it cannot be remembered.
        }
    }
}

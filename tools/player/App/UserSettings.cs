using System;
using System.IO;
using Seamline.Files;
using Seamline.Ui.Paint;

namespace Seamline.Ui.App;

/// <summary>What a user has set, between runs: lines of a name and a value. Thread: the window's.</summary>
internal sealed class UserSettings
{
    private readonly string? _path;
    private readonly Func<bool> _panel;

    /// <param name="stateFolder">The user's folder; null keeps nothing.</param>
    /// <param name="panel">Whether the panel is open.</param>
    public UserSettings(string? stateFolder, Func<bool> panel)
    {
        _path = stateFolder == null ? null : Path.Combine(stateFolder, "player.conf");
        _panel = panel;
    }

    /// <summary>Reads them; whether the panel was open.</summary>
    public bool Load()
    {
        bool panel = false;
        if (_path == null || !File.Exists(_path)) return panel;
        try
        {
            foreach (string line in File.ReadAllLines(_path))
            {
                string[] parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
                if (parts is ["theme", var theme]) Theme.Use(theme);
                else if (parts is ["panel", var open]) panel = open == "open";
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Settings that cannot be read are the defaults.
        }

        return panel;
    }

    /// <summary>Writes them.</summary>
    public void Save()
    {
        if (_path == null) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using OutputFile file = OutputFile.Create(_path);
            using (var writer = new StreamWriter(file.Stream, leaveOpen: true)) writer.Write($"theme = {Theme.Key}\npanel = {(_panel() ? "open" : "closed")}\n");
            file.Commit();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What was set holds for this run.
        }
    }
}

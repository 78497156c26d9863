using System;
using System.IO;

namespace Seamline.Ui.Model;

/// <summary>The user's own folders, as the XDG base directory specification names them; on other systems the local application data.</summary>
internal static class UserFolder
{
    /// <summary>What outlives a run: recent files, settings, edits that were not saved.</summary>
    public static string State => Of("XDG_STATE_HOME", ".local/state");

    /// <summary>What can be made again.</summary>
    public static string Cache => Of("XDG_CACHE_HOME", ".cache");

    private static string Of(string variable, string home)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "seamline");
        string? set = Environment.GetEnvironmentVariable(variable);
        // A relative path is invalid there and is to be ignored.
        string folder = !string.IsNullOrEmpty(set) && Path.IsPathRooted(set) ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), home);
        return Path.Combine(folder, "seamline");
    }
}

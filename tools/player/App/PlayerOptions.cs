using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using Seamline.Ui.Model;

namespace Seamline.Ui.App;

/// <summary>What the command line says.</summary>
internal sealed record PlayerOptions
{
    public const string Usage =
        """
        Usage: seamline-player [FILE...] [options]
          FILE...            media files in a row, or one timeline; none: the start page
          --demo             opens the demo recording; it is made where it is not there yet
          --driver NAME      SDL's audio driver (dummy, pulseaudio, ...), or null: plays to nowhere at the pace of a clock
          --size WxH         of the window, points (default 1280x720)
          --scale N          pixels a point (default: the display's)
          --media-root DIR   looks in and under DIR for media that are not where the timeline says (may be repeated)
          --theme NAME       dark, light or contrast (default: what was chosen last)
          --accessible-log F what the window shows as lines of text, in a file or with - on standard output, for screen readers
          --play             plays at once
          --script FILE      keys and mouse from a file; see below
          --screenshot PNG   saves a picture once the sound around the playhead is loaded, and ends
          --report           prints at the end how long opening and frames took
          --demo-folder DIR  where the demo recording is kept (default: the user's cache folder)
          --state-folder DIR where recent files, settings and unsaved edits are kept (default: the user's; with a script: nowhere)
          --dialogs WHOSE    system or own: which file dialogs to use (default: the system's where it has them; with a script: own)
        Without a display: SDL_VIDEO_DRIVER=dummy (or offscreen).
        """;

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Folders to look in for media that are not where the project says.</summary>
    public IReadOnlyList<string> MediaRoots { get; init; } = [];

    public string? Driver { get; init; }

    public int Width { get; init; } = 1_280;

    public int Height { get; init; } = 720;

    /// <summary>Pixels a point; 0 for the display's.</summary>
    public float Scale { get; init; }

    public bool Play { get; init; }

    public string? Script { get; init; }

    public string? Screenshot { get; init; }

    public bool Report { get; init; }

    /// <summary>When the program began, as Stopwatch counts.</summary>
    public long Began { get; } = Stopwatch.GetTimestamp();

    public string DemoFolder { get; init; } = System.IO.Path.Combine(UserFolder.Cache, "demo");

    /// <summary>Opens the demo recording.</summary>
    public bool Demo { get; init; }

    /// <summary>Where recent files, settings and unsaved edits are kept; null keeps nothing.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Where what the window shows is written as text; null for nowhere.</summary>
    public string? AccessibleLog { get; init; }

    /// <summary>The theme by its key; null for the one that was chosen last.</summary>
    public string? Theme { get; init; }

    /// <summary>Files are asked for by the system's dialogs, where it has them.</summary>
    public bool SystemDialogs { get; init; }

    /// <summary>Reads arguments; null, and the sentence, where they are none.</summary>
    public static PlayerOptions? Parse(IReadOnlyList<string> arguments, out string error)
    {
        var options = new PlayerOptions();
        var files = new List<string>();
        bool? system = null;
        error = "";
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            string value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            PlayerOptions? next = argument switch
            {
                "--play" => options with { Play = true },
                "--report" => options with { Report = true },
                "--demo" => options with { Demo = true },
                _ when !argument.StartsWith("--", StringComparison.Ordinal) => options,
                _ when value.Length == 0 => null,
                "--media-root" => options with { MediaRoots = [.. options.MediaRoots, value] },
                "--driver" => options with { Driver = value },
                "--size" => Size(options, value),
                "--scale" => float.TryParse(value, CultureInfo.InvariantCulture, out float scale) && scale is >= 0.5f and <= 4 ? options with { Scale = scale } : null,
                "--script" => options with { Script = value },
                "--screenshot" => options with { Screenshot = value },
                "--demo-folder" => options with { DemoFolder = value },
                "--state-folder" => options with { StateFolder = System.IO.Path.GetFullPath(value) },
                "--theme" => value is "dark" or "light" or "contrast" ? options with { Theme = value } : null,
                "--accessible-log" => options with { AccessibleLog = value },
                "--dialogs" => value is "system" or "own" ? options with { SystemDialogs = (system = value == "system").Value } : null,
                _ => null,
            };
            if (next == null)
            {
                error = $"The option {argument} {value} is not understood.";
                return null;
            }

            if (ReferenceEquals(next, options)) files.Add(argument);
            else if (argument is not ("--play" or "--report" or "--demo")) i++;
            options = next;
        }

        // A script finds the same player on every machine.
        bool scripted = options.Script != null || options.Screenshot != null;
        return options with { Files = files, StateFolder = options.StateFolder ?? (scripted ? null : UserFolder.State), SystemDialogs = system ?? !scripted };
    }

    private static PlayerOptions? Size(PlayerOptions options, string value)
    {
        string[] parts = value.Split('x');
        return parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out int width)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int height) && width is > 0 and <= 16_384 && height is > 0 and <= 16_384
            ? options with { Width = width, Height = height } : null;
    }
}

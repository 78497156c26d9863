using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;

namespace Seamline.Ui.App;

/// <summary>What the command line says.</summary>
internal sealed record PlayerOptions
{
    public const string Usage =
        """
        Usage: seamline-player [FILE...] [options]
          FILE...            media files in a row, or one .otio timeline; none: a demo recording is made
          --driver NAME      SDL's audio driver (dummy, pulseaudio, ...), or null: plays to nowhere at the pace of a clock
          --size WxH         of the window, points (default 1280x720)
          --scale N          pixels a point (default: the display's)
          --media-root DIR   looks in and under DIR for media that are not where the timeline says (may be repeated)
          --play             plays at once
          --script FILE      keys and mouse from a file; see below
          --screenshot PNG   saves a picture once the sound around the playhead is loaded, and ends
          --report           prints at the end how long opening and frames took
          --demo-folder DIR  where the demo recording is kept
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

    public string DemoFolder { get; init; } = "seamline-demo";

    /// <summary>Reads arguments; null, and the sentence, where they are none.</summary>
    public static PlayerOptions? Parse(IReadOnlyList<string> arguments, out string error)
    {
        var options = new PlayerOptions();
        var files = new List<string>();
        error = "";
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            string value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            PlayerOptions? next = argument switch
            {
                "--play" => options with { Play = true },
                "--report" => options with { Report = true },
                _ when !argument.StartsWith("--", StringComparison.Ordinal) => options,
                _ when value.Length == 0 => null,
                "--media-root" => options with { MediaRoots = [.. options.MediaRoots, value] },
                "--driver" => options with { Driver = value },
                "--size" => Size(options, value),
                "--scale" => float.TryParse(value, CultureInfo.InvariantCulture, out float scale) && scale is >= 0.5f and <= 4 ? options with { Scale = scale } : null,
                "--script" => options with { Script = value },
                "--screenshot" => options with { Screenshot = value },
                "--demo-folder" => options with { DemoFolder = value },
                _ => null,
            };
            if (next == null)
            {
                error = $"The option {argument} {value} is not understood.";
                return null;
            }

            if (ReferenceEquals(next, options)) files.Add(argument);
            else if (argument is not ("--play" or "--report")) i++;
            options = next;
        }

        return options with { Files = files };
    }

    private static PlayerOptions? Size(PlayerOptions options, string value)
    {
        string[] parts = value.Split('x');
        return parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out int width)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int height) && width is > 0 and <= 16_384 && height is > 0 and <= 16_384
            ? options with { Width = width, Height = height } : null;
    }
}

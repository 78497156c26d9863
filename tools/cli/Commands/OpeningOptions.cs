using System.CommandLine;
using System.Globalization;
using Seamline.Projects;

namespace Seamline.Cli.Commands;

/// <summary>The options that say how media are found and which of their streams are heard, of every command that opens a project.</summary>
internal sealed class OpeningOptions
{
    private readonly Option<string[]> _roots = new("--media-root")
    {
        Description = "A folder to look in for media that are not where the project says: in it, then anywhere under it. May be repeated.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _stream = new("--stream")
    {
        Description = "Of media files: the stream that is heard, by its index in the file, or `all`: every audio stream, together (default: the best one).",
    };

    private readonly Option<bool> _strict = new("--strict")
    {
        Description = "Refuse what would not be heard as the project says: media that are missing, effects that are not applied.",
    };

    private readonly Option<string?> _fps = new("--fps") { Description = "Frames of picture a second, for formats that count them and do not say it (EDL, CSV): 25, 29.97, 30000/1001." };
    private readonly Option<string?> _medium = new("--media") { Description = "The medium of lists that name none: CSV, labels, chapters, subtitles." };

    /// <summary>Adds them to a command.</summary>
    public static OpeningOptions AddTo(Command command)
    {
        var options = new OpeningOptions();
        command.Add(options._roots);
        command.Add(options._stream);
        command.Add(options._strict);
        command.Add(options._fps);
        command.Add(options._medium);
        return options;
    }

    /// <summary>What the user said.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="requireMedia">A medium that is there and cannot be read refuses the project; else it is silence, and a warning.</param>
    public OpenOptions Of(ParseResult parsed, bool requireMedia = false) => new()
    {
        RequireMedia = requireMedia || parsed.GetValue(_strict),
        Strict = parsed.GetValue(_strict),
        MediaRoots = parsed.GetValue(_roots) ?? [],
        Stream = Stream(parsed.GetValue(_stream)),
        FrameRate = Rate(parsed.GetValue(_fps)),
        Medium = parsed.GetValue(_medium),
    };

    private static FrameRate? Rate(string? text) => text == null ? null
        : FrameRate.TryParse(text, out FrameRate rate) ? rate : throw new UsageException($"--fps {text}: not a rate such as 25, 29.97 or 30000/1001");

    private static int? Stream(string? text) => text switch
    {
        null => null,
        "all" => ProjectTrack.AllStreams,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int stream) => stream,
        _ => throw new UsageException($"--stream {text}: neither a stream's index (`info` shows them) nor `all`"),
    };
}

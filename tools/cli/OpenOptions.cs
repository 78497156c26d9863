using System;
using System.Collections.Generic;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>How a project is opened.</summary>
internal sealed record OpenOptions
{
    /// <summary>
    /// A medium that is there and cannot be read, or a file given directly that is not there, is refused; else it is silence, and a warning.
    /// A medium that a project names and that is not there is silence unless <see cref="Strict"/>.
    /// </summary>
    public bool RequireMedia { get; init; } = true;

    /// <summary>What would not be heard as the project says refuses it; else it is a warning.</summary>
    public bool Strict { get; init; }

    /// <summary>Folders to look in for media that are not where the project says.</summary>
    public IReadOnlyList<string> MediaRoots { get; init; } = [];

    /// <summary>The stream of media files, or <see cref="Projects.ProjectTrack.AllStreams"/>; null for the best one.</summary>
    public int? Stream { get; init; }

    /// <summary>Which channels of media that are given directly are played.</summary>
    public ChannelChoice Channels { get; init; }

    /// <summary>The engine gets as many channels as the media have, where this allows their number; null where it keeps its own.</summary>
    public Func<int, bool>? AllowsChannels { get; init; }

    /// <summary>Media files are as long as their own frames say, not as the engine's: for a project that is written.</summary>
    public bool OwnResolution { get; init; }

    /// <summary>The picture's rate, for formats that do not say it.</summary>
    public FrameRate? FrameRate { get; init; }

    /// <summary>The medium of lists that name none.</summary>
    public string? Medium { get; init; }

    /// <summary>The same for the reader of a project file; missing media are reported by the code that opens them.</summary>
    public OtioReadOptions ForReading => new()
    {
        RequireMedia = false,
        Strict = Strict,
        MediaRoots = MediaRoots,
        FrameRate = FrameRate,
        Medium = Medium,
        MediumSeconds = MediaLengths.OfFile,
        MediumStreams = MediaLengths.StreamsOf,
    };
}

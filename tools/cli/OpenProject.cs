using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>A project and an engine that holds it.</summary>
internal sealed class OpenProject : IDisposable
{
    private ItemOrigins _origins = new([], []);

    private OpenProject(Project project, Engine engine)
    {
        Project = project;
        Engine = engine;
    }

    /// <summary>What was read.</summary>
    public Project Project { get; }

    /// <summary>The engine with its clips and timeline.</summary>
    public Engine Engine { get; }

    /// <summary>Reads media files in order, or one .otio file, and sets an engine up with it.</summary>
    /// <param name="paths">What the user named.</param>
    /// <param name="config">The engine; a project's own declick counts where <paramref name="declick"/> is null.</param>
    /// <param name="declick">The user's declick, ms.</param>
    public static OpenProject Open(IReadOnlyList<string> paths, EngineConfig config, double? declick = null)
    {
        bool isProject = paths.Count == 1 && Path.GetExtension(paths[0]).Equals(".otio", StringComparison.OrdinalIgnoreCase);
        if (!isProject && paths.Any(path => Path.GetExtension(path).Equals(".otio", StringComparison.OrdinalIgnoreCase)))
            throw new CommandException("a project is one .otio file, or media files in order; not both");
        Project? read = isProject ? OtioReader.Read(paths[0]) : null;
        foreach (string warning in read?.Warnings ?? []) Console.Error.WriteLine($"seamline: warning: {warning}");
        config = config with { DeclickMilliseconds = declick ?? read?.DeclickMilliseconds ?? config.DeclickMilliseconds };
        if (Engine.Create(config, out Engine? engine, out string error) != Status.Ok) throw new CommandException(error);
        try
        {
            Project project = read ?? FromMedia(paths, engine!);
            var open = new OpenProject(project, engine!);
            if (read != null) open.SetClips();
            open.SetTimeline();
            return open;
        }
        catch
        {
            engine!.Dispose();
            throw;
        }
    }

    /// <summary>Throws the engine's sentence unless the call went well.</summary>
    public void Check(Status status) => Check(Engine, status);

    /// <inheritdoc cref="Check(Status)"/>
    public static void Check(Engine engine, Status status)
    {
        if (status != Status.Ok) throw new CommandException(engine.LastError);
    }

    /// <summary>Notes which items the pieces that an edit made belong to; after each edit of a timeline that is written.</summary>
    public void Follow() => _origins.Follow(Ids());

    /// <summary>The timeline as it stands, as a project that keeps what the original knew.</summary>
    public Project Current()
    {
        var segments = new List<ProjectSegment>();
        for (int i = 0; i < Engine.SegmentCount; i++)
        {
            Check(Engine.GetSegment(i, out SegmentInfo info));
            SegmentSpec spec = info.Spec;
            segments.Add(new ProjectSegment
            {
                ClipId = (int)spec.Clip.Value,
                In = spec.In,
                Out = spec.Out,
                Timescale = spec.Timescale,
                GainDb = spec.GainDb,
                Muted = spec.Muted,
                Name = NameOf(info),
                Item = _origins.Of(info.Id.Value) is >= 0 and var item ? Project.Segments[item].Item : -1,
            });
        }

        return Project with { Segments = segments };
    }

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();

    // Media in a row are played whole, so their lengths must be exact: the engine looks through the files.
    private static Project FromMedia(IReadOnlyList<string> paths, Engine engine)
    {
        var ids = new Dictionary<string, uint>(StringComparer.Ordinal);
        return Project.FromMedia(paths, path =>
        {
            if (!ids.TryGetValue(path, out uint id))
            {
                id = (uint)ids.Count + 1;
                ids.Add(path, id);
                Check(engine, engine.SetClip(new ClipId(id), new TrackSpec(path)));
                Check(engine, engine.MeasureClip(new ClipId(id)));
            }

            Check(engine, engine.GetClipFrames(new ClipId(id), out long frames));
            return (double)frames / engine.Config.Rate;
        });
    }

    private void SetClips()
    {
        foreach (ProjectClip clip in Project.Clips)
        {
            TrackSpec[] tracks = clip.Tracks.Select(ToSpec).ToArray();
            Check(Engine.SetClip(new ClipId((uint)clip.Id), tracks));
        }
    }

    private void SetTimeline()
    {
        SegmentSpec[] segments = Project.Segments.Select(ToSpec).ToArray();
        Check(Engine.SetTimeline(segments));
        _origins = new ItemOrigins(Ids(), Project.Segments);
    }

    private long[] Ids()
    {
        long[] ids = new long[Engine.SegmentCount];
        for (int i = 0; i < ids.Length; i++)
        {
            Check(Engine.GetSegment(i, out SegmentInfo info));
            ids[i] = info.Id.Value;
        }

        return ids;
    }

    // Pieces of an item go by its name.
    private string NameOf(in SegmentInfo info)
    {
        if (_origins.Of(info.Id.Value) is >= 0 and var item) return Project.Segments[item].Name;
        uint clip = info.Spec.Clip.Value;
        return Project.Clips.FirstOrDefault(c => c.Id == clip)?.Name ?? string.Create(CultureInfo.InvariantCulture, $"segment {info.Id.Value}");
    }

    private static TrackSpec ToSpec(ProjectTrack track) => new(track.MediaPath)
    {
        StreamIndex = track.StreamIndex,
        Mix = new TrackMix { OffsetSeconds = track.OffsetSeconds, GainDb = track.GainDb, Mode = (StereoMode)track.Mode },
    };

    private static SegmentSpec ToSpec(ProjectSegment segment) => new(new ClipId((uint)segment.ClipId), segment.In, segment.Out)
    {
        Timescale = segment.Timescale,
        GainDb = segment.GainDb,
        Muted = segment.Muted,
    };
}

using System;
using System.Collections.Generic;
using System.Globalization;
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
        Mix = new TimelineMix(engine);
    }

    /// <summary>What was read.</summary>
    public Project Project { get; private set; }

    /// <summary>The engine with its clips and timeline.</summary>
    public Engine Engine { get; }

    /// <summary>What the timeline has beside its segments.</summary>
    public TimelineMix Mix { get; }

    /// <summary>Media that are silent because they cannot be read, a sentence each.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Reads media files in order, or one .otio file, and sets an engine up with it.</summary>
    /// <param name="paths">What the user named.</param>
    /// <param name="config">The engine; a project's own declick counts where <paramref name="declick"/> is null.</param>
    /// <param name="declick">The user's declick, ms.</param>
    /// <param name="options">How it is opened; by default media that cannot be read refuse it.</param>
    public static OpenProject Open(IReadOnlyList<string> paths, EngineConfig config, double? declick = null, OpenOptions? options = null)
    {
        options ??= new OpenOptions();
        bool isProject = paths.Count == 1 && ProjectFile.IsProject(paths[0]);
        foreach (string path in paths)
        {
            if (ProjectFile.IsProject(path) && !isProject) throw new CommandException("a project is one project file, such as .otio, or media files in order; not both");
            if (!ProjectFile.IsProject(path) && ForeignFormat.Name(path) is { } format) throw new CommandException(ForeignFormat.Sentence(path, format));
        }

        if (isProject && options.Stream != null) throw new CommandException("--stream is for media files; an .otio file says it in metadata.seamline.streams");
        if (isProject && options.Channels != ChannelChoice.Downmix)
            throw new CommandException("--source-channels chooses among the channels of media that are given directly; a project says itself what it plays");
        Project? read = isProject ? ProjectFile.Read(paths[0], options.ForReading) : null;
        config = config with { DeclickMilliseconds = declick ?? read?.DeclickMilliseconds ?? config.DeclickMilliseconds };
        if (options.AllowsChannels is { } allows && MediaChannels.Most(read ?? Project.OfMedia(paths, options.Stream ?? -1)) is var most && most != config.Channels && most is > 0 and <= Limits.MaxChannels && allows(most))
            config = config with { Channels = most };
        if (Engine.Create(config, out Engine? engine, out string error) != Status.Ok) throw new CommandException(error);
        try
        {
            OpenProject open = read != null ? OfProject(read, engine!, options) : OfMedia(paths, engine!, options);
            open.SetTimeline();
            open.TellNotices();
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
                Speed = spec.Speed,
                SpeedMode = spec.Speed == 1 ? Projects.SpeedMode.KeepPitch : (Projects.SpeedMode)spec.SpeedMode,
                GainDb = spec.GainDb,
                Muted = spec.Muted,
                Name = NameOf(info),
                Transition = Mix.Transition(info.Id),
                Envelope = Mix.Envelope(EnvelopeOwner.Segment, info.Id.Value),
                Item = _origins.Of(info.Id.Value) is >= 0 and var item ? Project.Segments[item].Item : -1,
            });
        }

        return Project with { Segments = segments, Lanes = Mix.Lanes(), Master = Mix.Master(), RoomTone = Mix.RoomTone() };
    }

    /// <summary>Opens a further medium; its clip, the one that the timeline has of it already if there is one, and its length, seconds.</summary>
    public (int Clip, double Seconds) AddMedium(string path)
    {
        Project media = Project.OfMedia([path], -1);
        ProjectClip clip = media.Clips[0];
        ProjectClip? known = Project.Clips.FirstOrDefault(one => one.Tracks is [{ StreamIndex: -1, OffsetSeconds: 0, GainDb: 0, Mode: Projects.StereoMode.Stereo } track] && track.MediaPath == clip.Tracks[0].MediaPath);
        if (known == null)
        {
            known = clip with { Id = Project.Clips.Count + 1 };
            if (ClipMedia.Open(Engine, new Project { Clips = [known] }) is [var fault, ..]) throw new CommandException(fault.Sentence);
        }

        (double seconds, int rate) = MediaLengths.InOwnFrames(Engine, known);
        if (known.Id > Project.Clips.Count) Project = Project with { Clips = [.. Project.Clips, known with { Rate = rate }] };
        return (known.Id, seconds);
    }

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();

    // What is not heard as it was recorded, once a medium.
    private void TellNotices()
    {
        foreach (string notice in Engine.GetSources().Where(source => source.Notice != null).Select(source => $"{source.Name}: {source.Notice}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            Console.Error.WriteLine($"seamline: note: {notice}");
    }

    private static OpenProject OfProject(Project project, Engine engine, OpenOptions options)
    {
        IReadOnlyList<MediaFault> faults = ClipMedia.Open(engine, project);
        string[] broken = [.. faults.Where(fault => !fault.IsMissing && !fault.IsExpected).Select(fault => Sentence(project, fault))];
        if ((options.RequireMedia && broken.Length > 0) || (options.Strict && project.Missing.Count > 0)) throw new CommandException(AllOf(project, broken));
        foreach (string warning in project.Warnings) Warn(warning);
        foreach (string sentence in broken) Warn($"{sentence}; it is silence");
        foreach (MediaFault fault in faults.Where(fault => fault.IsExpected)) Warn($"{Sentence(project, fault)}; it is silence of its length");
        foreach (string sentence in OutsideMedia.Warnings(project, engine).Concat(OutsideMedia.Handles(project, engine))) Warn(sentence);
        return new OpenProject(project, engine) { Faults = [.. project.Missing.Select(medium => medium.Sentence), .. broken] };
    }

    // Media in a row are played whole. One that cannot be read has no length, so it is left out.
    private static OpenProject OfMedia(IReadOnlyList<string> paths, Engine engine, OpenOptions options)
    {
        Project clips = Project.OfMedia(paths, options.Stream ?? -1);
        IReadOnlyList<MediaFault> faults = ClipMedia.Open(engine, clips, options.Channels);
        string[] broken = [.. faults.Where(fault => !fault.IsExpected).Select(fault => fault.Sentence)];
        ProjectClip[] good = [.. clips.Clips.Where(clip => engine.GetClipFrames(new ClipId((uint)clip.Id), out _) == Status.Ok)];
        if (broken.Length > 0 && (options.RequireMedia || good.Length == 0))
            throw new CommandException(broken.Length == 1 ? broken[0] : $"{broken.Length} media cannot be read:\n  {string.Join("\n  ", broken)}");
        foreach (MediaFault fault in faults) Warn($"{fault.Sentence}; it is left out");
        var lengths = good.ToDictionary(clip => clip.Id, clip => options.OwnResolution ? MediaLengths.InOwnFrames(engine, clip) : (MediaLengths.InEngineFrames(engine, clip), 0));
        return new OpenProject(clips.WithLengths(lengths), engine) { Faults = broken };
    }

    private static void Warn(string sentence) => Console.Error.WriteLine($"seamline: warning: {sentence}");

    private static string AllOf(Project project, string[] broken)
    {
        if (broken.Length == 0) return Project.AllMissing(project.Path ?? "", project.Missing);
        string[] all = [.. project.Missing.Select(medium => medium.Sentence), .. broken];
        return all.Length == 1 ? all[0] : $"{project.Path}: {all.Length} media are missing or cannot be read:\n  {string.Join("\n  ", all)}";
    }

    // The item that needs the medium, and why it is not heard.
    private static string Sentence(Project project, MediaFault fault)
    {
        if (project.Segments.FirstOrDefault(segment => segment.ClipId == fault.ClipId) is { } item)
            return string.Create(CultureInfo.InvariantCulture, $"{project.Path}: item {item.Item} \"{item.Name}\": {fault.Sentence}");
        ProjectLane lane = project.Lanes.First(lane => lane.Items.Any(one => one.ClipId == fault.ClipId));
        return $"{project.Path}: item \"{lane.Items.First(one => one.ClipId == fault.ClipId).Name}\" of lane \"{lane.Name}\": {fault.Sentence}";
    }

    private void SetTimeline()
    {
        SegmentSpec[] segments = Project.Segments.Select(ToSpec).ToArray();
        Check(Engine.SetTimeline(segments));
        long[] ids = Ids();
        _origins = new ItemOrigins(ids, Project.Segments);
        if (Project.HasMix) Mix.Set(Project, ids);
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

    private static SegmentSpec ToSpec(ProjectSegment segment) => new(new ClipId((uint)segment.ClipId), segment.In, segment.Out)
    {
        Speed = segment.Speed,
        SpeedMode = segment.Speed == 1 ? SpeedMode.Silence : (SpeedMode)segment.SpeedMode,
        GainDb = segment.GainDb,
        Muted = segment.Muted,
    };
}

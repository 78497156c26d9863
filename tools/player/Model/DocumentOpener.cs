using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Seamline.Projects;
using Seamline.Projects.Demo;
using Seamline.Ui.Native;

namespace Seamline.Ui.Model;

/// <summary>What became of an opening: a document, or the sentence.</summary>
/// <param name="Document">What was opened.</param>
/// <param name="Error">Why nothing was.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record Opened(Document? Document, string Error, double Milliseconds);

/// <summary>Opens media files in a row, or a project of any format that is read, into an engine of their own. Nothing is decoded yet. Thread: any.</summary>
internal static class DocumentOpener
{
    /// <summary>Opens in the background.</summary>
    public static Task<Opened> Begin(IReadOnlyList<string> paths, IReadOnlyList<string>? mediaRoots = null) => Task.Run(() => Open(paths, mediaRoots));

    /// <summary>Makes the demo recording where it is not there yet, and opens it.</summary>
    public static Task<Opened> BeginDemo(string folder) => Task.Run(() =>
    {
        string path = Path.Combine(folder, "demo.otio");
        try
        {
            if (!File.Exists(path)) DemoMedia.Make(folder);
        }
        catch (Exception error) when (error is ProjectException or IOException or UnauthorizedAccessException)
        {
            return new Opened(null, error.Message, 0);
        }

        return Open([path]);
    });

    /// <summary>Opens; a medium of a project that cannot be opened is silent, and its clip says why.</summary>
    /// <param name="paths">What to open.</param>
    /// <param name="mediaRoots">Folders to look in for media that are not where the project says.</param>
    public static Opened Open(IReadOnlyList<string> paths, IReadOnlyList<string>? mediaRoots = null)
    {
        long start = Stopwatch.GetTimestamp();
        NativeEngine? engine = null;
        try
        {
            bool isProject = paths.Count == 1 && ProjectFile.IsProject(paths[0]);
            if (!isProject && paths.Any(ProjectFile.IsProject))
                throw new ProjectException("A timeline is one project, such as an .otio file, or media files in a row; not both.");
            foreach (string path in paths)
            {
                if (!ProjectFile.IsProject(path) && ForeignFormat.Name(path) is { } format) throw new ProjectException(ForeignFormat.Sentence(path, format));
            }

            Project? read = isProject ? ProjectFile.Read(paths[0], new OtioReadOptions { RequireMedia = false, MediaRoots = mediaRoots ?? [], MediumSeconds = SecondsOf, MediumStreams = StreamsOf }) : null;
            engine = NativeEngine.Create(read?.DeclickMilliseconds, out string error) ?? throw new ProjectException(error);
            var faults = new Dictionary<int, string>();
            Project project = read ?? FromMedia(paths, engine);
            if (read != null) project = SetClips(engine, read, faults);
            SetTimeline(engine, project);
            MixNames names = MixOpener.Set(engine, project);
            return new Opened(new Document(engine, project, faults, names), "", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (Exception error) when (error is ProjectException or IOException or UnauthorizedAccessException)
        {
            engine?.Dispose();
            return new Opened(null, error.Message, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    /// <summary>An engine of another rate and other channels with a project in it.</summary>
    /// <exception cref="ProjectException">A medium cannot be opened there, or the engine refuses something.</exception>
    public static NativeEngine EngineOf(Project project, int rate, int channels)
    {
        NativeEngine engine = NativeEngine.Create(project.DeclickMilliseconds, out string error, rate, channels) ?? throw new ProjectException(error);
        try
        {
            var faults = new Dictionary<int, string>();
            SetClips(engine, project, faults);
            if (faults.Count > 0) throw new ProjectException(faults.Values.First());
            SetTimeline(engine, project);
            MixOpener.Set(engine, project);
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    // For lists that play all of a medium; null where nothing of it can be heard.
    private static double? SecondsOf(string path)
    {
        using NativeEngine? engine = NativeEngine.Create(null, out _);
        var clip = new ProjectClip { Id = 1, Name = "", Tracks = [new ProjectTrack { MediaPath = path }] };
        return engine != null && engine.SetClip(clip) && engine.ClipFrames(1, out long frames) ? (double)frames / engine.Rate : null;
    }

    // For lists that count audio streams; none where nothing of it can be heard.
    private static int[] StreamsOf(string path)
    {
        using NativeEngine? engine = NativeEngine.Create(null, out _);
        var clip = new ProjectClip { Id = 1, Name = "", Tracks = [new ProjectTrack { MediaPath = path }] };
        return engine != null && engine.SetClip(clip) ? engine.AudioStreams(1, 0) : [];
    }

    // Media are laid end to end, so their lengths must be exact, as the command has them: one that is estimated is looked through.
    private static Project FromMedia(IReadOnlyList<string> paths, NativeEngine engine)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var warnings = new List<string>();
        Project project = Project.FromMedia(paths, path =>
        {
            if (!ids.TryGetValue(path, out int id))
            {
                id = ids.Count + 1;
                ids.Add(path, id);
                var clip = new ProjectClip { Id = id, Name = Path.GetFileName(path), Tracks = [new ProjectTrack { MediaPath = path }] };
                if (!engine.SetClip(clip)) throw new ProjectException(engine.LastError);
                Measure(engine, clip, warnings);
            }

            if (!engine.ClipFrames(id, out long frames)) throw new ProjectException(engine.LastError);
            return (double)frames / engine.Rate;
        });
        return project with { Warnings = warnings };
    }

    private static void Measure(NativeEngine engine, ProjectClip clip, List<string> warnings)
    {
        const double ShortShare = 0.98;
        if (!engine.Source(clip.Id, 0, out double? known, out _) || known != null || !engine.ClipFrames(clip.Id, out long estimate)) return;
        if (!engine.MeasureClip(clip.Id) || !engine.ClipFrames(clip.Id, out long exact)) throw new ProjectException(engine.LastError);
        if (exact >= estimate * ShortShare || estimate - exact < engine.Rate) return;
        warnings.Add($"{clip.Name} holds {View.TimeText.Of(exact / (double)engine.Rate, 3)} of sound, where its header says {View.TimeText.Of(estimate / (double)engine.Rate, 3)}.");
    }

    // Silence that is to be expected is a warning, any other a fault of the clip.
    private static Project SetClips(NativeEngine engine, Project project, Dictionary<int, string> faults)
    {
        var opening = new MediaOpening(clip => engine.SetClip(clip) ? null : engine.LastError, clip => engine.AudioStreams(clip.Id, 0));
        IReadOnlyList<MediaFault> all = ProjectMedia.Open(project, opening);
        foreach (MediaFault fault in all.Where(fault => !fault.IsExpected)) faults.TryAdd(fault.ClipId, fault.Sentence);
        return project with { Warnings = [.. project.Warnings, .. all.Where(fault => fault.IsExpected).Select(fault => $"{fault.Sentence}; it is silence of its length.")] };
    }

    private static unsafe void SetTimeline(NativeEngine engine, Project project)
    {
        SeamSegment[] rows = [.. project.Segments.Select(segment => new SeamSegment
        {
            StructSize = (uint)sizeof(SeamSegment),
            Clip = (uint)segment.ClipId,
            InSeconds = segment.In,
            OutSeconds = segment.Out,
            Speed = segment.Speed,
            SpeedMode = segment.Speed == 1 ? 0 : (int)segment.SpeedMode,
            GainDb = segment.GainDb,
            Muted = segment.Muted ? 1 : 0,
        })];
        if (!engine.SetTimeline(rows)) throw new ProjectException(engine.LastError);
    }
}

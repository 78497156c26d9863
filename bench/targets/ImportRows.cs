using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Bench.Targets;

/// <summary>Project files to their segments: read, checked, media looked for and not opened.</summary>
internal static class ImportRows
{
    private const int Clips = 20_000;
    private const int Segments = 2_000;
    private const int Media = 8;
    private const int ManyMedia = 200;
    private const double OtioLimit = 100e-3;
    private const double CapLimit = 20e-3;

    public static IEnumerable<TargetRow> Measure(bool quick)
    {
        string folder = Directory.CreateTempSubdirectory("seamline-import-").FullName;
        try
        {
            string otio = Otio(folder, "import.otio", Media);
            string many = Otio(folder, "many.otio", ManyMedia);
            string cap = Cap(folder);
            int rounds = quick ? 7 : 31;
            Samples[] took = Samples.ByTurns(rounds, 2, () => Read(otio, Clips), () => Read(cap, Segments), () => Document(many, Clips));
            yield return TargetRow.AtMost("import", $"OTIO of {Clips:N0} clips, {new FileInfo(otio).Length >> 20} MB", $"<= {Text.Time(OtioLimit)}", OtioLimit, took[0], Text.Time);
            yield return TargetRow.AtMost("import", $"the same over {ManyMedia} media, onto a timeline, and every segment asked for", $"<= {Text.Time(OtioLimit)}", OtioLimit, took[2], Text.Time);
            yield return TargetRow.AtMost("import", $"Cap recording of {Segments:N0} segments", $"<= {Text.Time(CapLimit)}", CapLimit, took[1], Text.Time);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Read(string path, int segments) => Samples.Time(() =>
    {
        int read = ProjectFile.Read(path, new OtioReadOptions { RequireMedia = false }).Segments.Count;
        if (read != segments) throw new InvalidOperationException($"{path} has {read} segments");
    });

    // What the command does of a project before it opens media: reads it, sets the timeline, and asks each segment what it has.
    private static double Document(string path, int segments)
    {
        if (Engine.Create(new EngineConfig { BudgetBytes = 64 << 20, LoaderThreads = 1 }, out Engine? engine, out string error) != Status.Ok) throw new InvalidOperationException(error);
        using (engine)
        {
            return Samples.Time(() =>
            {
                Project project = ProjectFile.Read(path, new OtioReadOptions { RequireMedia = false });
                SegmentSpec[] specs = [.. project.Segments.Select(segment => new SegmentSpec(new ClipId((uint)segment.ClipId), segment.In, segment.Out) { GainDb = segment.GainDb })];
                Status status = engine!.SetTimeline(specs);
                for (int i = 0; i < segments && status == Status.Ok; i++)
                {
                    status = engine.GetSegment(i, out SegmentInfo info);
                    _ = engine.GetTransition(info.Id, out _);
                    if (status == Status.Ok) status = engine.GetEnvelope(EnvelopeOwner.Segment, info.Id.Value, [], out _);
                }

                if (status != Status.Ok || engine.SegmentCount != segments) throw new InvalidOperationException($"{path}: {engine.LastError}");
            });
        }
    }

    // As Seamline writes it: indented, every field.
    private static string Otio(string folder, string name, int files)
    {
        string[] media = [.. Enumerable.Range(0, files).Select(i => Path.Combine(folder, $"recording {i}.m4a"))];
        Array.ForEach(media, path => File.WriteAllText(path, "sound"));
        var project = new Project
        {
            Name = "import",
            Clips = [.. media.Select((path, i) => new ProjectClip { Id = i + 1, Name = Path.GetFileName(path), Rate = 48_000, Tracks = [new ProjectTrack { MediaPath = path }] })],
            Segments = [.. Enumerable.Range(0, Clips).Select(i => new ProjectSegment { ClipId = 1 + (i % files), In = i * 0.18, Out = (i * 0.18) + 0.1, Name = $"take {i}" })],
        };
        string path = Path.Combine(folder, name);
        OtioWriter.Write(project, path);
        return path;
    }

    private static string Cap(string folder)
    {
        string cap = Path.Combine(folder, "import.cap");
        string sound = Path.Combine(cap, "content/segments/segment-0/audio-input.ogg");
        Directory.CreateDirectory(Path.GetDirectoryName(sound)!);
        File.WriteAllBytes(sound, new byte[1_000]);
        File.WriteAllText(Path.Combine(cap, "recording-meta.json"), """
            {"pretty_name": "import", "segments": [{"display": {"path": "content/segments/segment-0/display.mp4", "start_time": 0.5},
            "mic": {"path": "content/segments/segment-0/audio-input.ogg", "start_time": 0.25}}]}
            """);
        string segments = string.Join(',', Enumerable.Range(0, Segments).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"recordingSegment": 0, "timescale": 1.0, "start": {{i * 1.5}}, "end": {{(i * 1.5) + 1}}, "name": null}""")));
        File.WriteAllText(Path.Combine(cap, "project-config.json"), $$$"""{"timeline": {"zoomSegments": [], "segments": [{{{segments}}}]}}""");
        return cap;
    }
}

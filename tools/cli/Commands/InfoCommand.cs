using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli.Commands;

/// <summary>`seamline info FILE|PROJECT`: what the media say, and the timeline made of them.</summary>
internal static class InfoCommand
{
    // What a header rounds a length to.
    private const double LengthTolerance = 0.1;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<int> rate = CommonOptions.Rate();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("info", "Show facts of media files and timelines.") { project, rate, json };
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            using OpenProject open = OpenProject.Open(parsed.GetRequiredValue(project), new EngineConfig { Rate = parsed.GetValue(rate), BudgetBytes = 128 << 20 }, null, opening.Of(parsed));
            List<MediaFacts> media = Measure(open);
            if (parsed.GetValue(json)) PrintJson(open, media);
            else PrintText(open, media);
            MediaWarnings.Print(open.Engine);
            return 0;
        });
        return command;
    }

    private static List<MediaFacts> Measure(OpenProject open)
    {
        var facts = new List<MediaFacts>();
        Dictionary<int, double> ends = Ends(open.Project);
        foreach (ProjectClip clip in open.Project.Clips)
        {
            var id = new ClipId((uint)clip.Id);
            if (open.Engine.GetClipFrames(id, out long frames) != Status.Ok) continue; // nothing of it can be read; it is in the faults
            double end = ends.GetValueOrDefault(clip.Id);
            bool isLong = clip.StatedSeconds > 0 && end <= Math.Min(clip.StatedSeconds, (double)frames / open.Engine.Config.Rate) + LengthTolerance;
            // Looking through whole files takes long; a project that says how long they are needs it only where it and the header differ.
            if (!isLong) open.Check(open.Engine.MeasureClip(id));
            open.Check(open.Engine.GetMediaFacts(id, facts));
        }

        return facts;
    }

    // Where the timeline's use of each clip ends, seconds of the clip.
    private static Dictionary<int, double> Ends(Project project)
    {
        var ends = new Dictionary<int, double>();
        foreach (ProjectSegment segment in project.Segments) ends[segment.ClipId] = Math.Max(segment.Out, ends.GetValueOrDefault(segment.ClipId));
        foreach (ProjectItem item in project.Lanes.SelectMany(lane => lane.Items)) ends[item.ClipId] = Math.Max(item.Out, ends.GetValueOrDefault(item.ClipId));
        return ends;
    }

    private static void PrintText(OpenProject open, List<MediaFacts> media)
    {
        Dictionary<string, SourceInfo> sources = Sources(open);
        int rate = open.Engine.Config.Rate;
        foreach (IGrouping<string, MediaFacts> file in media.GroupBy(facts => facts.Path, StringComparer.Ordinal))
        {
            MediaFacts facts = file.First();
            Console.WriteLine(facts.Path);
            Console.WriteLine($"  container  {facts.Container}");
            SourceInfo? source = Find(sources, facts);
            if (source is { } known)
                Console.WriteLine($"  length     {LengthText(known, rate)}; header says {(facts.HasDuration ? TimeText.Format(facts.DurationSeconds) : "nothing")}");
            Console.WriteLine($"  start      {facts.StartSeconds.ToString("0.######", CultureInfo.InvariantCulture)} s");
            var table = new Table("stream|", "kind", "codec", "rate|", "channels|", "layout", "kb/s|", "");
            foreach (StreamFacts stream in facts.Streams)
            {
                table.Add(
                    Text(stream.Index), stream.Kind, stream.Codec, stream.Rate > 0 ? Text(stream.Rate) : "", stream.Channels > 0 ? Text(stream.Channels) : "", stream.Layout,
                    stream.BitRate > 0 ? Text(stream.BitRate / 1_000) : "",
                    file.Any(track => track.StreamIndex == stream.Index) ? "<- played" : stream.CanDecode ? "" : "cannot be decoded");
            }

            table.Write(Console.Out, "  ");
        }

        foreach (string fault in open.Faults) Console.WriteLine($"not heard: {fault}");
        new TimelineFacts(open).PrintText();
    }

    // Nothing came out of it, and no header says how much there should be.
    private static string LengthKind(SourceInfo source) => source.FramesExact ? "exact" : source.Frames > 0 ? "estimated" : "unknown";

    private static string LengthText(SourceInfo source, int rate) => LengthKind(source) == "unknown" ? "unknown"
        : $"{TimeText.Format((double)source.Frames / rate)} ({source.Frames} frames at {rate} Hz, {LengthKind(source)})";

    private static void PrintJson(OpenProject open, List<MediaFacts> media)
    {
        Dictionary<string, SourceInfo> sources = Sources(open);
        using var json = new JsonOut();
        json.Field("rate", open.Engine.Config.Rate);
        json.Field("length_frames", open.Engine.LengthFrames);
        HashSet<(string, int)> played = [.. media.Select(track => (track.Path, track.StreamIndex))];
        json.List("media", media.Count, (item, i) =>
        {
            MediaFacts facts = media[i];
            item.Field("path", facts.Path).Field("container", facts.Container).Field("codec", facts.Codec).Field("stream", facts.StreamIndex);
            item.Field("start_seconds", facts.StartSeconds).Known("header_seconds", facts.DurationSeconds).Known("bit_rate", facts.BitRate);
            if (Find(sources, facts) is { } source)
            {
                (source.FramesExact ? item.Field("frames", source.Frames) : item.Known("frames", source.Frames)).Field("frames_exact", source.FramesExact).Field("length", LengthKind(source));
                item.Known("source_rate", source.SourceRate).Known("source_channels", source.SourceChannels).Field("notice", source.Notice ?? "");
            }

            item.List("streams", facts.Streams.Count, (row, k) =>
            {
                StreamFacts stream = facts.Streams[k];
                row.Field("index", stream.Index).Field("kind", stream.Kind).Field("codec", stream.Codec);
                row.Known("rate", stream.Rate).Known("channels", stream.Channels).Field("layout", stream.Layout).Known("bit_rate", stream.BitRate);
                row.Field("can_decode", stream.CanDecode).Field("played", played.Contains((facts.Path, stream.Index)));
            });
        });
        json.List("faults", open.Faults.Count, (row, i) => row.Field("cause", open.Faults[i]));
        new TimelineFacts(open).PrintJson(json);
        json.WriteTo(Console.Out);
    }

    private static Dictionary<string, SourceInfo> Sources(OpenProject open)
    {
        var sources = new Dictionary<string, SourceInfo>(StringComparer.Ordinal);
        foreach (SourceInfo source in open.Engine.GetSources()) sources.TryAdd(source.Name, source);
        return sources;
    }

    private static SourceInfo? Find(Dictionary<string, SourceInfo> sources, MediaFacts facts)
        => sources.TryGetValue($"{facts.Path} (stream {facts.StreamIndex})", out SourceInfo chosen) || sources.TryGetValue(facts.Path, out chosen) ? chosen : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

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
        foreach (ProjectClip clip in open.Project.Clips)
        {
            var id = new ClipId((uint)clip.Id);
            if (open.Engine.GetClipFrames(id, out _) != Status.Ok) continue; // nothing of it can be read; it is in the faults
            open.Check(open.Engine.MeasureClip(id));
            open.Check(open.Engine.GetMediaFacts(id, facts));
        }

        return facts;
    }

    private static void PrintText(OpenProject open, List<MediaFacts> media)
    {
        IReadOnlyList<SourceInfo> sources = open.Engine.GetSources();
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
        IReadOnlyList<SourceInfo> sources = open.Engine.GetSources();
        using var json = new JsonOut();
        json.Field("rate", open.Engine.Config.Rate);
        json.Field("length_frames", open.Engine.LengthFrames);
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
                row.Field("can_decode", stream.CanDecode).Field("played", media.Exists(track => track.Path == facts.Path && track.StreamIndex == stream.Index));
            });
        });
        json.List("faults", open.Faults.Count, (row, i) => row.Field("cause", open.Faults[i]));
        new TimelineFacts(open).PrintJson(json);
        json.WriteTo(Console.Out);
    }

    private static SourceInfo? Find(IReadOnlyList<SourceInfo> sources, MediaFacts facts)
    {
        foreach (SourceInfo source in sources)
        {
            if (source.Name == facts.Path || source.Name == $"{facts.Path} (stream {facts.StreamIndex})") return source;
        }

        return null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

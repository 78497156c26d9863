using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Cli;

/// <summary>What is wrong with the media of a timeline, a line on stderr for each medium.</summary>
internal static class MediaWarnings
{
    // What a container rounds a length to; less is no loss.
    private const double ShortSeconds = 0.1;

    /// <summary>Writes what is known by now: damage is found where something was decoded.</summary>
    public static void Print(Engine engine)
    {
        engine.WaitForCounts(); // or the warnings would depend on how far the last run has come
        foreach (string warning in Of(engine)) Console.Error.WriteLine($"seamline: warning: {warning}");
    }

    /// <summary>The warnings as sentences.</summary>
    internal static IEnumerable<string> Of(Engine engine)
    {
        foreach (IGrouping<string, SourceInfo> medium in engine.GetSources().GroupBy(source => FileOf(source.Name), StringComparer.Ordinal).OrderBy(medium => medium.Key, StringComparer.Ordinal))
        {
            long damaged = medium.Sum(source => (long)source.Warnings);
            if (damaged > 0) yield return $"{Path.GetFileName(medium.Key)}: {Count(damaged)} replaced by silence";
        }

        foreach (string warning in Short(engine)) yield return warning;
    }

    // A segment that reaches beyond its media is silent there: once for each clip, for the farthest.
    private static IEnumerable<string> Short(Engine engine)
    {
        int rate = engine.Config.Rate;
        var needed = new Dictionary<ClipId, double>();
        for (int i = 0; i < engine.SegmentCount; i++)
        {
            if (engine.GetSegment(i, out SegmentInfo info) != Status.Ok) continue;
            ClipId clip = info.Spec.Clip;
            needed[clip] = Math.Max(info.Spec.Out, needed.GetValueOrDefault(clip));
        }

        foreach ((ClipId clip, double end) in needed)
        {
            if (engine.GetClipFrames(clip, out long frames) != Status.Ok || end - ((double)frames / rate) < ShortSeconds) continue;
            if (LongestTrack(engine, clip) is { } name)
                yield return $"{name}: ends at {TimeText.Format((double)frames / rate)}, and the timeline uses it until {TimeText.Format(end)}: the rest is silence";
        }
    }

    // Null unless all lengths are known.
    private static string? LongestTrack(Engine engine, ClipId clip)
    {
        (long Frames, string? Name) longest = (-1, null);
        for (int track = 0; engine.GetClipSource(clip, track, out SourceInfo source, out _) == Status.Ok; track++)
        {
            if (!source.FramesExact) return null;
            if (source.Frames > longest.Frames) longest = (source.Frames, Path.GetFileName(FileOf(source.Name)));
        }

        return longest.Name;
    }

    private static string Count(long damaged) => damaged == 1 ? "1 damaged or missing packet was" : $"{damaged:#,0} damaged or missing packets were";

    // A source of a chosen stream is named "path (stream 2)".
    private static string FileOf(string name)
    {
        int at = name.LastIndexOf(" (stream ", StringComparison.Ordinal);
        return at > 0 && name.EndsWith(')') ? name[..at] : name;
    }
}

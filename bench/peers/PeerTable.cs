using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Seamline.Bench.Peers;

/// <summary>The Markdown of the comparison.</summary>
internal static class PeerTable
{
    private const string Nothing = "n/a";

    /// <summary>What a peer is called, and where a process is started for each edit.</summary>
    internal static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["seamline"] = "**Seamline**",
        ["mlt"] = "MLT",
        ["ges"] = "GStreamer Editing Services",
        ["openshot"] = "libopenshot",
        ["ffmpeg"] = "ffmpeg graph, restarted",
        ["sox"] = "sox, restarted (file converted to WAV at open)",
        ["ffmpeg-decode"] = "ffmpeg, decoding only",
    };

    /// <summary>The codecs as they are written.</summary>
    internal static readonly Dictionary<string, string> CodecNames = new(StringComparer.Ordinal) { ["aac"] = "AAC", ["opus"] = "Opus" };

    /// <summary>Facts of the machine and the runs first, then two tables a codec.</summary>
    public static string Write(string facts, IReadOnlyDictionary<string, List<PeerSummary>> codecs)
    {
        var text = new StringBuilder();
        text.Append("# Peers, side by side in one run\n\n");
        text.Append("Written by `bash tools/bench.sh --peers`; what each column is, and to whom it may be unfair: [bench/peers](../peers/README.md).\n");
        text.Append("Medians, with the least and the most of the repetitions in brackets.\n\n");
        text.Append(facts).Append('\n');
        foreach ((string key, List<PeerSummary> summaries) in codecs.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            string codec = CodecNames.GetValueOrDefault(key, key);
            text.Append(CultureInfo.InvariantCulture, $"\n## {codec}: playing and editing\n\n");
            Row(text, "", "first open of a process, ms", "open again, ms", "delete ahead, ms", "delete under, ms", "sample error", "wrong after ahead / under, ms", "step ahead / under, x own", "peak memory, MiB");
            Row(text, [.. Enumerable.Repeat("---", 9)]);
            foreach (PeerSummary s in summaries) Row(text, Live(s));
            text.Append(CultureInfo.InvariantCulture, $"\n## {codec}: the edited timeline rendered\n\n");
            Row(text, "", "seconds", "x real time", "length error, samples", "sample error, worst", "wrong sides of seams", "step at seams, x own");
            Row(text, [.. Enumerable.Repeat("---", 7)]);
            foreach (PeerSummary s in summaries) Row(text, Rendered(s));
        }

        return text.ToString();
    }

    private static string[] Live(PeerSummary s) =>
    [
        Title(s), Text(s.First), Text(s.Open), Text(s.Ahead), Text(s.Under), Errors(s),
        s.UnderWrong is null ? Nothing : $"{Text(s.AheadWrong)} / {Text(s.UnderWrong)}",
        s.UnderStep is null ? Nothing : $"{Ratio(s.AheadStep)} / {Ratio(s.UnderStep)}",
        s.Memory is { } memory ? PeerFigure.Short(memory.Most) : Nothing,
    ];

    private static string[] Rendered(PeerSummary s) =>
    [
        Title(s), Text(s.RenderSeconds), s.RealTimes is { } times ? times.ToString("0", CultureInfo.InvariantCulture) : Nothing,
        s.Render is { } length ? Signed(length.LengthError) : Nothing,
        s.Render is { } error ? Signed(error.SampleError) : Nothing,
        s.Render is { LargestStep: not null } seams ? Seams(seams) : Nothing,
        s.Render is { } step ? Ratio(step.LargestStep) : Nothing,
    ];

    private static string Seams(PeerRender render) =>
        render.LostSegments == 0 ? $"{render.WrongSeams}" : $"{render.WrongSeams}; {render.LostSegments} segments not found";

    private static string Title(PeerSummary s)
    {
        string title = Titles.GetValueOrDefault(s.Peer, s.Peer);
        return s.Trouble.Length == 0 ? title : $"{title} ({s.Trouble})";
    }

    private static string Text(PeerFigure? figure) => figure is { } known ? known.Text : Nothing;

    private static string Ratio(double? ratio) => ratio is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) : Nothing;

    private static string Errors(PeerSummary s)
    {
        string errors = s.LiveErrors.Length switch
        {
            0 => Nothing,
            <= 3 => string.Join(", ", s.LiveErrors.Select(e => Signed(e))),
            _ => $"{Signed(s.LiveErrors[0])}..{Signed(s.LiveErrors[^1])}",
        };
        return s.NeverRight == 0 ? errors : $"{errors}; {s.NeverRight} never right";
    }

    private static string Signed(long value) => value.ToString("+0;-0;0", CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}

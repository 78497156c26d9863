using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads EDLs (CMX 3600). The rate must be given; FCM says whether timecodes drop numbers. Record times count from the first
/// event's; a record gap is silence. Where no event has sound, the picture's cuts are taken for it.
/// </summary>
internal static class EdlReader
{
    private const string ClipName = "FROM CLIP NAME:";
    private const string SourceFile = "SOURCE FILE:";

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        FrameRate rate = options.FrameRate ?? throw new ProjectException($"{path}: an EDL does not say how many frames a second has; give the rate with --fps.");
        var list = new CutList(path);
        var marks = new List<(long Frame, string Name)>();
        List<EdlEvent> events = Parse(path, rate, list, marks);
        if (events.Count == 0)
            throw new ProjectException($"{path}: it holds no events.");
        long origin = events.Min(one => one.RecordIn);
        bool hasAudio = events.Exists(one => one.IsAudio);
        if (!hasAudio)
            list.Warn("has no audio events; the cuts of its picture are taken for the sound", $"line {events[0].Line}:");
        EdlEvent? before = null;
        foreach (EdlEvent one in events.Where(one => !hasAudio || one.IsAudio).OrderBy(one => one.RecordIn))
        {
            // Channels of one recording stand in events of their own.
            if (before is not null && one.RecordIn == before.RecordIn && one.RecordOut == before.RecordOut && one.SourceIn == before.SourceIn && Medium(one) == Medium(before))
                continue;
            Append(list, one, rate, origin, path);
            before = one;
        }
        foreach ((long frame, string name) in marks)
            list.Mark(rate.Seconds(frame - origin), 0, name);
        return list.Finish(options);
    }

    private static void Append(CutList list, EdlEvent one, FrameRate rate, long origin, string path)
    {
        double start = rate.Seconds(one.RecordIn - origin);
        if (start < list.End - OtioLength.ToleranceSeconds)
            throw Refuse(path, one.Line, "begins before the event in front of it ends; several audio tracks are not supported yet");
        list.GapTo(start);
        string name = one.ClipName ?? one.Reel;
        if (one.IsBlack)
            list.Gap(rate.Seconds(one.RecordOut - one.RecordIn), name);
        else
            list.Add(Medium(one), rate.Seconds(one.SourceIn), rate.Seconds(one.SourceIn + one.RecordOut - one.RecordIn), new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = name }, rate.PerSecond);
    }

    private static string Medium(EdlEvent one) => one.SourceFile ?? one.ClipName ?? one.Reel;

    private static List<EdlEvent> Parse(string path, FrameRate rate, CutList list, List<(long Frame, string Name)> marks)
    {
        var events = new List<EdlEvent>();
        bool drop = false;
        foreach ((int number, string raw) in TextFile.Lines(path))
        {
            string line = raw.Trim();
            if (line.StartsWith("TITLE:", StringComparison.OrdinalIgnoreCase))
                list.Name = line[6..].Trim();
            else if (line.StartsWith("FCM:", StringComparison.OrdinalIgnoreCase))
                drop = IsDrop(line, rate, path, number);
            else if (line.StartsWith('*') || line.StartsWith("FROM", StringComparison.OrdinalIgnoreCase))
                Comment(line.TrimStart('*', ' '), events, rate, drop, marks, list, number);
            else if (line.StartsWith("M2", StringComparison.Ordinal))
                throw Refuse(path, number, "is a motion effect (M2); speed changes are not supported yet");
            else if (line.Length > 0 && char.IsAsciiDigit(line[0]))
                Event(events, line, number, rate, drop, path);
        }
        return events;
    }

    private static bool IsDrop(string line, FrameRate rate, string path, int number)
    {
        bool drop = line.Contains("DROP", StringComparison.OrdinalIgnoreCase) && !line.Contains("NON", StringComparison.OrdinalIgnoreCase);
        return !drop || Timecode.CanDrop(rate) ? drop
            : throw Refuse(path, number, $"says that timecodes drop frame numbers, which only 30000/1001 and 60000/1001 frames a second have, not {rate}");
    }

    private static void Event(List<EdlEvent> events, string line, int number, FrameRate rate, bool drop, string path)
    {
        if (events.Count >= FormatLimits.MaxItems)
            throw new ProjectException($"{path}: it has more than {FormatLimits.MaxItems} events.");
        string[] words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 8)
            throw Refuse(path, number, "is no event: number, reel, channels, effect and four timecodes are needed");
        long[] times = Array.ConvertAll(words[^4..], word => Timecode.Parse(word, rate, drop) ?? throw Refuse(path, number, $"has \"{word}\", which is no {(drop ? "drop-frame " : "")}timecode at {rate} frames a second"));
        string effect = words[3].ToUpperInvariant();
        if (effect[0] is 'D' && (times[3] > times[2] || times[1] > times[0]))
            throw Refuse(path, number, "is a dissolve; transitions are not supported yet");
        if (effect[0] is 'W' or 'K')
            throw Refuse(path, number, $"is a {(effect[0] == 'W' ? "wipe" : "key")} ({effect}), which has no sound of its own");
        if (effect is not ("C" or "D"))
            throw Refuse(path, number, $"has the effect {effect}, which is not known");
        if (times[1] < times[0] || times[3] < times[2])
            throw Refuse(path, number, "ends before it begins");
        if (times[1] - times[0] != times[3] - times[2])
            throw Refuse(path, number, "is as long as another number of frames of its source; speed changes are not supported yet");
        // The outgoing half of a transition has no length.
        if (times[3] > times[2])
            events.Add(new EdlEvent(number, words[1], words[2], effect, times[0], times[1], times[2], times[3]));
    }

    private static void Comment(string text, List<EdlEvent> events, FrameRate rate, bool drop, List<(long Frame, string Name)> marks, CutList list, int number)
    {
        if (text.StartsWith(ClipName, StringComparison.OrdinalIgnoreCase) && events.Count > 0)
            events[^1].ClipName = text[ClipName.Length..].Trim();
        else if (text.StartsWith(SourceFile, StringComparison.OrdinalIgnoreCase) && events.Count > 0)
            events[^1].SourceFile = text[SourceFile.Length..].Trim();
        else if (text.StartsWith("LOC:", StringComparison.OrdinalIgnoreCase))
            Locator(text[4..], rate, drop, marks, list, number);
    }

    // LOC: timecode, colour, name.
    private static void Locator(string text, FrameRate rate, bool drop, List<(long Frame, string Name)> marks, CutList list, int number)
    {
        string[] words = text.Split((char[])[' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0 && Timecode.Parse(words[0], rate, drop) is { } frame)
            marks.Add((frame, words.Length > 2 ? words[2].Trim() : ""));
        else
            list.Warn("is a locator without a timecode; it is left out", $"line {number}:");
    }

    private static ProjectException Refuse(string path, int line, string cause) => new($"{path}:{line}: this line {cause}.");
}

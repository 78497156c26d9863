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
    private const string ToClipName = "TO CLIP NAME:";
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
        var heard = new List<EdlEvent>();
        foreach (EdlEvent one in events.Where(one => !hasAudio || one.IsAudio).OrderBy(one => one.RecordIn))
        {
            // Channels of one recording stand in events of their own.
            if (heard is [.., var before] && one.RecordIn == before.RecordIn && one.RecordOut == before.RecordOut && one.SourceIn == before.SourceIn && Medium(one) == Medium(before))
                continue;
            if (heard is [.., var last] && Continues(last, one))
                heard[^1] = last with { SourceOut = one.SourceOut, RecordOut = one.RecordOut };
            else
                heard.Add(one);
        }
        for (int i = 0; i < heard.Count; i++)
            Append(list, heard, i, rate, origin, path);
        foreach ((long frame, string name) in marks)
            list.Mark(rate.Seconds(frame - origin), 0, name);
        return list.Finish(options);
    }

    // The event before a dissolve goes on under it.
    private static void Append(CutList list, List<EdlEvent> events, int index, FrameRate rate, long origin, string path)
    {
        EdlEvent one = events[index];
        if (index > 0 && one.RecordIn < events[index - 1].RecordOut)
            throw Refuse(path, one.Line, "begins before the event in front of it ends; several audio tracks are not supported yet");
        long dissolve = index > 0 ? Dissolve(list, events, index, rate) : 0;
        long length = one.RecordOut - one.RecordIn + (index + 1 < events.Count ? Dissolve(list, events, index + 1, rate) : 0);
        if (dissolve == 0)
            list.GapTo(rate.Seconds(one.RecordIn - origin));
        ProjectTransition? transition = dissolve == 0 ? null : new ProjectTransition { Seconds = rate.Seconds(dissolve) };
        string name = one.ClipName ?? one.Reel;
        if (one.IsBlack)
            list.Gap(rate.Seconds(length), name, transition: transition);
        else
            list.Add(Medium(one), rate.Seconds(one.SourceIn), rate.Seconds(one.SourceIn + length), new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = name, Transition = transition }, rate.PerSecond);
    }

    // Behind a gap there is nothing to come from; what has no room in half of either event is shortened.
    private static long Dissolve(CutList list, List<EdlEvent> events, int index, FrameRate rate)
    {
        (EdlEvent before, EdlEvent one) = (events[index - 1], events[index]);
        if (one.Dissolve == 0 || before.RecordOut != one.RecordIn)
            return 0;
        long fits = Math.Min(one.Dissolve, Math.Min(before.RecordOut - before.RecordIn, (one.RecordOut - one.RecordIn) / 2));
        if (fits < one.Dissolve)
            list.Warn("is a dissolve that is longer than half of an event that it joins; it is shortened", $"line {one.Line}:");
        return rate.Seconds(fits) >= Overlaps.MinSeconds ? fits : 0;
    }

    // Editors write a dissolve and what follows of its clip as two events.
    private static bool Continues(EdlEvent before, EdlEvent one)
        => before.Dissolve > 0 && one.Dissolve == 0 && one.RecordIn == before.RecordOut && one.SourceIn == before.SourceOut && one.IsBlack == before.IsBlack && Medium(one) == Medium(before);

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
            else if (line.StartsWith('*') || line.StartsWith("FROM", StringComparison.OrdinalIgnoreCase) || line.StartsWith(ToClipName, StringComparison.OrdinalIgnoreCase))
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
            events.Add(new EdlEvent(number, words[1], words[2], effect, times[0], times[1], times[2], times[3]) { Dissolve = effect is "D" ? Frames(words, path, number) : 0 });
    }

    private static long Frames(string[] words, string path, int number)
        => words.Length > 8 && long.TryParse(words[4], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long frames) && frames <= FormatLimits.MaxItems ? frames
            : throw Refuse(path, number, "is a dissolve that does not say how many frames it has");

    private static void Comment(string text, List<EdlEvent> events, FrameRate rate, bool drop, List<(long Frame, string Name)> marks, CutList list, int number)
    {
        if (text.StartsWith(ClipName, StringComparison.OrdinalIgnoreCase) && events.Count > 0)
            events[^1].ClipName = text[ClipName.Length..].Trim();
        else if (text.StartsWith(ToClipName, StringComparison.OrdinalIgnoreCase) && events.Count > 0)
            events[^1].ClipName = text[ToClipName.Length..].Trim();
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

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Seamline.Cli;

/// <summary>A script that cannot be read: the message names file, line and cause.</summary>
internal sealed class ScriptException(string message) : Exception(message);

/// <summary>
/// Play scripts: a line is `TIME ACTION ARGS`; `#` starts a comment. TIME is wall time since the start,
/// or timeline time behind `@`: `2.5 delete`, `@1:12.5 split`.
/// </summary>
internal static class ScriptFile
{
    private const string SegmentAndTime = "a segment and a time";
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Reads a script.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rate">Frames a second, for times that are frames.</param>
    /// <exception cref="ScriptException">The file cannot be read, or a line is wrong.</exception>
    public static IReadOnlyList<ScriptLine> Read(string path, int rate = TimeText.DefaultRate)
    {
        try
        {
            return Parse(File.ReadAllText(path), path, rate);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScriptException($"{path}: cannot be read: {error.Message}");
        }
    }

    /// <summary>Parses a script's text; lines keep the order of the file.</summary>
    /// <param name="text">The script.</param>
    /// <param name="fileName">The name for messages.</param>
    /// <param name="rate">Frames a second, for times that are frames.</param>
    /// <exception cref="ScriptException">A line is wrong.</exception>
    public static IReadOnlyList<ScriptLine> Parse(string text, string fileName, int rate = TimeText.DefaultRate)
    {
        var lines = new List<ScriptLine>();
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            int comment = line.IndexOf('#');
            string[] words = (comment < 0 ? line : line[..comment]).ToString().Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                lines.Add(ParseLine(words, new Source(fileName, number, rate)));
        }
        return lines;
    }

    private static ScriptLine ParseLine(string[] words, Source at)
    {
        bool onTimeline = words[0].StartsWith('@');
        double seconds = at.Time(onTimeline ? words[0][1..] : words[0]);
        if (words.Length == 1)
            throw at.Error($"there is no action after the time \"{words[0]}\"");
        return new ScriptLine(at.Line, seconds, onTimeline, Action(words[1], words.AsSpan(2), at));
    }

    private static ScriptAction Action(string name, ReadOnlySpan<string> args, Source at) => name switch
    {
        "play" => at.Bare(name, args, new ScriptAction.Play()),
        "pause" => at.Bare(name, args, new ScriptAction.Pause()),
        "stop" => at.Bare(name, args, new ScriptAction.Stop()),
        "delete" => at.Bare(name, args, new ScriptAction.Delete()),
        "undo" => at.Bare(name, args, new ScriptAction.Undo()),
        "redo" => at.Bare(name, args, new ScriptAction.Redo()),
        "quit" => at.Bare(name, args, new ScriptAction.Quit()),
        "status" => at.Bare(name, args, new ScriptAction.Status()),
        "check" => at.Bare(name, args, new ScriptAction.Check()),
        "invalidate" => new ScriptAction.Invalidate(at.Index(at.Only(name, args, "a segment"))),
        "seek" => new ScriptAction.Seek(at.Time(at.Only(name, args, "a time"))),
        "split" => new ScriptAction.Split(args.IsEmpty ? null : at.Time(at.Only(name, args, "at most one time"))),
        "delete-segment" => new ScriptAction.DeleteSegment(at.Index(at.Only(name, args, "a segment"))),
        "ripple-delete" => new ScriptAction.RippleDelete(RippleRange(name, args, at)),
        "move" => Two(name, args, "two segments", at, (first, second) => new ScriptAction.Move(at.Index(first), at.Index(second))),
        "trim-in" => Two(name, args, SegmentAndTime, at, (first, second) => new ScriptAction.TrimIn(at.Index(first), at.Time(second))),
        "trim-out" => Two(name, args, SegmentAndTime, at, (first, second) => new ScriptAction.TrimOut(at.Index(first), at.Time(second))),
        "loop" => new ScriptAction.Loop(LoopRange(at.Only(name, args, "a range A..B or \"off\""), at)),
        _ => throw at.Error($"the action \"{name}\" is not known"),
    };

    private static ScriptAction Two(string name, ReadOnlySpan<string> args, string what, Source at, Func<string, string, ScriptAction> make)
    {
        (string first, string second) = at.Pair(name, args, what);
        return make(first, second);
    }

    private static TimeRange? LoopRange(string arg, Source at) => arg is "off" ? null : at.Range(arg);

    private static TimeRange RippleRange(string name, ReadOnlySpan<string> args, Source at)
    {
        if (args.Length == 1)
            return at.Range(args[0]);
        (string from, string to) = at.Pair(name, args, "a range A..B or two times");
        var range = new TimeRange(at.Time(from), at.Time(to));
        return range.End > range.Start ? range : throw at.Error($"the range {from} {to} does not end after its start");
    }

    /// <summary>A line of a file: parses its words, with sentences that name it.</summary>
    private readonly record struct Source(string File, int Line, int Rate)
    {
        public ScriptException Error(string cause) => new($"{File}:{Line}: {cause}.");

        public ScriptAction Bare(string name, ReadOnlySpan<string> args, ScriptAction action)
            => args.IsEmpty ? action : throw Error($"\"{name}\" takes nothing after it, but there is \"{args[0]}\"");

        public string Only(string name, ReadOnlySpan<string> args, string what)
            => args.Length == 1 ? args[0] : throw Error($"\"{name}\" needs {what}, but {Count(args)}");

        public (string First, string Second) Pair(string name, ReadOnlySpan<string> args, string what)
            => args.Length == 2 ? (args[0], args[1]) : throw Error($"\"{name}\" needs {what}, but {Count(args)}");

        public double Time(string text)
            => TimeText.TryParse(text, out double seconds, Rate) ? seconds : throw Error($"\"{text}\" is not a time ({TimeText.Forms})");

        public TimeRange Range(string text)
            => TimeText.TryParseRange(text, out TimeRange range, out string? cause, Rate) ? range : throw Error(cause);

        public int Index(string text)
            => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                ? index
                : throw Error($"\"{text}\" is not a segment's number (0, 1, 2, ...)");

        private static string Count(ReadOnlySpan<string> args) => args.Length switch
        {
            0 => "there is nothing after it",
            1 => "there is only one word after it",
            _ => $"there are {args.Length} words after it",
        };
    }
}

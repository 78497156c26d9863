using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Cli.Commands;

/// <summary>The edits of `seamline edit` on the main lane.</summary>
/// <param name="open">The project.</param>
/// <param name="picture">What follows the sound.</param>
/// <param name="original">Where times count on the timeline as it was given; null where they count on it as it is.</param>
/// <param name="silences">What --strip-silence takes out.</param>
/// <param name="mode">What --speed sounds like.</param>
internal sealed class MainEdits(OpenProject open, PictureRipple picture, OriginalTimes? original, SilenceOptions silences, SpeedMode mode)
{
    public const string RippleDelete = "--ripple-delete";
    public const string Keep = "--keep";
    public const string StripSilence = "--strip-silence";
    private const double SameSeconds = 1e-9;

    /// <summary>The edits: name, values, help.</summary>
    public static readonly (string Name, int Arguments, string Help)[] Table =
    [
        (RippleDelete, 1, $"Remove A..B, or several ranges with commas between them, whose times count on the same timeline, and close the gaps; A.. reaches to the end, ..B begins at the start. Times are {TimeText.Forms}, at 48,000 frames a second."),
        (Keep, 1, "Keep A..B, or several ranges, and remove everything else; several options in a row are one."),
        ("--delete-segment", 1, "Remove segment I (from 0) and close the gap."),
        ("--split", 1, "Cut the segment under T in two."),
        ("--move", 2, "Take segment I and put it at position J."),
        ("--trim-in", 2, "Set segment I's in point to T, seconds of its clip."),
        ("--trim-out", 2, "Set segment I's out point to T, seconds of its clip."),
        ("--gain", 2, "Set segment I's gain to DB."),
        (SpeedChoice.Speed, 2, "Set segment I's speed to X, 0.25 to 8, as --speed-mode says; what follows moves."),
        ("--mute", 1, "Silence segment I in its place."),
        ("--unmute", 1, "Let segment I sound."),
        (StripSilence, 0, "Remove all silences and close the gaps; --threshold-db, --min-silence and --margin say what is silent."),
    ];

    private Engine Engine => open.Engine;

    private double Length => (double)Engine.LengthFrames / Engine.Config.Rate;

    /// <summary>Notes what an edit will take out of the timeline, or that it moves something in it. Before it is carried out.</summary>
    public void Note(EditStep step)
    {
        (string name, List<string> values, _) = step;
        switch (name)
        {
            case "--delete-segment" or "--trim-in" or "--trim-out":
                (double start, SegmentSpec spec) = picture.Find(EditCommand.Index(name, values[0]));
                double length = (spec.Out - spec.In) / spec.Speed;
                if (name == "--delete-segment") picture.Note(name, start, start + length);
                else if (EditCommand.Time(name, values[1]) is var to && name == "--trim-in") picture.Note(name, start, start + ((to - spec.In) / spec.Speed), lengthens: to < spec.In);
                else picture.Note(name, start + ((to - spec.In) / spec.Speed), start + length, lengthens: to > spec.Out);
                break;
            case SpeedChoice.Speed:
                (double at, SegmentSpec old) = picture.Find(EditCommand.Index(name, values[0]));
                picture.Note(name, at, at, lengthens: old.Speed != SpeedChoice.Value(name, values[1])); // the picture of it would have to play faster too
                break;
            case "--transition":
                picture.NoteTransition(name, EditCommand.Index(name, values[0]), MixEdits.Transition(name, values[1]).Seconds);
                break;
            case "--no-transition":
                picture.NoteTransition(name, EditCommand.Index(name, values[0]), 0);
                break;
            case "--move":
                picture.Note(name, 0, 0, lengthens: true);
                break;
        }
    }

    /// <summary>Carries an edit out.</summary>
    public void Apply(EditStep step)
    {
        (string name, List<string> values, _) = step;
        switch (name)
        {
            case RippleDelete:
                Remove(step);
                break;
            case Keep:
                KeepOnly(step);
                break;
            case StripSilence:
                RemoveAll(name, SilenceChoice.Find(open, silences));
                break;
            case "--split":
                open.Check(Engine.Split(Place(step), out _));
                break;
            default:
                open.Check(OfSegment(name, values));
                break;
        }

        open.Follow();
    }

    private Status OfSegment(string name, List<string> values)
    {
        open.Check(Engine.GetSegment(EditCommand.Index(name, values[0]), out SegmentInfo info));
        return name switch
        {
            "--delete-segment" => Engine.DeleteSegment(info.Id),
            "--move" => Engine.Move(info.Id, EditCommand.Index(name, values[1])),
            "--trim-in" => Engine.TrimIn(info.Id, EditCommand.Time(name, values[1])),
            "--trim-out" => Engine.TrimOut(info.Id, EditCommand.Time(name, values[1])),
            "--gain" => Engine.SetSegmentGain(info.Id, EditCommand.Number(name, values[1])),
            SpeedChoice.Speed => Engine.SetSegmentSpeed(info.Id, SpeedChoice.Value(name, values[1]), mode),
            "--mute" => Engine.SetSegmentMuted(info.Id, true),
            "--unmute" => Engine.SetSegmentMuted(info.Id, false),
            _ => throw new CommandException($"{name}: unknown edit"),
        };
    }

    private double Place(EditStep step)
    {
        double typed = EditCommand.Time(step.Name, step.Values[0]);
        double at = original?.Now(typed) ?? typed;
        return at < Length ? at : throw new CommandException($"{step.Name} {step.Values[0]}: lies after the end ({TimeText.Format(Length)})");
    }

    // Ranges of one option are one step: none of them moves another.
    private void Remove(EditStep step)
    {
        var gone = new List<(TimeRange Now, TimeRange Typed)>();
        foreach (string value in step.Values)
        {
            if (Within(step, value, out TimeRange typed) is { } now) gone.Add((now, typed));
        }

        if (gone is [var only])
        {
            picture.Note(step.Name, only.Now.Start, only.Now.End);
            open.Check(Engine.RippleDelete(only.Now.Start, only.Now.End));
        }
        else if (gone.Count > 0)
        {
            RemoveAll(step.Name, Joined(gone));
        }

        foreach ((_, TimeRange typed) in gone) original?.Remove(typed.Start, typed.End);
    }

    // In order; what overlaps or touches is one.
    private static List<EditRange> Joined(List<(TimeRange Now, TimeRange Typed)> ranges)
    {
        var joined = new List<EditRange>();
        foreach ((TimeRange now, _) in ranges.OrderBy(one => one.Now.Start))
        {
            if (joined.Count > 0 && now.Start <= joined[^1].Out) joined[^1] = new EditRange(joined[^1].In, Math.Max(joined[^1].Out, now.End));
            else joined.Add(new EditRange(now.Start, now.End));
        }

        return joined;
    }

    // What lies between the ranges goes.
    private void KeepOnly(EditStep step)
    {
        var kept = new List<(TimeRange Now, TimeRange Typed)>();
        foreach (string value in step.Values)
        {
            if (Within(step, value, out TimeRange typed) is { } now) kept.Add((now, typed));
        }

        if (kept.Count == 0) throw new CommandException($"{step.Name}: nothing of {string.Join(", ", step.Values)} is left to keep");
        kept.Sort((a, b) => a.Now.Start.CompareTo(b.Now.Start));
        RemoveAll(step.Name, Between([.. kept.Select(one => one.Now)], Length));
        if (original == null) return;
        foreach (EditRange gone in Between([.. kept.Select(one => one.Typed)], double.MaxValue)) original.Remove(gone.In, gone.Out);
    }

    private static List<EditRange> Between(List<TimeRange> kept, double length)
    {
        var ranges = new List<EditRange>();
        double at = 0;
        foreach (TimeRange range in kept)
        {
            if (range.Start - at > SameSeconds) ranges.Add(new EditRange(at, range.Start));
            at = Math.Max(at, range.End);
        }

        if (length - at > SameSeconds) ranges.Add(new EditRange(at, length));
        return ranges;
    }

    // One step, however many. The picture's ranges are noted from the last to the first: none moves another.
    private void RemoveAll(string name, IReadOnlyList<EditRange> ranges)
    {
        for (int i = ranges.Count - 1; i >= 0; i--) picture.Note(name, ranges[i].In, ranges[i].Out);
        open.Check(Engine.RemoveRanges([.. ranges]));
    }

    // A range on the timeline as it is; null where all of it has been removed already.
    private TimeRange? Within(EditStep step, string value, out TimeRange typed)
    {
        typed = EditValues.Range(step, value);
        double end = double.IsInfinity(typed.End) ? double.MaxValue : typed.End;
        double from = original?.Now(typed.Start) ?? typed.Start;
        double to = original?.Now(end) ?? end;
        typed = new TimeRange(typed.Start, end);
        double length = Length;
        if (from >= length - SameSeconds)
            throw new CommandException($"{step.Name} {value}: lies after the end ({TimeText.Format(length)}){(original == null ? "; times count on the timeline as edits before have left it, unless --original-times is given" : "")}");
        if (to > length && end != double.MaxValue) Console.Error.WriteLine($"seamline: note: {step.Name} {value}: the timeline ends at {TimeText.Format(length)}; the range ends there");
        to = Math.Min(to, length);
        return to - from > SameSeconds ? new TimeRange(from, to) : null;
    }
}

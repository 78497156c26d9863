using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Seamline.Cli.Commands;

/// <summary>`seamline edit PROJECT --ripple-delete A..B ... -o OUT.otio`: edits in the order given, written as a project.</summary>
internal static class EditCommand
{
    private const string StripSilence = "--strip-silence";

    private static readonly (string Name, int Arguments, string Help)[] Edits =
    [
        ("--ripple-delete", 1, $"Remove A..B and close the gap. Times are {TimeText.Forms}, at 48,000 frames a second."),
        ("--delete-segment", 1, "Remove segment I (from 0) and close the gap."),
        ("--split", 1, "Cut the segment under T in two."),
        ("--move", 2, "Take segment I and put it at position J."),
        ("--trim-in", 2, "Set segment I's in point to T, seconds of its clip."),
        ("--trim-out", 2, "Set segment I's out point to T, seconds of its clip."),
        ("--gain", 2, "Set segment I's gain to DB."),
        ("--mute", 1, "Silence segment I in its place."),
        ("--unmute", 1, "Let segment I sound."),
        (StripSilence, 0, "Remove all silences and close the gaps; --threshold-db, --min-silence and --margin say what is silent."),
        .. MixEdits.Table,
    ];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<string> output = new("--output", "-o") { Description = "The project to write: .otio, or another format of `convert`.", Required = true };
        var command = new Command("edit", "Edit a timeline; edits are carried out in the order given.") { project, output };
        foreach ((string name, int arguments, string help) in Edits)
        {
            if (arguments == 0) command.Add(new Option<bool>(name) { Description = help, Arity = ArgumentArity.Zero });
            else command.Add(new Option<string[]>(name) { Description = help, Arity = new ArgumentArity(arguments, 1_000), AllowMultipleArgumentsPerToken = arguments > 1 });
        }

        Option<bool> ripple = new("--ripple-video") { Description = "Take what is cut out of the sound out of all other tracks too, so that the picture stays in step." };
        command.Add(ripple);
        SilenceChoice silences = SilenceChoice.AddTo(command);
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            ConvertCommand.RequireProject(path);
            OpenOptions how = opening.Of(parsed) with { OwnResolution = true };
            using OpenProject open = OpenProject.Open(parsed.GetRequiredValue(project), new EngineConfig { BudgetBytes = 128 << 20 }, null, how);
            var picture = new PictureRipple(open, parsed.GetValue(ripple));
            var mix = new MixEdits(open);
            foreach ((string name, List<string> values) in InOrder(parsed.Tokens))
            {
                if (name == StripSilence)
                {
                    Strip(open, picture, silences.Of(parsed));
                    continue;
                }

                Note(picture, name, values);
                if (!mix.Apply(name, values)) Apply(open, name, values);
                picture.Applied();
            }

            ConvertCommand.Write(picture.Finish(open.Current()), path, how);
            MediaWarnings.Print(open.Engine);
            return 0;
        });
        return command;
    }

    // The parser groups options by name; their order is in the tokens.
    private static IEnumerable<(string Name, List<string> Values)> InOrder(IReadOnlyList<Token> tokens)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            int edit = tokens[i].Type == TokenType.Option ? Array.FindIndex(Edits, e => e.Name == tokens[i].Value) : -1;
            if (edit < 0) continue;
            var values = new List<string>();
            for (int k = 1; k <= Edits[edit].Arguments && i + k < tokens.Count && tokens[i + k].Type == TokenType.Argument; k++) values.Add(tokens[i + k].Value);
            if (values.Count != Edits[edit].Arguments) throw new CommandException($"{tokens[i].Value}: needs {Edits[edit].Arguments} values");
            yield return (tokens[i].Value, values);
        }
    }

    // One step, however many silences. The picture's ranges are noted from the last to the first: none moves another.
    private static void Strip(OpenProject open, PictureRipple picture, SilenceOptions options)
    {
        EditRange[] ranges = SilenceChoice.Find(open, options);
        for (int i = ranges.Length - 1; i >= 0; i--) picture.Note(StripSilence, ranges[i].In, ranges[i].Out);
        open.Check(open.Engine.RemoveRanges(ranges));
        open.Follow();
    }

    // What an edit takes out of the timeline, or that it moves something in it.
    private static void Note(PictureRipple picture, string name, List<string> values)
    {
        switch (name)
        {
            case "--ripple-delete" when TimeText.TryParseRange(values[0], out TimeRange range, out _):
                picture.Note(name, Math.Max(0, range.Start), range.End);
                break;
            case "--delete-segment" or "--trim-in" or "--trim-out":
                (double start, SegmentSpec spec) = picture.Find(Index(name, values[0]));
                if (name == "--delete-segment") picture.Note(name, start, start + spec.Out - spec.In);
                else if (Time(name, values[1]) is var to && name == "--trim-in") picture.Note(name, start, start + to - spec.In, lengthens: to < spec.In);
                else picture.Note(name, start + to - spec.In, start + spec.Out - spec.In, lengthens: to > spec.Out);
                break;
            case "--transition":
                picture.NoteTransition(name, Index(name, values[0]), MixEdits.Transition(name, values[1]).Seconds);
                break;
            case "--no-transition":
                picture.NoteTransition(name, Index(name, values[0]), 0);
                break;
            case "--move":
                picture.Note(name, 0, 0, lengthens: true);
                break;
        }
    }

    private static void Apply(OpenProject open, string name, List<string> values)
    {
        Engine engine = open.Engine;
        open.Check(name switch
        {
            "--ripple-delete" => RippleDelete(engine, name, values[0]),
            "--delete-segment" => engine.DeleteSegment(Segment(open, name, values[0])),
            "--split" => engine.Split(Time(name, values[0]), out _),
            "--move" => engine.Move(Segment(open, name, values[0]), Index(name, values[1])),
            "--trim-in" => engine.TrimIn(Segment(open, name, values[0]), Time(name, values[1])),
            "--trim-out" => engine.TrimOut(Segment(open, name, values[0]), Time(name, values[1])),
            "--gain" => engine.SetSegmentGain(Segment(open, name, values[0]), Number(name, values[1])),
            "--mute" => engine.SetSegmentMuted(Segment(open, name, values[0]), true),
            "--unmute" => engine.SetSegmentMuted(Segment(open, name, values[0]), false),
            _ => throw new CommandException($"{name}: unknown edit"),
        });
        open.Follow();
    }

    private static Status RippleDelete(Engine engine, string name, string value)
    {
        if (!TimeText.TryParseRange(value, out TimeRange range, out string? cause)) throw new CommandException($"{name} {value}: {cause}");
        return engine.RippleDelete(range.Start, range.End);
    }

    private static SegmentId Segment(OpenProject open, string name, string value)
    {
        open.Check(open.Engine.GetSegment(Index(name, value), out SegmentInfo info));
        return info.Id;
    }

    internal static int Index(string name, string value) =>
        int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int index) ? index
            : throw new CommandException($"{name} {value}: not a segment's position");

    internal static double Time(string name, string value) =>
        TimeText.TryParse(value, out double seconds) ? seconds : throw new CommandException($"{name} {value}: not a time ({TimeText.Forms})");

    internal static double Number(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : throw new CommandException($"{name} {value}: not a number");
}

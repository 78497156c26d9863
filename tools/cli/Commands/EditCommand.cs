using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Seamline.Cli.Commands;

/// <summary>`seamline edit PROJECT --ripple-delete A..B ... -o OUT.otio`: edits in the order given, written as a project.</summary>
internal static class EditCommand
{
    private static readonly (string Name, int Arguments, string Help)[] Edits = [.. MainEdits.Table, .. MixEdits.Table];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<string> output = new("--output", "-o") { Description = "The project to write: .otio, or another format of `convert`.", Required = true };
        Option<bool> force = OutputCheck.Force();
        var command = new Command("edit", "Edit a timeline; edits are carried out in the order given.") { project, output, force };
        foreach ((string name, int arguments, string help) in Edits)
        {
            if (arguments == 0) command.Add(new Option<bool>(name) { Description = help, Arity = ArgumentArity.Zero });
            else command.Add(new Option<string[]>(name) { Description = help, Arity = new ArgumentArity(arguments, 1_000), AllowMultipleArgumentsPerToken = arguments > 1, HelpName = EditValues.Names(name, arguments) });
        }

        Option<bool> original = new("--original-times") { Description = "Times of --ripple-delete, --keep and --split count on the timeline as it was given, whatever edits before have removed." };
        command.Add(original);
        Option<bool> ripple = new("--ripple-video") { Description = "Take what is cut out of the sound out of all other tracks too, so that the picture stays in step." };
        command.Add(ripple);
        Option<bool> json = CommonOptions.Json();
        command.Add(json);
        SilenceChoice silences = SilenceChoice.AddTo(command);
        SpeedChoice speeds = SpeedChoice.AddTo(command);
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            ConvertCommand.RequireProject(path);
            List<EditStep> steps = InOrder(parsed.Tokens);
            foreach (EditStep step in steps) EditValues.Check(step);
            if (parsed.GetValue(original)) OriginalTimes.Check(steps);
            OpenOptions how = opening.Of(parsed) with { OwnResolution = true };
            OutputCheck.AskToReplace(path, parsed.GetValue(force));
            using OpenProject open = OpenProject.Open(parsed.GetRequiredValue(project), new EngineConfig { BudgetBytes = 128 << 20 }, null, how);
            double before = Seconds(open);
            var picture = new PictureRipple(open, parsed.GetValue(ripple));
            var main = new MainEdits(open, picture, parsed.GetValue(original) ? new OriginalTimes() : null, silences.Of(parsed), speeds.Of(parsed));
            var mix = new MixEdits(open);
            foreach (EditStep step in steps)
            {
                main.Note(step);
                if (!mix.Apply(step.Name, step.Values)) main.Apply(step);
                picture.Applied();
            }

            ConvertCommand.Write(picture.Finish(open.Current()), path, how);
            MediaWarnings.Print(open.Engine);
            Summary.OfEdit(open, path, before, Seconds(open), parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static double Seconds(OpenProject open) => (double)open.Engine.LengthFrames / open.Engine.Config.Rate;

    // The parser groups options by name; their order is in the tokens. Ranges to keep that follow each other are one edit.
    private static List<EditStep> InOrder(IReadOnlyList<Token> tokens)
    {
        var steps = new List<EditStep>();
        for (int i = 0; i < tokens.Count; i++)
        {
            int edit = tokens[i].Type == TokenType.Option ? Array.FindIndex(Edits, e => e.Name == tokens[i].Value) : -1;
            if (edit < 0) continue;
            (string name, int arguments, _) = Edits[edit];
            var values = new List<string>();
            for (int k = 1; k <= arguments && i + k < tokens.Count && tokens[i + k].Type == TokenType.Argument; k++) values.Add(tokens[i + k].Value);
            string? next = i + 1 + values.Count < tokens.Count && tokens[i + 1 + values.Count].Type == TokenType.Argument ? tokens[i + 1 + values.Count].Value : null;
            if (values.Count != arguments) throw new UsageException($"{name} needs {EditValues.Count(arguments)}: write {name} <{EditValues.Names(name, arguments)}>");
            if (name is MainEdits.Keep or MainEdits.RippleDelete) values = [.. values[0].Split(',')];
            if (name == MainEdits.Keep && steps.Count > 0 && steps[^1].Name == name) steps[^1].Values.AddRange(values);
            else steps.Add(new EditStep(name, values, next));
        }

        return steps;
    }

    internal static int Index(string name, string value) =>
        int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int index) ? index
            : throw new UsageException($"{name} {value}: not a segment's position; the first is 0");

    internal static double Time(string name, string value) =>
        TimeText.TryParse(value, out double seconds) ? seconds : throw new UsageException($"{name} {value}: not a time ({TimeText.Forms})");

    internal static double Number(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : throw new UsageException($"{name} {value}: not a number");
}

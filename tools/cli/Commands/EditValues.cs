using System.Collections.Generic;
using System.IO;

namespace Seamline.Cli.Commands;

/// <summary>An edit as it was typed.</summary>
/// <param name="Name">The option.</param>
/// <param name="Values">Its values.</param>
/// <param name="Next">The argument behind them, or null.</param>
internal sealed record EditStep(string Name, List<string> Values, string? Next);

/// <summary>What edits take: names for the help, and checks before a file is opened.</summary>
internal static class EditValues
{
    /// <summary>The values of an edit as the help names them: `I> &lt;T`, which it shows in angle brackets.</summary>
    public static string Names(string name, int count) => string.Join("> <", Words(name, count));

    /// <summary>How many, in words.</summary>
    public static string Count(int values) => values switch { 1 => "a value", 2 => "two values", _ => $"{values} values" };

    /// <summary>Refuses what cannot be right whatever the timeline is.</summary>
    public static void Check(EditStep step)
    {
        switch (step.Name)
        {
            case MainEdits.RippleDelete or MainEdits.Keep:
                foreach (string value in step.Values) _ = Range(step, value);
                break;
            case "--split":
                if (EditCommand.Time(step.Name, step.Values[0]) == 0) throw new UsageException($"--split {step.Values[0]}: 0 is the start of the timeline, where nothing can be split");
                break;
            case "--trim-in" or "--trim-out":
                _ = EditCommand.Index(step.Name, step.Values[0]);
                _ = EditCommand.Time(step.Name, step.Values[1]);
                break;
            case "--gain":
                _ = EditCommand.Index(step.Name, step.Values[0]);
                _ = EditCommand.Number(step.Name, step.Values[1]);
                break;
            case SpeedChoice.Speed:
                _ = EditCommand.Index(step.Name, step.Values[0]);
                _ = SpeedChoice.Value(step.Name, step.Values[1]);
                break;
            case "--move":
                _ = EditCommand.Index(step.Name, step.Values[0]);
                _ = EditCommand.Index(step.Name, step.Values[1]);
                break;
            case "--delete-segment" or "--mute" or "--unmute":
                _ = EditCommand.Index(step.Name, step.Values[0]);
                break;
        }
    }

    /// <summary>A range as it was typed; without an end it is infinite there.</summary>
    public static TimeRange Range(EditStep step, string value)
    {
        if (TimeText.TryParseRange(value, out TimeRange range, out string? cause))
        {
            if (step.Next is { } another && TimeText.TryParseRange(another, out _, out _) && !File.Exists(another)) throw new UsageException($"{step.Name} {value} {another}: write several ranges as {value},{another}");
            return range;
        }

        if (TimeText.TryParse(value, out _) && step.Next is { } next && TimeText.TryParse(next, out _)) throw new UsageException($"{step.Name} {value} {next}: write the range as {value}..{next}");
        if (TimeText.TryParse(value, out _)) throw new UsageException($"{step.Name} {value}: write a range, such as {value}.. to the end or {value}..{value}5");
        throw new UsageException($"{step.Name} {value}: {cause}");
    }

    private static string[] Words(string name, int count) => name switch
    {
        MainEdits.RippleDelete or MainEdits.Keep => ["A..B,..."],
        "--split" => ["T"],
        "--move" => ["I", "J"],
        "--trim-in" or "--trim-out" => ["I", "T"],
        "--gain" => ["I", "DB"],
        SpeedChoice.Speed => ["I", "X"],
        "--transition" => ["I", "S"],
        "--envelope" => ["OWNER", "T=DB,..."],
        "--add-lane" => ["NAME"],
        "--remove-lane" => ["L"],
        "--move-lane" => ["L", "J"],
        "--lane" => ["L", "KEY=VALUE,..."],
        "--add-item" => ["L", "FILE", "T"],
        "--item" => ["L", "K", "KEY=VALUE,..."],
        "--remove-item" => ["L", "K"],
        "--master" => ["KEY=VALUE,..."],
        "--ducking" => ["L", "KEY=VALUE,..."],
        "--room-tone" => ["FILE", "A..B"],
        "--delete-segment" or "--mute" or "--unmute" or "--no-transition" => ["I"],
        _ => count switch { 1 => ["VALUE"], 2 => ["VALUE", "VALUE"], _ => ["VALUE", "VALUE", "VALUE"] },
    };
}

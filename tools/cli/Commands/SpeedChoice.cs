using System;
using System.CommandLine;

namespace Seamline.Cli.Commands;

/// <summary>What --speed of `seamline edit` makes of a segment: --speed-mode.</summary>
internal sealed class SpeedChoice
{
    public const string Speed = "--speed";
    private const string Mode = "--speed-mode";
    private static readonly string[] Names = ["silence", "varispeed", "keep_pitch"];

    private readonly Option<string> _mode = new(Mode)
    {
        Description = "What --speed sounds like: keep_pitch (by default), varispeed (faster is higher), or silence.",
        DefaultValueFactory = _ => Names[(int)SpeedMode.KeepPitch],
        HelpName = "MODE",
    };

    private SpeedChoice()
    {
    }

    /// <summary>Adds the option.</summary>
    public static SpeedChoice AddTo(Command command)
    {
        var choice = new SpeedChoice();
        command.Add(choice._mode);
        return choice;
    }

    /// <summary>What the user chose.</summary>
    public SpeedMode Of(ParseResult parsed)
    {
        string name = parsed.GetValue(_mode)!;
        int mode = Array.IndexOf(Names, name);
        return mode >= 0 ? (SpeedMode)mode : throw new UsageException($"{Mode} {name}: there are {string.Join(", ", Names)}");
    }

    /// <summary>A speed as it was typed.</summary>
    public static double Value(string name, string value)
    {
        double speed = EditCommand.Number(name, value.EndsWith('x') ? value[..^1] : value);
        return speed is >= Limits.MinSpeed and <= Limits.MaxSpeed ? speed
            : throw new UsageException($"{name} {value}: a speed is {Limits.MinSpeed} to {Limits.MaxSpeed}; 1 is as recorded");
    }

    /// <summary>A speed in words.</summary>
    public static string Text(in SegmentSpec spec) => spec.Speed == 1 ? "" : FormattableString.Invariant($"{spec.Speed}x {Name(spec.SpeedMode)}");

    /// <summary>A mode's name, as in a project file.</summary>
    public static string Name(SpeedMode mode) => Names[(int)mode];
}

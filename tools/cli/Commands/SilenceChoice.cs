using System.CommandLine;

namespace Seamline.Cli.Commands;

/// <summary>The options that say what counts as silence, and what is found by them.</summary>
internal sealed class SilenceChoice
{
    private readonly Option<double> _threshold = new("--threshold-db")
    {
        Description = "Level below which it is silent, dB of full scale (RMS), -120 to 0.",
        DefaultValueFactory = _ => SilenceOptions.Default.ThresholdDb,
    };

    private readonly Option<double> _shortest = new("--min-silence")
    {
        Description = "Shortest silence, seconds, margins included.",
        DefaultValueFactory = _ => SilenceOptions.Default.MinSeconds,
    };

    private readonly Option<double> _margin = new("--margin")
    {
        Description = "What stays of a silence beside sound at either end, seconds.",
        DefaultValueFactory = _ => SilenceOptions.Default.MarginSeconds,
    };

    /// <summary>Adds the options to a command.</summary>
    public static SilenceChoice AddTo(Command command)
    {
        var choice = new SilenceChoice();
        command.Add(choice._threshold);
        command.Add(choice._shortest);
        command.Add(choice._margin);
        return choice;
    }

    /// <summary>What the user chose.</summary>
    public SilenceOptions Of(ParseResult parsed) => new(parsed.GetValue(_threshold), parsed.GetValue(_shortest), parsed.GetValue(_margin));

    /// <summary>The silences of a timeline as it stands; Ctrl+C cancels.</summary>
    public static EditRange[] Find(OpenProject open, in SilenceOptions options)
    {
        using var interrupt = new Interrupt();
        open.Check(open.Engine.FindSilences(options, [], out int count, interrupt.Token)); // loads what is not known
        var ranges = new EditRange[count];
        open.Check(open.Engine.FindSilences(options, ranges, out _, interrupt.Token));
        return ranges;
    }
}

using System;
using System.CommandLine;
using System.Globalization;

namespace Seamline.Cli.Commands;

/// <summary>The options of the master: limiter, and normalisation to a loudness.</summary>
internal sealed class MasterOptions
{
    private readonly Option<bool> _limiter = new("--limiter") { Description = "Limit true peaks to the ceiling." };

    private readonly Option<double> _ceiling = new("--ceiling-db")
    {
        Description = "Ceiling of the limiter, dB true peak, -24 to 0.",
        DefaultValueFactory = _ => MasterSpec.Neutral.CeilingDb,
    };

    private readonly Option<double?> _loudness = new("--loudness")
    {
        Description = "Normalise to this integrated loudness, LUFS, -70 to 0: one gain for all, and the limiter.",
    };

    /// <summary>Adds the options to a command.</summary>
    public static MasterOptions AddTo(Command command)
    {
        var options = new MasterOptions();
        command.Add(options._limiter);
        command.Add(options._ceiling);
        command.Add(options._loudness);
        return options;
    }

    /// <summary>Sets the master by what the user chose. Normalisation measures the timeline first; returns its gain, dB, or 0.</summary>
    public double Apply(ParseResult parsed, OpenProject open, bool silenceForErrors)
    {
        double gain = 0;
        if (parsed.GetValue(_loudness) is { } target)
        {
            if (!(target is >= -70 and <= 0)) throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"--loudness {target}: outside -70..0 LUFS"));
            double measured = LoudnessCommand.Measure(open, silenceForErrors).IntegratedLufs;
            if (!double.IsFinite(measured)) throw new CommandException("--loudness: the timeline is silent, so there is nothing to normalise");
            gain = Math.Min(target - measured, Limits.MaxGainDb);
        }

        bool limits = parsed.GetValue(_limiter) || parsed.GetValue(_loudness) != null;
        if (limits) open.Check(open.Engine.SetMaster(new MasterSpec(gain, true, parsed.GetValue(_ceiling))));
        return gain;
    }
}

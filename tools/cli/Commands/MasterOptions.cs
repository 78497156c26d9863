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

    /// <summary>The loudness to normalise to; null for none.</summary>
    public double? Loudness(ParseResult parsed)
    {
        double? target = parsed.GetValue(_loudness);
        return target is null or (>= -70 and <= 0) ? target
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--loudness {target}: give LUFS from -70 to 0, e.g. -16"));
    }

    /// <summary>The limiter's ceiling.</summary>
    public double Ceiling(ParseResult parsed) => parsed.GetValue(_ceiling);

    /// <summary>Sets the limiter if the user chose it. Normalisation brings its own.</summary>
    public void Apply(ParseResult parsed, OpenProject open)
    {
        if (parsed.GetValue(_limiter)) open.Check(open.Engine.SetMaster(open.Engine.Master with { Limiter = true, CeilingDb = Ceiling(parsed) }));
    }
}

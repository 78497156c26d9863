using System;
using System.CommandLine;
using System.Globalization;

namespace Seamline.Cli.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>PROJECT: media files in order, or an .otio file.</summary>
    public static Argument<string[]> Project() => new("project")
    {
        Description = "Media files in order, or one .otio file.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>--json.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print data as JSON." };

    /// <summary>--declick-ms N.</summary>
    public static Option<double?> Declick() => new("--declick-ms")
    {
        Description = "Declick at seams, ms, 0 to 100; 0 for exact concatenation (default: the project's, else 5).",
    };

    /// <summary>--rate N.</summary>
    public static Option<int> Rate() => new("--rate")
    {
        Description = "Rate of the engine, Hz; 44.1k is 44100.",
        DefaultValueFactory = _ => 48_000,
        CustomParser = result =>
        {
            if (TryParseRate(result.Tokens[0].Value, out int rate)) return rate;
            result.AddError($"--rate {result.Tokens[0].Value}: give Hz, e.g. 44100");
            return 0;
        },
    };

    /// <summary>`44100`, `44.1k`, `48kHz`.</summary>
    internal static bool TryParseRate(string text, out int rate)
    {
        string number = text.EndsWith("hz", StringComparison.OrdinalIgnoreCase) ? text[..^2] : text;
        bool thousands = number.EndsWith('k');
        bool isNumber = double.TryParse(thousands ? number[..^1] : number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value);
        double hertz = thousands ? value * 1_000 : value;
        rate = isNumber && hertz <= int.MaxValue ? (int)Math.Round(hertz) : 0;
        return rate > 0 && Math.Abs(hertz - rate) < 1e-6;
    }

    /// <summary>--channels N.</summary>
    public static Option<int> Channels() => new("--channels") { Description = "Channels of the output, 1 to 8.", DefaultValueFactory = _ => 2 };

    /// <summary>--budget-mb N.</summary>
    public static Option<int> Budget() => new("--budget-mb")
    {
        Description = "Memory budget, MiB, from 32.",
        DefaultValueFactory = _ => (int)(Limits.DefaultBudgetBytes >> 20),
    };
}

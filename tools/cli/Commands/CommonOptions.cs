using System.CommandLine;

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
    public static Option<int> Rate() => new("--rate") { Description = "Rate of the engine, Hz.", DefaultValueFactory = _ => 48_000 };

    /// <summary>--channels N.</summary>
    public static Option<int> Channels() => new("--channels") { Description = "Channels of the output, 1 to 8.", DefaultValueFactory = _ => 2 };

    /// <summary>--budget-mb N.</summary>
    public static Option<int> Budget() => new("--budget-mb")
    {
        Description = "Memory budget, MiB, from 32.",
        DefaultValueFactory = _ => (int)(Limits.DefaultBudgetBytes >> 20),
    };
}

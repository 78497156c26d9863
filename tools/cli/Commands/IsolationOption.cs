using System;
using System.CommandLine;

namespace Seamline.Cli.Commands;

/// <summary>--isolation, of every command: where media are decoded.</summary>
internal static class IsolationOption
{
    private const string Name = "--isolation";

    /// <summary>--isolation auto|off|required.</summary>
    public static Option<string> Create()
    {
        Option<string> option = new(Name)
        {
            Description = "Where media are decoded: in worker processes without any rights (required), in this process (off), or in workers where they can be had (auto).",
            Recursive = true,
        };
        option.AcceptOnlyFromAmong("auto", "off", "required");
        return option;
    }

    /// <summary>Has all engines of this process do as it says: they read it from the environment.</summary>
    public static void Apply(ParseResult parsed)
    {
        if (parsed.GetValue<string>(Name) is { Length: > 0 } mode) Environment.SetEnvironmentVariable("SEAMLINE_ISOLATION", mode);
    }
}

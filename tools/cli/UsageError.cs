using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;

namespace Seamline.Cli;

/// <summary>What is wrong with a command line, as one line: the parser reports one fault in several, and prints the help behind them.</summary>
internal static class UsageError
{
    /// <summary>The sentence, or null where the command line is right.</summary>
    public static string? Of(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0) return null;
        string command = parsed.CommandResult.Command is RootCommand ? "seamline" : $"seamline {parsed.CommandResult.Command.Name}";
        return $"{Cause(parsed).TrimEnd('.')}; `{command} --help` lists what there is";
    }

    // What is not known is named before what is missing because of it.
    private static string Cause(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count > 0)
        {
            string unknown = parsed.UnmatchedTokens[0];
            string kind = unknown.StartsWith('-') ? "option" : parsed.CommandResult.Command.Subcommands.Count > 0 ? "command" : "argument";
            return $"there is no {kind} {unknown}";
        }

        if (parsed.CommandResult.Command.Subcommands.Count > 0) return "no command is given";
        ParseError error = parsed.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult) ?? parsed.Errors[0];
        return error.Message.ReplaceLineEndings(" ");
    }
}

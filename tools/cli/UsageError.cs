using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Linq;
using Seamline.Cli.Commands;

namespace Seamline.Cli;

/// <summary>What is wrong with a command line, as one line that names the option and the cure: the parser reports one fault in several, and prints the help behind them.</summary>
internal static class UsageError
{
    /// <summary>The sentence, or null where the command line is right.</summary>
    public static string? Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (UnknownOption(parsed) is { } unknown) return Unknown("option", unknown, Options(parsed), Help(command));
        if (Empty(parsed) is { } empty) return empty;
        if (parsed.Errors.Count == 0) return null;
        if (parsed.UnmatchedTokens.Count > 0)
        {
            string token = parsed.UnmatchedTokens[0];
            return command.Subcommands.Count > 0 ? Unknown("command", token, command.Subcommands.Select(one => one.Name), Help(command))
                : $"{token}: `{Name(command)}` takes no more arguments; {Help(command)}";
        }

        if (command.Subcommands.Count > 0) return $"no command is given; {Help(command)}";
        ParseError error = parsed.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult) ?? parsed.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { IdentifierToken: null, Option.Required: true } needed => $"{Spelled(needed.Option)} is missing; {Help(command)}",
            OptionResult option => OfOption(option, error.Message),
            ArgumentResult { Tokens.Count: > 0 } wrong when Completion.Words(wrong.Argument) is { Length: > 0 } words => $"{wrong.Tokens[0].Value}: give {OneOf(words)}",
            ArgumentResult { Tokens.Count: 0 } missing => $"{missing.Argument.HelpName ?? missing.Argument.Name} is missing: write `{Name(command)} {Usage(command)}`",
            _ => $"{error.Message.ReplaceLineEndings(" ").TrimEnd('.')}; {Help(command)}",
        };
    }

    // No file, time or name is an empty text; scripts give one where a variable is not set.
    private static string? Empty(ParseResult parsed)
    {
        for (int i = 0; i < parsed.Tokens.Count; i++)
        {
            if (parsed.Tokens[i].Value.Length > 0) continue;
            Token? option = parsed.Tokens.Take(i).LastOrDefault(token => token.Type == TokenType.Option);
            return $"{(option is null ? "an argument" : $"a value of {option.Value} or an argument behind it")} is empty; is a variable not set?";
        }

        return null;
    }

    /// <summary>Of several words the one that was most likely meant; null where none is near.</summary>
    internal static string? Nearest(string typed, IEnumerable<string> known) => known
        .Select(word => (Word: word, Distance: Distance(typed, word)))
        .Where(pair => pair.Distance <= Math.Max(1, typed.TrimStart('-').Length / 3))
        .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Word, StringComparer.Ordinal)
        .Select(pair => pair.Word).FirstOrDefault();

    private static string Unknown(string kind, string typed, IEnumerable<string> known, string otherwise) =>
        $"unknown {kind} {typed}; {(Nearest(typed, known) is { } near ? $"did you mean {near}?" : otherwise)}";

    private static string Name(Command command) => command is RootCommand ? "seamline" : $"seamline {command.Name}";

    private static string Help(Command command) => $"`{Name(command)} --help` lists what there is";

    private static string Usage(Command command) => string.Join(' ', command.Arguments.Select(argument => argument.Name.ToUpperInvariant()));

    private static string Spelled(Option option) => option.Aliases.Count > 0 ? $"{option.Name} ({string.Join(", ", option.Aliases)})" : option.Name;

    private static IEnumerable<string> Options(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal));

    // What begins like an option and is not known is taken for an argument by the parser, and would be looked for as a file.
    private static string? UnknownOption(ParseResult parsed)
    {
        IEnumerable<Token> before = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash);
        HashSet<string> typed = [.. before.Where(token => token.Type == TokenType.Argument).Select(token => token.Value)];
        IEnumerable<string> positional = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens).Select(token => token.Value);
        string? unknown = positional.Concat(parsed.UnmatchedTokens).FirstOrDefault(value => typed.Contains(value) && LooksLikeOption(value));
        return unknown?.Split('=')[0];
    }

    private static bool LooksLikeOption(string value) => value.Length > 1 && value[0] == '-' && (value[1] == '-' || char.IsAsciiLetter(value[1]));

    private static string OfOption(OptionResult result, string said)
    {
        Option option = result.Option;
        string name = result.IdentifierToken?.Value ?? option.Name;
        string values = string.Join(' ', result.Tokens.Select(token => token.Value));
        int least = option.Arity.MinimumNumberOfValues;
        if (least > 1 && result.Tokens.Count < least) return $"{name} needs {EditValues.Count(least)}: write {name} <{option.HelpName}>";
        if (result.Tokens.Count == 0) return $"{name} needs a value: {FirstSentence(option.Description)}";
        string[] words = [.. option.GetCompletions(CompletionContext.Empty).Select(word => word.Label)];
        if (words.Length > 0 && option.ValueType != typeof(bool)) return $"{name} {values}: give {OneOf(words)}";
        Type type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        if (said.StartsWith(name, StringComparison.Ordinal) || said.StartsWith(option.Name, StringComparison.Ordinal)) return said; // the option's own sentence
        return type == typeof(int) ? $"{name} {values}: give a whole number: {FirstSentence(option.Description)}"
            : type == typeof(double) ? $"{name} {values}: give a number: {FirstSentence(option.Description)}"
            : $"{name} {values}: {said.ReplaceLineEndings(" ").TrimEnd('.')}";
    }

    private static string OneOf(string[] words) => words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";

    private static string FirstSentence(string? description) => (description ?? "").Split(". ")[0].TrimEnd('.');

    // Edits that make one of the other: a letter more, less or another, or two that have changed places (Damerau, 1964).
    private static int Distance(string a, string b)
    {
        int[,] edits = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) edits[i, 0] = i;
        for (int k = 0; k <= b.Length; k++) edits[0, k] = k;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int k = 1; k <= b.Length; k++)
            {
                int change = edits[i - 1, k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1);
                edits[i, k] = Math.Min(change, Math.Min(edits[i - 1, k], edits[i, k - 1]) + 1);
                if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) edits[i, k] = Math.Min(edits[i, k], edits[i - 2, k - 2] + 1);
            }
        }

        return edits[a.Length, b.Length];
    }
}

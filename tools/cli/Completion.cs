using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Completions;
using System.Linq;
using System.Text;

namespace Seamline.Cli;

/// <summary>Completion scripts of shells, made from the commands and their options.</summary>
internal static class Completion
{
    /// <summary>For bash: one function.</summary>
    public static string Bash(RootCommand root)
    {
        var text = new StringBuilder("_seamline()\n{\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=\n    COMPREPLY=()\n");
        text.Append("    if [ \"$COMP_CWORD\" -eq 1 ]; then\n");
        text.Append(Invariant($"        words='{string.Join(' ', Commands(root).Select(command => command.Name))} --help --version'\n"));
        text.Append("    else\n        case ${COMP_WORDS[1]}:$before in\n");
        foreach (Command command in Commands(root))
        {
            foreach (Option option in Options(command).Where(option => Words(option).Length > 0))
                text.Append(Invariant($"            {string.Join('|', Names(option).Select(name => $"{command.Name}:{name}"))}) words='{string.Join(' ', Words(option))}' ;;\n"));
            string[] arguments = [.. command.Arguments.SelectMany(Words)];
            text.Append(Invariant($"            {command.Name}:*) case $word in -*) words='{string.Join(' ', Options(command).SelectMany(Names))}' ;;"));
            text.Append(arguments.Length > 0 ? Invariant($" *) words='{string.Join(' ', arguments)}' ;; esac ;;\n") : " esac ;;\n");
        }

        text.Append("        esac\n    fi\n    if [ -n \"$words\" ]; then\n        COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n    fi\n}\n");
        return text.Append("complete -o default -o bashdefault -F _seamline seamline\n").ToString();
    }

    /// <summary>For zsh: the file `_seamline`, or sourced.</summary>
    public static string Zsh(RootCommand root)
    {
        var text = new StringBuilder("#compdef seamline\n_seamline()\n{\n    local -a commands=(\n");
        foreach (Command command in Commands(root)) text.Append(Invariant($"        {Quoted($"{command.Name}:{FirstSentence(command.Description)}")}\n"));
        text.Append("    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n    case $words[2] in\n");
        foreach (Command command in Commands(root))
        {
            text.Append(Invariant($"        {command.Name})\n            shift words; (( CURRENT-- ))\n            _arguments"));
            foreach (Option option in Options(command))
            {
                string value = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? ""
                    : Words(option) is { Length: > 0 } words ? $":value:({string.Join(' ', words)})" : ":value:_files";
                foreach (string name in Names(option)) text.Append(Invariant($" \\\n                {Quoted($"*{name}[{FirstSentence(option.Description).Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}]{value}")}"));
            }

            string[] arguments = [.. command.Arguments.SelectMany(Words)];
            text.Append(Invariant($" \\\n                {Quoted(arguments.Length > 0 ? $"*:value:({string.Join(' ', arguments)})" : "*:file:_files")} ;;\n"));
        }

        return text.Append("    esac\n}\nif [ \"$funcstack[1]\" = _seamline ]; then _seamline \"$@\"; else compdef _seamline seamline; fi\n").ToString();
    }

    /// <summary>For fish.</summary>
    public static string Fish(RootCommand root)
    {
        var text = new StringBuilder();
        foreach (Command command in Commands(root))
        {
            text.Append(Invariant($"complete -c seamline -n __fish_use_subcommand -f -a {command.Name} -d {Quoted(FirstSentence(command.Description))}\n"));
            string within = Quoted($"__fish_seen_subcommand_from {command.Name}");
            foreach (Option option in Options(command))
            {
                string names = string.Join(' ', Names(option).Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}"));
                string value = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? "" : Words(option) is { Length: > 0 } words ? $" -x -a {Quoted(string.Join(' ', words))}" : " -r";
                text.Append(Invariant($"complete -c seamline -n {within} {names}{value} -d {Quoted(FirstSentence(option.Description))}\n"));
            }

            string[] arguments = [.. command.Arguments.SelectMany(Words)];
            if (arguments.Length > 0) text.Append(Invariant($"complete -c seamline -n {within} -f -a {Quoted(string.Join(' ', arguments))}\n"));
        }

        return text.ToString();
    }

    /// <summary>Commands that are shown.</summary>
    internal static IEnumerable<Command> Commands(Command root) => root.Subcommands.Where(command => !command.Hidden);

    /// <summary>Options that are shown.</summary>
    internal static IEnumerable<Option> Options(Command command) => command.Options.Where(option => !option.Hidden);

    /// <summary>How an option may be written.</summary>
    internal static IEnumerable<string> Names(Option option) => option.Aliases.Where(name => name.StartsWith('-')).Prepend(option.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The words that it takes; none where it takes others too.</summary>
    internal static string[] Words(Symbol symbol) => symbol switch
    {
        Option option when option.ValueType != typeof(bool) => [.. option.GetCompletions(CompletionContext.Empty).Select(word => word.Label)],
        Argument argument => [.. argument.GetCompletions(CompletionContext.Empty).Select(word => word.Label)],
        _ => [],
    };

    private static string FirstSentence(string? description) => (description ?? "").Split(". ")[0].TrimEnd('.');

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

using System;
using System.CommandLine;
using System.Linq;
using System.Text;

namespace Seamline.Cli;

/// <summary>The manual page in man(7), made from the commands and their options.</summary>
internal static class ManPage
{
    /// <summary>The page.</summary>
    public static string Of(RootCommand root)
    {
        var page = new StringBuilder(".TH SEAMLINE 1\n.SH NAME\nseamline \\- cut, mix and render audio timelines\n.SH SYNOPSIS\n");
        foreach (Command command in Completion.Commands(root)) page.Append($".B seamline {Text(command.Name)}\n{Text($"{Arguments(command)} [OPTIONS]".TrimStart())}\n.br\n");
        page.Append(".SH DESCRIPTION\n").Append(Text(root.Description)).Append('\n');
        page.Append(Text($"Times are {TimeText.Forms}; ranges are A..B, A.. to the end and ..B from the start.")).Append('\n');
        page.Append(".SH COMMANDS\n");
        foreach (Command command in Completion.Commands(root))
        {
            page.Append($".SS seamline {Text(command.Name)} {Text(Arguments(command))}\n{Text(command.Description)}\n");
            foreach (Argument argument in command.Arguments) page.Append($".TP\n.B {Text(argument.Name.ToUpperInvariant())}\n{Text(argument.Description)}\n");
            foreach (Option option in Completion.Options(command).Where(option => option.Name != "--help"))
                page.Append($".TP\n.B {Text(string.Join(", ", Completion.Names(option)))}{Text(Value(option))}\n{Text(option.Description)}\n");
        }

        page.Append(".SH EXIT STATUS\n.TP\n.B 0\nsuccess\n.TP\n.B 1\nthe command failed; the line on the standard error says why\n.TP\n.B 2\nthe command line is wrong\n");
        page.Append(".TP\n.B 128+N\nsignal N ended it; 130 for Ctrl\\-C\n");
        page.Append(".SH FILES\nOutput files are written whole or not at all: until it is complete, an existing file stays as it was.\n");
        page.Append(".SH EXAMPLES\n");
        foreach (string example in (ReadOnlySpan<string>)
            [
                "seamline edit talk.wav --ripple-delete 1:05..1:09.5 --keep ..45:00 -o cut.otio",
                "seamline render cut.otio -o talk.m4a --loudness -16 --metadata title=Talk",
                "seamline render cut.otio -o - --type flac | player -",
                "seamline render cut.otio --stems stems",
            ])
        {
            page.Append($".PP\n.nf\n{Text(example)}\n.fi\n");
        }

        return page.ToString();
    }

    /// <summary>The values of an option: ` VALUE`, or what its help calls them.</summary>
    internal static string Value(Option option) => option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0 ? ""
        : option.HelpName is { } name ? $" <{name}>" : $" <{option.Name.TrimStart('-')}>";

    private static string Arguments(Command command) => string.Join(' ', command.Arguments.Select(argument => argument.Name.ToUpperInvariant() + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")));

    // What man(7) would take for its own: backslashes, hyphens that are meant to be typed, and lines that begin with a request.
    private static string Text(string? text)
    {
        string escaped = (text ?? "").Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).ReplaceLineEndings(" ");
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? "\\&" + escaped : escaped;
    }
}

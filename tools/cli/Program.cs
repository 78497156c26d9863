using System;
using System.CommandLine;
using System.IO;
using Seamline.Cli.Commands;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>The command `seamline`.</summary>
internal static class Program
{
    /// <summary>Runs it; 0, or another exit code with one sentence on stderr.</summary>
    public static int Main(string[] args)
    {
        var root = new RootCommand("Seamline: cut recordings while they play.")
        {
            InfoCommand.Create(),
            RenderCommand.Create(),
            EditCommand.Create(),
            ConvertCommand.Create(),
            PlayCommand.Create(),
            DevicesCommand.Create(),
            PeaksCommand.Create(),
            LoudnessCommand.Create(),
            SilencesCommand.Create(),
            DemoCommand.Create(),
        };
        // "@x.wav" is a file like any other, not a file of arguments.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if (UsageError.Of(parsed) is { } sentence) throw new CommandException(sentence);
            int code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return Interrupt.ExitCode != 0 ? Interrupt.ExitCode : code;
        }
        catch (Exception error) when (error is CommandException or ProjectException or ScriptException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"seamline: {error.Message}");
            return Interrupt.ExitCode != 0 ? Interrupt.ExitCode : 1;
        }
    }
}

/// <summary>A command that cannot be carried out: the message is the sentence to show.</summary>
internal sealed class CommandException(string message) : Exception(message);

using System;
using System.CommandLine;
using System.IO;
using Seamline.Cli.Commands;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>The command `seamline`.</summary>
internal static class Program
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>The command with all that belongs to it.</summary>
    public static RootCommand CreateRoot()
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
        root.Add(IsolationOption.Create());
        root.Add(CompletionCommand.Create(root));
        root.Add(ManCommand.Create(root));
        VersionFacts.Replace(root);
        return root;
    }

    /// <summary>Runs it; 0, or another exit code with one sentence on stderr: 2 where the command line is wrong, 128 and the signal's number where one ended it.</summary>
    public static int Main(string[] args)
    {
        RootCommand root = CreateRoot();
        // "@x.wav" is a file like any other, not a file of arguments.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if (UsageError.Of(parsed) is { } sentence) throw new UsageException(sentence);
            IsolationOption.Apply(parsed);
            int code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return Interrupt.ExitCode != 0 ? Interrupt.ExitCode : code;
        }
        catch (Exception error) when (error is CommandException or ProjectException or ScriptException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"seamline: {error.Message}");
            return Interrupt.ExitCode != 0 ? Interrupt.ExitCode : error is UsageException ? WrongUsage : Failed;
        }
    }
}

/// <summary>A command that cannot be carried out: the message is the sentence to show.</summary>
internal class CommandException(string message) : Exception(message);

/// <summary>A command line that is wrong whatever it is about: the message is the sentence to show.</summary>
internal sealed class UsageException(string message) : CommandException(message);

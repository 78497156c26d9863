using System;
using System.CommandLine;

namespace Seamline.Cli.Commands;

/// <summary>`seamline completion SHELL`: a script that completes commands, options, their words, and files.</summary>
internal static class CompletionCommand
{
    /// <summary>The command.</summary>
    public static Command Create(RootCommand root)
    {
        Argument<string> shell = new("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a completion script: `source <(seamline completion bash)`, the same with zsh, `seamline completion fish | source`.") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.Write(parsed.GetRequiredValue(shell) switch
            {
                "zsh" => Completion.Zsh(root),
                "fish" => Completion.Fish(root),
                _ => Completion.Bash(root),
            });
            return 0;
        });
        return command;
    }
}

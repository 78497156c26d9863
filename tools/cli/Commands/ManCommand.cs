using System;
using System.CommandLine;

namespace Seamline.Cli.Commands;

/// <summary>`seamline man`: the manual page, made from the options themselves.</summary>
internal static class ManCommand
{
    /// <summary>The command.</summary>
    public static Command Create(RootCommand root)
    {
        var command = new Command("man", "Print the manual page; `seamline man | man -l -` shows it.");
        command.SetAction(_ =>
        {
            Console.Out.Write(ManPage.Of(root));
            return 0;
        });
        return command;
    }
}

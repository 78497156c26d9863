using System;
using System.CommandLine;
using System.IO;
using Seamline.Projects;

namespace Seamline.Cli.Commands;

/// <summary>`seamline convert A B`: a project of one format as another.</summary>
internal static class ConvertCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> from = new("from") { Description = $"The project to read: {string.Join("; ", ProjectFile.Known)}. A .txt is known by what it holds." };
        Argument<string> to = new("to") { Description = "The project to write; its extension is the format." };
        Option<bool> force = OutputCheck.Force();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("convert", "Write a project in another format.") { from, to, force, json };
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(to);
            RequireProject(path);
            string input = parsed.GetRequiredValue(from);
            if (!ProjectFile.IsProject(input))
                throw new CommandException(File.Exists(input) || Directory.Exists(input) ? ForeignFormat.Name(input) is { } format ? ForeignFormat.Sentence(input, format) : $"{input}: is no project" : $"{input}: there is no such file");
            OpenOptions how = opening.Of(parsed);
            OutputCheck.AskToReplace(path, parsed.GetValue(force));
            Project project = ProjectFile.Read(input, how.ForReading with { RequireMedia = how.RequireMedia });
            foreach (string warning in project.Warnings) Console.Error.WriteLine($"seamline: warning: {warning}");
            Write(project, path, how);
            Summary.OfProject(project, path, parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    /// <summary>Refuses a name that is no project's.</summary>
    public static void RequireProject(string path)
    {
        if (!ProjectFile.IsProject(path)) throw new UsageException($"{path}: a project is written as {string.Join(", ", ProjectFile.Known)}");
    }

    /// <summary>Writes a project; what the format cannot hold is a warning each.</summary>
    public static void Write(Project project, string path, OpenOptions how)
    {
        foreach (string warning in ProjectFile.Write(project, path, how.FrameRate)) Console.Error.WriteLine($"seamline: warning: {warning}");
    }
}

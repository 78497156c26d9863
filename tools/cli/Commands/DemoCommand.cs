using System;
using System.CommandLine;
using System.IO;
using Seamline.Cli.Demo;
using Seamline.Projects;
using Seamline.Projects.Demo;

namespace Seamline.Cli.Commands;

/// <summary>`seamline demo`: ten minutes of recording, cut while it plays, with measurements and pictures.</summary>
internal static class DemoCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string?> device = new("--device") { Description = "A device's name, `null` for none, `dummy` for SDL's; default: the system's, else none." };
        Option<string> folder = new("--output", "-o") { Description = "Folder for the recording and the results.", DefaultValueFactory = _ => "seamline-demo" };
        var command = new Command("demo", "Make a recording, play it, cut it while it plays, and show what was measured.") { device, folder };
        command.SetAction(parsed =>
        {
            string target = Path.GetFullPath(parsed.GetRequiredValue(folder));
            Console.WriteLine("making a 10-minute recording (voice: AAC, music: Opus) ...");
            Project project = DemoMedia.Make(target);
            using var run = new DemoRun();
            run.Open(project);
            Console.WriteLine("playing, and cutting while it plays ...");
            run.Play(parsed.GetValue(device));
            Console.WriteLine();
            return new DemoReport(run).Write(target, Console.Out) ? 0 : 1;
        });
        return command;
    }
}

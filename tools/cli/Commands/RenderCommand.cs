using System;
using System.CommandLine;
using System.IO;
using System.Threading;

namespace Seamline.Cli.Commands;

/// <summary>`seamline render PROJECT -o OUT.wav`: the timeline as a file, the bits that playback gives.</summary>
internal static class RenderCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<string> output = new("--output", "-o") { Description = "The WAV file to write.", Required = true };
        Option<string> format = new("--format") { Description = "Samples: f32 or s16.", DefaultValueFactory = _ => "f32" };
        format.AcceptOnlyFromAmong("f32", "s16");
        Option<int> rate = CommonOptions.Rate();
        Option<int> channels = CommonOptions.Channels();
        Option<double?> declick = CommonOptions.Declick();
        Option<int> budget = CommonOptions.Budget();
        Option<bool> silence = new("--silence-for-errors") { Description = "Take silence for media that cannot be read, instead of refusing." };
        var command = new Command("render", "Render a timeline to a WAV file.") { project, output, format, rate, channels, declick, budget, silence };
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var config = new EngineConfig
            {
                Rate = parsed.GetValue(rate),
                Channels = parsed.GetValue(channels),
                BudgetBytes = (long)parsed.GetValue(budget) << 20,
            };
            using OpenProject open = OpenProject.Open(parsed.GetRequiredValue(project), config, parsed.GetValue(declick), opening.Of(parsed, requireMedia: !parsed.GetValue(silence)));
            SampleFormat samples = parsed.GetValue(format) == "s16" ? SampleFormat.S16 : SampleFormat.F32;
            Render(open, parsed.GetRequiredValue(output), samples, parsed.GetValue(silence));
            return 0;
        });
        return command;
    }

    /// <summary>Renders the whole timeline of an engine into a file.</summary>
    public static void Render(OpenProject open, string path, SampleFormat format, bool silenceForErrors)
    {
        using var cancel = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, e) =>
        {
            e.Cancel = true;
            cancel.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            if (!Directory.Exists(folder)) throw new CommandException($"{path}: there is no folder {folder}");
            using var line = new ProgressLine("rendering");
            var wanted = new WavExport(path)
            {
                Format = format,
                SilenceForErrors = silenceForErrors,
                Progress = (done, frames) =>
                {
                    line.Report(done, frames);
                    return true;
                },
            };
            if (open.Engine.ExportWav(wanted, cancel.Token) != Status.Ok) throw new CommandException(open.Engine.LastError);
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }
}

using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;

namespace Seamline.Cli.Commands;

/// <summary>`seamline render PROJECT -o OUT.wav`: the timeline as a file, the bits of an offline render.</summary>
internal static class RenderCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<string> output = new("--output", "-o")
        {
            Description = "The WAV file to write; - for the standard output. An existing file is replaced, a pipe or device written to.",
            Required = true,
        };
        Option<string> format = new("--format") { Description = "Samples: f32 or s16.", DefaultValueFactory = _ => "f32" };
        format.AcceptOnlyFromAmong("f32", "s16");
        Option<int> rate = CommonOptions.Rate();
        Option<int> channels = CommonOptions.Channels();
        Option<double?> declick = CommonOptions.Declick();
        Option<double> edges = new("--edge-fade-ms") { Description = "Linear fade at the first and the last frames, ms, 0 to 1000.", DefaultValueFactory = _ => 0 };
        Option<string> sourceChannels = ChannelOptions.SourceChannels();
        Option<string> monoLevel = ChannelOptions.MonoLevel();
        Option<int> budget = CommonOptions.Budget();
        Option<bool> silence = new("--silence-for-errors") { Description = "Take silence for media that cannot be read, instead of refusing." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("render", "Render a timeline to a WAV file.")
        {
            project, output, format, rate, channels, declick, edges, budget, silence, json, sourceChannels, monoLevel,
        };
        MasterOptions master = MasterOptions.AddTo(command);
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string given = parsed.GetRequiredValue(output);
            if (given == OutputCheck.Standard && parsed.GetValue(json)) throw new CommandException("--json and -o - both write to the standard output; name a file");
            string path = OutputCheck.PathOf(given);
            OutputCheck.RequireWav(path);
            string[] inputs = parsed.GetRequiredValue(project);
            OutputCheck.RefuseInput(inputs, path);
            var config = new EngineConfig
            {
                Rate = parsed.GetValue(rate),
                Channels = parsed.GetValue(channels),
                BudgetBytes = (long)parsed.GetValue(budget) << 20,
                MonoLevel = ChannelOptions.Level(parsed.GetRequiredValue(monoLevel)),
            };
            OpenOptions how = opening.Of(parsed, requireMedia: !parsed.GetValue(silence)) with { Channels = ChannelOptions.Choice(parsed.GetRequiredValue(sourceChannels)) };
            using OpenProject open = OpenProject.Open(inputs, config, parsed.GetValue(declick), how);
            OutputCheck.RefuseMedium(open.Project, path);
            var wanted = new FileExport(path)
            {
                Format = parsed.GetValue(format) == "s16" ? SampleFormat.S16 : SampleFormat.F32,
                SilenceForErrors = parsed.GetValue(silence),
                EdgeFadeMilliseconds = parsed.GetValue(edges),
            };
            double gain = master.Apply(parsed, open, wanted.SilenceForErrors);
            RenderLevels levels = Render(open, wanted);
            MediaWarnings.Print(open.Engine);
            if (Clipping(levels, wanted.Format) is { } sentence) Console.Error.WriteLine($"seamline: warning: {sentence}");
            if (parsed.GetValue(json)) PrintJson(given, open.Engine.Config, wanted.Format, levels, gain);
            return 0;
        });
        return command;
    }

    /// <summary>What to say of samples beyond full scale; null where there are none.</summary>
    internal static string? Clipping(in RenderLevels levels, SampleFormat format)
    {
        if (levels.ClippedSamples == 0) return null;
        string facts = string.Create(
            CultureInfo.InvariantCulture, $"{levels.ClippedSamples:#,0} sample{(levels.ClippedSamples == 1 ? "" : "s")}; peak {levels.PeakDbfs:+0.0;-0.0;0.0} dBFS");
        return format == SampleFormat.S16 ? $"Clipped: {facts}. Lower the gain or write f32."
            : $"Above full scale: {facts}. The file keeps them, but they clip when it is played or converted; lower the gain.";
    }

    private static string Empty(IReadOnlyList<SourceInfo> sources) => sources.Count == 0
        ? "there is nothing to render: the timeline is empty"
        : $"{string.Join(", ", sources.Select(source => source.Name).Distinct(StringComparer.Ordinal))}: nothing of it can be decoded";

    // The whole timeline, into a file.
    private static RenderLevels Render(OpenProject open, FileExport wanted)
    {
        if (open.Engine.LengthFrames == 0) throw new CommandException(Empty(open.Engine.GetSources()));
        using var interrupt = new Interrupt();
        using var line = new ProgressLine("rendering");
        wanted = wanted with
        {
            Progress = (done, frames) =>
            {
                line.Report(done, frames);
                return true;
            },
        };
        open.Check(open.Engine.Export(wanted, out RenderLevels levels, interrupt.Token));
        return levels;
    }

    private static void PrintJson(string path, EngineConfig config, SampleFormat format, in RenderLevels levels, double gain)
    {
        using var json = new JsonOut();
        json.Field("output", path).Field("format", format == SampleFormat.S16 ? "s16" : "f32").Field("rate", (long)config.Rate);
        json.Field("channels", (long)config.Channels).Field("frames", levels.Frames).Field("seconds", (double)levels.Frames / config.Rate);
        json.Field("clipped_samples", levels.ClippedSamples).Field("peak", levels.Peak).Field("peak_dbfs", levels.PeakDbfs).Field("master_gain_db", gain);
        json.WriteTo(Console.Out);
    }
}

using System;
using System.CommandLine;
using System.Globalization;

namespace Seamline.Cli.Commands;

/// <summary>`seamline loudness PROJECT`: loudness and peaks of a timeline by EBU R 128.</summary>
internal static class LoudnessCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<int> rate = CommonOptions.Rate();
        Option<int> channels = CommonOptions.Channels();
        Option<double?> declick = CommonOptions.Declick();
        Option<string> sourceChannels = ChannelOptions.SourceChannels();
        Option<string> monoLevel = ChannelOptions.MonoLevel();
        Option<int> budget = CommonOptions.Budget();
        Option<bool> silence = new("--silence-for-errors") { Description = "Take silence for media that cannot be read, instead of refusing." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("loudness", "Measure loudness and peaks of a timeline (EBU R 128, ITU-R BS.1770-5), as rendered.")
        {
            project, rate, channels, declick, budget, silence, json, sourceChannels, monoLevel,
        };
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var config = new EngineConfig
            {
                Rate = parsed.GetValue(rate),
                Channels = parsed.GetValue(channels),
                BudgetBytes = (long)parsed.GetValue(budget) << 20,
                MonoLevel = ChannelOptions.Level(parsed.GetRequiredValue(monoLevel)),
            };
            bool silent = parsed.GetValue(silence);
            OpenOptions how = opening.Of(parsed, requireMedia: !silent) with { Channels = ChannelOptions.Choice(parsed.GetRequiredValue(sourceChannels)) };
            using OpenProject open = OpenProject.Open(parsed.GetRequiredValue(project), config, parsed.GetValue(declick), how);
            LoudnessReport report = Measure(open, silent);
            MediaWarnings.Print(open.Engine);
            if (parsed.GetValue(json)) PrintJson(open.Engine, report);
            else PrintText(open.Engine, report);
            return 0;
        });
        return command;
    }

    /// <summary>Measures the timeline, with progress on the terminal; Ctrl+C cancels.</summary>
    internal static LoudnessReport Measure(OpenProject open, bool silenceForErrors)
    {
        using var interrupt = new Interrupt();
        using var line = new ProgressLine("measuring");
        Status status = open.Engine.MeasureLoudness(
            out LoudnessReport report,
            silenceForErrors,
            (done, frames) =>
            {
                line.Report(done, frames);
                return true;
            },
            interrupt.Token);
        open.Check(status);
        return report;
    }

    /// <summary>The fields of a report in JSON; null for what there is none of.</summary>
    internal static void Write(JsonOut json, in LoudnessReport report)
    {
        json.Field("integrated_lufs", Finite(report.IntegratedLufs)).Field("range_lu", Finite(report.RangeLu));
        json.Field("true_peak_dbtp", Finite(report.TruePeakDbtp)).Field("sample_peak_dbfs", Finite(report.SamplePeakDbfs));
        json.Field("max_momentary_lufs", Finite(report.MaxMomentaryLufs)).Field("max_short_term_lufs", Finite(report.MaxShortTermLufs));
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;

    private static void PrintJson(Engine engine, in LoudnessReport report)
    {
        using var json = new JsonOut();
        Write(json, report);
        json.Field("seconds", (double)engine.LengthFrames / engine.Config.Rate).Field("rate", (long)engine.Config.Rate).Field("channels", (long)engine.Config.Channels);
        json.WriteTo(Console.Out);
    }

    private static void PrintText(Engine engine, in LoudnessReport report)
    {
        Print("Integrated", report.IntegratedLufs, "LUFS");
        Print("Range", report.RangeLu, "LU");
        Print("True peak", report.TruePeakDbtp, "dBTP");
        Print("Sample peak", report.SamplePeakDbfs, "dBFS");
        Print("Max momentary", report.MaxMomentaryLufs, "LUFS");
        Print("Max short-term", report.MaxShortTermLufs, "LUFS");
        Print("Length", (double)engine.LengthFrames / engine.Config.Rate, "s");
    }

    private static void Print(string name, double value, string unit) =>
        Console.WriteLine(double.IsFinite(value) ? string.Create(CultureInfo.InvariantCulture, $"{name,-15}{value,8:0.0} {unit}") : $"{name,-15}{"none",8}");
}

using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Seamline.Cli.Commands;

/// <summary>`seamline peaks PROJECT`: the waveform of a timeline, as numbers or as a picture.</summary>
internal static class PeaksCommand
{
    private const int StepSeconds = 10;
    private const int TimeoutMilliseconds = 600_000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<string?> from = new("--from") { Description = $"Where to begin: {TimeText.Forms} (default: the start)." };
        Option<string?> to = new("--to") { Description = "Where to end (default: the end)." };
        Option<int?> columns = new("--columns") { Description = "Columns, 1 to 100,000 (default: 60, of a picture 1,000)." };
        Option<int> channel = new("--channel") { Description = "A channel from 0; all together without it.", DefaultValueFactory = _ => -1 };
        Option<string?> svg = new("--svg") { Description = "Draw it into this file." };
        Option<bool> force = OutputCheck.Force();
        Option<bool> json = CommonOptions.Json();
        Option<int> budget = CommonOptions.Budget();
        var command = new Command("peaks", "Show the waveform of a timeline: what is loaded once stays known.") { project, from, to, columns, channel, svg, force, json, budget };
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string? picture = parsed.GetValue(svg);
            int count = parsed.GetValue(columns) ?? (picture == null ? 60 : PeaksSvg.Columns);
            if (count is < 1 or > 100_000) throw new UsageException($"--columns {count}: {count} columns are outside 1..100000");
            if (picture != null)
            {
                OutputCheck.RefuseInput(parsed.GetRequiredValue(project), picture);
                OutputCheck.AskToReplace(picture, parsed.GetValue(force));
            }

            using OpenProject open = OpenProject.Open(parsed.GetRequiredValue(project), new EngineConfig { BudgetBytes = (long)parsed.GetValue(budget) << 20 }, null, opening.Of(parsed));
            if (picture != null) OutputCheck.RefuseMedium(open.Project, picture);
            Waveform wave = Load(open, parsed.GetValue(from), parsed.GetValue(to), count, parsed.GetValue(channel));
            if (picture != null) PeaksSvg.Write(picture, Title(open), wave);
            if (parsed.GetValue(json)) PrintJson(wave);
            else if (picture == null) PrintText(wave);
            MediaWarnings.Print(open.Engine);
            return 0;
        });
        return command;
    }

    // Goes along the range as playback would: what the budget cannot hold at a time is in the peaks when it goes.
    private static Waveform Load(OpenProject open, string? from, string? to, int count, int channel)
    {
        Engine engine = open.Engine;
        int rate = engine.Config.Rate;
        long first = from == null ? 0 : Frame("--from", from, rate);
        long end = Math.Min(to == null ? engine.LengthFrames : Frame("--to", to, rate), engine.LengthFrames);
        if (first >= end) throw new CommandException($"there is nothing between {TimeText.Format((double)first / rate)} and {TimeText.Format((double)end / rate)}");
        using (var progress = new ProgressLine("loading"))
        {
            for (long at = first; at < end; at += (long)StepSeconds * rate)
            {
                progress.Report(at - first, end - first);
                open.Check(engine.SeekFrame(at));
                open.Check(engine.WaitReady(Math.Min((long)StepSeconds * rate, end - at), TimeoutMilliseconds));
            }
        }

        foreach (SourceInfo source in engine.GetSources())
        {
            if (source.Error != null) Console.Error.WriteLine($"seamline: warning: {source.Error}; it is silence");
        }

        double framesPerColumn = Math.Max(1, (double)(end - first) / count);
        var columns = new Peak[(int)Math.Min(count, Math.Ceiling((end - first) / framesPerColumn))];
        open.Check(engine.GetTimelinePeaks(new PeakView(first, framesPerColumn, channel), columns, out _));
        return new Waveform(columns, first, framesPerColumn, end, rate);
    }

    private static long Frame(string option, string text, int rate) => TimeText.TryParse(text, out double seconds, rate)
        ? (long)Math.Round(seconds * rate, MidpointRounding.AwayFromZero)
        : throw new UsageException($"{option}: \"{text}\" is not a time ({TimeText.Forms})");

    private static string Title(OpenProject open) => open.Project.Path is { } path ? Path.GetFileName(path) : string.Join(", ", open.Project.Segments.Select(s => s.Name));

    private static void PrintText(Waveform wave)
    {
        var table = new Table("time|", "min|", "max|", "rms dB|", "");
        for (int i = 0; i < wave.Columns.Length; i++)
        {
            Peak peak = wave.Columns[i];
            if (peak.IsKnown) table.Add(TimeText.Format(wave.SecondsOf(i)), Figure(peak.Min), Figure(peak.Max), Decibels(peak.Rms), Bar(peak));
            else table.Add(TimeText.Format(wave.SecondsOf(i)), "", "", "", "unknown");
        }

        table.Write(Console.Out);
    }

    private static void PrintJson(Waveform wave)
    {
        using var json = new JsonOut();
        json.Field("rate", wave.Rate).Field("first_frame", wave.FirstFrame).Field("end_frame", wave.EndFrame).Field("frames_per_column", wave.FramesPerColumn);
        json.List("columns", wave.Columns.Length, (row, i) =>
        {
            Peak peak = wave.Columns[i];
            row.Field("min", peak.Min).Field("max", peak.Max).Field("rms", peak.Rms).Field("known", peak.Known);
        });
        json.WriteTo(Console.Out);
    }

    // Half a line of 40 characters is full scale: the range dotted, the rms in it solid.
    private static string Bar(Peak peak)
    {
        const int half = 20;
        Span<char> bar = stackalloc char[2 * half];
        for (int i = 0; i < bar.Length; i++)
        {
            double at = (i + 0.5 - half) / half;
            bar[i] = Math.Abs(at) <= peak.Rms && at >= peak.Min && at <= peak.Max ? '#' : at >= peak.Min && at <= peak.Max ? '-' : ' ';
        }

        return new string(bar);
    }

    private static string Figure(float sample) => sample.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Decibels(float rms) => rms > 0 ? (20 * Math.Log10(rms)).ToString("0.0", CultureInfo.InvariantCulture) : "-inf";
}

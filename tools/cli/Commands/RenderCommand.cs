using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
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
            Description = "The file to write, by its extension: .wav, .flac, .m4a (AAC), .opus, .mp3, .ogg (Vorbis); - for WAV on the standard output. An existing file is replaced, a pipe or device written to.",
            Required = true,
        };
        Option<string> format = new("--format") { Description = "Samples of WAV: f32, s24 or s16; FLAC has 16 bits with s16, else 24.", DefaultValueFactory = _ => "f32" };
        format.AcceptOnlyFromAmong("f32", "s24", "s16");
        Option<int> bitRate = new("--bitrate") { Description = "kb/s of AAC, Opus, MP3 or Vorbis; by default 96 a channel for AAC, 64 for Opus, by quality for the others." };
        Option<double> quality = new("--quality") { Description = "Instead of a bit rate: MP3 0 (best) to 9, default 2; Vorbis 0 to 10 (best), default 6.", DefaultValueFactory = _ => -1 };
        Option<bool> dither = new("--dither") { Description = "TPDF dither where samples are rounded to 16 or 24 bits." };
        Option<int> rate = CommonOptions.Rate();
        Option<int> channels = CommonOptions.Channels();
        Option<double?> declick = CommonOptions.Declick();
        Option<double> edges = new("--edge-fade-ms") { Description = "Linear fade at the first and the last frames, ms, 0 to 1000.", DefaultValueFactory = _ => 0 };
        Option<string> sourceChannels = ChannelOptions.SourceChannels();
        Option<string> monoLevel = ChannelOptions.MonoLevel();
        Option<int> budget = CommonOptions.Budget();
        Option<bool> silence = new("--silence-for-errors") { Description = "Take silence for media that cannot be read, instead of refusing." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("render", "Render a timeline to a file.")
        {
            project, output, format, bitRate, quality, dither, rate, channels, declick, edges, budget, silence, json, sourceChannels, monoLevel,
        };
        MasterOptions master = MasterOptions.AddTo(command);
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string given = parsed.GetRequiredValue(output);
            if (given == OutputCheck.Standard && parsed.GetValue(json)) throw new CommandException("--json and -o - both write to the standard output; name a file");
            string path = OutputCheck.PathOf(given);
            string[] inputs = parsed.GetRequiredValue(project);
            OutputCheck.RefuseInput(inputs, path);
            var config = new EngineConfig
            {
                Rate = parsed.GetValue(rate),
                Channels = parsed.GetValue(channels),
                BudgetBytes = (long)parsed.GetValue(budget) << 20,
                MonoLevel = ChannelOptions.Level(parsed.GetRequiredValue(monoLevel)),
            };
            var wanted = new FileExport(path)
            {
                Codec = OutputCheck.CodecOf(path),
                Format = FormatOf(parsed.GetRequiredValue(format)),
                Dithers = parsed.GetValue(dither),
                BitRate = parsed.GetValue(bitRate) * 1_000L,
                Quality = parsed.GetValue(quality),
                SilenceForErrors = parsed.GetValue(silence),
                EdgeFadeMilliseconds = parsed.GetValue(edges),
            };
            if (wanted.Refusal(config.Rate, config.Channels) is { } refusal) throw new CommandException($"-o {given}: {refusal}");
            OpenOptions how = opening.Of(parsed, requireMedia: !parsed.GetValue(silence)) with { Channels = ChannelOptions.Choice(parsed.GetRequiredValue(sourceChannels)) };
            using OpenProject open = OpenProject.Open(inputs, config, parsed.GetValue(declick), how);
            OutputCheck.RefuseMedium(open.Project, path);
            double gain = master.Apply(parsed, open, wanted.SilenceForErrors);
            RenderLevels levels = Render(open, wanted);
            MediaWarnings.Print(open.Engine);
            if (Clipping(levels, wanted.Format) is { } sentence) Console.Error.WriteLine($"seamline: warning: {sentence}");
            if (parsed.GetValue(json)) PrintJson(given, open.Engine.Config, wanted, levels, gain);
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
        return format != SampleFormat.F32 ? $"Clipped: {facts}. Lower the gain or write f32."
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

    private static SampleFormat FormatOf(string name) => name switch
    {
        "s16" => SampleFormat.S16,
        "s24" => SampleFormat.S24,
        _ => SampleFormat.F32,
    };

    // Of WAV the samples, else the codec.
    private static string NameOf(in FileExport wanted)
    {
        string extension = Path.GetExtension(wanted.Path).TrimStart('.').ToLowerInvariant();
        return wanted.Codec == ExportCodec.Wav || extension == "wav" ? wanted.Format.ToString().ToLowerInvariant() : extension switch
        {
            "m4a" => "aac",
            "ogg" => "vorbis",
            _ => extension,
        };
    }

    private static void PrintJson(string path, EngineConfig config, in FileExport wanted, in RenderLevels levels, double gain)
    {
        using var json = new JsonOut();
        json.Field("output", path).Field("format", NameOf(wanted)).Field("rate", (long)config.Rate);
        json.Field("channels", (long)config.Channels).Field("frames", levels.Frames).Field("seconds", (double)levels.Frames / config.Rate);
        json.Field("clipped_samples", levels.ClippedSamples).Field("peak", levels.Peak).Field("peak_dbfs", levels.PeakDbfs).Field("master_gain_db", gain);
        json.WriteTo(Console.Out);
    }
}

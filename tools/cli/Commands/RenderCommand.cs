using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;

namespace Seamline.Cli.Commands;

/// <summary>`seamline render PROJECT -o OUT.wav`: the timeline as a file, the bits of an offline render.</summary>
internal static class RenderCommand
{
    private const int DefaultChannels = 2;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<string?> output = new("--output", "-o")
        {
            Description = "The file to write, by its extension: .wav, .flac, .m4a (AAC), .opus, .mp3, .ogg (Vorbis); - for the standard output, as --type says. A pipe or device is written to.",
        };
        Option<string?> stems = new("--stems") { Description = "A folder: one file for the main lane and one for each other, all as long as the mix. They add up to what enters the master's limiter." };
        Option<bool> force = OutputCheck.Force();
        Option<int> rate = CommonOptions.Rate();
        Option<int?> channels = new("--channels") { Description = "Channels of the output, 1 to 8 (default: those of the media; 2 with --source-channels or --mono-level)." };
        Option<double?> declick = CommonOptions.Declick();
        Option<string> sourceChannels = ChannelOptions.SourceChannels();
        Option<string> monoLevel = ChannelOptions.MonoLevel();
        Option<int> budget = CommonOptions.Budget();
        Option<bool> silence = new("--silence-for-errors") { Description = "Take silence for media that cannot be read, instead of refusing." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("render", "Render a timeline to a file.")
        {
            project, output, stems, force, rate, channels, declick, budget, silence, json, sourceChannels, monoLevel,
        };
        ExportOptions export = ExportOptions.AddTo(command);
        MasterOptions master = MasterOptions.AddTo(command);
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string? given = parsed.GetValue(output);
            string? folder = parsed.GetValue(stems);
            if (given == null && folder == null) throw new UsageException("--output (-o) is missing: name the file to write, such as -o out.wav, or a folder with --stems");
            if (given == OutputCheck.Standard && parsed.GetValue(json)) throw new UsageException("--json and -o - both write to the standard output; name a file");
            if (folder != null && master.Loudness(parsed) != null) throw new UsageException("--loudness does not go with --stems: stems that are normalised one by one no longer add up to the mix");
            string path = OutputCheck.PathOf(given ?? Stems.Example(folder!, export.Type(parsed)));
            string[] inputs = parsed.GetRequiredValue(project);
            OutputCheck.RefuseInput(inputs, path);
            var config = new EngineConfig
            {
                Rate = parsed.GetValue(rate),
                Channels = parsed.GetValue(channels) ?? DefaultChannels,
                BudgetBytes = (long)parsed.GetValue(budget) << 20,
                MonoLevel = ChannelOptions.Level(parsed.GetRequiredValue(monoLevel)),
            };
            FileExport wanted = export.Of(parsed, path) with
            {
                SilenceForErrors = parsed.GetValue(silence),
                LoudnessLufs = master.Loudness(parsed),
                CeilingDb = master.Ceiling(parsed),
            };
            if (wanted.Refusal(config.Rate, config.Channels) is { } refusal) throw new CommandException($"-o {given ?? folder}: {refusal}");
            if (given != null) OutputCheck.AskToReplace(path, parsed.GetValue(force));
            bool asMedia = !IsTyped(parsed, channels) && !IsTyped(parsed, sourceChannels) && !IsTyped(parsed, monoLevel);
            OpenOptions how = opening.Of(parsed, requireMedia: !parsed.GetValue(silence)) with
            {
                Channels = ChannelOptions.Choice(parsed.GetRequiredValue(sourceChannels)),
                AllowsChannels = asMedia ? count => wanted.Refusal(config.Rate, count) == null : null,
            };
            using OpenProject open = OpenProject.Open(inputs, config, parsed.GetValue(declick), how);
            if (open.Engine.LengthFrames == 0) throw new CommandException(Empty(open.Engine.GetSources()));
            OutputCheck.RefuseMedium(open.Project, path);
            master.Apply(parsed, open);
            wanted = export.OnTimeline(parsed, open, wanted);
            var rendering = new Rendering(open, wanted, given == OutputCheck.Standard);
            if (given != null) rendering.ToFile(given, parsed.GetValue(json));
            if (folder != null) Stems.Write(rendering, folder, new StemsChoice(export.Type(parsed) ?? (given == null ? "wav" : Stems.TypeOf(wanted)), export.StemFormat(parsed), parsed.GetValue(force), parsed.GetValue(json)));
            MediaWarnings.Print(open.Engine);
            rendering.WarnOfClipping();
            return 0;
        });
        return command;
    }

    private static bool IsTyped(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static string Empty(IReadOnlyList<SourceInfo> sources) => sources.Count == 0
        ? "there is nothing to render: the timeline is empty"
        : $"{string.Join(", ", sources.Select(source => source.Name).Distinct(StringComparer.Ordinal))}: nothing of it can be decoded";
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Seamline.Cli;

/// <summary>How stems are written.</summary>
/// <param name="Type">As --type has it.</param>
/// <param name="Format">Samples of WAV.</param>
/// <param name="Force">Existing files are replaced without a question.</param>
/// <param name="AsJson">What was written is said as JSON.</param>
internal readonly record struct StemsChoice(string Type, SampleFormat Format, bool Force, bool AsJson);

/// <summary>`render --stems DIR`: a file for the main lane, and for each lane beside it.</summary>
internal static class Stems
{
    private const int LongestName = 60;

    /// <summary>The name of a file there, to check what would be written.</summary>
    public static string Example(string folder, string? type) => Path.Combine(folder, $"00 main.{type ?? "wav"}");

    /// <summary>The type of a file that is written, as --type has it.</summary>
    public static string TypeOf(in FileExport wanted)
    {
        ExportCodec codec = wanted.Codec;
        return codec == ExportCodec.ByExtension ? Path.GetExtension(wanted.Path).TrimStart('.').ToLowerInvariant() : OutputCheck.Types.First(type => type.Codec == codec).Name;
    }

    /// <summary>Writes them.</summary>
    public static void Write(Rendering rendering, string folder, in StemsChoice choice)
    {
        OpenProject open = rendering.Open;
        Engine engine = open.Engine;
        Directory.CreateDirectory(folder);
        var stems = new List<(string Name, string Path, LaneId Lane)> { ("main", Example(folder, choice.Type), default) };
        for (int i = 0; i < engine.LaneCount; i++)
        {
            open.Check(engine.GetLane(i, out LaneInfo lane));
            string name = open.Mix.Known(lane.Id)?.Name is { Length: > 0 } known ? known : "lane";
            stems.Add((name, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i + 1:00} {FileName(name)}.{choice.Type}")), lane.Id));
        }

        foreach ((_, string path, _) in stems) OutputCheck.RefuseMedium(open.Project, path);
        foreach ((_, string path, _) in stems) OutputCheck.AskToReplace(path, choice.Force);
        var rows = new List<(string Name, string Path, RenderLevels Levels)>();
        foreach ((string name, string path, LaneId lane) in stems)
        {
            long start = Stopwatch.GetTimestamp();
            FileExport stem = rendering.Wanted with { Path = path, Stem = lane, Codec = ExportCodec.ByExtension, Format = choice.Format };
            RenderLevels levels = rendering.Run(stem, $"rendering {Path.GetFileName(path)}");
            rows.Add((name, path, levels));
            if (!choice.AsJson)
                Console.WriteLine(Summary.OfSound(path, levels.Frames, engine.Config.Rate, engine.Config.Channels, Rendering.FormatOf(stem), Summary.BytesOf(path), Summary.Since(start), levels));
        }

        if (choice.AsJson) PrintJson(rows);
    }

    /// <summary>A lane's name as a part of a file's.</summary>
    internal static string FileName(string name)
    {
        char[] letters = [.. name.Select(letter => char.IsControl(letter) || "/\\:*?\"<>|".Contains(letter, StringComparison.Ordinal) ? '_' : letter)];
        string text = new string(letters).Trim(' ', '.');
        return text.Length == 0 ? "lane" : text.Length <= LongestName ? text : text[..LongestName].TrimEnd(' ', '.');
    }

    private static void PrintJson(List<(string Name, string Path, RenderLevels Levels)> rows)
    {
        using var json = new JsonOut(oneLine: true);
        json.List("stems", rows.Count, (row, i) => row.Field("lane", rows[i].Name).Field("output", rows[i].Path).Field("frames", rows[i].Levels.Frames)
            .Field("clipped_samples", rows[i].Levels.ClippedSamples).Field("peak", rows[i].Levels.Peak));
        json.WriteTo(Console.Out);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Seamline.Bench;

/// <summary>
/// Figures of earlier runs: BenchmarkDotNet's full JSON, the table's targets.json, and what was kept of either, from a file or a
/// folder of them.
/// </summary>
internal static class Measured
{
    /// <summary>By name: one figure an iteration, or a round. All are times, or ratios of times: less is better.</summary>
    public static SortedDictionary<string, double[]> Load(string path)
    {
        string[] files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Where(IsResult).Order(StringComparer.Ordinal)]
            : File.Exists(path) ? [path] : [];
        if (files.Length == 0) throw new InvalidOperationException($"{path}: there are no results (*-report-full.json, targets.json or *.figures.json)");
        var all = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            IEnumerable<(string Name, double[] Figures)> found = document.RootElement.TryGetProperty("Benchmarks", out JsonElement benchmarks)
                ? benchmarks.EnumerateArray().Select(Suite)
                : document.RootElement.TryGetProperty("figures", out JsonElement kept) ? kept.EnumerateObject().Select(Kept)
                : document.RootElement.TryGetProperty("rows", out JsonElement rows) ? rows.EnumerateArray().Select(Row)
                : throw new InvalidOperationException($"{file}: neither BenchmarkDotNet's full results nor the table's");
            foreach ((string name, double[] figures) in found)
            {
                if (figures.Length > 0) all[name] = figures;
            }
        }

        return all;
    }

    /// <summary><c>keep RESULTS FILE</c>: names and figures alone, for the folder of baselines.</summary>
    public static int Keep(string path, string file)
    {
        using FileStream to = File.Create(file);
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartObject("figures");
        foreach ((string name, double[] figures) in Load(path))
        {
            json.WritePropertyName(name);
            json.WriteRawValue("[" + string.Join(", ", figures.Select(f => f.ToString("G6"))) + "]");
        }

        json.WriteEndObject();
        json.WriteEndObject();
        return 0;
    }

    private static bool IsResult(string file) =>
        file.EndsWith("-report-full.json", StringComparison.Ordinal) || file.EndsWith(".figures.json", StringComparison.Ordinal)
        || string.Equals(Path.GetFileName(file), "targets.json", StringComparison.Ordinal);

    private static (string Name, double[] Figures) Kept(JsonProperty one) => (one.Name, Figures(one.Value));

    private static (string Name, double[] Figures) Suite(JsonElement one)
    {
        string job = one.GetProperty("DisplayInfo").GetString()!.Contains("AOT", StringComparison.Ordinal) ? "AOT" : "JIT";
        string parameters = one.GetProperty("Parameters").GetString()!;
        string name = $"{job} {one.GetProperty("Type").GetString()}.{one.GetProperty("Method").GetString()}{(parameters.Length > 0 ? $" ({parameters})" : "")}";
        bool ran = one.TryGetProperty("Statistics", out JsonElement statistics) && statistics.ValueKind == JsonValueKind.Object;
        return (name, ran ? Figures(statistics.GetProperty("OriginalValues")) : []);
    }

    // A ratio of speeds is turned round, so that less is better everywhere.
    private static (string Name, double[] Figures) Row(JsonElement row)
    {
        double[] figures = Figures(row.GetProperty("samples"));
        bool speed = row.GetProperty("target").GetString()!.StartsWith('>');
        return ($"table {row.GetProperty("group").GetString()}: {row.GetProperty("what").GetString()}", speed ? [.. figures.Select(f => 1 / f)] : figures);
    }

    private static double[] Figures(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble()).Where(v => v > 0 && double.IsFinite(v))];
}

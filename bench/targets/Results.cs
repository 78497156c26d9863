using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Seamline.Bench.Targets;

/// <summary>The table as text, as a page, and with every figure for `--compare`.</summary>
internal static class Results
{
    private static readonly string[] Heads = ["what", "target", "measured", "of target", "verdict"];

    /// <summary>Prints a line; widths are fixed, so that lines come as they are measured.</summary>
    public static void Print(TextWriter to, TargetRow row) =>
        to.WriteLine($"{row.Group,-9} {row.What,-74} {row.Target,-14} {row.Measured,-78} {Share(row),9}  {Judged(row)}");

    /// <summary>Prints the line above the others.</summary>
    public static void PrintHead(TextWriter to) => to.WriteLine($"{"",-9} {Heads[0],-74} {Heads[1],-14} {Heads[2],-78} {Heads[3],9}  {Heads[4]}");

    /// <summary>Writes targets.md and targets.json.</summary>
    public static void Write(string folder, IReadOnlyList<TargetRow> rows)
    {
        Directory.CreateDirectory(folder);
        var page = new StringBuilder();
        page.Append("| | ").AppendJoin(" | ", Heads).Append(" |\n|---|---|---|---|---:|---|\n");
        foreach (TargetRow row in rows)
            page.Append("| ").AppendJoin(" | ", row.Group, row.What, row.Target, row.Measured, Share(row), Judged(row)).Append(" |\n");
        File.WriteAllText(Path.Combine(folder, "targets.md"), page.ToString());
        using FileStream file = File.Create(Path.Combine(folder, "targets.json"));
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = false });
        json.WriteStartObject();
        json.WriteStartArray("rows");
        foreach (TargetRow row in rows) Write(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TargetRow row)
    {
        json.WriteStartObject();
        json.WriteString("group", row.Group);
        json.WriteString("what", row.What);
        json.WriteString("target", row.Target);
        json.WriteString("measured", row.Measured);
        json.WriteString("verdict", Judged(row));
        if (double.IsFinite(row.OfTarget)) json.WriteNumber("ofTarget", row.OfTarget);
        json.WriteString("unit", row.Unit);
        json.WriteStartArray("samples");
        foreach (double sample in row.Samples)
        {
            if (double.IsFinite(sample)) json.WriteNumberValue(sample);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Share(TargetRow row) => double.IsNaN(row.OfTarget) ? "" : $"{row.OfTarget:0.00}";

    private static string Judged(TargetRow row) => row.Verdict switch
    {
        Verdict.Met => "met",
        Verdict.Missed => "MISSED",
        _ => $"not measured: {row.Because}",
    };
}

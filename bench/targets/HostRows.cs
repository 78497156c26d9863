using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Seamline.Bench.Targets;

/// <summary>
/// What tests/abi/host_block.c measured of the published library beside C: of its lines of `name value` those named
/// KIND_percent_of_memcpy (of the same bytes, all in the first-level cache but for `cold`), KIND_percent_of_block (the same block in C: what a
/// block owes besides the loop included) and KIND_percent_of_loop (only the loop).
/// </summary>
internal static class HostRows
{
    private const string Group = "block";
    private const double MostOfC = 1.1;

    public static IEnumerable<TargetRow> Measure(string? file)
    {
        bool any = false;
        foreach (string line in file != null && File.Exists(file) ? File.ReadLines(file) : [])
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] name = words.Length == 2 ? words[0].Split("_percent_of_") : [];
            if (name.Length != 2 || !int.TryParse(words[1], out int percent)) continue;
            (string beside, double most) = name[1] switch
            {
                "memcpy" => ("memcpy", MostOfCopy(name[0])),
                "block" => ("the same block in C", MostOfC),
                "loop" => ("the bare loop in C", MostOfC),
                _ => ("", 0),
            };
            if (most == 0) continue;
            any = true;
            yield return new TargetRow
            {
                Group = Group,
                What = $"{(name[0] == "cold" ? "unity, memory not read before" : name[0] + ", all in cache")}, 480 frames, published library / {beside}",
                Target = string.Create(CultureInfo.InvariantCulture, $"<= {most} x"),
                Measured = Text.Ratio(percent / 100.0),
                OfTarget = percent / (100.0 * most),
                Samples = [percent / 100.0],
                Unit = "ratio",
            };
        }

        if (!any) yield return TargetRow.NotMeasured(Group, "one span, published library / the same block in C", "<= 1.1 x", "no figures of the C program");
    }

    private static double MostOfCopy(string kind) => kind switch
    {
        "unity" or "cold" => 2,
        "gain" => 4,
        "crossfade" => 6,
        _ => 0,
    };
}

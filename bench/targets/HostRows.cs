using System;
using System.Collections.Generic;
using System.IO;

namespace Seamline.Bench.Targets;

/// <summary>
/// What tests/abi/host_block.c measured of the published library beside C: of its lines of `name value` those named
/// KIND_percent_of_block (the same block in C: what a block owes besides the loop included) and KIND_percent_of_loop (only the loop).
/// </summary>
internal static class HostRows
{
    private const string Group = "block";
    private const string Target = "<= 1.1 x";

    public static IEnumerable<TargetRow> Measure(string? file)
    {
        bool any = false;
        foreach (string line in file != null && File.Exists(file) ? File.ReadLines(file) : [])
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] name = words.Length == 2 ? words[0].Split("_percent_of_") : [];
            if (name.Length != 2 || name[1] is not ("block" or "loop") || !int.TryParse(words[1], out int percent)) continue;
            any = true;
            yield return new TargetRow
            {
                Group = Group,
                What = $"{(name[0] == "cold" ? "unity, memory not read before" : name[0])}, 480 frames, published library / "
                    + (name[1] == "block" ? "the same block in C" : "the bare loop in C"),
                Target = Target,
                Measured = Text.Ratio(percent / 100.0),
                OfTarget = percent / 110.0,
                Samples = [percent / 100.0],
                Unit = "ratio",
            };
        }

        if (!any) yield return TargetRow.NotMeasured(Group, "one span, published library / the same block in C", Target, "no figures of the C program");
    }
}

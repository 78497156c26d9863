using System;
using System.Collections.Generic;
using System.IO;

namespace Seamline.Bench.Targets;

/// <summary>
/// What a C program measured of the published library beside the same loop in C: lines of `name value` in a file, names that begin
/// with `ratio` being the engine's time over C's.
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
            if (words.Length < 2 || !words[0].StartsWith("ratio", StringComparison.Ordinal) || !double.TryParse(words[1], out double ratio)) continue;
            any = true;
            string what = words[0]["ratio".Length..].Replace('_', ' ').Trim();
            yield return new TargetRow
            {
                Group = Group,
                What = $"{(what.Length == 0 ? "one span" : what)}, 480 frames, published library / the same loop in C",
                Target = Target,
                Measured = Text.Ratio(ratio),
                OfTarget = ratio / 1.1,
                Samples = [ratio],
                Unit = "ratio",
            };
        }

        if (!any) yield return TargetRow.NotMeasured(Group, "one span, published library / the same loop in C", Target, "no figures of the C program");
    }
}

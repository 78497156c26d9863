using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Bench.Targets;

/// <summary>
/// The table of speed targets: <c>seamline-targets [--quick] [--output FOLDER] [--host-block FILE] [--only GROUP]</c>. Wall time fails
/// nothing: it exits with 0 whatever it found. <c>resident</c> is for a program that watches this one.
/// </summary>
internal static class Program
{
    private static int Main(string[] args) => args switch
    {
        ["resident"] => MemoryRows.PrintResident(),
        _ => Table(args),
    };

    private static int Table(string[] args)
    {
        bool quick = args.Contains("--quick");
        string? only = After(args, "--only");
        (string Group, Func<IEnumerable<TargetRow>> Rows)[] groups =
        [
            ("edit", () => EditRows.Measure(quick)),
            ("block", () => BlockRows.Measure(quick)),
            ("host", () => HostRows.Measure(After(args, "--host-block"))),
            ("render", () => ContiguousRows.Measure(quick)),
            ("open", () => MediaRows.Opening(quick)),
            ("decode", () => MediaRows.Decoding(quick)),
            ("scale", () => ScaleRows.Measure(quick)),
            ("loudness", () => LoudnessRows.Measure(quick)),
            ("import", () => ImportRows.Measure(quick)),
            ("speed", () => SpeedRows.Measure(quick)),
            ("memory", () => MemoryRows.Measure(quick)),
        ];
        Console.WriteLine("medians [a tenth is below .. a tenth is above]; of target: up to 1.00 the target is met; rounds of what is compared alternate");
        Results.PrintHead(Console.Out);
        var rows = new List<TargetRow>();
        foreach ((string group, Func<IEnumerable<TargetRow>> measure) in groups)
        {
            if (only != null && !string.Equals(only, group, StringComparison.Ordinal)) continue;
            foreach (TargetRow row in Guarded(group, measure()))
            {
                rows.Add(row);
                Results.Print(Console.Out, row);
            }
        }

        Console.WriteLine($"{rows.Count(r => r.Verdict == Verdict.Met)} met, {rows.Count(r => r.Verdict == Verdict.Missed)} missed, "
            + $"{rows.Count(r => r.Verdict == Verdict.NotMeasured)} not measured");
        if (After(args, "--output") is { } folder) Results.Write(folder, rows);
        return 0;
    }

    // What goes wrong in a group ends that group.
    private static IEnumerable<TargetRow> Guarded(string group, IEnumerable<TargetRow> measured)
    {
        using IEnumerator<TargetRow> rows = measured.GetEnumerator();
        while (true)
        {
            TargetRow? row = null;
            string because = "";
            try
            {
                if (!rows.MoveNext()) yield break;
                row = rows.Current;
            }
            catch (InvalidOperationException e)
            {
                because = e.Message;
            }

            yield return row ?? TargetRow.NotMeasured(group, "the rest of the group", "", because);
            if (row == null) yield break;
        }
    }

    private static string? After(string[] args, string option)
    {
        int at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}

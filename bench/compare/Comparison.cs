using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Bench;

/// <summary><c>compare OLD NEW</c>: what differs between two runs. Wall time fails nothing: it ends with 0 whatever it finds.</summary>
internal static class Comparison
{
    public static int Run(string oldPath, string newPath)
    {
        SortedDictionary<string, double[]> old = Measured.Load(oldPath);
        SortedDictionary<string, double[]> now = Measured.Load(newPath);
        string[] both = [.. now.Keys.Where(old.ContainsKey)];
        Console.WriteLine("new / old, of geometric means, with 99 % intervals; less is better. Marked where the interval leaves 1 out. The interval knows the");
        Console.WriteLine("scatter inside each run, not what else the machine did meanwhile: a row that measures no code of ours (Memcpy) shows that.");
        Console.WriteLine();
        Console.WriteLine("| | rounds | new / old | interval | |");
        Console.WriteLine("|---|---|---:|---|---|");
        int differ = 0;
        foreach (string name in both)
        {
            RatioInterval ratio = RatioInterval.Of(old[name], now[name]);
            if (ratio.Differs) differ++;
            Console.WriteLine($"| {name} | {old[name].Length}, {now[name].Length} | {ratio.Ratio:0.000} | {Interval(ratio)} | {Mark(ratio)} |");
        }

        Console.WriteLine();
        Console.WriteLine($"{both.Length} in both, {differ} differ, {old.Keys.Count(k => !now.ContainsKey(k))} only in the old, {now.Keys.Count(k => !old.ContainsKey(k))} only in the new");
        return 0;
    }

    private static string Interval(RatioInterval ratio) => double.IsInfinity(ratio.High) ? "one round" : $"{ratio.Low:0.000} .. {ratio.High:0.000}";

    private static string Mark(RatioInterval ratio) => !ratio.Differs ? "" : ratio.Ratio > 1 ? "**slower**" : "**faster**";
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Tests.AbiTests;

/// <summary>Instructions of what tests/abi/host_count.c does, on the published library, counted by callgrind in one process.</summary>
internal static class HostCounts
{
    /// <summary>Counts things by "what kind"; what looks dear is counted again.</summary>
    // Chance only adds: a lock found taken, a block of memory that a loader still holds.
    public static Dictionary<string, long> Of((string What, string Kind, int Times)[] things, params string[] functions)
    {
        var least = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int round = 0; round < 3 && things.Length > 0; round++)
        {
            string[] arguments = [.. things.SelectMany(t => (string[])[t.What, t.Kind, t.Times.ToString(CultureInfo.InvariantCulture)])];
            long[] counts = InstructionBaseline.CountBetween("mark", functions, NativeHost.Build("host_count"), arguments);
            for (int i = 0; i < things.Length; i++)
            {
                string name = $"{things[i].What} {things[i].Kind}";
                long count = counts[(2 * i) + 1] / things[i].Times; // before it what came before the thing's first mark
                least[name] = Math.Min(least.GetValueOrDefault(name, long.MaxValue), count);
            }

            things = [.. things.Where(t => InstructionBaseline.IsMore($"{t.What} {t.Kind}", least[$"{t.What} {t.Kind}"]))];
        }

        return least;
    }
}

using System;
using System.Linq;
using Seamline.Loudness;
using Xunit;

namespace Seamline.Tests.Loudness;

/// <summary>The sums behind loudness beside plain loops, for every number of steps around vectors, chunks and windows.</summary>
public sealed class HopSumsTests
{
    [Fact]
    public void Blocks_and_short_term_values_equal_plain_sums()
    {
        foreach (int count in Enumerable.Range(0, 80).Concat([348, 349, 350, 351, 669, 670, 1_300]))
        {
            double[] hops = Random(count, seed: count);
            const double gate = 0.2;
            double[] blocks = Windows(hops, HopLoudness.MomentaryHops);
            HopSums.Gated gated = HopSums.Blocks(hops, gate);
            double[] above = [.. blocks.Where(block => block >= gate)];
            Assert.Equal(above.Length, gated.Count);
            if (above.Length > 0) Assert.Equal(above.Average(), gated.Mean, 1e-12);
            Assert.Equal(blocks.DefaultIfEmpty().Max(), gated.Largest, 1e-12);

            double[] windows = Windows(hops, HopLoudness.ShortTermHops);
            double[] range = new double[HopLoudness.RangeValues(count)];
            Assert.Equal(windows.DefaultIfEmpty().Max(), HopSums.ShortTerm(hops, range), 1e-12);
            Assert.Equal((windows.Length + 9) / 10, range.Length);
            for (int i = 0; i < range.Length; i++) Assert.Equal(windows[10 * i], range[i], 1e-12);
        }
    }

    [Fact]
    public void Select_finds_every_place_of_every_order()
    {
        foreach (int count in new[] { 1, 2, 3, 10, 100, 1_000 })
        {
            double[][] orders =
            [
                Random(count, seed: 1),
                [.. Random(count, seed: 2).Order()],
                [.. Random(count, seed: 3).OrderDescending()],
                [.. Random(count, seed: 4).Select(value => Math.Round(value * 3))],
                [.. Enumerable.Range(0, count).Select(i => (double)Math.Min(i, count - i))],
            ];
            foreach (double[] order in orders)
            {
                double[] sorted = [.. order.Order()];
                for (int place = 0; place < count; place += 1 + (count / 37))
                {
                    double[] values = [.. order];
                    Assert.Equal(sorted[place], HopSums.Select(values, place));
                    Assert.All(values[..place], value => Assert.True(value <= sorted[place]));
                    Assert.All(values[place..], value => Assert.True(value >= sorted[place]));
                }
            }
        }
    }

    private static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * random.NextDouble())];
    }

    private static double[] Windows(double[] hops, int steps) => [.. Enumerable.Range(0, Math.Max(0, hops.Length - steps + 1)).Select(i => hops.Skip(i).Take(steps).Average())];
}

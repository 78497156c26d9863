using System;
using Seamline.Memory;
using Seamline.Stretch;
using Xunit;

namespace Seamline.Tests.Stretch;

/// <summary>Frames that are made together are those that are made one by one.</summary>
public sealed unsafe class SincFilterTests
{
    [Theory]
    [InlineData(1.5, 0, 1)]
    [InlineData(1.5, 0, 2)]
    [InlineData(0.5, 17, 3)]
    [InlineData(2, 0, 2)]
    [InlineData(1.015625, 0, 2)] // 64 places
    [InlineData(1.37, 5, 2)]
    [InlineData(1.37, 5, 1)] // 100
    [InlineData(1.001, 0, 2)]
    [InlineData(1.3717, 5, 2)] // too many
    [InlineData(1.3717, 5, 1)]
    [InlineData(0.73, 0, 1)]
    public void A_frame_has_the_same_bits_whatever_it_is_made_with(double speed, long offset, int channels)
    {
        const int Count = 600, First = 1_000;
        var budget = new MemoryBudget(1 << 24);
        var clock = new StretchClock(speed, offset);
        using SincFilter filter = SincFilter.Create(budget, clock.Speed, clock.Phase)!;
        int length = (int)((First + Count) * speed) + filter.Taps + 64;
        var samples = new float[length * channels];
        var random = new Random(7);
        for (int i = 0; i < samples.Length; i++) samples[i] = (float)random.NextDouble() - 0.5f;
        var together = new float[Count * channels];
        var apart = new float[Count * channels];
        fixed (float* from = samples)
        fixed (float* a = together)
        fixed (float* b = apart)
        {
            filter.Make(clock, First, Count, from, length, channels, a);
            for (int n = 0; n < Count; n++) filter.Make(clock, First + n, 1, from, length, channels, b + (n * channels));
        }

        Assert.Equal(apart, together);
        Assert.Contains(together, x => x != 0);
    }

    // Each by its own filter and by the lines of the grid: speeds that differ by less than a sample's part in all of it.
    [Theory]
    [InlineData(1.37)]
    [InlineData(0.9)]
    public void Exact_places_and_the_grid_agree(double speed)
    {
        const int Count = 1_000;
        var budget = new MemoryBudget(1 << 24);
        using SincFilter exact = SincFilter.Create(budget, speed, 0)!;
        using SincFilter grid = SincFilter.Create(budget, speed + 1e-12, 0)!;
        var samples = new float[2_000];
        for (int i = 0; i < samples.Length; i++) samples[i] = (float)(0.5 * Math.Sin(i * 1.1));
        var one = new float[Count];
        var other = new float[Count];
        fixed (float* from = samples)
        fixed (float* a = one)
        fixed (float* b = other)
        {
            exact.Make(new StretchClock(speed, 0), 0, Count, from, 0, 1, a);
            grid.Make(new StretchClock(speed + 1e-12, 0), 0, Count, from, 0, 1, b);
        }

        for (int i = 0; i < Count; i++) Assert.InRange(one[i] - other[i], -1e-5, 1e-5);
        Assert.NotEqual(one, other);
    }
}

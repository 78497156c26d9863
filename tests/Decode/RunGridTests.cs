using System;
using CsCheck;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

public sealed class RunGridTests
{
    private static readonly int[] UsualRates = [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000];

    // Two usual rates in three, an odd one otherwise.
    private static readonly Gen<int> Rate = Gen.Select(
        Gen.Int[0, 14], Gen.Int[Limits.MinRate, Limits.MaxRate], static (i, odd) => i < UsualRates.Length ? UsualRates[i] : odd);

    [Fact]
    public void Runs_begin_where_input_and_output_frames_meet()
        => Gen.Select(Rate, Rate, Gen.Int[0, 30_000]).Sample(static (source, engine, run) =>
        {
            var grid = new RunGrid(source, engine);
            long first = grid.FirstSourceFrame(run);
            long start = (long)run * Limits.RunFrames;
            return first % grid.Down == 0
                && grid.FramesBefore(run) >= 0
                && first / grid.Down * grid.Up + grid.FramesBefore(run) == start
                && (Int128)first * grid.Up <= (Int128)start * grid.Down
                && (run > 0 || first == 0);
        });

    // The filter's left half must lie within what is fed before the first frame wanted.
    [Fact]
    public void The_history_covers_half_the_filter()
        => Gen.Select(Rate, Rate, Gen.Int[1, 30_000]).Sample(static (source, engine, run) =>
        {
            var grid = new RunGrid(source, engine);
            if (!grid.Resamples) return grid.FirstSourceFrame(run) == (long)run * Limits.RunFrames;
            double at = (double)run * Limits.RunFrames * source / engine;
            double half = SincShape.LongZeros / 2 * Math.Max(1, source / (double)engine);
            long first = grid.FirstSourceFrame(run);
            return first == 0 || at - first >= half + 1;
        });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)] // 160/147 of a frame is a second one begun
    [InlineData(147, 160)]
    [InlineData(148, 162)]
    [InlineData(26_460_000, 28_800_000)]
    public void Length_is_the_ceiling(long source, long engine)
        => Assert.Equal(engine, new RunGrid(44_100, 48_000).ToEngineFrames(source));
}

using System;
using Seamline.Clips;
using Seamline.Render;
using Seamline.Snapshots;
using Seamline.Tests.Clips;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Snapshots of several lanes, made by hand: lanes are summed into the bus in order, then comes the master.</summary>
public sealed unsafe class LaneTests
{
    private const int Length = 6_000;

    [Fact]
    public void Lanes_are_summed_in_order_in_any_blocks()
    {
        using var rig = new Bench();
        rig.Lane(1, (0, 2_000, 100, 1), (2_000, 6_000, 9_000, 0.5f));
        rig.Lane(0.25f, (500, 1_500, 7_000, 1), (3_000, 3_500, 40, 2)); // with holes
        rig.Lane(1, (5_000, 6_000, 0, 1));
        float[] heard = rig.Render(0, Length, Length);
        for (int f = 0; f < Length; f++)
        {
            for (int c = 0; c < 2; c++)
            {
                float sum = f < 2_000 ? TestSource.Sample(100 + f, c) : TestSource.Sample(9_000 + f - 2_000, c) * 0.5f;
                if (f is >= 500 and < 1_500) sum += TestSource.Sample(7_000 + f - 500, c) * 0.25f;
                if (f is >= 3_000 and < 3_500) sum += TestSource.Sample(40 + f - 3_000, c) * 0.5f;
                if (f >= 5_000) sum += TestSource.Sample(f - 5_000, c);
                Assert.Equal(sum, heard[(2 * f) + c]);
            }
        }

        foreach (int frames in (int[])[1, 7, 480, 4_096]) Bits.Same(heard, rig.Render(0, Length, frames), $"blocks of {frames}");
    }

    [Fact]
    public void Muted_lanes_and_the_master()
    {
        using var rig = new Bench();
        rig.Lane(1, (0, Length, 100, 1));
        rig.Lane(1, (0, Length, 5_000, 1));
        float[] both = rig.Render(0, Length, 480);
        rig.Block->Lanes[0].Muted = 1;
        float[] second = rig.Render(0, Length, 480);
        for (int i = 0; i < second.Length; i++) Assert.Equal(TestSource.Sample(5_000 + (i / 2), i % 2), second[i]);
        rig.Block->Lanes[1].Muted = 1;
        Assert.All(rig.Render(0, Length, 480), s => Assert.Equal(0, s));
        rig.Block->Lanes[0].Muted = rig.Block->Lanes[1].Muted = 0;
        rig.Block->Master.Gain = 0.5f;
        float[] half = rig.Render(0, Length, 480);
        for (int i = 0; i < half.Length; i++) Assert.Equal(both[i] * 0.5f, half[i]);
    }

    [Fact]
    public void Regions_of_a_lane_fade_alone_and_into_each_other()
    {
        using var rig = new Bench();
        rig.Lane(1, (0, Length, 100, 1));
        Region* music = rig.Lane(1, (1_000, 3_000, 20_000, 1), (2_500, 5_000, 30_000, 1));
        music[0].FadeInFrames = 400;
        music[0].Curves = ((int)FadeCurve.EqualPower << 4) | (int)FadeCurve.Linear;
        music[0].FadeOutFrames = music[1].FadeInFrames = 500;
        music[1].FadeOutFrames = 1_000;
        music[1].Curves = (int)FadeCurve.Linear << 4;
        float[] heard = rig.Render(0, Length, Length);
        for (int f = 0; f < Length; f++)
        {
            double sum = TestSource.Sample(100 + f, 0);
            if (f is >= 1_000 and < 3_000)
                sum += TestSource.Sample(20_000 + f - 1_000, 0) * Math.Min(1, (f - 1_000) / 400.0) * Math.Sin(Math.PI / 2 * Math.Min(1, (3_000 - f) / 500.0));
            if (f is >= 2_500 and < 5_000)
                sum += TestSource.Sample(30_000 + f - 2_500, 0) * Math.Sin(Math.PI / 2 * Math.Min(1, (f - 2_500) / 500.0)) * Math.Min(1, (5_000 - f) / 1_000.0);
            Assert.Equal(sum, heard[2 * f], 1e-6);
        }

        foreach (int frames in (int[])[1, 7, 480]) Bits.Same(heard, rig.Render(0, Length, frames), $"blocks of {frames}");
    }

    /// <summary>A block that is filled by hand, of one source in memory.</summary>
    private sealed class Bench : IDisposable
    {
        private readonly CacheRig _rig = new();
        private readonly RenderHost _host;
        private RegionBlock* _block;

        public Bench()
        {
            Source source = _rig.Staircase(1);
            _rig.Play(_rig.Timeline([new Piece(source, 0, 48_000)]), 0);
            _rig.Load();
            _host = new RenderHost(_rig.Budget, 2, missRampFrames: 0);
            _block = _rig.Blocks.Take(16, 1, lanes: 4);
            _block->Channels = 2;
            _block->LengthFrames = Length;
            _block->TrackCount = 1;
            _block->Master.Gain = 1;
            _block->Tracks[0] = new SnapshotTrack { Pages = source.Table, Gain = 1, Route = ChannelRoute.Straight };
        }

        public RegionBlock* Block => _block;

        public Region* Lane(float gain, params ReadOnlySpan<(long From, long To, long ClipFrame, float Gain)> rows)
        {
            Region* first = _block->Regions + _block->RegionCount;
            _block->Lanes[_block->LaneCount++] = new RegionLane { FirstRegion = _block->RegionCount, RegionCount = rows.Length, Gain = gain };
            foreach ((long from, long to, long clipFrame, float level) in rows)
            {
                _block->Regions[_block->RegionCount++] = new Region
                {
                    Start = from,
                    End = to,
                    ClipFrame = clipFrame,
                    Gain = level,
                    TrackCount = 1,
                    Clip = 1,
                    Envelope = -1,
                };
            }

            return first;
        }

        public float[] Render(long frame, int frames, int inBlocksOf)
        {
            var output = new float[2 * frames];
            int hint = 0;
            fixed (float* to = output)
            {
                for (int at = 0; at < frames; at += inBlocksOf)
                {
                    uint count = (uint)Math.Min(inBlocksOf, frames - at);
                    Renderer.Render(_block, frame + at, count, to + (2 * at), &_host.State->Scratch, &_host.State->Misses, &hint);
                }
            }

            return output;
        }

        public void Dispose()
        {
            _rig.Blocks.Release(ref _block);
            _host.Dispose();
            _rig.Dispose();
        }
    }
}

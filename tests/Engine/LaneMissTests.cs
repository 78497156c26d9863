using System;
using System.Threading;
using Seamline.Tests.Clips;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Several tracks that miss at once: each ramps to silence and back by itself, whatever the others do.</summary>
public sealed class LaneMissTests
{
    private const int Rate = EngineRig.Rate;
    private const int Ramp = 240;
    private const int AllPages = 24;
    private const double Seconds = AllPages * (double)Limits.PageFrames / Rate;
    private const long MissStart = 3L * Limits.PageFrames;
    private static readonly float[] Levels = [1, 0.5f, 0.25f];

    // Lanes miss from the same page on and come back one after the other, in order and in reverse.
    [Theory]
    [InlineData(64_800, 64_800, 64_800)]
    [InlineData(60_000, 62_400, 64_800)]
    [InlineData(64_800, 62_400, 60_000)]
    public void Lanes_that_miss_at_once_ramp_each_by_itself(params int[] missEnds)
    {
        using var rig = new EngineRig(loaders: 4, channels: 1);
        TestSource[] media = Sources(rig);
        rig.Set(EngineRig.Segment(1, 0, Seconds));
        for (uint i = 1; i < 3; i++)
        {
            Assert.Equal(Status.Ok, rig.Engine.AddLane((int)i - 1, default, out LaneId lane));
            Assert.Equal(Status.Ok, rig.Engine.AddItem(new ItemSpec(lane, new ClipId(i + 1), 0, 0, Seconds), out _));
        }

        rig.Engine.Play();
        Await(() => Ready(rig, 0) == 3 && Ready(rig, 1) == 3 && Ready(rig, 2) == 3);
        for (long frame = 0; frame < 72_000; frame += EngineRig.Block)
        {
            for (int i = 0; i < media.Length; i++)
            {
                int source = i;
                if (frame != missEnds[i]) continue;
                media[i].HoldFrame = long.MaxValue;
                Await(() => Ready(rig, source) == AllPages);
            }

            rig.Pull();
            for (int i = 0; i < EngineRig.Block; i++)
            {
                float sum = 0;
                for (int lane = 0; lane < 3; lane++) sum += Levels[lane] * Level(frame + i, missEnds[lane]);
                Assert.True(Math.Abs(sum - rig.Output[i]) <= 1e-6f, $"{rig.Output[i]} instead of {sum} at {frame + i}");
            }
        }

        static float Level(long frame, long missEnd) => (frame < Ramp ? frame / (float)Ramp : 1) * (frame switch
        {
            < MissStart - Ramp => 1,
            < MissStart => (MissStart - frame) / (float)Ramp,
            _ when frame < missEnd => 0,
            _ when frame < missEnd + Ramp => (frame - missEnd) / (float)Ramp,
            _ => 1,
        });
    }

    // The page comes when the ramp to silence has begun: the sound comes back from where the ramp was.
    [Fact]
    public void A_page_that_comes_during_the_ramp_before_it_makes_no_step()
    {
        const long arrival = 48_960; // a block's start, 192 frames before the page
        using var rig = new EngineRig(loaders: 4, channels: 1);
        TestSource[] media = Sources(rig);
        rig.Set(EngineRig.Segment(1, 0, Seconds));
        rig.Engine.Play();
        Await(() => Ready(rig, 0) == 3);
        for (long frame = 0; frame < 52_800; frame += EngineRig.Block)
        {
            if (frame == arrival)
            {
                media[0].HoldFrame = long.MaxValue;
                Await(() => Ready(rig, 0) == AllPages);
            }

            rig.Pull();
            for (int i = 0; i < EngineRig.Block; i++)
            {
                long at = frame + i;
                float level = at switch
                {
                    < Ramp => at / (float)Ramp,
                    >= MissStart - Ramp and < arrival => (MissStart - at) / (float)Ramp,
                    >= arrival and < (2 * arrival) - MissStart + Ramp => (at - ((2 * arrival) - MissStart)) / (float)Ramp,
                    _ => 1,
                };
                Assert.True(Math.Abs(level - rig.Output[i]) <= 1e-6f, $"{rig.Output[i]} instead of {level} at {at}");
            }
        }

        Assert.Equal(0, rig.Engine.GetStatus().MissFrames);
    }

    // The page comes when the ramp to silence is over: here between two blocks, of which one ends with the page before it.
    [Fact]
    public unsafe void A_page_that_comes_at_the_end_of_the_ramp_before_it_makes_no_step()
    {
        const int Block = 64; // the page begins with a block
        using var rig = new EngineRig(loaders: 4, channels: 1);
        TestSource[] media = Sources(rig);
        rig.Set(EngineRig.Segment(1, 0, Seconds));
        rig.Engine.Play();
        Await(() => Ready(rig, 0) == 3);
        float* output = stackalloc float[Block];
        for (long frame = 0; frame < MissStart + 640; frame += Block)
        {
            if (frame == MissStart)
            {
                media[0].HoldFrame = long.MaxValue;
                Await(() => Ready(rig, 0) == AllPages);
            }

            Assert.Equal(Status.Ok, rig.Engine.Pull(output, Block));
            for (int i = 0; i < Block; i++)
            {
                long at = frame + i;
                float level = Math.Min(1, Math.Min(at, Math.Abs(at - MissStart)) / (float)Ramp);
                Assert.True(Math.Abs(level - output[i]) <= 1e-6f, $"{output[i]} instead of {level} at {at}");
            }
        }

        Assert.Equal(0, rig.Engine.GetStatus().MissFrames);
    }

    // A page comes so late that the next one, which is not there, is nearer than both ramps are long, and blocks end in the middle of them.
    [Theory]
    [InlineData(65_344)]
    [InlineData(65_408)]
    [InlineData(65_472)]
    [InlineData(66_560)]
    public unsafe void A_page_between_two_misses_makes_no_step(long nextArrival)
    {
        const int Block = 64;
        const long arrival = 65_280; // 256 frames before the end of the page
        using var rig = new EngineRig(loaders: 4, channels: 1);
        TestSource[] media = Sources(rig);
        rig.Set(EngineRig.Segment(1, 0, Seconds));
        rig.Engine.Play();
        Await(() => Ready(rig, 0) == 3);
        float before = 0, loudest = 0;
        float* output = stackalloc float[Block];
        for (long frame = 0; frame < 67_840; frame += Block)
        {
            if (frame == arrival)
            {
                media[0].HoldFrame = 4L * Limits.PageFrames;
                Await(() => Ready(rig, 0) == 4);
            }

            if (frame == nextArrival)
            {
                media[0].HoldFrame = long.MaxValue;
                Await(() => Ready(rig, 0) == AllPages);
            }

            Assert.Equal(Status.Ok, rig.Engine.Pull(output, Block));
            for (int i = 0; i < Block; i++)
            {
                Assert.True(Math.Abs(output[i] - before) <= 1.01f / Ramp, $"a step from {before} to {output[i]} at {frame + i}");
                before = output[i];
                if (frame >= arrival && frame < 4L * Limits.PageFrames) loudest = Math.Max(loudest, before);
            }
        }

        Assert.Equal(1, before);
        Assert.InRange(loudest, 0.2f, 1f);
    }

    // What was missed once is there later: whoever comes past the place again hears no ramp.
    [Fact]
    public void A_place_that_was_missed_once_is_whole_the_next_time()
    {
        const long missEnd = 64_800;
        using var rig = new EngineRig(loaders: 4, channels: 1);
        TestSource[] media = Sources(rig);
        rig.Set(EngineRig.Segment(1, 0, Seconds));
        rig.Engine.Play();
        Await(() => Ready(rig, 0) == 3);
        for (long frame = 0; frame < 72_000; frame += EngineRig.Block)
        {
            if (frame == missEnd)
            {
                media[0].HoldFrame = long.MaxValue;
                Await(() => Ready(rig, 0) == AllPages);
            }

            rig.Pull();
        }

        Assert.Equal(missEnd - MissStart, rig.Engine.GetStatus().MissFrames);
        for (int i = 0; i < 20; i++) rig.Pull();
        Assert.Equal(Status.Ok, rig.Engine.SeekFrame(missEnd + 100 - (4 * EngineRig.Block)));
        for (int block = 0; block < 8; block++)
        {
            rig.Pull();
            foreach (float sample in rig.Output) Assert.True(sample == 1, $"{sample} in block {block}");
        }
    }

    // Playback comes past the end of a miss again within a few blocks, in the middle of one: by a jump back, or because the next segment plays the same once more.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void The_end_of_a_miss_that_is_passed_again_at_once_is_whole(bool seeks)
    {
        const int Block = 64;
        const long missEnd = 1_012L * Block, again = missEnd + (5 * Block);
        using var rig = new EngineRig(loaders: 4, channels: 1);
        TestSource[] media = Sources(rig);
        if (seeks) rig.Set(EngineRig.Segment(1, 0, Seconds));
        else rig.Set(EngineRig.Segment(1, 0, (again + 0.0) / Rate), EngineRig.Segment(1, (missEnd - 600.0) / Rate, Seconds));
        rig.Engine.Play();
        Await(() => Ready(rig, 0) == 3);
        float before = 0;
        float* output = stackalloc float[Block];
        for (long frame = 0; frame < again + 2_000; frame += Block)
        {
            if (frame == missEnd)
            {
                media[0].HoldFrame = long.MaxValue;
                Await(() => Ready(rig, 0) == AllPages);
            }

            if (frame == again && seeks) Assert.Equal(Status.Ok, rig.Engine.SeekFrame(missEnd - 200));
            Assert.Equal(Status.Ok, rig.Engine.Pull(output, Block));
            for (int i = 0; i < Block; i++)
            {
                Assert.True(Math.Abs(output[i] - before) <= 3f / Ramp, $"a step from {before} to {output[i]} at {frame + i}"); // the ramp, and the crossfade to a level of 1
                before = output[i];
                if (frame >= again + Ramp) Assert.Equal(1, before);
            }
        }

        Assert.Equal(missEnd - MissStart, rig.Engine.GetStatus().MissFrames);
    }

    // The two regions of one lane, in a transition: both come back in the middle of it.
    [Fact]
    public void Both_sides_of_a_transition_ramp()
    {
        using var rig = new EngineRig(loaders: 4, channels: 1);
        TestSource[] media = Sources(rig);
        double cut = (MissStart + 24_000.0) / Rate; // in the transition's middle both play behind their holds
        rig.Set(EngineRig.Segment(1, 0, cut + 0.5), EngineRig.Segment(2, (MissStart - 12_000.0) / Rate, Seconds));
        Assert.Equal(Status.Ok, rig.Engine.GetSegment(1, out SegmentInfo right));
        Assert.Equal(Status.Ok, rig.Engine.SetTransition(right.Id, TransitionKind.Linear, 1));
        rig.Engine.Play();
        Await(() => Ready(rig, 0) == 3 && Ready(rig, 1) >= 1);
        float before = 0;
        for (long frame = 0; frame < 144_000; frame += EngineRig.Block)
        {
            if (frame == 72_000)
            {
                foreach (TestSource one in media) one.HoldFrame = long.MaxValue;
                rig.Settle();
            }

            rig.Pull();
            for (int i = 0; i < EngineRig.Block; i++)
            {
                Assert.True(Math.Abs(rig.Output[i] - before) < 0.01f, $"a step from {before} to {rig.Output[i]} at {frame + i}");
                before = rig.Output[i];
            }
        }

        Assert.True(rig.Engine.GetStatus().MissFrames > 20_000, "both missed");
        Assert.Equal(Levels[1], before);
    }

    private static TestSource[] Sources(EngineRig rig)
    {
        var media = new TestSource[3];
        for (uint i = 0; i < 3; i++)
        {
            media[i] = new TestSource(AllPages * (long)Limits.PageFrames, 1) { Constant = Levels[i], HoldFrame = MissStart };
            rig.Clip(i + 1, media[i], $"test {i}");
        }

        return media;
    }

    private static long Ready(EngineRig rig, int source) => rig.Engine.GetSources()[source].PagesReady;

    private static void Await(Func<bool> condition)
    {
        long until = Environment.TickCount64 + 60_000;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < until, "it does not happen");
            Thread.Sleep(1);
        }
    }
}

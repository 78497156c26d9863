using System.Threading;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

public sealed unsafe class OutputTapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void What_goes_in_comes_out_over_the_rings_end(int channels)
    {
        using var tap = new OutputTap(channels, 100, 4);
        float* samples = stackalloc float[90 * channels];
        float[] read = new float[90 * channels];
        long frame = 0;
        for (int round = 0; round < 40; round++)
        {
            int frames = 1 + (round * 37 % 90);
            for (int i = 0; i < frames * channels; i++)
            {
                samples[i] = (frame * channels) + i;
            }

            TapState.Append(tap.State, samples, frames);
            Assert.Equal(frames, tap.FramesAvailable);
            Assert.Equal(frames, tap.ReadFrames(read));
            for (int i = 0; i < frames * channels; i++)
            {
                Assert.Equal((frame * channels) + i, read[i]);
            }

            frame += frames;
        }

        Assert.Equal((0L, frame), (tap.FramesLost, tap.FramesCaptured));
    }

    [Fact]
    public void A_full_ring_loses_new_blocks_whole_and_counts_them()
    {
        using var tap = new OutputTap(1, 128, 2);
        float* samples = stackalloc float[100];
        TapState.Append(tap.State, samples, 100);
        TapState.Append(tap.State, samples, 29); // 28 are free
        TapState.Append(tap.State, samples, 28);
        Assert.Equal((128L, 29L), (tap.FramesAvailable, tap.FramesLost));
        for (int i = 0; i < 3; i++)
        {
            var row = new TapBlock(i, 0, 0, 0, 0, 0);
            TapState.Append(tap.State, &row);
        }

        var rows = new TapBlock[4];
        Assert.Equal(2, tap.ReadBlocks(rows));
        Assert.Equal((1L, 1L), (rows[1].Index, tap.BlocksLost));
        Assert.Equal(0, tap.ReadBlocks(rows));
    }

    [Fact]
    public void One_thread_appends_while_another_drains()
    {
        using var tap = new OutputTap(2, 1_024, 1_024);
        const long total = 2_000_000;
        TapState* state = tap.State;
        var writer = new Thread(() =>
        {
            float* samples = stackalloc float[2 * 128];
            for (long frame = 0; frame < total;)
            {
                long frames = 1 + (frame % 128);
                for (long i = 0; i < 2 * frames; i++)
                {
                    samples[i] = ((frame * 2) + i) & 0xFFFFFF;
                }

                long before = state->FramesWritten;
                TapState.Append(state, samples, frames);
                frame += state->FramesWritten > before ? frames : 0; // full: try again
            }
        });
        writer.Start();
        float[] read = new float[2 * 300];
        long next = 0;
        bool right = true;
        while (writer.IsAlive || tap.FramesAvailable > 0)
        {
            int samples = 2 * tap.ReadFrames(read);
            for (int i = 0; i < samples; i++)
            {
                right &= read[i] == (next++ & 0xFFFFFF);
            }
        }

        Assert.True(right);
        Assert.True(next >= 2 * total);
    }
}

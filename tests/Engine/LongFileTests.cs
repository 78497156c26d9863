using System;
using System.IO;
using System.Threading;
using Seamline.Decode;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>
/// How many demuxers of one long file are open at a time.
/// </summary>
public sealed class LongFileTests
{
    private const int Rate = EngineRig.Rate;
    private const int Loaders = 2;

    // The scan's is one of a loader's, whose own is at rest meanwhile and may be closed.
    [Fact]
    public void Loaders_hold_one_index_each_whatever_they_are_asked_for()
    {
        string path = IdleMediaTests.Looped("long.m4a", 74);
        long index = IndexBytes(path);
        IdleMedia idle;
        using (var rig = new EngineRig(100L << 20, loaders: Loaders, indexBytesPerLoader: index))
        {
            idle = rig.Engine.Cache.Resources.Idle;
            Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec(path)));
            Assert.Equal(Status.Ok, rig.Engine.GetClipFrames(new ClipId(1), out long frames));
            double seconds = (double)frames / Rate;
            Assert.True(seconds > 45 * 60, "shorter than three quarters of an hour");
            rig.Set(EngineRig.Segment(1, 0, seconds));
            rig.Engine.Play();
            using OfflineRender render = rig.Engine.BeginOffline();
            float[] block = new float[2 * Rate];
            var random = new Random(1);
            for (int i = 0; i < 60; i++)
            {
                long at = (long)(random.NextDouble() * (frames - Rate));
                if (i % 3 == 0) Assert.Equal(Status.Ok, rig.Engine.SeekFrame(at));
                Assert.Equal(Status.Ok, render.Render(at, block, TestContext.Current.CancellationToken));
                rig.Pull();
            }
        }

        Assert.InRange(idle.PeakIndexBytes, index, Loaders * index);
        Assert.InRange(idle.Openings, 2, 40); // 2 or 3 each time the scan goes on, which is soon at its end
        Assert.Equal(0, idle.IndexBytes);
        TestContext.Current.SendDiagnosticMessage($"{idle.Openings} openings, at most {idle.PeakIndexBytes >> 10} KiB of index, of {index >> 10} each");
    }

    // Eight recordings of hours: what rests is bounded, whatever number of demuxers may rest.
    [Fact]
    public void Recordings_that_are_not_played_hold_no_more_than_the_bound()
    {
        string path = IdleMediaTests.Looped("eight.m4a", 14);
        long index = IndexBytes(path);
        IdleMedia idle;
        using (var rig = new EngineRig(100L << 20, loaders: Loaders, indexBytesPerLoader: 3 * index / 2))
        {
            idle = rig.Engine.Cache.Resources.Idle;
            var segments = new SegmentSpec[8];
            for (uint i = 0; i < segments.Length; i++)
            {
                string copy = MediaFixtures.Scratch($"eight-{i}.m4a");
                File.Copy(path, copy, true);
                Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(i + 1), new TrackSpec(copy)));
                segments[i] = EngineRig.Segment(i + 1, 600, 601);
            }

            rig.Set(segments);
            rig.Settle();
            for (long until = Environment.TickCount64 + 2_000; idle.Count < 1 && Environment.TickCount64 < until;) Thread.Sleep(5);
            Assert.InRange(idle.IndexBytes, index, 3 * index);
        }

        Assert.InRange(idle.PeakIndexBytes, 2 * index, 4 * index); // two loaders at work and one being opened, of which nobody knows the index yet
        Assert.Equal(0, idle.IndexBytes);
    }

    private static long IndexBytes(string path)
    {
        using MediaContext media = MediaOpener.Open(path, -1);
        return media.IndexBytes;
    }
}

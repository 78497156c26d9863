using System;
using SDL3;
using Seamline.Ui.Paint;
using Seamline.Ui.View;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>What frames cost, in what repeats: parts painted, calls and rectangles handed to the renderer, managed bytes.</summary>
[Collection("SDL audio")]
public sealed class FrameTests(ITestOutputHelper output)
{
    private const long Second = PlayerRig.Rate;

    [Fact]
    public void Nothing_is_drawn_and_nothing_allocated_while_nothing_moves()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Until(() => rig.Session.Stats.LoadDone != 0 && !rig.Session.IsMoving, "it has come to rest");
        rig.Steps(300);
        int quiet = 0;
        for (int i = 0; i < 200; i++)
        {
            (long seen, long drawn) = (rig.Session.StatsSeen, rig.Session.Frames.Count);
            long before = GC.GetAllocatedBytesForCurrentThread();
            rig.Steps(1);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            // On a machine with other work a block may come late, and that is shown.
            if (rig.Session.StatsSeen != seen || rig.Session.Message.Length == 0) continue;
            Assert.Equal((drawn, 0L), (rig.Session.Frames.Count, bytes));
            quiet++;
        }

        Assert.True(quiet > 190, $"{quiet} steps");
    }

    [Fact]
    public void A_frame_that_only_moves_the_playhead_paints_no_part_and_allocates_nothing()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Until(() => rig.Session.Stats.LoadDone != 0, "all is loaded");
        rig.Press(SDL.Keycode.Space);
        rig.Playing(true);
        rig.Until(() => rig.Session.Message.Length == 0 || rig.Session.Frames.Count > 60, "it has settled");
        // What happens once, such as a path that is compiled when it is first taken, may allocate once: 40 frames in a row allocate nothing.
        const int InARow = 40;
        int quiet = 0;
        for (int i = 0; i < 2_000 && quiet < InARow; i++)
        {
            (long parts, long seen, long drawn) = (rig.Window.PaintedParts, rig.Session.StatsSeen, rig.Session.Frames.Count);
            long before = GC.GetAllocatedBytesForCurrentThread();
            rig.Steps(1);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            // Ten times a second the stats are painted.
            if (rig.Session.StatsSeen != seen || rig.Session.Frames.Count == drawn) continue;
            Assert.Equal(parts, rig.Window.PaintedParts);
            quiet = bytes == 0 ? quiet + 1 : 0;
        }

        Assert.Equal(InARow, quiet);
        output.WriteLine($"{quiet} frames; the last took {rig.Window.Work}");
        Assert.InRange(rig.Window.Work.Rects, 1, 60);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_drawn_is_bounded_by_pixels_and_not_by_segments(float scale)
    {
        DrawWork few = Most(scale, 10);
        DrawWork many = Most(scale, 10_000);
        output.WriteLine($"10 segments: {few}; 10,000: {many}");
        int pixels = (int)(1_280 * scale);
        Assert.InRange(many.Calls, 1, pixels);
        Assert.InRange(many.Rects, 1, 2 * pixels);
        Assert.InRange(many.Glyphs, 1, 2 * pixels);
        Assert.InRange(many.Pictures, 1, 4);
    }

    [Fact]
    public void Runs_of_the_lane_are_at_most_one_a_pixel_and_do_not_overlap()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.Session.Open([rig.Many(10_000)]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        var runs = new System.Collections.Generic.List<LaneRun>();
        Box lane = rig.Session.Layout.Lane;
        foreach (double share in (ReadOnlySpan<double>)[1, 0.3, 0.1, 0.03, 0.01, 0.001, 0.0001])
        {
            rig.Session.View.Show(0, rig.Document.LengthFrames * share, smooth: false);
            LaneRun.List(runs, rig.Document, rig.Session.View, lane, LaneRun.LeastPoints);
            Assert.InRange(runs.Count, 1, (int)lane.W);
            for (int i = 0; i < runs.Count; i++)
            {
                Assert.True(runs[i].From < runs[i].To && runs[i].To <= lane.W);
                Assert.True(i == 0 || runs[i].From >= runs[i - 1].To, $"run {i} at {share}");
            }
        }
    }

    // The most that any of a row of frames took, from all of it to single segments.
    private static DrawWork Most(float scale, int segments)
    {
        using PlayerRig rig = PlayerRig.Empty(scale);
        rig.Session.Open([rig.Many(segments)]);
        rig.Until(() => rig.Session.Document != null && rig.Session.Stats.ReadyAheadFrames > 0, "it is open");
        DrawWork most = default;
        for (int i = 0; i < 60; i++)
        {
            rig.Hand.Wheel(640, rig.Middle, 0, 1);
            rig.Session.Mouse.Move(rig.Session, i * 10 * scale, rig.Middle);
            rig.Steps(1);
            DrawWork work = rig.Window.Work;
            most = new DrawWork(Math.Max(most.Calls, work.Calls), Math.Max(most.Rects, work.Rects), Math.Max(most.Glyphs, work.Glyphs), Math.Max(most.Points, work.Points), Math.Max(most.Pictures, work.Pictures));
        }

        return most;
    }
}

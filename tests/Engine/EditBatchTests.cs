using System;
using System.Linq;
using Seamline.Tests.Kernels;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Many cuts in one call, and several edits as one: publications, allocations, and what is heard.</summary>
[Collection("Alone")]
public sealed class EditBatchTests
{
    private const int Cuts = 10_000;
    private const float Step = 1.01f / 0x800000; // one frame of the staircase

    [Fact]
    public void Ten_thousand_cuts_are_one_publication_and_allocate_nothing()
    {
        using var rig = new EngineRig();
        rig.Staircase(1, 3_000);
        rig.Set(EngineRig.Segment(1, 0, 3_000));
        EditRange[] ranges = [.. Enumerable.Range(0, Cuts).Select(i => new EditRange((0.3 * i) + 0.1, (0.3 * i) + 0.2))];
        Assert.True(Batch(rig.Engine, ranges)); // code that runs for the first time is compiled
        long published = rig.Engine.GetStatus().PublishedSerial;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        bool done = Batch(rig.Engine, ranges);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(done);
        Assert.Equal(0, allocated);
        Assert.Equal(published + 4, rig.Engine.GetStatus().PublishedSerial); // each of the four calls
    }

    [Fact]
    public void A_list_of_edits_is_one_publication_and_one_step_and_allocates_nothing()
    {
        using var rig = new EngineRig();
        rig.Staircase(1, 20);
        rig.Set(EngineRig.Segment(1, 0, 20));
        var edits = new EditOperation[1_000];
        for (int i = 0; i < edits.Length; i += 2)
        {
            edits[i] = new EditOperation { Action = EditAction.Split, Value = 0.01 + (0.03 * (i / 2)) };
            edits[i + 1] = new EditOperation { Action = EditAction.Gain, Segment = EditOperation.MadeBy(i), Value = -i % 7 };
        }

        var made = new SegmentId[edits.Length];
        Assert.Equal(Status.Ok, rig.Engine.ApplyEdits(edits, made)); // code that runs for the first time is compiled
        Assert.Equal(Status.Ok, rig.Engine.Undo());
        long published = rig.Engine.GetStatus().PublishedSerial;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Status status = rig.Engine.ApplyEdits(edits, made);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.Equal((Status.Ok, 0L), (status, allocated));
        Assert.Equal(published + 1, rig.Engine.GetStatus().PublishedSerial);
        Assert.Equal(501, rig.Engine.SegmentCount);
        Assert.Equal(new EditHistory(1, 0, EditKind.Group, EditKind.None), rig.Engine.History);
        var delete = new EditOperation { Action = EditAction.Delete, Segment = made[0] };
        Assert.Equal(Status.NotFound, rig.Engine.ApplyEdits([delete, delete]));
        Assert.StartsWith("edit 1: there is no segment", rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Equal(published + 1, rig.Engine.GetStatus().PublishedSerial);
        Assert.Equal(501, rig.Engine.SegmentCount);
        Assert.Equal(Status.Ok, rig.Engine.Undo());
        Assert.Equal(1, rig.Engine.SegmentCount);
    }

    [Fact]
    public void A_group_is_one_publication_and_is_not_heard_before_it_ends()
    {
        using var rig = new EngineRig();
        rig.Staircase(1, 20);
        rig.Set(EngineRig.Segment(1, 0, 20));
        long published = rig.Engine.GetStatus().PublishedSerial;
        Assert.Equal(Status.Ok, rig.Engine.BeginEdits());
        Assert.Equal(Status.Ok, rig.Engine.Split(5, out SegmentId right));
        Assert.Equal(Status.Ok, rig.Engine.Move(right, 0));
        Assert.Equal(Status.Ok, rig.Engine.Lift(1, 2));
        Assert.Equal(4, rig.Engine.SegmentCount);
        Assert.Equal(Status.Ok, rig.Engine.GetSegmentAt(EngineRig.Rate, out SegmentInfo gap, out int index));
        Assert.Equal((1, ClipId.None), (index, gap.Spec.Clip));
        Assert.Equal(Status.InvalidState, rig.Engine.Undo());
        Assert.Equal(Status.InvalidState, rig.Engine.SetTimeline());
        Assert.Equal(Status.InvalidState, rig.Engine.RemoveClip(new ClipId(1)));
        Assert.Equal(Status.InvalidState, rig.Engine.SetTrackMix(new ClipId(1), 0, default));
        Assert.Contains("edit group is open", rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Equal(published, rig.Engine.GetStatus().PublishedSerial);
        Assert.Equal(Status.Ok, rig.Engine.EndEdits());
        Assert.Equal(published + 1, rig.Engine.GetStatus().PublishedSerial);
        Assert.Equal(new EditHistory(1, 0, EditKind.Group, EditKind.None), rig.Engine.History);
        Assert.Equal(Status.Ok, rig.Engine.Undo());
        Assert.Equal(1, rig.Engine.SegmentCount);
        Assert.Equal(new EditHistory(0, 1, EditKind.None, EditKind.Group), rig.Engine.History);
        Assert.Equal(Status.Ok, rig.Engine.BeginEdits());
        Assert.Equal(Status.Ok, rig.Engine.EndEdits()); // nothing in it: nothing is published, and redo is still there
        Assert.Equal(published + 2, rig.Engine.GetStatus().PublishedSerial);
        Assert.Equal(Status.Ok, rig.Engine.Redo());
    }

    // A cancelled group, an undone batch: the same bits as before. Ranges at once: the same bits as one by one.
    [Fact]
    public void What_is_taken_back_leaves_every_bit()
    {
        using Rig rig = new(rate: 44_100);
        rig.Generated(1, Seamline.Decode.GeneratedShape.Staircase, 0, 1, 70L * 44_100);
        rig.Set(new SegmentSpec(new ClipId(1), 0.0123, 60));
        float[] whole = rig.Offline();
        var random = new Random(3);
        EditRange[] ranges = [.. Enumerable.Range(0, 200).Select(i => 0.29 * i).Select(at => new EditRange(at + (0.1 * random.NextDouble()), at + 0.12 + (0.1 * random.NextDouble())))];
        Rig.Ok(rig.Engine.BeginEdits());
        for (int i = 0; i < 40; i++) Rig.Ok(rig.Engine.Lift(i + 0.25, i + 0.75));
        Rig.Ok(rig.Engine.CancelEdits());
        Bits.Same(whole, rig.Offline(), "a cancelled group");
        Rig.Ok(rig.Engine.RemoveRanges(ranges));
        float[] atOnce = rig.Offline();
        Rig.Ok(rig.Engine.Undo());
        Bits.Same(whole, rig.Offline(), "an undone batch");
        foreach (EditRange range in ranges.Reverse()) Rig.Ok(rig.Engine.RippleDelete(range.In, range.Out));
        Bits.Same(atOnce, rig.Offline(), "ranges one by one");
    }

    // Lifted and filled again by what was there: no frame has moved.
    [Theory]
    [InlineData(48_000)]
    [InlineData(44_100)]
    public void Lift_and_overwrite_move_nothing_behind_them(int rate)
    {
        using Rig rig = new(rate: rate, declick: 0);
        rig.Generated(1, Seamline.Decode.GeneratedShape.Staircase, 0, 1, 70L * rate);
        rig.Set(new SegmentSpec(new ClipId(1), 0.0123456789, 60));
        long length = rig.Engine.LengthFrames;
        float[] whole = rig.Offline();
        var random = new Random(5);
        for (int i = 0; i < 500; i++)
        {
            double at = 58 * random.NextDouble();
            double to = at + (1.5 * random.NextDouble());
            Rig.Ok(rig.Engine.Lift(at, to));
            Assert.Equal(length, rig.Engine.LengthFrames);
            if (i % 2 == 0) Rig.Ok(rig.Engine.Undo());
            if (i % 5 == 1) Rig.Ok(rig.Engine.Overwrite(at, new SegmentSpec(ClipId.None, 0, 0.01), out _));
        }

        float[] holes = rig.Offline();
        Assert.Equal(length * rig.Channels, holes.Length);
        int kept = 0;
        for (int i = 0; i < holes.Length; i++)
        {
            if (holes[i] == 0) continue;
            Assert.Equal(whole[i], holes[i], Step); // a piece behind a hole begins on the frame of its in point
            kept++;
        }

        Assert.InRange(kept, 1, holes.Length - 1);
    }

    private static bool Batch(Engine engine, EditRange[] ranges) =>
        engine.RemoveRanges(ranges) == Status.Ok && engine.Undo() == Status.Ok && engine.KeepRanges(ranges) == Status.Ok && engine.Undo() == Status.Ok;
}

using System;
using System.Linq;
using Xunit;

namespace Seamline.Tests.Timelines;

/// <summary>Edits that keep what follows in its place, once each by hand.</summary>
public sealed class InPlaceTests : IDisposable
{
    private readonly EditorRig _rig = new();

    public InPlaceTests() => _rig.Set(Clip(1, 0, 10), Clip(2, 5, 8), Clip(3, 1, 3));

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Lift_inside_a_segment_leaves_two_and_a_gap()
    {
        SegmentId[] ids = Ids();
        EditorRig.Ok(_rig.Editor.Lift(2, 3.5));
        Assert.Equal("1:0-2 0:0-1.5 1:3.5-10 2:5-8 3:1-3", _rig.Ranges);
        Assert.Equal([ids[0], ids[1], ids[2]], [_rig.Id(0), _rig.Id(3), _rig.Id(4)]);
        Assert.Equal([0, 96_000, 168_000, 480_000, 624_000], Starts());
        Assert.Equal(5, Ids().Distinct().Count());
    }

    [Fact]
    public void Lift_across_segments_leaves_one_gap()
    {
        SegmentId[] ids = Ids();
        EditorRig.Ok(_rig.Editor.Lift(9, 13.5));
        Assert.Equal("1:0-9 0:0-4.5 3:1.5-3", _rig.Ranges);
        Assert.Equal([ids[0], ids[2]], [_rig.Id(0), _rig.Id(2)]);
        EditorRig.Ok(_rig.Editor.Lift(13, 99));
        Assert.Equal("1:0-9 0:0-4 0:0-2", _rig.Ranges);
        Assert.Equal(15 * 48_000, _rig.Editor.List.LengthFrames);
        EditorRig.Ok(_rig.Editor.Undo());
        EditorRig.Ok(_rig.Editor.Undo());
        Assert.Equal(ids, Ids());
    }

    [Fact]
    public void Overwrite_puts_a_segment_over_what_is_there()
    {
        SegmentId[] ids = Ids();
        EditorRig.Ok(_rig.Editor.Overwrite(9, Clip(4, 0, 4.5), out SegmentId id));
        Assert.Equal("1:0-9 4:0-4.5 3:1.5-3", _rig.Ranges);
        Assert.Equal([ids[0], id, ids[2]], Ids());
        EditorRig.Ok(_rig.Editor.Overwrite(1, Clip(5, 0, 1), out id));
        Assert.Equal("1:0-1 5:0-1 1:2-9 4:0-4.5 3:1.5-3", _rig.Ranges);
        Assert.Equal((ids[0], id), (_rig.Id(0), _rig.Id(1)));
        Assert.Equal(15 * 48_000, _rig.Editor.List.LengthFrames);
        EditorRig.Ok(_rig.Editor.Overwrite(14, Clip(6, 0, 2), out _));
        Assert.Equal(16 * 48_000, _rig.Editor.List.LengthFrames);
        EditorRig.Ok(_rig.Editor.Overwrite(16, Clip(7, 0, 1), out _));
        Assert.Equal("1:0-1 5:0-1 1:2-9 4:0-4.5 3:1.5-2 6:0-2 7:0-1", _rig.Ranges);
        _rig.Set();
        EditorRig.Ok(_rig.Editor.Overwrite(0, Clip(7, 0, 1), out _));
        Assert.Equal("7:0-1", _rig.Ranges);
    }

    [Fact]
    public void Overwrite_by_a_fast_segment_takes_its_timeline_length()
    {
        EditorRig.Ok(_rig.Editor.Overwrite(1, new SegmentSpec(new ClipId(4), 0, 8) { Speed = 4 }, out _));
        Assert.Equal("1:0-1 4:0-8 1:3-10 2:5-8 3:1-3", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.Overwrite(1.5, Clip(5, 0, 0.5), out _));
        Assert.Equal("1:0-1 4:0-2 5:0-0.5 4:4-8 1:3-10 2:5-8 3:1-3", _rig.Ranges);
    }

    [Fact]
    public void Roll_moves_a_seam_and_nothing_else()
    {
        SegmentId[] ids = Ids();
        EditorRig.Ok(_rig.Editor.RollIn(ids[1], 6));
        Assert.Equal("1:0-11 2:6-8 3:1-3", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.RollOut(ids[1], 7.5));
        Assert.Equal("1:0-11 2:6-7.5 3:0.5-3", _rig.Ranges);
        Assert.Equal(ids, Ids());
        Assert.Equal([0, 528_000, 600_000], Starts());
        Assert.Equal(720_000, _rig.Editor.List.LengthFrames);
    }

    [Fact]
    public void Roll_beside_a_fast_segment_moves_it_by_timeline_seconds()
    {
        EditorRig.Ok(_rig.Editor.SetSpeed(_rig.Id(1), 2));
        EditorRig.Ok(_rig.Editor.RollIn(_rig.Id(1), 6));
        Assert.Equal("1:0-10.5 2:6-8 3:1-3", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.RollIn(_rig.Id(2), 1.25));
        Assert.Equal("1:0-10.5 2:6-8.5 3:1.25-3", _rig.Ranges);
    }

    // Every seam of a recording that is only cut: rolled anywhere it is still the same recording.
    [Fact]
    public void Roll_between_pieces_of_one_recording_keeps_them_contiguous()
    {
        _rig.Set(Clip(1, 0.0123456789, 30));
        var random = new Random(4);
        for (int i = 1; i < 20; i++) EditorRig.Ok(_rig.Editor.Split(1.5 * i, out _));
        for (int i = 0; i < 300; i++)
        {
            int at = 1 + random.Next(_rig.Count - 1);
            double to = _rig.Segments[at].Spec.In + (0.2 * (random.NextDouble() - 0.5));
            _ = i % 2 == 0 ? _rig.Editor.RollIn(_rig.Id(at), to) : _rig.Editor.RollOut(_rig.Id(at - 1), to);
        }

        SegmentInfo[] pieces = _rig.Segments;
        for (int i = 1; i < pieces.Length; i++)
        {
            Assert.Equal(pieces[i - 1].Spec.Out, pieces[i].Spec.In);
            Assert.Equal(pieces[i - 1].ClipFrame + (pieces[i - 1].EndFrame - pieces[i - 1].StartFrame), pieces[i].ClipFrame);
        }
    }

    [Fact]
    public void Slip_plays_other_material_in_the_same_place()
    {
        EditorRig.Ok(_rig.Editor.Slip(_rig.Id(1), 0.5));
        Assert.Equal("1:0-10 2:0.5-3.5 3:1-3", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.Slip(_rig.Id(1), -1));
        Assert.Equal("1:0-10 2:-1-2 3:1-3", _rig.Ranges);
        Assert.Equal([0, 480_000, 624_000], Starts());
    }

    [Fact]
    public void Slide_moves_a_segment_over_its_neighbours()
    {
        SegmentId[] ids = Ids();
        EditorRig.Ok(_rig.Editor.Slide(ids[1], -2));
        Assert.Equal("1:0-8 2:5-8 3:-1-3", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.Slide(ids[1], 4));
        Assert.Equal("1:0-12 2:5-8 3:3-3", _rig.Ranges);
        Assert.Equal(ids, Ids());
        Assert.Equal(720_000, _rig.Editor.List.LengthFrames);
    }

    [Fact]
    public void Ranges_in_any_order_are_removed_at_once()
    {
        SegmentId[] ids = Ids();
        EditorRig.Ok(_rig.Editor.RemoveRanges([new(12, 14), new(1, 2), new(3, 4), new(3.5, 5), new(5, 6)]));
        Assert.Equal("1:0-1 1:2-3 1:6-10 2:5-7 3:2-3", _rig.Ranges);
        Assert.Equal([ids[0], ids[1], ids[2]], [_rig.Id(0), _rig.Id(3), _rig.Id(4)]);
        Assert.True(ids[2].Value < _rig.Id(1).Value && _rig.Id(1).Value < _rig.Id(2).Value);
        Assert.Equal((1, 0), _rig.Editor.History);
        Assert.Equal((EditKind.RemoveRanges, EditKind.None), _rig.Editor.HistoryKinds);
        EditorRig.Ok(_rig.Editor.Undo());
        Assert.Equal("1:0-10 2:5-8 3:1-3", _rig.Ranges);
        Assert.Equal(ids, Ids());
        Assert.Equal((EditKind.None, EditKind.RemoveRanges), _rig.Editor.HistoryKinds);
    }

    [Fact]
    public void Kept_ranges_stay_in_order()
    {
        EditorRig.Ok(_rig.Editor.KeepRanges([new(11, 14), new(1, 2), new(1.5, 3)]));
        Assert.Equal("1:1-3 2:6-8 3:1-2", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.KeepRanges([new(-1, 99)]));
        Assert.Equal("1:1-3 2:6-8 3:1-2", _rig.Ranges);
        Assert.Equal((1, 0), _rig.Editor.History);
        EditorRig.Ok(_rig.Editor.RemoveRanges([new(0, 99)]));
        Assert.Equal(string.Empty, _rig.Ranges);
        EditorRig.Ok(_rig.Editor.RemoveRanges([]));
    }

    [Fact]
    public void A_group_is_one_step()
    {
        EditorRig.Ok(_rig.Editor.BeginGroup(EditKind.Group));
        EditorRig.Ok(_rig.Editor.Split(2, out _));
        EditorRig.Ok(_rig.Editor.Delete(_rig.Id(0)));
        EditorRig.Ok(_rig.Editor.Move(_rig.Id(0), 2));
        EditorRig.Ok(_rig.Editor.EndGroup());
        Assert.Equal("2:5-8 3:1-3 1:2-10", _rig.Ranges);
        Assert.Equal(((1, 0), (EditKind.Group, EditKind.None)), (_rig.Editor.History, _rig.Editor.HistoryKinds));
        EditorRig.Ok(_rig.Editor.Undo());
        Assert.Equal("1:0-10 2:5-8 3:1-3", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.Redo());
        Assert.Equal("2:5-8 3:1-3 1:2-10", _rig.Ranges);
    }

    [Fact]
    public void A_cancelled_group_has_never_been()
    {
        EditorRig.Ok(_rig.Editor.Split(2, out _));
        EditorRig.Ok(_rig.Editor.Split(4, out _));
        EditorRig.Ok(_rig.Editor.Undo());
        SegmentInfo[] before = _rig.Segments;
        EditorRig.Ok(_rig.Editor.BeginGroup(EditKind.Group));
        EditorRig.Ok(_rig.Editor.RippleDelete(1, 12));
        EditorRig.Ok(_rig.Editor.Insert(1, Clip(9, 0, 1), out _));
        EditorRig.Ok(_rig.Editor.CancelGroup());
        Assert.Equal(before, _rig.Segments);
        Assert.Equal((1, 1), _rig.Editor.History);
        EditorRig.Ok(_rig.Editor.Redo());
        Assert.Equal("1:0-2 1:2-4 1:4-10 2:5-8 3:1-3", _rig.Ranges);
    }

    // More rows than a step of undo may keep: the edit that is too much is refused, what came before can be taken back.
    [Fact]
    public void A_group_that_undo_cannot_hold_refuses_and_can_be_cancelled()
    {
        _rig.Set([.. Enumerable.Repeat(Clip(1, 0, 1), Limits.MaxSegments - 100)]);
        SegmentInfo[] before = _rig.Segments;
        EditorRig.Ok(_rig.Editor.BeginGroup(EditKind.Group));
        Status status = Status.Ok;
        int done = 0;
        while (status == Status.Ok && done < 100)
        {
            status = _rig.Editor.RemoveRanges([new(0.25, 0.5), new(_rig.Editor.List.Seconds - 1.5, _rig.Editor.List.Seconds - 1.25)]);
            if (status == Status.Ok) status = _rig.Editor.Delete(_rig.Id(0));
            if (status == Status.Ok) done++;
        }

        Assert.Equal(Status.LimitReached, status);
        Assert.InRange(done, 1, 3);
        Assert.Contains("edit group is full", _rig.Error.ToString(), StringComparison.Ordinal);
        EditorRig.Ok(_rig.Editor.CancelGroup());
        Assert.Equal(before, _rig.Segments);
    }

    // One pass, whatever the number: twice the segments and twice the cuts lay out twice the rows.
    [Fact]
    public void Removing_ranges_is_linear()
    {
        long small = LaidOut(2_000);
        long large = LaidOut(20_000);
        Assert.InRange(large, 2_000, 10.2 * small);
    }

    [Fact]
    public void Looking_at_all_segments_in_order_compares_a_few_rows_for_each()
    {
        const int Count = 2_000;
        using var rig = new EditorRig();
        rig.Set([.. Enumerable.Repeat(Clip(1, 0, 1), Count)]);
        SegmentId[] ids = [.. rig.Segments.Select(segment => segment.Id)];
        long before = rig.Editor.List.RowsCompared;
        foreach (SegmentId id in ids)
        {
            rig.Editor.ReadTransition(id, out _);
            rig.Editor.ReadEnvelope(EnvelopeOwner.Segment, id.Value, out _);
        }

        Assert.InRange(rig.Editor.List.RowsCompared - before, Count, 4 * Count);
        EditorRig.Ok(rig.Editor.Delete(ids[7]));
        Assert.Equal(Status.NotFound, rig.Editor.ReadTransition(ids[7], out _));
        EditorRig.Ok(rig.Editor.Find(ids[^1], out int last));
        Assert.Equal(Count - 2, last);
        EditorRig.Ok(rig.Editor.Find(ids[0], out int first));
        Assert.Equal(0, first);
    }

    private static long LaidOut(int count)
    {
        using var rig = new EditorRig();
        rig.Set([.. Enumerable.Repeat(Clip(1, 0, 1), count)]);
        long before = rig.Editor.List.RowsLaidOut;
        EditorRig.Ok(rig.Editor.RemoveRanges([.. Enumerable.Range(0, count / 2).Select(i => new EditRange((2 * i) + 0.25, (2 * i) + 0.75))]));
        Assert.Equal(count + (count / 2), rig.Count);
        EditorRig.Ok(rig.Editor.Undo());
        Assert.Equal(count, rig.Count);
        return rig.Editor.List.RowsLaidOut - before;
    }

    private SegmentId[] Ids() => [.. _rig.Segments.Select(s => s.Id)];

    private long[] Starts() => [.. _rig.Segments.Select(s => s.StartFrame)];

    private static SegmentSpec Clip(uint clip, double from, double to) => new(new ClipId(clip), from, to);
}

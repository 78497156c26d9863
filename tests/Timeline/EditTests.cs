using System;
using System.Linq;
using Xunit;

namespace Seamline.Tests.Timelines;

/// <summary>Every edit once, by hand.</summary>
public sealed class EditTests : IDisposable
{
    private readonly EditorRig _rig = new();

    public EditTests() => _rig.Set(Clip(1, 0, 10), Clip(2, 5, 8), Clip(3, 1, 3));

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_set_timeline_is_laid_end_to_end()
    {
        Assert.Equal("1:0-10 2:5-8 3:1-3", _rig.Ranges);
        SegmentInfo[] s = _rig.Segments;
        Assert.Equal([(0, 480_000, 0), (480_000, 624_000, 240_000), (624_000, 720_000, 48_000)], s.Select(x => (x.StartFrame, x.EndFrame, x.ClipFrame)));
        Assert.Equal(3, s.Select(x => x.Id).Distinct().Count());
        Assert.Equal(720_000, _rig.Editor.List.LengthFrames);
    }

    [Fact]
    public void Insert_pushes_what_follows()
    {
        EditorRig.Ok(_rig.Editor.Insert(1, Clip(4, 0, 0.5), out SegmentId id));
        Assert.Equal("1:0-10 4:0-0.5 2:5-8 3:1-3", _rig.Ranges);
        Assert.Equal(id, _rig.Id(1));
        Assert.Equal(504_000, _rig.Segments[2].StartFrame);
        EditorRig.Ok(_rig.Editor.Insert(4, Clip(5, 0, 1), out _));
        Assert.Equal("1:0-10 4:0-0.5 2:5-8 3:1-3 5:0-1", _rig.Ranges);
    }

    [Fact]
    public void Delete_closes_the_gap()
    {
        SegmentId third = _rig.Id(2);
        EditorRig.Ok(_rig.Editor.Delete(_rig.Id(1)));
        Assert.Equal("1:0-10 3:1-3", _rig.Ranges);
        Assert.Equal(third, _rig.Id(1));
        Assert.Equal(480_000, _rig.Segments[1].StartFrame);
        Assert.Equal(Status.NotFound, _rig.Editor.Delete(new SegmentId(99)));
        Assert.Equal("there is no segment 99 on the timeline", _rig.Error.ToString());
    }

    [Fact]
    public void Ripple_delete_inside_a_segment_leaves_two()
    {
        SegmentId first = _rig.Id(0);
        EditorRig.Ok(_rig.Editor.RippleDelete(2, 3.5));
        Assert.Equal("1:0-2 1:3.5-10 2:5-8 3:1-3", _rig.Ranges);
        Assert.Equal(first, _rig.Id(0));
        Assert.Equal(4, _rig.Segments.Select(s => s.Id).Distinct().Count());
        Assert.Equal((96_000, 168_000), (_rig.Segments[1].StartFrame, _rig.Segments[1].ClipFrame));
    }

    [Fact]
    public void Ripple_delete_across_segments_trims_both_ends()
    {
        SegmentId[] ids = [.. _rig.Segments.Select(s => s.Id)];
        EditorRig.Ok(_rig.Editor.RippleDelete(9, 13.5));
        Assert.Equal("1:0-9 3:1.5-3", _rig.Ranges);
        Assert.Equal([ids[0], ids[2]], _rig.Segments.Select(s => s.Id));
    }

    [Fact]
    public void Ripple_delete_on_seams_takes_whole_segments()
    {
        EditorRig.Ok(_rig.Editor.RippleDelete(10, 13));
        Assert.Equal("1:0-10 3:1-3", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.RippleDelete(-5, 10));
        Assert.Equal("3:1-3", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.RippleDelete(1, 1e6));
        Assert.Equal("3:1-2", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.RippleDelete(0, 1));
        Assert.Equal(string.Empty, _rig.Ranges);
        Assert.Equal(0, _rig.Editor.List.LengthFrames);
        Assert.Equal(Status.InvalidArgument, _rig.Editor.RippleDelete(0, 1));
    }

    [Fact]
    public void Ripple_delete_counts_timeline_seconds_in_a_fast_segment()
    {
        _rig.Set(new SegmentSpec(new ClipId(1), 0, 8) { Speed = 2 }, Clip(2, 0, 1));
        EditorRig.Ok(_rig.Editor.RippleDelete(1, 2));
        Assert.Equal("1:0-2 1:4-8 2:0-1", _rig.Ranges);
        Assert.Equal(4 * 48_000, _rig.Editor.List.LengthFrames);
    }

    [Fact]
    public void Split_goes_on_where_it_was_cut()
    {
        EditorRig.Ok(_rig.Editor.Split(11, out SegmentId right));
        Assert.Equal("1:0-10 2:5-6 2:6-8 3:1-3", _rig.Ranges);
        Assert.Equal(right, _rig.Id(2));
        Assert.Equal(288_000, _rig.Segments[2].ClipFrame);
        foreach (double seam in (double[])[0, 10, 11, 13, 15])
        {
            Assert.Equal(Status.InvalidArgument, _rig.Editor.Split(seam, out right));
            Assert.Equal(default, right);
            Assert.Equal($"cannot split at {seam} s: there is already a seam", _rig.Error.ToString());
        }
    }

    [Fact]
    public void Trim_moves_one_edge()
    {
        EditorRig.Ok(_rig.Editor.TrimIn(_rig.Id(1), 6));
        EditorRig.Ok(_rig.Editor.TrimOut(_rig.Id(0), 10.5));
        Assert.Equal("1:0-10.5 2:6-8 3:1-3", _rig.Ranges);
        Assert.Equal((504_000, 288_000), (_rig.Segments[1].StartFrame, _rig.Segments[1].ClipFrame));
        EditorRig.Ok(_rig.Editor.TrimIn(_rig.Id(0), -0.5));
        Assert.Equal(-24_000, _rig.Segments[0].ClipFrame);
    }

    [Fact]
    public void Move_puts_a_segment_at_its_new_index()
    {
        EditorRig.Ok(_rig.Editor.Move(_rig.Id(0), 2));
        Assert.Equal("2:5-8 3:1-3 1:0-10", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.Move(_rig.Id(1), 0));
        Assert.Equal("3:1-3 2:5-8 1:0-10", _rig.Ranges);
        Assert.Equal([0, 96_000, 240_000], _rig.Segments.Select(s => s.StartFrame));
        EditorRig.Ok(_rig.Editor.Undo());
        Assert.Equal("2:5-8 3:1-3 1:0-10", _rig.Ranges);
        EditorRig.Ok(_rig.Editor.Undo());
        Assert.Equal("1:0-10 2:5-8 3:1-3", _rig.Ranges);
    }

    [Fact]
    public void Gain_mute_and_speed_stay_in_place()
    {
        SegmentId id = _rig.Id(1);
        EditorRig.Ok(_rig.Editor.SetGain(id, -6));
        EditorRig.Ok(_rig.Editor.SetMuted(id, true));
        EditorRig.Ok(_rig.Editor.SetSpeed(id, 2));
        SegmentInfo s = _rig.Segments[1];
        Assert.Equal((id, -6.0, true, 2.0), (s.Id, s.Spec.GainDb, s.Spec.Muted, s.Spec.Speed));
        Assert.Equal(72_000, s.EndFrame - s.StartFrame);
        Assert.Equal(552_000, _rig.Segments[2].StartFrame);
        EditorRig.Ok(_rig.Editor.SetMuted(id, false));
        EditorRig.Ok(_rig.Editor.SetGain(id, double.NegativeInfinity));
        Assert.Equal((double.NegativeInfinity, false), (_rig.Segments[1].Spec.GainDb, _rig.Segments[1].Spec.Muted));
    }

    [Fact]
    public void Set_ends_the_history()
    {
        EditorRig.Ok(_rig.Editor.Delete(_rig.Id(0)));
        Assert.Equal((1, 0), _rig.Editor.History);
        _rig.Set(Clip(1, 0, 1));
        Assert.Equal((0, 0), _rig.Editor.History);
        Assert.Equal(Status.InvalidState, _rig.Editor.Undo());
        Assert.Equal("there is nothing to undo", _rig.Error.ToString());
        Assert.Equal(Status.InvalidState, _rig.Editor.Redo());
        Assert.Equal("there is nothing to redo", _rig.Error.ToString());
    }

    private static SegmentSpec Clip(uint clip, double from, double to) => new(new ClipId(clip), from, to);
}

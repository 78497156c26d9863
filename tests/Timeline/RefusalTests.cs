using System;
using System.Linq;
using Seamline.Timeline;
using Xunit;

namespace Seamline.Tests.Timelines;

/// <summary>What is refused names the segment and has changed nothing: not the rows, not the history.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly EditorRig _rig = new();

    public RefusalTests()
    {
        _rig.Set(Clip(1, 0, 10), Clip(2, 5, 8), Clip(3, 1, 3));
        EditorRig.Ok(_rig.Editor.Split(2, out _));
        EditorRig.Ok(_rig.Editor.Split(3, out _));
        EditorRig.Ok(_rig.Editor.Undo());
    }

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(double.NaN, 1, 1, 0, "in NaN s")]
    [InlineData(0, double.NaN, 1, 0, "out NaN s")]
    [InlineData(double.NegativeInfinity, 1, 1, 0, "in -Infinity s")]
    [InlineData(0, double.PositiveInfinity, 1, 0, "out Infinity s")]
    [InlineData(0, 1.1e8, 1, 0, "not a time within")]
    [InlineData(2, 1, 1, 0, "the range 2 s .. 1 s is reversed")]
    [InlineData(0, 1, double.NaN, 0, "speed NaN is outside")]
    [InlineData(0, 1, 0.2499, 0, "speed 0.2499 is outside")]
    [InlineData(0, 1, 8.001, 0, "speed 8.001 is outside")]
    [InlineData(0, 1, -1, 0, "speed -1 is outside")]
    [InlineData(0, 1, 0, 0, "speed 0 is outside")]
    [InlineData(0, 1, double.PositiveInfinity, 0, "speed Infinity is outside")]
    [InlineData(0, 1, 1, double.NaN, "gain NaN dB")]
    [InlineData(0, 1, 1, 60.1, "gain 60.1 dB")]
    [InlineData(0, 1, 1, double.PositiveInfinity, "gain Infinity dB")]
    public void A_bad_segment(double from, double to, double speed, double gain, string says)
    {
        var bad = new SegmentSpec(new ClipId(7), from, to) { Speed = speed, GainDb = gain };
        Refused(Status.InvalidArgument, () => _rig.Editor.Set([Clip(1, 0, 1), Clip(1, 0, 1), bad, bad]), "segment 2: ", says);
        Refused(Status.InvalidArgument, () => _rig.Editor.Insert(1, bad, out _), "segment 1: ", says);
    }

    [Fact]
    public void A_bad_value_for_a_segment_that_is_there()
    {
        SegmentId id = _rig.Id(2);
        Refused(Status.InvalidArgument, () => _rig.Editor.TrimIn(id, 8.5), "segment 2: ", "reversed");
        Refused(Status.InvalidArgument, () => _rig.Editor.TrimOut(id, 4), "segment 2: ", "reversed");
        Refused(Status.InvalidArgument, () => _rig.Editor.TrimOut(id, double.NaN), "segment 2: ", "NaN");
        Refused(Status.InvalidArgument, () => _rig.Editor.SetGain(id, double.NaN), "segment 2: ", "gain NaN dB");
        Refused(Status.InvalidArgument, () => _rig.Editor.SetSpeed(id, 9), "segment 2: ", "speed 9");
        Refused(Status.InvalidArgument, () => _rig.Editor.SetSpeed(id, 9, SpeedMode.KeepPitch), "segment 2: ", "speed 9");
        Refused(Status.InvalidArgument, () => _rig.Editor.SetSpeedMode(id, (SpeedMode)3), "segment 2: ", "no speed mode 3");
        var unknown = new SegmentSpec(new ClipId(1), 0, 1) { Speed = 2, SpeedMode = (SpeedMode)(-1) };
        Refused(Status.InvalidArgument, () => _rig.Editor.Insert(0, unknown, out _), "segment 0: ", "no speed mode -1");
    }

    [Fact]
    public void Segments_and_places_that_are_not_there()
    {
        var nobody = new SegmentId(1_000);
        Refused(Status.NotFound, () => _rig.Editor.Delete(nobody), "segment 1000");
        Refused(Status.NotFound, () => _rig.Editor.Delete(default), "segment 0");
        Refused(Status.NotFound, () => _rig.Editor.Move(nobody, 0), "segment 1000");
        Refused(Status.NotFound, () => _rig.Editor.TrimIn(nobody, 0), "segment 1000");
        Refused(Status.NotFound, () => _rig.Editor.TrimOut(nobody, 1), "segment 1000");
        Refused(Status.NotFound, () => _rig.Editor.SetGain(nobody, 0), "segment 1000");
        Refused(Status.NotFound, () => _rig.Editor.SetMuted(nobody, true), "segment 1000");
        Refused(Status.NotFound, () => _rig.Editor.SetSpeed(nobody, 1), "segment 1000");
        Refused(Status.InvalidArgument, () => _rig.Editor.Move(_rig.Id(0), 4), "position 4", "0..3");
        Refused(Status.InvalidArgument, () => _rig.Editor.Move(_rig.Id(0), -1), "position -1");
        Refused(Status.InvalidArgument, () => _rig.Editor.Insert(5, Clip(1, 0, 1), out _), "position 5", "0..4");
        Refused(Status.InvalidArgument, () => _rig.Editor.Insert(-1, Clip(1, 0, 1), out _), "position -1");
    }

    [Theory]
    [InlineData(double.NaN, 1, "not two times")]
    [InlineData(0, double.PositiveInfinity, "not two times")]
    [InlineData(double.NegativeInfinity, 1, "not two times")]
    [InlineData(3, 2, "reversed")]
    [InlineData(2, 2, "holds nothing")]
    [InlineData(15, 20, "holds nothing")]
    [InlineData(-2, 0, "holds nothing")]
    public void A_range_that_is_none(double from, double to, string says) =>
        Refused(Status.InvalidArgument, () => _rig.Editor.RippleDelete(from, to), says);

    [Fact]
    public void Edits_in_place()
    {
        (SegmentId first, SegmentId last) = (_rig.Id(0), _rig.Id(3));
        var nobody = new SegmentId(1_000);
        Refused(Status.InvalidArgument, () => _rig.Editor.Lift(3, 2), "reversed");
        Refused(Status.InvalidArgument, () => _rig.Editor.Lift(15, 20), "holds nothing");
        Refused(Status.InvalidArgument, () => _rig.Editor.Overwrite(15.1, Clip(1, 0, 1), out _), "overwrite at 15.1 s", "0 s .. 15 s");
        Refused(Status.InvalidArgument, () => _rig.Editor.Overwrite(double.NaN, Clip(1, 0, 1), out _), "overwrite at NaN s");
        Refused(Status.InvalidArgument, () => _rig.Editor.Overwrite(1, Clip(1, 1, 1), out _), "lasts 0 s");
        Refused(Status.InvalidArgument, () => _rig.Editor.Overwrite(1, Clip(1, 1, 0), out _), "reversed");
        Refused(Status.LimitReached, () => _rig.Editor.Overwrite(1, Clip(1, 0, Limits.MaxSeconds), out _), "longer than");
        Refused(Status.InvalidArgument, () => _rig.Editor.RollIn(first, 1), "segment 0", "before the first");
        Refused(Status.InvalidArgument, () => _rig.Editor.RollOut(last, 1), "segment 3", "behind the last");
        Refused(Status.InvalidArgument, () => _rig.Editor.RollIn(_rig.Id(2), 9), "segment 2", "reversed");
        Refused(Status.InvalidArgument, () => _rig.Editor.RollIn(_rig.Id(2), -9), "segment 1", "reversed");
        Refused(Status.InvalidArgument, () => _rig.Editor.RollOut(_rig.Id(1), 13.5), "segment 2", "reversed");
        Refused(Status.InvalidArgument, () => _rig.Editor.RollOut(_rig.Id(1), double.NaN), "segment 1", "not a time");
        Refused(Status.InvalidArgument, () => _rig.Editor.Slip(_rig.Id(1), double.PositiveInfinity), "segment 1", "not a time");
        Refused(Status.InvalidArgument, () => _rig.Editor.Slide(first, 1), "segment 0", "left");
        Refused(Status.InvalidArgument, () => _rig.Editor.Slide(last, 1), "segment 3", "right");
        Refused(Status.InvalidArgument, () => _rig.Editor.Slide(_rig.Id(1), -3), "segment 0", "reversed");
        Refused(Status.InvalidArgument, () => _rig.Editor.Slide(_rig.Id(1), 4), "segment 2", "reversed");
        Refused(Status.InvalidArgument, () => _rig.Editor.Slide(_rig.Id(1), double.NaN), "segment 1", "by NaN s");
        Refused(Status.NotFound, () => _rig.Editor.RollIn(nobody, 1), "segment 1000");
        Refused(Status.NotFound, () => _rig.Editor.RollOut(nobody, 1), "segment 1000");
        Refused(Status.NotFound, () => _rig.Editor.Slip(nobody, 1), "segment 1000");
        Refused(Status.NotFound, () => _rig.Editor.Slide(nobody, 1), "segment 1000");
    }

    [Theory]
    [InlineData(double.NaN, 1, "range 1: the range NaN s .. 1 s is not two times")]
    [InlineData(3, 2, "range 1: the range 3 s .. 2 s is reversed")]
    [InlineData(2, 2, "range 1: the range 2 s .. 2 s holds nothing")]
    [InlineData(15, 20, "range 1: ")]
    public void A_list_of_ranges_with_a_bad_one(double from, double to, string says)
    {
        Refused(Status.InvalidArgument, () => _rig.Editor.RemoveRanges([new(4, 5), new(from, to), new(7, 8)]), says);
        Refused(Status.InvalidArgument, () => _rig.Editor.KeepRanges([new(4, 5), new(from, to), new(7, 8)]), says);
    }

    [Fact]
    public void Lists_of_ranges_beyond_the_limits()
    {
        Refused(Status.InvalidArgument, () => _rig.Editor.KeepRanges([]), "no ranges to keep");
        Refused(Status.LimitReached, () => _rig.Editor.RemoveRanges(new EditRange[Limits.MaxRanges + 1]), "65537 ranges", "65536");
        _rig.Set([.. Enumerable.Repeat(Clip(1, 0, 1), Limits.MaxSegments)]);
        Refused(Status.LimitReached, () => _rig.Editor.RemoveRanges([new(0.25, 0.5), new(7, 7.5)]), "65536");
        Refused(Status.LimitReached, () => _rig.Editor.RemoveRanges([new(7, 7.5), new(100.25, 100.5)]), "65536");
        Refused(Status.LimitReached, () => _rig.Editor.Lift(7.25, 7.5), "65536");
        EditorRig.Ok(_rig.Editor.RemoveRanges([new(0.25, 0.5), new(7, 8)]));
        Assert.Equal(Limits.MaxSegments, _rig.Count);
    }

    [Fact]
    public void What_does_not_sound_in_this_version()
    {
        Refused(Status.InvalidArgument, () => _rig.Editor.AddLane(0, default, out _), "a lane is not supported by this version");
        Refused(Status.InvalidArgument, () => _rig.Editor.AddItem(default, out _), "an item is not supported by this version");
        Refused(Status.InvalidArgument, () => _rig.Editor.SetTransition(_rig.Id(1), TransitionKind.Linear, 1), "a transition is not supported by this version");
        Refused(Status.InvalidArgument, () => _rig.Editor.SetEnvelope(EnvelopeOwner.Master, 0, [new(0, -6)]), "an envelope is not supported by this version");
        Refused(Status.InvalidArgument, () => _rig.Editor.SetMaster(MasterRow.Neutral with { GainDb = -1 }), "a master gain or limiter is not supported by this version");
    }

    [Fact]
    public void What_a_group_does_not_take()
    {
        Refused(Status.InvalidState, _rig.Editor.EndGroup, "no edit group");
        Refused(Status.InvalidState, _rig.Editor.CancelGroup, "no edit group");
        EditorRig.Ok(_rig.Editor.BeginGroup(EditKind.Group));
        Refused(Status.InvalidState, () => _rig.Editor.BeginGroup(EditKind.Group), "group is open");
        Refused(Status.InvalidState, _rig.Editor.Undo, "group is open");
        Refused(Status.InvalidState, _rig.Editor.Redo, "group is open");
        Refused(Status.InvalidState, () => _rig.Editor.Set([Clip(1, 0, 1)]), "group is open");
        EditorRig.Ok(_rig.Editor.CancelGroup());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(15.1)]
    [InlineData(double.PositiveInfinity)]
    public void A_split_outside_the_timeline(double at) =>
        Refused(Status.InvalidArgument, () => _rig.Editor.Split(at, out _), "cannot split at", "0 s .. 15 s");

    [Fact]
    public void More_segments_than_the_limit()
    {
        SegmentSpec[] most = [.. Enumerable.Repeat(Clip(1, 0, 1), Limits.MaxSegments)];
        Refused(Status.LimitReached, () => _rig.Editor.Set([.. most, Clip(1, 0, 1)]), "65537 segments", "65536");
        _rig.Set(most);
        Assert.Equal(65_536L * 48_000, _rig.Editor.List.LengthFrames);
        SegmentId id = default;
        Refused(Status.LimitReached, () => _rig.Editor.Insert(3, Clip(1, 0, 1), out id), "65536");
        Assert.Equal(default, id);
        Refused(Status.LimitReached, () => _rig.Editor.Split(4.5, out id), "65536");
        Assert.Equal(default, id);
        Refused(Status.LimitReached, () => _rig.Editor.RippleDelete(4.25, 4.75), "65536");
        EditorRig.Ok(_rig.Editor.RippleDelete(3.5, 4.5));
        EditorRig.Ok(_rig.Editor.RippleDelete(10, 11));
        EditorRig.Ok(_rig.Editor.Insert(3, Clip(1, 0, 1), out _));
        Assert.Equal(Limits.MaxSegments, _rig.Count);
    }

    [Fact]
    public void A_timeline_longer_than_time()
    {
        _rig.Set(Clip(1, 0, 6e7), Clip(2, 0, 1));
        Refused(Status.LimitReached, () => _rig.Editor.Insert(0, Clip(1, 0, 5e7), out _), "longer than");
        Refused(Status.LimitReached, () => _rig.Editor.TrimOut(_rig.Id(1), 5e7), "longer than");
        Refused(Status.LimitReached, () => _rig.Editor.SetSpeed(_rig.Id(0), 0.5), "longer than");
        Refused(Status.LimitReached, () => _rig.Editor.Set([Clip(1, 0, 6e7), Clip(1, 0, 6e7)]), "longer than");
        EditorRig.Ok(_rig.Editor.TrimOut(_rig.Id(1), 3e7));
    }

    private void Refused(Status status, Func<Status> edit, params string[] says)
    {
        string before = string.Join('\n', _rig.Segments);
        (int, int) history = _rig.Editor.History;
        Assert.Equal(status, edit());
        string sentence = _rig.Error.ToString();
        Assert.All(says, s => Assert.Contains(s, sentence, StringComparison.Ordinal));
        Assert.Equal(before, string.Join('\n', _rig.Segments));
        Assert.Equal(history, _rig.Editor.History);
    }

    private static SegmentSpec Clip(uint clip, double from, double to) => new(new ClipId(clip), from, to);
}

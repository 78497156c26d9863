using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Timeline;
using Xunit;

namespace Seamline.Tests.Timelines;

/// <summary>A list of operations is the same operations one by one, or nothing.</summary>
public sealed class EditOperationTests
{
    [Theory]
    [InlineData(DocumentFeatures.None)]
    [InlineData(DocumentFeatures.All)]
    internal void A_list_is_what_single_edits_leave_or_changes_nothing(DocumentFeatures features)
    {
        (int whole, int refused) = (0, 0);
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            using var single = new EditorRig(44_100, features);
            using var list = new EditorRig(44_100, features);
            SegmentSpec[] specs = [.. Enumerable.Range(0, 2 + random.Next(5)).Select(i => new SegmentSpec(new ClipId((uint)(i % 3)), i, i + 1 + random.NextDouble()))];
            single.Set(specs);
            list.Set(specs);
            SegmentInfo[] before = list.Segments;
            var operations = new List<EditOperation>();
            var made = new List<SegmentId>();
            Status status = Status.Ok;
            for (int n = 1 + random.Next(12); n > 0 && status == Status.Ok; n--)
            {
                EditOperation operation = Any(random, single, made);
                operations.Add(operation);
                status = One(single.Editor, Resolve(operation, made), out SegmentId id);
                made.Add(id);
            }

            var got = new SegmentId[operations.Count];
            Assert.Equal(status, list.Editor.Apply(operations.ToArray(), got));
            if (status == Status.Ok)
            {
                whole++;
                Assert.Equal(made, got);
                Assert.Equal(single.Segments, list.Segments);
                Assert.Equal((1, 0), list.Editor.History);
                Assert.Equal(EditKind.Group, list.Editor.HistoryKinds.Undo);
                EditorRig.Ok(list.Editor.Undo());
                Assert.Equal(before, list.Segments);
                EditorRig.Ok(list.Editor.Redo());
                Assert.Equal(single.Segments, list.Segments);
            }
            else
            {
                refused++;
                Assert.All(got, id => Assert.Equal(0, id.Value));
                Assert.Equal(before, list.Segments);
                Assert.Equal((0, 0), list.Editor.History);
                string why = operations[^1].Action > EditAction.SpeedMode ? "there is no edit of kind 18" : single.Error.ToString();
                Assert.Equal($"edit {operations.Count - 1}: {why}", list.Error.ToString());
            }
        }

        Assert.True(whole > 80 && refused > 80, $"{whole} whole, {refused} refused");
    }

    // What an engine does where the budget has no room for the snapshot of an edit.
    [Fact]
    public void An_edit_that_is_taken_back_leaves_what_could_be_redone()
    {
        using var rig = new EditorRig(features: DocumentFeatures.All);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 10));
        EditorRig.Ok(rig.Editor.Split(5, out _));
        EditorRig.Ok(rig.Editor.Split(2, out _));
        string whole = rig.Ranges;
        EditorRig.Ok(rig.Editor.Undo());
        string before = rig.Ranges;
        Action[] edits =
        [
            () => EditorRig.Ok(rig.Editor.Split(7, out _)),
            () => EditorRig.Ok(rig.Editor.Move(rig.Id(1), 0)),
            () => EditorRig.Ok(rig.Editor.SetTransition(rig.Id(1), TransitionKind.Linear, 1)),
            () => EditorRig.Ok(rig.Editor.Apply([new EditOperation { Action = EditAction.Split, Value = 1 }, new EditOperation { Action = EditAction.RippleDelete, Value = 3, End = 4 }], default)),
        ];
        foreach (Action edit in edits)
        {
            edit();
            Assert.Equal((2, 0), rig.Editor.History);
            rig.Editor.TakeBack();
            Assert.Equal((before, (1, 1)), (rig.Ranges, rig.Editor.History));
            rig.Editor.TakeBack(); // once only
            Assert.Equal((1, 1), rig.Editor.History);
        }

        EditorRig.Ok(rig.Editor.Redo());
        Assert.Equal((whole, (2, 0)), (rig.Ranges, rig.Editor.History));
        EditorRig.Ok(rig.Editor.BeginGroup(EditKind.Group));
        EditorRig.Ok(rig.Editor.Split(1, out _));
        EditorRig.Ok(rig.Editor.EndGroup());
        rig.Editor.ReopenGroup();
        EditorRig.Ok(rig.Editor.Split(9, out _));
        EditorRig.Ok(rig.Editor.CancelGroup());
        Assert.Equal((whole, (2, 0)), (rig.Ranges, rig.Editor.History));
    }

    [Fact]
    public void A_refused_list_leaves_what_can_be_redone()
    {
        using var rig = new EditorRig();
        rig.Set(new SegmentSpec(new ClipId(1), 0, 10));
        EditorRig.Ok(rig.Editor.Split(5, out _));
        EditorRig.Ok(rig.Editor.Undo());
        Assert.Equal(Status.InvalidArgument, rig.Editor.Apply([Split(3), Split(20)], default));
        Assert.StartsWith("edit 1: cannot split at 20 s", rig.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal((0, 1), rig.Editor.History);
        Assert.Equal("1:0-10", rig.Ranges);
        EditorRig.Ok(rig.Editor.Redo());
        Assert.Equal("1:0-5 1:5-10", rig.Ranges);
    }

    [Fact]
    public void In_a_group_a_list_joins_and_only_what_is_refused_is_taken_back()
    {
        using var rig = new EditorRig();
        rig.Set(new SegmentSpec(new ClipId(1), 0, 10));
        EditorRig.Ok(rig.Editor.BeginGroup(EditKind.Group));
        EditorRig.Ok(rig.Editor.Apply([Split(2), new EditOperation { Action = EditAction.Move, Segment = EditOperation.MadeBy(0), Index = 0 }], default));
        Assert.Equal(Status.InvalidArgument, rig.Editor.Apply([Split(1), new EditOperation()], default));
        Assert.Equal("edit 1: there is no edit of kind 0", rig.Error.ToString());
        Assert.Equal("1:2-10 1:0-2", rig.Ranges);
        EditorRig.Ok(rig.Editor.EndGroup());
        Assert.Equal((1, 0), rig.Editor.History);
        EditorRig.Ok(rig.Editor.Undo());
        Assert.Equal("1:0-10", rig.Ranges);
    }

    [Fact]
    public void A_segment_that_no_edit_has_made_is_refused()
    {
        using var rig = new EditorRig();
        rig.Set(new SegmentSpec(new ClipId(1), 0, 10));
        var later = new EditOperation { Action = EditAction.Delete, Segment = EditOperation.MadeBy(1) };
        Assert.Equal(Status.NotFound, rig.Editor.Apply([later, Split(5)], default));
        Assert.Equal("edit 0: edit 1 of this call has made no segment before this one", rig.Error.ToString());
        Assert.Equal(Status.LimitReached, rig.Editor.Apply(new EditOperation[Limits.MaxEdits + 1], default));
        Assert.Equal(Status.InvalidArgument, rig.Editor.Apply([Split(5)], new SegmentId[2]));
        Assert.Equal("1:0-10", rig.Ranges);
    }

    private static EditOperation Split(double at) => new() { Action = EditAction.Split, Value = at };

    // Mostly such as can be done.
    private static EditOperation Any(Random random, EditorRig rig, List<SegmentId> made)
    {
        int count = rig.Count;
        SegmentInfo segment = count == 0 ? default : rig.Segments[random.Next(count)];
        int by = made.FindIndex(id => id == segment.Id);
        double at = Math.Round(rig.Editor.List.Seconds * random.NextDouble(), 3);
        double amount = Math.Round(random.NextDouble(), 3);
        var action = (EditAction)(random.Next(60) == 0 ? 18 : 1 + random.Next(17));
        return new EditOperation
        {
            Action = action,
            Segment = by >= 0 && segment.Id.Value != 0 ? EditOperation.MadeBy(by) : segment.Id,
            Index = random.Next(count + 1),
            Value = action switch
            {
                EditAction.TrimIn or EditAction.RollIn or EditAction.Slip => segment.Spec.In + (amount / 4),
                EditAction.TrimOut or EditAction.RollOut => segment.Spec.Out - (amount / 4),
                EditAction.Slide => (amount - 0.5) / 4,
                EditAction.Gain => -amount,
                EditAction.Speed => 0.5 + amount,
                _ => at,
            },
            End = at + amount,
            Muted = amount > 0.5,
            Spec = new SegmentSpec(new ClipId((uint)random.Next(3)), at, at + amount),
        };
    }

    private static EditOperation Resolve(EditOperation operation, List<SegmentId> made) =>
        operation.Segment.Value < 0 ? operation with { Segment = made[(int)(-1 - operation.Segment.Value)] } : operation;

    private static Status One(TimelineEditor editor, EditOperation edit, out SegmentId made)
    {
        made = default;
        return edit.Action switch
        {
            EditAction.Insert => editor.Insert(edit.Index, edit.Spec, out made),
            EditAction.Delete => editor.Delete(edit.Segment),
            EditAction.RippleDelete => editor.RippleDelete(edit.Value, edit.End),
            EditAction.Lift => editor.Lift(edit.Value, edit.End),
            EditAction.Overwrite => editor.Overwrite(edit.Value, edit.Spec, out made),
            EditAction.Split => editor.Split(edit.Value, out made),
            EditAction.TrimIn => editor.TrimIn(edit.Segment, edit.Value),
            EditAction.TrimOut => editor.TrimOut(edit.Segment, edit.Value),
            EditAction.RollIn => editor.RollIn(edit.Segment, edit.Value),
            EditAction.RollOut => editor.RollOut(edit.Segment, edit.Value),
            EditAction.Slip => editor.Slip(edit.Segment, edit.Value),
            EditAction.Slide => editor.Slide(edit.Segment, edit.Value),
            EditAction.Move => editor.Move(edit.Segment, edit.Index),
            EditAction.Gain => editor.SetGain(edit.Segment, edit.Value),
            EditAction.Mute => editor.SetMuted(edit.Segment, edit.Muted),
            EditAction.Speed => editor.SetSpeed(edit.Segment, edit.Value),
            EditAction.SpeedMode => editor.SetSpeedMode(edit.Segment, (SpeedMode)edit.Index),
            _ => Status.InvalidArgument,
        };
    }
}

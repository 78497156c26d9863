using System;
using System.Linq;
using CsCheck;
using Seamline.Timeline;
using Xunit;

namespace Seamline.Tests.Timelines;

/// <summary>Random edits, undo and redo against a plain list.</summary>
public sealed partial class EditModelTests
{
#if DEBUG // many are compared in Release; here it is about assertions
    private const int Sequences = 250;
    private const int Documents = 150;
#else
    private const int Sequences = 1_000;
    private const int Documents = 400;
#endif

    private sealed record Edit(int Kind, int Pick, double At, double Length);

    [Theory]
    [InlineData(48_000)]
    [InlineData(44_100)]
    public void Any_sequence_of_edits_is_what_a_list_would_do(int rate) =>
        Gen.Select(Gen.Double[-2, 20].Select(Micro), Gen.Double[0, 4].Select(Micro), Gen.UInt[0, 2]).Array[0, 6].SelectMany(_ => Edits.Array[1, 60], (set, edits) => (set, edits))
            .Sample(
                (set, edits) =>
                {
                    using var rig = new EditorRig(rate);
                    var model = new TimelineModel();
                    SegmentSpec[] specs = [.. set.Select(s => new SegmentSpec(new ClipId(s.Item3), s.Item1, s.Item1 + s.Item2))];
                    rig.Set(specs);
                    model.Set(specs);
                    Same(model, rig, exact: true);
                    foreach (Edit edit in edits)
                    {
                        Status status = Apply(rig.Editor, edit, model, out bool expected);
                        Assert.True(expected == (status == Status.Ok), $"{edit}: {status}, {rig.Error}");
                        Same(model, rig, exact: edit.Kind is Undoes or Redoes);
                    }
                },
                iter: Sequences,
                threads: 1);

    [Fact]
    public void The_history_keeps_at_least_half_of_its_limit_and_no_more_than_all()
    {
        using var rig = new EditorRig();
        var model = new TimelineModel();
        SegmentSpec[] specs = [new SegmentSpec(new ClipId(1), 0, 1e6)];
        rig.Set(specs);
        model.Set(specs);
        int least = int.MaxValue;
        for (int i = 0; i < 2 * Limits.MaxUndoSteps; i++)
        {
            Edit edit = new(i % 3 == 2 ? 4 : i % 5 == 0 ? 3 : 0, i * 7, (0.37 + (0.618034 * i)) % 1, 1 + i);
            Assert.Equal(Status.Ok, Apply(rig.Editor, edit, model, out _));
            if (i >= Limits.MaxUndoSteps) least = Math.Min(least, rig.Editor.History.Undo);
            Assert.InRange(rig.Editor.History.Undo, 1, Limits.MaxUndoSteps);
        }

        Assert.InRange(least, Limits.MaxUndoSteps / 2, Limits.MaxUndoSteps);
        int kept = rig.Editor.History.Undo;
        for (int i = 0; i < kept; i++)
        {
            EditorRig.Ok(rig.Editor.Undo());
            model.Undo();
            if (i % 97 == 0) Same(model, rig, exact: false);
        }

        Same(model, rig, exact: false);
        Assert.Equal(Status.InvalidState, rig.Editor.Undo());
        for (int i = 0; i < kept; i++) EditorRig.Ok(rig.Editor.Redo());
        for (int i = 0; i < kept; i++) model.Redo();
        Same(model, rig, exact: false);
    }

    [Fact]
    public void Steps_of_many_rows_push_the_oldest_out()
    {
        using var rig = new EditorRig();
        rig.Set([.. Enumerable.Repeat(new SegmentSpec(new ClipId(1), 0, 1), Limits.MaxSegments)]);
        EditorRig.Ok(rig.Editor.RippleDelete(0, 40_000));
        Assert.Equal((1, 0), rig.Editor.History);
        EditorRig.Ok(rig.Editor.RippleDelete(0, 20_000));
        Assert.Equal((2, 0), rig.Editor.History);
        EditorRig.Ok(rig.Editor.Undo());
        EditorRig.Ok(rig.Editor.Undo());
        Assert.Equal(Limits.MaxSegments, rig.Count);
        EditorRig.Ok(rig.Editor.RippleDelete(0, 65_000));
        EditorRig.Ok(rig.Editor.Undo());
        Assert.Equal(Limits.MaxSegments, rig.Count);
        EditorRig.Ok(rig.Editor.Redo());
        EditorRig.Ok(rig.Editor.Insert(0, new SegmentSpec(new ClipId(2), 0, 1), out _));
        EditorRig.Ok(rig.Editor.RippleDelete(0, 537));
        Assert.Equal(0, rig.Count);
        EditorRig.Ok(rig.Editor.Undo());
        Assert.Equal(537, rig.Count);
        EditorRig.Ok(rig.Editor.Undo());
        Assert.Equal(536, rig.Count);
        for (int i = 0; i < 3; i++)
        {
            EditorRig.Ok(rig.Editor.Insert(0, new SegmentSpec(new ClipId(2), 0, 1), out _));
            EditorRig.Ok(rig.Editor.RippleDelete(0, 1));
        }

        Assert.InRange(rig.Editor.History.Undo, 6, 7);
        while (rig.Editor.History.Undo > 0) EditorRig.Ok(rig.Editor.Undo());
        Assert.True(rig.Count is 536 or Limits.MaxSegments);
    }

    [Fact]
    public void A_new_edit_forgets_what_could_be_redone()
    {
        using var rig = new EditorRig();
        rig.Set(new SegmentSpec(new ClipId(1), 0, 10));
        EditorRig.Ok(rig.Editor.Split(2, out _));
        EditorRig.Ok(rig.Editor.Split(4, out _));
        EditorRig.Ok(rig.Editor.Undo());
        Assert.Equal((1, 1), rig.Editor.History);
        EditorRig.Ok(rig.Editor.Split(6, out _));
        Assert.Equal((2, 0), rig.Editor.History);
        EditorRig.Ok(rig.Editor.Undo());
        EditorRig.Ok(rig.Editor.Undo());
        Assert.Equal("1:0-10", rig.Ranges);
    }

    private static Gen<Edit> Edits =>
        Gen.Select(
            Gen.Int[0, Redoes],
            Gen.Int[0, 1_000],
            Gen.Frequency((3, Gen.Double[0, 1]), (1, Gen.Int[0, 4].Select(k => k / 4.0))).Select(Micro),
            Gen.Double[0, 3].Select(Micro),
            (kind, pick, at, length) => new Edit(kind, pick, at, length));

    // Times of 1e-50 s, which the generator loves, are beyond the 106 bits in which the engine sums.
    private static double Micro(double seconds) => Math.Round(seconds, 6);

    // Carries an edit out on both. `expected`: whether the model did it.
    private static Status Apply(TimelineEditor editor, Edit edit, TimelineModel model, out bool expected)
    {
        expected = true;
        int count = model.Segments.Count;
        double at = edit.At * model.Times()[^1];
        if (count == 0 && edit.Kind < Begins)
        {
            var first = new SegmentSpec(new ClipId(1), 0, 1 + edit.Length);
            model.Insert(0, first);
            return editor.Insert(0, first, out _);
        }

        int index = count == 0 ? 0 : edit.Pick % count;
        ModelSegment? segment = count == 0 ? null : model.Segments[index];
        var id = new SegmentId(segment?.Id ?? 0);
        switch (edit.Kind)
        {
            case 0:
                expected = model.Split(at);
                return editor.Split(at, out _);
            case 1:
                model.Delete(index);
                return editor.Delete(id);
            case 2:
                expected = model.RippleDelete(at, at + edit.Length);
                return editor.RippleDelete(at, at + edit.Length);
            case 3:
                var spec = new SegmentSpec(new ClipId((uint)edit.Pick % 4), edit.At, edit.At + edit.Length);
                model.Insert(index, spec);
                return editor.Insert(index, spec, out _);
            case 4:
                int to = (edit.Pick / 3) % count;
                model.Move(index, to);
                return editor.Move(id, to);
            case 5:
                model.Change(index, segment!.Spec with { In = segment.Spec.Out - edit.Length });
                return editor.TrimIn(id, segment.Spec.Out - edit.Length);
            case 6:
                model.Change(index, segment!.Spec with { Out = segment.Spec.In + edit.Length });
                return editor.TrimOut(id, segment.Spec.In + edit.Length);
            case 7:
                model.Change(index, segment!.Spec with { Speed = 0.25 + edit.Length });
                return editor.SetSpeed(id, 0.25 + edit.Length);
            case 8:
                bool mutes = edit.Pick % 2 == 0;
                model.Change(index, mutes ? segment!.Spec with { Muted = edit.At > 0.5 } : segment!.Spec with { GainDb = -edit.Length });
                return mutes ? editor.SetMuted(id, edit.At > 0.5) : editor.SetGain(id, -edit.Length);
            case Undoes:
                expected = model.Undo();
                return editor.Undo();
            case Redoes:
                expected = model.Redo();
                return editor.Redo();
            case >= Begins:
                expected = edit.Kind switch { Begins => model.Begin(), Ends => model.End(), _ => model.Cancel() };
                return edit.Kind switch { Begins => editor.BeginGroup(EditKind.Group), Ends => editor.EndGroup(), _ => editor.CancelGroup() };
            default:
                return ApplyInPlace(editor, edit, model, (id, segment!), out expected);
        }
    }

    private static void Same(TimelineModel model, EditorRig rig, bool exact)
    {
        SegmentInfo[] rows = rig.Segments;
        Assert.Equal(model.Segments.Select(s => s.Id), rows.Select(r => r.Id.Value));
        for (int i = 0; i < rows.Length; i++)
        {
            SegmentSpec m = model.Segments[i].Spec;
            if (!exact)
            {
                Assert.Equal(m.In, rows[i].Spec.In, 1e-9);
                Assert.Equal(m.Out, rows[i].Spec.Out, 1e-9);
                model.Adopt(i, m = m with { In = rows[i].Spec.In, Out = rows[i].Spec.Out });
            }

            Assert.Equal(m, rows[i].Spec);
        }

        double[] times = model.Times();
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(ExactSum.Frame(times[i], rig.Rate), rows[i].StartFrame);
            double overlap = i + 1 < rows.Length ? model.Overlap(i + 1) : 0;
            if (overlap == 0) Assert.Equal(ExactSum.Frame(times[i + 1], rig.Rate), rows[i].EndFrame);
            else Assert.InRange(rows[i].EndFrame - ExactSum.Frame(times[i + 1] + overlap, rig.Rate), -1, 1);
        }

        Assert.Equal(ExactSum.Frame(times[^1], rig.Rate), rig.Editor.List.LengthFrames);
        if (model.UndoCount + model.RedoCount <= Limits.MaxUndoSteps) Assert.Equal((model.UndoCount, model.RedoCount), rig.Editor.History);
    }
}

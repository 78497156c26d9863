using System.Linq;
using Seamline.Timeline;

namespace Seamline.Tests.Timelines;

// The edits that keep what follows in place, batches and groups, on both sides.
public sealed partial class EditModelTests
{
    private const int Begins = 18;
    private const int Ends = 19;
    private const int Cancels = 20;
    private const int Undoes = 21;
    private const int Redoes = 22;

    private static Status ApplyInPlace(TimelineEditor editor, Edit edit, TimelineModel model, (SegmentId Id, ModelSegment Segment) picked, out bool expected)
    {
        double total = model.Times()[^1];
        double at = edit.At * total;
        int index = model.Segments.IndexOf(picked.Segment);
        switch (edit.Kind)
        {
            case 9:
                expected = model.Lift(at, at + edit.Length);
                return editor.Lift(at, at + edit.Length);
            case 10:
                var spec = new SegmentSpec(new ClipId((uint)edit.Pick % 3), edit.At, edit.At + edit.Length) { Speed = edit.Pick % 5 == 0 ? 2 : 1 };
                expected = model.Overwrite(at, spec);
                return editor.Overwrite(at, spec, out _);
            case 11:
                double inPoint = picked.Segment.Spec.In + edit.At - 0.5;
                expected = model.RollIn(index, inPoint);
                return editor.RollIn(picked.Id, inPoint);
            case 12:
                double outPoint = picked.Segment.Spec.Out + edit.At - 0.5;
                expected = model.RollOut(index, outPoint);
                return editor.RollOut(picked.Id, outPoint);
            case 13:
                expected = true;
                model.Change(index, picked.Segment.Spec with { In = edit.Length, Out = edit.Length + (picked.Segment.Spec.Out - picked.Segment.Spec.In) });
                return editor.Slip(picked.Id, edit.Length);
            case 14:
                expected = model.Slide(index, edit.At - 0.5);
                return editor.Slide(picked.Id, edit.At - 0.5);
            case 15 or 16:
                expected = model.Remove(Some(edit, total), keep: edit.Kind == 16);
                return edit.Kind == 16 ? editor.KeepRanges(Some(edit, total)) : editor.RemoveRanges(Some(edit, total));
            default:
                // A long list in order: most segments are cut more than once.
                EditRange[] many = [.. Enumerable.Range(0, 12).Select(i => new EditRange(total * i / 12, total * (i + 0.25 + (edit.At / 2)) / 12))];
                expected = model.Remove(many, keep: false);
                return editor.RemoveRanges(many);
        }
    }

    // Up to five ranges that lie anywhere and may overlap, touch, or be one.
    private static EditRange[] Some(Edit edit, double total) =>
        [.. Enumerable.Range(0, 1 + (edit.Pick % 5)).Select(i => Range(((edit.At * (i + 1)) + (edit.Pick * 0.618034)) % 1 * total, edit.Length / (i + 1)))];

    private static EditRange Range(double from, double length) => new(from, from + length);
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Tests.Timelines;

// Edits that keep what follows in place, ranges, and groups: each as its manual says it, one step at a time.
internal sealed partial class TimelineModel
{
    private (List<ModelSegment> Segments, ModelDocument Document)? _group;
    private bool _changed;

    /// <summary>Begins a group; false where one is open.</summary>
    public bool Begin()
    {
        if (_group != null) return false;
        _group = ([.. Segments], Document);
        _changed = false;
        return true;
    }

    public bool End()
    {
        if (_group == null) return false;
        if (_changed)
        {
            _undo.Push(_group.Value);
            _redo.Clear();
        }

        _group = null;
        return true;
    }

    public bool Cancel()
    {
        if (_group == null) return false;
        (Segments, Document) = _group.Value;
        _group = null;
        return true;
    }

    /// <summary>Takes the range out and puts a gap of its length there.</summary>
    public bool Lift(double from, double to)
    {
        from = Math.Max(from, 0);
        to = Math.Min(to, Times()[^1]);
        return to - from >= Sliver && Replace(from, to, new SegmentSpec(ClipId.None, 0, to - from));
    }

    /// <summary>Takes what the segment covers out and puts it there.</summary>
    public bool Overwrite(double at, in SegmentSpec spec)
    {
        double length = (spec.Out - spec.In) / spec.Speed;
        return length >= Sliver && Replace(at, at + length, spec);
    }

    public bool RollIn(int index, double inSeconds)
    {
        if (index == 0) return false;
        SegmentSpec left = Segments[index - 1].Spec;
        SegmentSpec right = Segments[index].Spec;
        double by = (inSeconds - right.In) / right.Speed;
        double leftOut = Joined(left, right) ? inSeconds : left.Out + (by * left.Speed);
        return Exchange(index - 1, left with { Out = leftOut }, right with { In = inSeconds });
    }

    public bool RollOut(int index, double outSeconds)
    {
        if (index == Segments.Count - 1) return false;
        SegmentSpec left = Segments[index].Spec;
        SegmentSpec right = Segments[index + 1].Spec;
        double by = (outSeconds - left.Out) / left.Speed;
        double rightIn = Joined(left, right) ? outSeconds : right.In + (by * right.Speed);
        return Exchange(index, left with { Out = outSeconds }, right with { In = rightIn });
    }

    public bool Slide(int index, double seconds)
    {
        if (index == 0 || index == Segments.Count - 1) return false;
        SegmentSpec left = Segments[index - 1].Spec;
        SegmentSpec right = Segments[index + 1].Spec;
        return Exchange(
            index - 1, left with { Out = left.Out + (seconds * left.Speed) }, Segments[index].Spec, right with { In = right.In + (seconds * right.Speed) });
    }

    /// <summary>Ripple deletes, the last one first; new pieces are numbered in the order of the timeline.</summary>
    public bool Remove(EditRange[] given, bool keep)
    {
        double total = Times()[^1];
        var ranges = new List<EditRange>();
        foreach (EditRange range in given.OrderBy(r => r.In))
        {
            var clamped = new EditRange(Math.Max(range.In, 0), Math.Min(range.Out, total));
            if (clamped.Out - clamped.In < Sliver) return false;
            if (ranges.Count > 0 && clamped.In - ranges[^1].Out <= Sliver) ranges[^1] = new EditRange(ranges[^1].In, Math.Max(ranges[^1].Out, clamped.Out));
            else ranges.Add(clamped);
        }

        if (keep)
        {
            EditRange[] edges = [new EditRange(0, 0), .. ranges, new EditRange(total, total)];
            ranges = [.. edges.Zip(edges.Skip(1), (a, b) => new EditRange(a.Out, b.In)).Where(r => r.Out - r.In > Sliver)];
        }

        if (ranges.Count == 0) return true;
        Keep();
        double[] times = Times();
        foreach (EditRange range in Enumerable.Reverse(ranges)) Cut(range.In, range.Out, [], times);
        Number();
        Ripple([.. ranges], null);
        return true;
    }

    // New ids in the order in which the pieces stand, a piece put in before the one cut off behind it.
    private void Number()
    {
        for (int i = 0; i < Segments.Count; i++)
        {
            if (Segments[i].Id == 0) Segments[i] = Piece(Segments[i]);
        }
    }

    private bool Replace(double from, double to, in SegmentSpec spec)
    {
        Keep();
        if (Segments.Count == 0) Segments = [new ModelSegment(0, spec)];
        else Cut(from, Math.Min(to, Times()[^1]), [new ModelSegment(0, spec)], Times());
        Number();
        return true;
    }

    // What is between two times goes, others come; new pieces have no id yet.
    private void Cut(double from, double to, IEnumerable<ModelSegment> others, double[] times)
    {
        bool cutsFirst = Inside(times, from, out int first);
        if (!cutsFirst) first = Seam(times, from);
        bool cutsLast = Inside(times, to, out int last);
        if (!cutsLast) last = Seam(times, to);
        List<ModelSegment> left = Segments[..first];
        if (cutsFirst) left.Add(Part(first, from - times[first], head: true));
        left.AddRange(others);
        if (cutsLast)
        {
            ModelSegment tail = Part(last, to - times[last], head: false);
            left.Add(cutsFirst && first == last ? tail with { Id = 0 } : tail);
            last++;
        }

        left.AddRange(Segments[last..]);
        Segments = left;
    }

    private static bool Joined(in SegmentSpec left, in SegmentSpec right) =>
        left.Clip == right.Clip && left.Clip != ClipId.None && left.Speed == 1 && right.Speed == 1 && Math.Abs(right.In - left.Out) <= Sliver;

    // Other specs for neighbours; false where one would end before it begins.
    private bool Exchange(int first, params SegmentSpec[] specs)
    {
        if (specs.Any(s => s.Out - s.In < -Sliver)) return false;
        Keep();
        for (int i = 0; i < specs.Length; i++) Segments[first + i] = Segments[first + i] with { Spec = specs[i] };
        return true;
    }
}

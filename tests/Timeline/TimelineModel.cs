using System;
using System.Collections.Generic;
using Seamline.Timeline;

namespace Seamline.Tests.Timelines;

/// <summary>A segment of the model.</summary>
internal sealed record ModelSegment(long Id, SegmentSpec Spec)
{
    private static long _edges;

    /// <summary>Names its start: what was cut off has another one.</summary>
    public long StartEdge { get; init; } = ++_edges;

    /// <summary>Names its end.</summary>
    public long EndEdge { get; init; } = ++_edges;

    /// <summary>Its envelope.</summary>
    public PointRow[] Points { get; init; } = [];

    public static long NewEdge() => ++_edges;

    public double Seconds => (Spec.Out - Spec.In) / Spec.Speed;
}

/// <summary>The timeline as a plain list, with whole copies as history: what the editor must agree with.</summary>
internal sealed partial class TimelineModel
{
    private const double Sliver = 1e-9;
    private readonly Stack<(List<ModelSegment> Segments, ModelDocument Document)> _undo = new();
    private readonly Stack<(List<ModelSegment> Segments, ModelDocument Document)> _redo = new();

    public List<ModelSegment> Segments { get; private set; } = [];

    public int UndoCount => _undo.Count;

    public int RedoCount => _redo.Count;

    public long LastId { get; set; }

    public void Set(IEnumerable<SegmentSpec> specs)
    {
        Segments = [];
        foreach (SegmentSpec spec in specs) Segments.Add(new ModelSegment(++LastId, spec));
        _undo.Clear();
        _redo.Clear();
    }

    /// <summary>Takes over the editor's last bits of a time that both computed: a cut is a sum, and sums round.</summary>
    public void Adopt(int index, in SegmentSpec spec) => Segments[index] = Segments[index] with { Spec = spec };

    /// <summary>Starts of the segments and the end of all, each the exact sum rounded once.</summary>
    public double[] Times()
    {
        var times = new double[Segments.Count + 1];
        var sum = default(ExactSum);
        for (int i = 0; i < Segments.Count; i++)
        {
            SegmentSpec s = Segments[i].Spec;
            sum.Add(s.In, s.Out, s.Speed);
            if (i + 1 < Segments.Count && Overlap(i + 1) is var overlap and > 0) sum.Add(overlap, 0, 1);
            times[i + 1] = sum.Seconds;
        }

        return times;
    }

    /// <summary>Seconds that a segment overlaps the one before.</summary>
    public double Overlap(int index)
    {
        if (index == 0 || !Document.Transitions.TryGetValue((Segments[index - 1].EndEdge, Segments[index].StartEdge), out var transition)) return 0;
        double most = Math.Min(Segments[index - 1].Seconds, Segments[index].Seconds) / 2;
        return most < 0.05 ? 0 : Math.Min(Math.Max(transition.Seconds, 0.05), most);
    }

    public void Insert(int index, in SegmentSpec spec)
    {
        Keep();
        double[] times = Times();
        Segments.Insert(index, new ModelSegment(++LastId, spec));
        Ripple([new EditRange(times[index], times[index])], times[^1]);
    }

    public void Delete(int index)
    {
        Keep();
        double[] times = Times();
        Segments.RemoveAt(index);
        Ripple([new EditRange(times[index], times[index + 1])], times[^1]);
    }

    public void Move(int from, int to)
    {
        Keep();
        ModelSegment moved = Segments[from];
        Segments.RemoveAt(from);
        Segments.Insert(to, moved);
    }

    public void Change(int index, in SegmentSpec spec)
    {
        Keep();
        double[] times = Times();
        SegmentSpec before = Segments[index].Spec;
        double seconds = Segments[index].Seconds;
        Segments[index] = Segments[index] with { Spec = spec };
        double shorter = Math.Max(0, seconds - Segments[index].Seconds);
        bool trims = before.In != spec.In || before.Out != spec.Out;
        if (!trims && before.Speed == spec.Speed) return;
        if (before.In != spec.In && before.Out != spec.Out) return; // a slip: nothing moves
        EditRange range = trims && before.In != spec.In
            ? new EditRange(times[index], Math.Min(times[index + 1], times[index] + shorter))
            : new EditRange(Math.Max(times[index], times[index + 1] - shorter), times[index + 1]);
        Ripple([range], times[^1]);
    }

    /// <summary>Cuts at a time; false, and nothing changed, where there is a seam already.</summary>
    public bool Split(double at)
    {
        double[] times = Times();
        if (!Inside(times, at, out int index)) return false;
        if (Overlap(index) > (at - times[index]) / 2) return false;
        if (index + 1 < Segments.Count && Overlap(index + 1) > (Segments[index].Seconds - (at - times[index])) / 2) return false;
        Keep();
        ModelSegment tail = Piece(Part(index, at - times[index], head: false));
        Segments[index] = Part(index, at - times[index], head: true);
        Segments.Insert(index + 1, tail);
        return true;
    }

    /// <summary>Cuts at both ends and takes out what is between. Empty segments at the in point stay, at the out point go.</summary>
    public bool RippleDelete(double from, double to)
    {
        double[] times = Times();
        from = Math.Max(from, 0);
        to = Math.Min(to, times[^1]);
        if (to - from < Sliver) return false;
        Keep();
        bool cutsFirst = Inside(times, from, out int first);
        bool cutsLast = Inside(times, to, out int last);
        if (!cutsFirst) first = Seam(times, from);
        if (!cutsLast) last = Seam(times, to);
        List<ModelSegment> left = Segments[..first];
        if (cutsFirst) left.Add(Part(first, from - times[first], head: true));
        if (cutsLast)
        {
            // Of a segment that is cut at both places two pieces remain: the second is a new one.
            ModelSegment tail = Part(last, to - times[last], head: false);
            left.Add(cutsFirst && first == last ? Piece(tail) : tail);
            last++;
        }

        left.AddRange(Segments[last..]);
        Segments = left;
        Ripple([new EditRange(from, to)], times[^1]);
        return true;
    }

    public bool Undo() => Step(_undo, _redo);

    public bool Redo() => Step(_redo, _undo);

    private bool Step(Stack<(List<ModelSegment> Segments, ModelDocument Document)> from, Stack<(List<ModelSegment> Segments, ModelDocument Document)> to)
    {
        if (from.Count == 0 || _group != null) return false;
        to.Push((Segments, Document));
        (Segments, Document) = from.Pop();
        return true;
    }

    private void Keep()
    {
        _changed = true;
        _before = ([.. Segments], Times(), Document.Transitions.Count != 0);
        if (_group != null) return;
        _undo.Push(([.. Segments], Document));
        _redo.Clear();
    }

    // The last segment that starts at or before a time.
    private static int IndexAt(double[] times, double at)
    {
        int index = 0;
        for (int i = 1; i < times.Length - 1; i++)
        {
            if (times[i] <= at + Sliver) index = i;
        }

        return index;
    }

    private bool Inside(double[] times, double at, out int index)
    {
        index = IndexAt(times, at);
        return at - times[index] > Sliver && Segments[index].Seconds - (at - times[index]) > Sliver;
    }

    private static int Seam(double[] times, double at)
    {
        int index = IndexAt(times, at);
        return at - times[index] <= Sliver ? index : index + 1;
    }

    private ModelSegment Part(int index, double into, bool head)
    {
        ModelSegment whole = Segments[index];
        double cut = whole.Spec.In + (into * whole.Spec.Speed);
        return head
            ? whole with { Spec = whole.Spec with { Out = cut }, EndEdge = ModelSegment.NewEdge() }
            : whole with { Spec = whole.Spec with { In = cut }, StartEdge = ModelSegment.NewEdge() };
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Full-screen texts of a Cap timeline: windows of the output's time in which the recording stands still and is silent. Laid out they are
/// gaps, at which the segment that they fall into is cut. One that falls into a transition comes behind it.
/// </summary>
/// <param name="timeline">Cap's timeline.</param>
/// <param name="place">For messages.</param>
internal sealed class CapHolds(JsonObject timeline, Place place)
{
    /// <summary>The field of a gap's metadata that says which window it is: [start, end].</summary>
    public const string Field = "hold";

    /// <summary>Whether a text is one.</summary>
    public static bool Is(JsonObject text, Place place) => Json.Text(text, "layout", place) is "fullscreen" && (Json.Flag(text, "enabled", place) ?? true)
        && Json.Number(text, "start", place) is { } start && Json.Number(text, "end", place) is { } end && end > start;

    /// <summary>The segments with the holds between them.</summary>
    public void Put(IReadOnlyList<CapRow> rows, CutList list)
    {
        var holds = new Queue<(double Start, double End)>(Windows());
        double[] starts = Overlaps.Starts([.. rows.Select(row => row.Segment)]);
        double held = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            CapRow row = rows[i];
            double at = starts[i]; // on the recording's clock, on which holds take no time
            double end = at + row.Segment.Seconds;
            (double free, double busy) = Free(rows, starts, i);
            double done = at;
            while (holds.TryPeek(out (double Start, double End) hold) && hold.Start - held < (i + 1 < rows.Count && rows[i + 1].Segment.Transition is not null ? busy : end - OtioLength.ToleranceSeconds))
            {
                double cut = Math.Max(hold.Start - held, free);
                if (cut >= busy && busy < end)
                    break; // behind the next transition
                if (cut - (hold.Start - held) > OtioLength.ToleranceSeconds)
                    list.Warn("has a full-screen text within a transition; it comes behind it", place.Item);
                Piece(list, row, done - at, cut - at, done == at);
                Gap(list, hold);
                held += hold.End - hold.Start;
                done = cut;
                holds.Dequeue();
            }
            Piece(list, row, done - at, end - at, done == at);
        }
        // A hold that begins where everything ends is still there.
        if (holds.TryPeek(out (double Start, double End) last) && last.Start <= list.End + OtioLength.ToleranceSeconds)
            Gap(list, last);
    }

    // Where a segment can be cut, so that its transitions keep their lengths: each needs twice its own.
    private static (double From, double To) Free(IReadOnlyList<CapRow> rows, double[] starts, int index)
    {
        ProjectSegment[] near = [.. rows.Skip(Math.Max(0, index - 1)).Take(3).Select(row => row.Segment)];
        int own = Math.Min(index, 1);
        double head = Overlaps.Of(near, own);
        double tail = own + 1 < near.Length ? Overlaps.Of(near, own + 1) : 0;
        double end = starts[index] + rows[index].Segment.Seconds;
        return (starts[index] + (2 * head), tail == 0 ? end : end - (2 * tail));
    }

    private static void Gap(CutList list, (double Start, double End) hold)
        => list.Gap(hold.End - hold.Start, own: new JsonObject { [Field] = new JsonArray(hold.Start, hold.End) });

    private static void Piece(CutList list, CapRow row, double from, double to, bool isFirst)
    {
        if (to <= from)
            return;
        ProjectSegment whole = row.Segment;
        ProjectTransition? transition = isFirst ? whole.Transition : null;
        JsonObject? own = row.Own is null ? null : new JsonObject { ["segment"] = row.Own.DeepClone(), ["skip"] = row.Tracks.Count == 0 ? from : null };
        if (own is not null && transition is not null)
            own["transition"] = row.Transition!.DeepClone();
        if (row.Tracks.Count == 0)
            list.Gap(to - from, whole.Name, own, transition);
        else
            list.Add(row.Tracks, whole.In + (from * whole.Speed), from == 0 && to == whole.Seconds ? whole.Out : whole.In + (to * whole.Speed), whole with { Transition = transition }, own: own);
    }

    private List<(double Start, double End)> Windows()
    {
        var merged = new List<(double Start, double End)>();
        IEnumerable<(double Start, double End)> holds = (Json.Array(timeline, "textSegments", place) ?? []).OfType<JsonObject>().Where(text => Is(text, place))
            .Select(text => (Json.Number(text, "start", place)!.Value, Json.Number(text, "end", place)!.Value));
        foreach ((double start, double end) in holds.OrderBy(hold => hold.Start))
        {
            if (merged.Count > 0 && start <= merged[^1].End)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, end));
            else
                merged.Add((start, end));
        }
        return merged;
    }
}

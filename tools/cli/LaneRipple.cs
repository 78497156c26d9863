using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>Takes a range of time out of the lanes that do not move with the main lane by themselves, so that recordings beside it stay in step.</summary>
internal static class LaneRipple
{
    private const double SliverSeconds = 1e-9;

    /// <summary>Removes [from, to) seconds from every lane without `ripples`; items across an edge are cut there.</summary>
    public static void Remove(OpenProject open, double from, double to)
    {
        Engine engine = open.Engine;
        for (int i = 0; i < engine.LaneCount; i++)
        {
            open.Check(engine.GetLane(i, out LaneInfo lane));
            if (lane.Spec.Ripples) continue;
            var items = new List<ItemInfo>();
            for (int k = 0; k < lane.Items; k++)
            {
                open.Check(engine.GetItem(lane.Id, k, out ItemInfo item));
                items.Add(item);
            }

            foreach (ItemInfo item in items) Remove(open, item, from, to);
        }
    }

    private static void Remove(OpenProject open, in ItemInfo item, double from, double to)
    {
        Engine engine = open.Engine;
        ItemSpec spec = item.Spec;
        double seconds = spec.LoopSeconds > 0 ? spec.LoopSeconds : spec.Out - spec.In;
        double head = Math.Min(seconds, from - spec.Start);
        double tail = spec.Start + seconds - Math.Max(to, spec.Start);
        if (head >= seconds - SliverSeconds) return;
        bool keepsHead = head > SliverSeconds;
        bool keepsTail = tail > SliverSeconds;
        if (!keepsHead && !keepsTail)
        {
            open.Check(engine.RemoveItem(item.Id));
            return;
        }

        double place = Math.Max(from, spec.Start - (to - from));
        if (spec.LoopSeconds > 0)
        {
            open.Check(engine.SetItem(item.Id, spec with { Start = keepsHead ? spec.Start : place, LoopSeconds = Math.Max(0, head) + tail }));
            return;
        }

        if (!keepsHead && tail >= seconds - SliverSeconds)
        {
            open.Check(engine.SetItem(item.Id, spec with { Start = place }));
            return;
        }

        ItemSpec right = spec with { Start = place, In = spec.Out - tail, FadeIn = 0, FadeOut = Math.Min(spec.FadeOut, tail) };
        IReadOnlyList<EnvelopePoint> points = open.Mix.Envelope(EnvelopeOwner.Item, item.Id.Value);
        ItemId tailId = item.Id;
        if (keepsHead)
        {
            ItemSpec left = spec with { Out = spec.In + head, FadeIn = Math.Min(spec.FadeIn, head), FadeOut = 0 };
            open.Check(engine.SetItem(item.Id, left));
            if (!keepsTail) return;
            open.Check(engine.AddItem(right, out tailId));
            if (open.Mix.Known(item.Id) is { } known) open.Mix.Know(tailId, known);
        }
        else
        {
            open.Check(engine.SetItem(item.Id, right));
        }

        GainPoint[] moved = [.. points.Select(point => new GainPoint(point.Seconds - (seconds - tail), point.Decibels))];
        if (moved.Length > 0) open.Check(engine.SetEnvelope(EnvelopeOwner.Item, tailId.Value, moved));
    }
}

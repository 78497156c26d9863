using System;
using Seamline.Clips;
using Seamline.Snapshots;

namespace Seamline.Timeline;

/// <summary>
/// Compiles lanes beside the main one. Items that overlap become lanes of regions of their own, so that at most two regions of one are heard
/// at a frame; a loop becomes a region for each time round. Edges without a fade get a declick, and touching items what segments get.
/// </summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal static unsafe class LaneCompiler
{
    /// <summary>Makes the main lane as long as the lanes that extend the timeline, and silences it where others are soloed.</summary>
    public static void Begin(RegionBlock* block, Document document, int rate)
    {
        long length = block->LengthFrames;
        foreach (ref readonly LaneRow lane in document.Lanes.Span)
        {
            if ((lane.Flags & LaneRow.Extends) != 0) length = Math.Max(length, EndOf(document, lane.Id, rate));
            if ((lane.Flags & LaneRow.Solo) != 0) block->Lanes->Muted = 1;
        }

        if (length > block->LengthFrames) ExtendMainLane(block, length);
    }

    /// <summary>Compiles behind the main lane, once <see cref="Begin"/> has set its length.</summary>
    public static void Compile(RegionBlock* block, Document document, ClipTable clips, int rate)
    {
        bool solo = block->Lanes->Muted != 0;
        foreach (ref readonly LaneRow lane in document.Lanes.Span)
        {
            var compiled = new RegionLane
            {
                Id = lane.Id,
                Gain = Decibels.ToGain(lane.GainDb),
                Muted = (lane.Flags & LaneRow.Muted) != 0 || (solo && (lane.Flags & LaneRow.Solo) == 0) ? 1 : 0,
                Envelope = EnvelopeCompiler.IndexOf(document, EnvelopeOwner.Lane, lane.Id) + 1,
            };
            compiled.OwnEnvelope = compiled.Envelope;
            compiled.Ducking = Ducking(block, document, lane.Id, rate);
            if (compiled.Gain == 0) compiled.Muted = 1;
            Compile(block, document, lane.Id, compiled, clips, rate);
        }
    }

    // The row of a lane's ducking, plus 1.
    private static int Ducking(RegionBlock* block, Document document, long lane, int rate)
    {
        foreach (ref readonly DuckingRow row in document.Duckings.Span)
        {
            if (row.Lane != lane) continue;
            block->Duckings[block->DuckingCount] = new RegionDucking
            {
                Lane = lane,
                ThresholdDb = row.Spec.ThresholdDb,
                AmountDb = (float)row.Spec.AmountDb,
                HoldFrames = ExactTime.Frame(row.Spec.HoldSeconds, rate),
                FallFrames = Math.Max(1, ExactTime.Frame(row.Spec.FallSeconds, rate)),
                RiseFrames = Math.Max(1, ExactTime.Frame(row.Spec.RiseSeconds, rate)),
            };
            return ++block->DuckingCount;
        }

        return 0;
    }

    // One lane of regions after the other, until each item is in one.
    private static void Compile(RegionBlock* block, Document document, long lane, RegionLane compiled, ClipTable clips, int rate)
    {
        ReadOnlySpan<ItemRow> items = document.ItemsOf(lane);
        Span<long> ends = stackalloc long[Limits.MaxItemsAtOnce];
        for (int number = 0, count = 1; number < count; number++)
        {
            ends.Clear();
            compiled.FirstRegion = block->RegionCount;
            var run = new LaneRun(block, rate);
            foreach (ref readonly ItemRow item in items)
            {
                int place = PlaceFor(ends, item.StartFrame(rate), item.EndFrame(rate));
                count = Math.Max(count, place + 1);
                if (place == number) run.Add(document, item, clips);
            }

            run.End(compiled.FirstRegion);
            compiled.RegionCount = block->RegionCount - compiled.FirstRegion;
            if (compiled.RegionCount != 0) block->Lanes[block->LaneCount++] = compiled;
        }
    }

    /// <summary>The first of several rows in which nothing lasts until <paramref name="start"/>, which it then occupies; -1 where all are taken.</summary>
    public static int PlaceFor(Span<long> ends, long start, long end)
    {
        for (int i = 0; i < ends.Length; i++)
        {
            if (ends[i] > start) continue;
            ends[i] = end;
            return i;
        }

        return -1;
    }

    private static long EndOf(Document document, long lane, int rate)
    {
        long end = 0;
        foreach (ref readonly ItemRow item in document.ItemsOf(lane)) end = Math.Max(end, item.EndFrame(rate));
        return end;
    }

    // A gap behind the last segment: the main lane tiles the timeline.
    private static void ExtendMainLane(RegionBlock* block, long length)
    {
        Region* gap = block->Regions + block->RegionCount;
        *gap = new Region { Start = block->LengthFrames, End = length, Envelope = -1 };
        Region* left = gap - 1;
        if (block->RegionCount != 0 && left->TrackCount != 0)
        {
            long most = Math.Min(left->End - left->OwnStart - left->FadeInFrames, length - block->LengthFrames) / 2;
            Seams.Fade(left, gap, (int)Math.Clamp(most, 0, block->EdgeFrames), FadeCurve.EqualPower);
        }

        block->LengthFrames = length;
        block->RegionCount++;
        block->Lanes->RegionCount++;
    }
}

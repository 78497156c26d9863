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
    /// <summary>Compiles behind the main lane, and makes that as long as the lanes that extend the timeline.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="document">The document.</param>
    /// <param name="clips">The clips it names.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="before">An earlier block of the same engine, or null: regions that would be the same are copied from it.</param>
    public static void Compile(RegionBlock* block, Document document, ClipTable clips, int rate, RegionBlock* before)
    {
        bool solo = false;
        long length = block->LengthFrames;
        foreach (ref readonly LaneRow lane in document.Lanes.Span)
        {
            solo |= (lane.Flags & LaneRow.Solo) != 0;
            if ((lane.Flags & LaneRow.Extends) != 0) length = Math.Max(length, EndOf(document, lane.Id, rate));
        }

        if (length > block->LengthFrames) ExtendMainLane(block, length);
        if (solo) block->Lanes->Muted = 1;
        long edition = document.Lanes.Edition + document.Items.Edition + document.Envelopes.Edition + clips.Edition;
        bool same = LaneCopy.IsPossible(before, block, edition);
        if (same) LaneCopy.Regions(before, block, document);
        else block->LaneOrigin = new LaneOrigin { Edition = edition, LastStart = long.MinValue, NextStart = long.MaxValue };
        int copied = 1;
        foreach (ref readonly LaneRow lane in document.Lanes.Span)
        {
            var compiled = new RegionLane
            {
                Gain = Decibels.ToGain(lane.GainDb),
                Muted = (lane.Flags & LaneRow.Muted) != 0 || (solo && (lane.Flags & LaneRow.Solo) == 0) ? 1 : 0,
                Envelope = EnvelopeCompiler.IndexOf(document, EnvelopeOwner.Lane, lane.Id) + 1,
                Lane = lane.Id,
            };
            compiled.OwnEnvelope = compiled.Envelope;
            compiled.Ducking = Ducking(block, document, lane.Id, rate);
            if (compiled.Gain == 0) compiled.Muted = 1;
            if (same) LaneCopy.Lanes(before, block, compiled, ref copied);
            else Compile(block, document, lane.Id, compiled, clips, rate);
        }

        block->OwnEnvelopes = block->EnvelopeCount;
        block->OwnRegions = block->RegionCount;
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

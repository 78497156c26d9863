using System;
using Seamline.Clips;
using Seamline.Snapshots;
using Row = Seamline.Snapshots.EnvelopeRow;

namespace Seamline.Timeline;

/// <summary>
/// Compiles what gaps of the main lane sound like: lanes of regions behind all others, which repeat a range of a clip with crossfades, and
/// fade as the gaps' seams and transitions do. Gaps that touch are one.
/// </summary>
/// <remarks>Thread: control. No GC allocation. Linear in the main lane's regions and the times that the range is played.</remarks>
internal static unsafe class RoomToneCompiler
{
    private const int Lanes = 2;
    private const int MostRegions = Limits.MaxLoopRepeats; // what is longer is silent

    /// <summary>Adds the rows that a document's room tone takes at most.</summary>
    public static void AddRoom(Document document, ref BlockRoom room)
    {
        if (document.RoomTones.Count == 0) return;
        int rate = document.Segments.Rate;
        Form form = FormOf(document.RoomTones[0], rate);
        double regions = 0;
        foreach (ref readonly SegmentRow row in document.Segments.Rows)
        {
            if (row.Clip != 0) continue;
            regions += 3 + (row.Seconds * rate / form.Period);
            room.Envelopes++;
        }

        room.Lanes += Lanes;
        room.Regions += (int)Math.Min(regions, MostRegions);
    }

    /// <summary>Compiles behind all other lanes, for a main lane with its seams and transitions.</summary>
    public static void Compile(RegionBlock* block, Document document, ClipTable clips, int rate)
    {
        RoomToneRow tone = document.RoomTones[0];
        Clip? clip = clips.Find((uint)tone.Clip);
        float level = Decibels.ToGain(tone.GainDb);
        if (clip == null || clip.TrackCount == 0 || level == 0) return;
        Form form = FormOf(tone, rate);
        form.Like = new Region
        {
            ClipFrame = ExactTime.Frame(tone.In, rate),
            Clip = (uint)tone.Clip,
            TrackRows = Region.PackTracks(clip.PlaceTracks(block), clip.TrackCount),
        };
        int limit = block->RegionCount + MostRegions;
        for (int number = 0; number < Lanes; number++)
        {
            var lane = new RegionLane { FirstRegion = block->RegionCount, Gain = 1, Muted = block->Lanes->Muted };
            FillLane(block, number, level, form, limit);
            lane.RegionCount = block->RegionCount - lane.FirstRegion;
            if (lane.RegionCount != 0) block->Lanes[block->LaneCount++] = lane;
        }
    }

    // Gaps that overlap in a transition lie in two lanes.
    private static void FillLane(RegionBlock* block, int number, float level, Form form, int limit)
    {
        Region* end = block->Regions + block->Lanes->RegionCount;
        int place = 0;
        long before = 0; // where the gap before ends
        for (Region* first = block->Regions; first < end; first++)
        {
            if (!IsGap(first)) continue;
            Region* last = first;
            while (last + 1 < end && IsOne(last, last + 1)) last++;
            place = first->Start < before ? 1 - place : 0;
            before = last->End;
            form.Like.Gain = first->Gain * level;
            if (place == number && form.Like.Gain != 0) Fill(block, first, last, form, limit);
            first = last;
        }
    }

    private static Form FormOf(in RoomToneRow tone, int rate)
    {
        long range = ExactTime.Frame(tone.Out, rate) - ExactTime.Frame(tone.In, rate);
        long crossfade = Math.Clamp(ExactTime.Frame(tone.Crossfade, rate), 1, range / 2);
        return new Form { Range = range, Crossfade = (int)Math.Min(crossfade, int.MaxValue), Period = range - crossfade };
    }

    // Not what a lane makes the timeline longer, which is no segment.
    private static bool IsGap(Region* region) => region->Clip == 0 && region->Segment != 0;

    private static bool IsOne(Region* left, Region* right) =>
        IsGap(right) && left->Gain == right->Gain && left->FadeOutFrames == 0 && right->FadeInFrames == 0;

    // The range over and over from the gaps' first frame to their last. Its in point is heard where they begin.
    private static void Fill(RegionBlock* block, Region* first, Region* last, in Form form, int limit)
    {
        int shape = Shape(block, first, last);
        for (long piece = 0; block->RegionCount < limit; piece++)
        {
            long start = first->OwnStart + (piece * form.Period);
            long end = start + form.Range;
            int head = piece == 0 ? first->Head : 0;
            bool isLast = end >= last->End;
            Region* region = block->Regions + block->RegionCount++;
            *region = form.Like;
            region->Start = start - head;
            region->End = isLast ? last->End : end;
            region->ClipFrame -= head;
            region->Envelope = shape;
            region->FadeInFrames = piece == 0 ? 0 : form.Crossfade;
            region->FadeOutFrames = isLast ? 0 : form.Crossfade;
            if (isLast) break;
        }
    }

    // The fades at the ends of gaps, over the pieces: those of their seams and transitions; beside other silence a declick, at the timeline's ends none.
    private static int Shape(RegionBlock* block, Region* first, Region* last)
    {
        long most = Math.Min(block->EdgeFrames, (last->End - first->Start) / 2);
        int index = block->EnvelopeCount++;
        var row = new Row
        {
            Start = first->Start,
            End = last->End,
            FadeInFrames = first->FadeInFrames,
            FadeOutFrames = last->FadeOutFrames,
            InCurve = first->InCurve,
            OutCurve = last->OutCurve,
        };
        if (row.FadeInFrames == 0 && row.Start > 0) row = row with { FadeInFrames = (int)most, InCurve = FadeCurve.EqualPower };
        if (row.FadeOutFrames == 0 && row.End < block->LengthFrames) row = row with { FadeOutFrames = (int)most, OutCurve = FadeCurve.EqualPower };
        block->Envelopes[index] = row;
        return index;
    }

    // The range, in frames.
    private struct Form
    {
        public long Range;
        public long Period; // from one beginning to the next
        public int Crossfade;
        public Region Like;
    }
}

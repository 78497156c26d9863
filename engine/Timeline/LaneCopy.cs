using System;
using Seamline.Snapshots;
using Row = Seamline.Snapshots.EnvelopeRow;

namespace Seamline.Timeline;

/// <summary>
/// Copies the regions of lanes that an edit has not changed from an earlier block: an edit of segments does not go through the items. Gains, envelopes
/// and whether a lane is heard are compiled as always.
/// </summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal static unsafe class LaneCopy
{
    /// <summary>The lanes of an earlier block are those that a compile would write: nothing they depend on has changed, and the timeline's end cuts off the same.</summary>
    public static bool IsPossible(RegionBlock* before, RegionBlock* block, long edition)
    {
        if (before == null || before->LaneOrigin.Edition != edition || before->EdgeFrames != block->EdgeFrames) return false;
        long heardEnd = block->LengthFrames + block->EdgeFrames;
        return before->LaneOrigin.LastStart < heardEnd && heardEnd <= before->LaneOrigin.NextStart;
    }

    /// <summary>Copies the regions of all lanes behind those of the main lane, and what their envelopes have from the items.</summary>
    public static void Regions(RegionBlock* before, RegionBlock* block, Document document)
    {
        block->LaneOrigin = before->LaneOrigin;
        int count = before->OwnRegions - before->Lanes->RegionCount;
        Copy(block->Regions + block->RegionCount, before->Regions + before->Lanes->RegionCount, count);
        ReadOnlySpan<EnvelopeRow> rows = document.Envelopes.Span;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].OwnerKind != (int)EnvelopeOwner.Item) continue;
            Row* row = block->Envelopes + i;
            Row own = *row;
            *row = before->Envelopes[i];
            row->FirstPoint = own.FirstPoint;
            row->PointCount = own.PointCount;
        }

        // The fades of loops as a whole stand behind the document's.
        for (; block->EnvelopeCount < before->OwnEnvelopes; block->EnvelopeCount++) block->Envelopes[block->EnvelopeCount] = before->Envelopes[block->EnvelopeCount];
    }

    // Row by row, a cache line each; eight a turn, or the loop's own counting would cost half as much as the copying.
    private static void Copy(Region* to, Region* from, int count)
    {
        for (; count >= 8; count -= 8, to += 8, from += 8)
        {
            to[0] = from[0];
            to[1] = from[1];
            to[2] = from[2];
            to[3] = from[3];
            to[4] = from[4];
            to[5] = from[5];
            to[6] = from[6];
            to[7] = from[7];
        }

        for (; count > 0; count--) *to++ = *from++;
    }

    /// <summary>Writes the rows of one lane: as many as the earlier block has of it, from <paramref name="next"/> on.</summary>
    public static void Lanes(RegionBlock* before, RegionBlock* block, RegionLane compiled, ref int next)
    {
        for (; next < before->LaneCount && before->Lanes[next].Lane == compiled.Lane; next++)
        {
            compiled.FirstRegion = block->RegionCount;
            compiled.RegionCount = before->Lanes[next].RegionCount;
            block->RegionCount += compiled.RegionCount;
            block->Lanes[block->LaneCount++] = compiled;
        }
    }
}

using System;
using Seamline.Snapshots;

namespace Seamline.Timeline;

/// <summary>Compiles the index that a content anchor reads: the main lane by segment, and by clip and clip frame.</summary>
/// <remarks>Thread: control. No GC allocation. Linear in the segments: rows in order are seen at once, others are sorted by digits.</remarks>
internal static unsafe class IndexCompiler
{
    private const int MostInserted = 48; // below, insertion is faster
    private const int DigitBits = 8;

    /// <summary>Fills the index of a block that has room for it.</summary>
    public static void Compile(RegionBlock* block)
    {
        int count = block->Lanes->RegionCount;
        block->IndexCount = 0;
        if (count == 0 || block->IndexRoom < count) return;
        SegmentKey* rows = block->Segments;
        SegmentKey* spare = rows + block->IndexRoom;
        FillContents(block, rows, spare, count);
        for (int i = 0; i < count; i++) rows[i] = new SegmentKey { Segment = block->Regions[i].Segment, Region = i };
        Sort(rows, spare, count);
        block->IndexCount = count;
    }

    // By clip, then clip frame, then timeline frame: a sort that keeps the order of equals, from the last to the first.
    private static void FillContents(RegionBlock* block, SegmentKey* rows, SegmentKey* spare, int count)
    {
        Region* regions = block->Regions;
        long least = long.MaxValue;
        for (int i = 0; i < count; i++) least = Math.Min(least, regions[i].OwnClipFrame);
        for (int i = 0; i < count; i++) rows[i] = new SegmentKey { Segment = regions[i].OwnClipFrame - least, Region = i };
        Sort(rows, spare, count);
        for (int i = 0; i < count; i++) rows[i].Segment = regions[rows[i].Region].Clip;
        Sort(rows, spare, count);
        long most = 0;
        for (int i = 0; i < count; i++)
        {
            Region* region = regions + rows[i].Region;
            long end = region->OwnClipFrame + (region->OwnEnd - region->OwnStart);
            most = i == 0 || regions[rows[i - 1].Region].Clip != region->Clip ? end : Math.Max(most, end);
            block->Contents[i] = new ContentKey
            {
                ClipFrame = region->OwnClipFrame,
                Start = region->OwnStart,
                MostEnd = most,
                Clip = region->Clip,
                Region = (int)rows[i].Region,
            };
        }
    }

    // By the first field, which is not negative.
    private static void Sort(SegmentKey* rows, SegmentKey* spare, int count)
    {
        bool sorted = true;
        long varies = 0;
        for (int i = 1; i < count; i++)
        {
            sorted &= rows[i].Segment >= rows[i - 1].Segment;
            varies |= rows[i].Segment ^ rows[i - 1].Segment;
        }

        if (sorted) return;
        if (count <= MostInserted)
        {
            Insert(rows, count);
            return;
        }

        SegmentKey* from = rows;
        SegmentKey* to = spare;
        for (int shift = 0; shift < 64; shift += DigitBits)
        {
            if (((varies >> shift) & ((1 << DigitBits) - 1)) == 0) continue;
            Deal(from, to, count, shift);
            SegmentKey* dealt = to;
            to = from;
            from = dealt;
        }

        if (from == rows) return;
        for (int i = 0; i < count; i++) rows[i] = from[i];
    }

    private static void Insert(SegmentKey* rows, int count)
    {
        for (int i = 1; i < count; i++)
        {
            SegmentKey row = rows[i];
            int at = i;
            for (; at > 0 && rows[at - 1].Segment > row.Segment; at--) rows[at] = rows[at - 1];
            rows[at] = row;
        }
    }

    // By one digit, equals in their order.
    private static void Deal(SegmentKey* from, SegmentKey* to, int count, int shift)
    {
        const int Digits = 1 << DigitBits;
        int* places = stackalloc int[Digits];
        for (int d = 0; d < Digits; d++) places[d] = 0;
        for (int i = 0; i < count; i++) places[(from[i].Segment >> shift) & (Digits - 1)]++;
        int place = 0;
        for (int d = 0; d < Digits; d++)
        {
            int here = places[d];
            places[d] = place;
            place += here;
        }

        for (int i = 0; i < count; i++) to[places[(from[i].Segment >> shift) & (Digits - 1)]++] = from[i];
    }
}

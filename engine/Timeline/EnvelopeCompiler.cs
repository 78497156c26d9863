using System;
using Seamline.Snapshots;
using Row = Seamline.Snapshots.EnvelopeRow;

namespace Seamline.Timeline;

/// <summary>Compiles envelopes: times become frames, and its owner gets its row.</summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal static unsafe class EnvelopeCompiler
{
    private const double Floor = -96; // DecibelGain.Silence: from here on down it is silent, so the line ends here

    /// <summary>Compiles all envelopes, and gives those of segments and the master to them.</summary>
    public static void Compile(RegionBlock* block, Document document, int rate)
    {
        ReadOnlySpan<EnvelopeRow> rows = document.Envelopes.Span;
        int point = 0;
        int written = 0;
        bool hasSpeeds = document.Segments.HasStretched;
        if (hasSpeeds) Speeds(block, document);
        for (int i = 0; i < rows.Length; i++)
        {
            Row* row = block->Envelopes + i;
            double speed = hasSpeeds ? BitConverter.Int64BitsToDouble(row->Origin) : 1;
            *row = new Row { FirstPoint = written };
            written = Points(block->EnvelopePoints, written, document.Points.Span.Slice(point, rows[i].Points), rate, speed);
            row->PointCount = written - row->FirstPoint;
            point += rows[i].Points;
        }

        block->EnvelopeCount = rows.Length;
        block->PointCount = written;
        block->MasterEnvelope = IndexOf(document, EnvelopeOwner.Master, 0) + 1;
        Segments(block, document);
    }

    /// <summary>Row of an owner's envelope, -1 for none.</summary>
    public static int IndexOf(Document document, EnvelopeOwner kind, long owner)
    {
        ReadOnlySpan<EnvelopeRow> rows = document.Envelopes.Span;
        int low = 0;
        int high = rows.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (rows[middle].OwnerKind < (int)kind || (rows[middle].OwnerKind == (int)kind && rows[middle].Owner < owner)) low = middle + 1;
            else high = middle;
        }

        return low < rows.Length && rows[low].OwnerKind == (int)kind && rows[low].Owner == owner ? low : -1;
    }

    // Leaves each envelope's speed in its row, for the compile of its points.
    private static void Speeds(RegionBlock* block, Document document)
    {
        for (int i = 0; i < document.Envelopes.Count; i++) block->Envelopes[i].Origin = BitConverter.DoubleToInt64Bits(1);
        foreach (ref readonly SegmentRow row in document.Segments.Rows)
        {
            if (!row.IsStretched || (row.Flags & SegmentRow.HasEnvelope) == 0) continue;
            int index = IndexOf(document, EnvelopeOwner.Segment, row.Id);
            if (index >= 0) block->Envelopes[index].Origin = BitConverter.DoubleToInt64Bits(row.Speed);
        }
    }

    // Of points in one frame the last counts. Those of a segment at another speed are on the clip's clock and come on the stretched one.
    private static int Points(EnvelopePoint* to, int written, ReadOnlySpan<PointRow> points, int rate, double speed)
    {
        int first = written;
        foreach (ref readonly PointRow point in points)
        {
            var row = new EnvelopePoint { Frame = ExactTime.Frame(point.Seconds / speed, rate), Decibels = (float)Math.Max(point.Decibels, Floor) };
            if (written > first && to[written - 1].Frame == row.Frame) written--;
            to[written++] = row;
        }

        return written;
    }

    private static void Segments(RegionBlock* block, Document document)
    {
        Region* region = block->Regions;
        Region* end = region + block->RegionCount;
        ReadOnlySpan<SegmentRow> rows = document.Segments.Rows;
        long leftStart = 0;
        for (int i = 0; i < rows.Length && region < end; i++)
        {
            if (region->Segment != rows[i].Id) continue;
            long start = rows[i].Start;
            long next = i + 1 < rows.Length ? rows[i + 1].Start : block->LengthFrames;
            if ((rows[i].Flags & SegmentRow.HasEnvelope) != 0)
            {
                region->Envelope = IndexOf(document, EnvelopeOwner.Segment, region->Segment);
                if (region->Envelope >= 0) block->Envelopes[region->Envelope].Origin = region->Start - region->ClipFrame;
            }

            if (region != block->Regions && (region->Envelope >= 0 || region[-1].Envelope >= 0))
                Smooth(block, region - 1, region, Math.Min(start - leftStart, next - start) / 2);
            leftStart = start;
            region++;
        }
    }

    // Pieces of one recording, whose envelopes do not meet at the cut.
    private static void Smooth(RegionBlock* block, Region* left, Region* right, long most)
    {
        if (left->End != right->Start || left->TrackCount == 0 || right->TrackCount == 0 || right->FadeInFrames != 0) return;
        if (Math.Abs(At(block, left, right->Start) - At(block, right, right->Start)) < 1e-3) return;
        Seams.Fade(left, right, (int)Math.Min(block->EdgeFrames, most), FadeCurve.Linear);
    }

    // dB of a region's envelope at a frame.
    private static double At(RegionBlock* block, Region* region, long frame)
    {
        if (region->Envelope < 0) return 0;
        Row* row = block->Envelopes + region->Envelope;
        EnvelopePoint* points = block->EnvelopePoints + row->FirstPoint;
        long at = frame - row->Origin;
        int i = 0;
        while (i < row->PointCount && points[i].Frame <= at) i++;
        if (i == 0) return points[0].Decibels;
        if (i == row->PointCount) return points[i - 1].Decibels;
        double x = (double)(at - points[i - 1].Frame) / (points[i].Frame - points[i - 1].Frame);
        return points[i - 1].Decibels + ((points[i].Decibels - points[i - 1].Decibels) * x);
    }
}

using System;
using Seamline.Clips;
using Seamline.Render;

namespace Seamline.Timeline;

/// <summary>
/// Compiles the model into the rows that the callback reads. One pass over the segments; independent of how much media they
/// stand for.
/// </summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal static unsafe class SnapshotCompiler
{
    /// <summary>Compiles into a block that has room for every segment and for the tracks of every clip.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="list">The segments.</param>
    /// <param name="clips">The clips they name.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="declickFrames">Frames of the declick at seams, 0 for none.</param>
    /// <param name="serial">Generation to mark the block with.</param>
    public static void Compile(SpanBlock* block, SegmentList list, ClipTable clips, int channels, int declickFrames, long serial)
    {
        block->Serial = serial;
        block->Channels = channels;
        block->LengthFrames = list.LengthFrames;
        ReadOnlySpan<SegmentRow> rows = list.Rows;
        Clip? clip = null;
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly SegmentRow row = ref rows[i];
            long end = i + 1 < rows.Length ? rows[i + 1].Start : block->LengthFrames;
            if (end <= row.Start) continue; // shorter than a frame
            if (clip == null || clip.Id != row.Clip) clip = row.Clip == 0 ? null : clips.Find(row.Clip);
            AppendSpan(block, in row, end, clip, declickFrames);
        }
    }

    private static void AppendSpan(SpanBlock* block, in SegmentRow row, long end, Clip? clip, int declickFrames)
    {
        SnapshotSpan* span = block->Spans + block->SpanCount;
        float gain = row.Gain;
        *span = new SnapshotSpan
        {
            Start = row.Start,
            End = end,
            ClipFrame = row.ClipFrame,
            Segment = row.Id,
            Clip = row.Clip,
            Gain = gain,
        };
        if (clip != null && gain != 0)
        {
            span->FirstTrack = clip.PlaceTracks(block);
            span->TrackCount = clip.TrackCount;
        }

        if (block->SpanCount > 0) Join(span - 1, span, declickFrames);
        block->SpanCount++;
    }

    private static void Join(SnapshotSpan* left, SnapshotSpan* right, int declickFrames)
    {
        if (left->TrackCount == 0 && right->TrackCount == 0) return;
        bool sameMaterial = left->TrackCount != 0 && right->TrackCount != 0 && left->Clip == right->Clip
            && left->ClipFrame + (left->End - left->Start) == right->ClipFrame;
        if (sameMaterial && left->Gain == right->Gain) return;
        long shorter = Math.Min(left->End - left->Start, right->End - right->Start);
        right->SeamFrames = (int)Math.Min(declickFrames, shorter / 2);
        right->Seam = sameMaterial ? SeamKind.Linear : SeamKind.EqualPower;
    }
}

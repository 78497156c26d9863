using System;
using System.Runtime.CompilerServices;
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
        if (list.Count == 0) return;
        var tracks = default(Tracks);
        double decibels = 0;
        float level = 1;
        SnapshotSpan* span = block->Spans;
        fixed (SegmentRow* rows = list.Rows)
        {
            SegmentRow* last = rows + list.Count - 1;
            for (SegmentRow* row = rows; row <= last; row++)
            {
                long end = row < last ? row[1].Start : block->LengthFrames;
                if (end <= row->Start) continue; // shorter than a frame

                // A look-up and a power take longer than the rest of the row: only where clip or gain are others than before.
                if (row->Clip != tracks.Clip) tracks = Place(block, clips, row->Clip);
                if (row->GainDb != decibels) level = Decibels.ToGain(decibels = row->GainDb);
                float gain = row->IsSilent ? 0 : level;
                bool sounds = tracks.Count != 0 && gain != 0;

                // Field by field, each one: the memory is another snapshot's.
                span->Start = row->Start;
                span->End = end;
                span->ClipFrame = row->ClipFrame;
                span->Segment = row->Id;
                span->FirstTrack = sounds ? tracks.First : 0;
                span->TrackCount = sounds ? tracks.Count : 0;
                span->Gain = gain;
                span->SeamFrames = 0;
                span->Seam = SeamKind.EqualPower;
                span->Clip = row->Clip;
                if (span != block->Spans) Join(span - 1, span, declickFrames);
                span++;
            }
        }

        block->SpanCount = (int)(span - block->Spans);
    }

    // Where a clip's tracks are in the block; none for a gap and for a clip that is not there.
    private static Tracks Place(SpanBlock* block, ClipTable clips, uint id)
    {
        Clip? clip = id == 0 ? null : clips.Find(id);
        return clip == null ? new Tracks { Clip = id } : new Tracks { Clip = id, First = clip.PlaceTracks(block), Count = clip.TrackCount };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    private struct Tracks
    {
        public uint Clip;
        public int First;
        public int Count;
    }
}

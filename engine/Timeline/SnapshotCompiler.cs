using System;
using System.Runtime.CompilerServices;
using Seamline.Clips;
using Seamline.Snapshots;

namespace Seamline.Timeline;

/// <summary>
/// Compiles the model into the regions that the callback reads: seams become a fade-out and a fade-in, resolved here once. One pass over the
/// segments; independent of how much media they stand for.
/// </summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal static unsafe class SnapshotCompiler
{
    /// <summary>Compiles into a block that has room for every segment and for the tracks of every clip.</summary>
    /// <param name="block">Where to. One with room for an index gets it.</param>
    /// <param name="list">The segments.</param>
    /// <param name="clips">The clips they name.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="declickFrames">Frames of the declick at seams, 0 for none.</param>
    /// <param name="serial">Generation to mark the block with.</param>
    public static void Compile(RegionBlock* block, SegmentList list, ClipTable clips, int channels, int declickFrames, long serial)
    {
        block->Serial = serial;
        block->Channels = channels;
        block->LengthFrames = list.LengthFrames;
        block->EdgeFrames = declickFrames;
        int count = list.Count == 0 ? 0 : Place(block, list, clips, declickFrames);
        block->RegionCount = count;
        RegionBlock.SetMainLane(block);
        IndexCompiler.Compile(block);
    }

    private static int Place(RegionBlock* block, SegmentList list, ClipTable clips, int declickFrames)
    {
        var tracks = default(Tracks);
        var runs = default(FrameRange);
        double decibels = 0;
        float level = 1;
        Region* region = block->Regions;
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
                region->Start = row->Start;
                region->End = end;
                region->ClipFrame = row->ClipFrame;
                region->Segment = row->Id;
                region->Gain = gain;
                region->FadeInFrames = 0;
                region->FadeOutFrames = 0;
                region->Clip = row->Clip;
                region->Envelope = -1;
                region->FirstTrack = sounds ? tracks.First : (ushort)0;
                region->TrackCount = sounds ? tracks.Count : (byte)0;
                region->Curves = 0;
                region->Head = 0;
                region->Tail = 0;
                region->RunBefore = 0;
                region->RunAfter = 0;
                if (region != block->Regions && Join(region - 1, region, declickFrames))
                    runs = new FrameRange(runs.IsEmpty ? region - block->Regions : runs.Start, region + 1 - block->Regions);
                region++;
            }
        }

        for (long i = runs.End - 1; i >= runs.Start; i--) Extend(block->Regions + i);
        return (int)(region - block->Regions);
    }

    // Where a clip's tracks are in the block; none for a gap and for a clip that is not there.
    private static Tracks Place(RegionBlock* block, ClipTable clips, uint id)
    {
        Clip? clip = id == 0 ? null : clips.Find(id);
        return clip == null ? new Tracks { Clip = id } : new Tracks { Clip = id, First = (ushort)clip.PlaceTracks(block), Count = (byte)clip.TrackCount };
    }

    // Neighbours that are not one piece of material fade across their cut: N frames over [cut - N/2, cut - N/2 + N), for which both reach
    // beyond it. True where they are one piece.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Join(Region* left, Region* right, int declickFrames)
    {
        if (left->TrackCount == 0 && right->TrackCount == 0) return false;
        bool sameMaterial = left->TrackCount != 0 && right->TrackCount != 0 && left->Clip == right->Clip
            && left->ClipFrame + (left->End - left->Start) == right->ClipFrame;
        long before = left->End - left->OwnStart;
        if (sameMaterial && left->Gain == right->Gain)
        {
            right->RunBefore = (ushort)Math.Min(Region.MostRunFrames, left->RunBefore + before);
            return true;
        }

        int frames = (int)Math.Min(declickFrames, Math.Min(before, right->End - right->Start) / 2);
        Fade(left, right, frames, sameMaterial ? FadeCurve.Linear : FadeCurve.EqualPower);
        return false;
    }

    /// <summary>Fades two neighbours over <paramref name="frames"/> frames across their cut.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Fade(Region* left, Region* right, int frames, FadeCurve curve)
    {
        int head = frames / 2;
        left->End += frames - head;
        left->Tail = (ushort)(frames - head);
        left->FadeOutFrames = frames;
        right->Start -= head;
        right->ClipFrame -= head;
        right->Head = (ushort)head;
        right->FadeInFrames = frames;
        left->Curves |= (byte)((int)curve << 4);
        right->Curves |= (byte)curve;
    }

    // From the last to the first: what follows a region without a seam.
    private static void Extend(Region* right)
    {
        if (right->RunBefore == 0) return;
        right[-1].RunAfter = (ushort)Math.Min(Region.MostRunFrames, right->RunAfter + (right->OwnEnd - right->OwnStart));
    }

    private struct Tracks
    {
        public uint Clip;
        public ushort First;
        public byte Count;
    }
}

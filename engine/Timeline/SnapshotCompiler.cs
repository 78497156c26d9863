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
        var before = default(Neighbour);
        var runs = default(FrameRange);
        double decibels = 0;
        float level = 1;
        Region* region = block->Regions;
        fixed (SegmentRow* rows = list.Rows)
        {
            SegmentRow* last = rows + list.Count - 1;
            for (SegmentRow* row = rows; row <= last; row++)
            {
                long start = row->Start;
                long end = row < last ? row[1].Start : block->LengthFrames;
                if (end <= start) continue; // shorter than a frame

                // A look-up and a power take longer than the rest of the row: only where clip or gain are others than before.
                if (row->Clip != tracks.Clip) tracks = Place(block, clips, row->Clip);
                if (row->GainDb != decibels) level = Decibels.ToGain(decibels = row->GainDb);
                float gain = row->IsSilent ? 0 : level;
                uint sounding = tracks.Packed != 0 && gain != 0 ? tracks.Packed : 0;
                long clipFrame = row->ClipFrame;
                int fade = 0;
                uint curve = 0;
                uint run = 0;
                if ((before.Sounding | sounding) != 0 && region != block->Regions)
                {
                    // Neighbours that are not one piece of material fade across their cut: N frames over [cut - N/2, cut - N/2 + N), for which
                    // both reach beyond it.
                    bool sameMaterial = before.Sounding != 0 && sounding != 0 && before.Clip == row->Clip && before.NextClipFrame == clipFrame;
                    if (sameMaterial && before.Gain == gain)
                    {
                        run = (uint)Math.Min(Region.MostRunFrames, before.Run + before.Frames);
                        runs = new FrameRange(runs.IsEmpty ? region - block->Regions : runs.Start, region + 1 - block->Regions);
                    }
                    else
                    {
                        fade = (int)Math.Min(declickFrames, Math.Min(before.Frames, end - start) / 2);
                        curve = sameMaterial ? (uint)FadeCurve.Linear : (uint)FadeCurve.EqualPower;
                        FadeOut(region - 1, start, fade, before.Curve | (curve << 4));
                    }
                }

                // Field by field, each one, the small ones together: the memory is another snapshot's.
                int head = fade / 2;
                region->Start = start - head;
                region->End = end;
                region->ClipFrame = clipFrame - head;
                region->Segment = row->Id;
                region->Gain = gain;
                region->FadeInFrames = fade;
                region->FadeOutFrames = 0;
                region->Clip = row->Clip;
                region->Envelope = -1;
                *(uint*)&region->FirstTrack = sounding | (curve << 24);
                *(ulong*)&region->Head = (uint)head | ((ulong)run << 32);
                before = new Neighbour
                {
                    Frames = end - start, NextClipFrame = clipFrame + (end - start), Gain = gain, Sounding = sounding, Clip = row->Clip, Run = run, Curve = curve,
                };
                region++;
            }
        }

        for (long i = runs.End - 1; i >= runs.Start; i--) Extend(block->Regions + i);
        return (int)(region - block->Regions);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FadeOut(Region* left, long cut, int frames, uint curves)
    {
        int tail = frames - (frames / 2);
        left->End = cut + tail;
        left->Tail = (ushort)tail;
        left->FadeOutFrames = frames;
        left->Curves = (byte)curves;
    }

    // Where a clip's tracks are in the block; none for a gap and for a clip that is not there.
    private static Tracks Place(RegionBlock* block, ClipTable clips, uint id)
    {
        Clip? clip = id == 0 ? null : clips.Find(id);
        return clip == null || clip.TrackCount == 0 ? new Tracks { Clip = id } : new Tracks { Clip = id, Packed = (ushort)clip.PlaceTracks(block) | ((uint)clip.TrackCount << 16) };
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

        // As Region.FirstTrack and TrackCount lie beside each other; 0 for none.
        public uint Packed;
    }

    // The segment before, without what it reaches beyond its own frames.
    private struct Neighbour
    {
        public long Frames;
        public long NextClipFrame;
        public float Gain;
        public uint Sounding;
        public uint Clip;
        public uint Run;
        public uint Curve;
    }
}

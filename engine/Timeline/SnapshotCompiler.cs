using System;
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
    /// <param name="document">The document.</param>
    /// <param name="clips">The clips they name.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="declickFrames">Frames of the declick at seams, 0 for none.</param>
    /// <param name="serial">Generation to mark the block with.</param>
    /// <param name="before">An earlier block of the same engine, or null: what has not changed may be copied from it.</param>
    public static void Compile(
        RegionBlock* block, Document document, ClipTable clips, int channels, int declickFrames, long serial, RegionBlock* before = null)
    {
        SegmentList list = document.Segments;
        block->Serial = serial;
        block->Channels = channels;
        block->LengthFrames = list.LengthFrames;
        block->EdgeFrames = declickFrames;
        if (document.Items.Count != 0) document.ItemClips.PlaceTracks(block, document, clips);
        int count = list.Count == 0 ? 0 : list.HasStretched ? PlaceAll<Stretched>(block, list, clips, declickFrames) : PlaceAll<Plain>(block, list, clips, declickFrames);
        block->RegionCount = count;
        RegionBlock.SetMainLane(block);
        if (document.HasMix) MixCompiler.Compile(block, document, clips, list.Rate, before);
        IndexCompiler.Compile(block);
    }

    // Copied by whether rows may be heard at another speed: without, nothing is asked of a row for that.
    private static int PlaceAll<TSpeeds>(RegionBlock* block, SegmentList list, ClipTable clips, int declickFrames)
        where TSpeeds : struct, ISpeeds
    {
        var place = new MainLane { Region = block->Regions, LengthFrames = block->LengthFrames, DeclickFrames = declickFrames, Level = 1 };
        double decibels = 0;
        uint clip = 0;
        double speed = 1;
        SpeedMode mode = SpeedMode.Silence;
        fixed (SegmentRow* rows = list.Rows)
        {
            SegmentRow* last = rows + list.Count - 1;
            for (SegmentRow* row = rows; row <= last; row = PlaceRun<TSpeeds>(&place, row, last))
            {
                // A look-up and a power take longer than the rest of a row: only where clip or gain are others than before.
                if (row->Clip != clip || (TSpeeds.AreAsked && (row->Speed != speed || row->Mode != mode)))
                {
                    clip = row->Clip;
                    if (TSpeeds.AreAsked)
                    {
                        speed = row->Speed;
                        mode = row->Mode;
                        place.TrackRows = Tracks(block, clips, row, out place.Content);
                    }
                    else
                    {
                        place.TrackRows = Tracks(block, clips, clip);
                    }
                }

                if (row->GainDb != decibels) place.Level = Decibels.ToGain(decibels = row->GainDb);
            }
        }

        if (place.FirstRun != null)
        {
            for (Region* region = place.LastRun; region >= place.FirstRun; region--) Extend(region);
        }

        return (int)(place.Region - block->Regions);
    }

    // Rows of one clip at one gain; the row behind them. Nothing is called here, so that all of it stays in registers.
    private static SegmentRow* PlaceRun<TSpeeds>(MainLane* place, SegmentRow* row, SegmentRow* last)
        where TSpeeds : struct, ISpeeds
    {
        Region* region = place->Region;
        SegmentRow* left = place->Left;
        uint clip = row->Clip;
        uint content = TSpeeds.AreAsked ? place->Content : clip;
        double speed = row->Speed;
        SpeedMode mode = row->Mode;
        double decibels = row->GainDb;
        float level = place->Level;
        uint tracks = place->TrackRows;
        long declick = place->DeclickFrames;
        do
        {
            long start = row->Start;
            long end = row < last ? row[1].Start : place->LengthFrames;
            if (end <= start) continue; // shorter than a frame
            float gain = row->IsSilent ? 0 : level;
            uint heard = gain != 0 ? tracks : 0;
            long frames = 0;
            ulong runBefore = 0;
            if (left != null && (heard | region[-1].TrackRows) != 0)
            {
                // Neighbours that are not one piece of material fade over [cut - N/2, cut - N/2 + N), for which both reach beyond the cut.
                long before = start - left->Start;
                bool same = heard != 0 && region[-1].TrackRows != 0 && region[-1].Clip == content && left->ClipFrame + before == row->ClipFrame;
                if (same && region[-1].Gain == gain)
                {
                    if (place->FirstRun == null) place->FirstRun = region;
                    place->LastRun = region;
                    runBefore = (ulong)Smaller(Region.MostRunFrames, region[-1].RunBefore + before) << Region.RunBeforeShift;
                }
                else
                {
                    frames = Smaller(declick, Smaller(before, end - start) >> 1);
                    long tail = frames - (frames >> 1);
                    region[-1].End = start + tail;
                    region[-1].FadeOutFrames = (int)frames;
                    region[-1].Tail = (ushort)tail;
                    if (same)
                    {
                        heard |= (uint)FadeCurve.Linear << Region.CurveShift;
                        region[-1].TrackRows |= (uint)FadeCurve.Linear << (Region.CurveShift + 4);
                    }
                }
            }

            // A whole word at a time: the memory is another snapshot's.
            long head = frames >> 1;
            region->Start = start - head;
            region->End = end;
            region->ClipFrame = row->ClipFrame - head;
            region->Segment = row->Id;
            region->Gain = gain;
            region->Clip = content;
            region->Fades = (ulong)frames;
            region->Envelope = -1;
            region->TrackRows = heard;
            region->Overhangs = (ulong)head | runBefore;
            left = row;
            region++;
        }
        while (++row <= last && row->Clip == clip && row->GainDb == decibels && (!TSpeeds.AreAsked || (row->Speed == speed && row->Mode == mode)));

        place->Region = region;
        place->Left = left;
        return row;
    }

    // Where a clip's tracks are in the block; none for a gap and for a clip that is not there.
    private static uint Tracks(RegionBlock* block, ClipTable clips, uint id)
    {
        Clip? clip = id == 0 ? null : clips.Find(id);
        return clip == null ? 0 : Region.PackTracks(clip.PlaceTracks(block), clip.TrackCount);
    }

    // As above, of a row that may have another speed; and what its regions have as their clip.
    private static uint Tracks(RegionBlock* block, ClipTable clips, SegmentRow* row, out uint content)
    {
        content = row->Clip;
        if (!row->IsStretched) return Tracks(block, clips, content);
        Rendition? rendition = clips.Find(content)?.Find(row->Speed, row->Mode);
        if (rendition == null) return 0;
        content = rendition.Content;
        return Region.PackTracks(rendition.PlaceTracks(block), rendition.Sources.Length);
    }

    // From the last to the first: what follows a region without a seam.
    private static void Extend(Region* right)
    {
        if (right->RunBefore == 0) return;
        right[-1].RunAfter = (ushort)Math.Min(Region.MostRunFrames, right->RunAfter + (right->OwnEnd - right->OwnStart));
    }

    private static long Smaller(long a, long b) => a < b ? a : b;

    private interface ISpeeds
    {
        static abstract bool AreAsked { get; }
    }

    private struct Plain : ISpeeds
    {
        public static bool AreAsked => false;
    }

    private struct Stretched : ISpeeds
    {
        public static bool AreAsked => true;
    }

    // What goes on from row to row.
    private struct MainLane
    {
        public Region* Region; // the next to write
        public SegmentRow* Left; // the segment of the region before it
        public Region* FirstRun; // the regions without a seam before them, from the first to the last
        public Region* LastRun;
        public long LengthFrames;
        public int DeclickFrames;
        public uint TrackRows; // of the clip, as in a region
        public uint Content; // what regions have as their clip, where speeds are asked
        public float Level;
    }
}

using System.Threading;
using Seamline.Kernels;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>
/// Tells stretches of a timeline that the limiter need not look at: where the pages that are played cannot come above the ceiling, at their gains and
/// all together. The bus is then rendered as without a limiter, which has the same bits.
/// </summary>
/// <remarks>
/// The bounds are those of <see cref="LimiterPeaks"/>, of whole pages: by the largest sample; and, in the body of one region a lane, by the largest
/// second difference too, which adds up like samples do. Envelopes have no bound.
/// </remarks>
internal static unsafe class LimiterHeadroom
{
    // Found at a time, and frames after which it is tried again where there is none.
    private const int StretchFrames = Limits.PageFrames;
    private const int RetryFrames = 4_096;
    private const int MostRegions = 8;
    private const float Rounding = 1e-5f;

    // Larger than any bound.
    private const float Unbounded = 1e30f;

    /// <summary>Whether frames, and all that their gain depends on, are below the ceiling.</summary>
    public static bool Holds(RegionBlock* block, long frame, long frames, HeadroomMemory* memory)
    {
        long start = frame - block->Master.BackFrames;
        long end = frame + frames + block->Master.AheadFrames;
        if (memory->Block == block && memory->Serial == block->Serial)
        {
            if (start >= memory->Start && end <= memory->End) return true;
            if (frame < memory->NotBefore && frame >= memory->NotBefore - RetryFrames) return false;
        }

        memory->Block = block;
        memory->Serial = block->Serial;
        memory->Start = memory->End = start;
        memory->NotBefore = frame + RetryFrames;
        if (block->MasterEnvelope != 0) return false;
        long far = start + StretchFrames;
        if (far > end && IsBelow(block, start, far)) memory->End = far;
        else if (IsBelow(block, start, end)) memory->End = end;
        else return false;
        memory->NotBefore = long.MinValue;
        return true;
    }

    private static bool IsBelow(RegionBlock* block, long start, long end)
    {
        CurvatureValue sum;
        sum.Largest = 0;
        sum.Bend = 0;
        for (int i = 0; i < block->LaneCount; i++)
        {
            RegionLane* lane = block->Lanes + i;
            if (lane->Muted != 0 || lane->RegionCount == 0) continue;
            AddLane(block, lane, start, end, &sum);
            if (sum.Largest > block->Master.Ceiling) return false;
        }

        float gain = Kernels.Magnitude.Of(block->Master.Gain);
        float largest = sum.Largest * gain, bend = sum.Bend * gain;
        return largest * TruePeak.MostGain <= block->Master.Ceiling
            || largest + (bend * TruePeak.MostBend) + (largest * Rounding) <= block->Master.Ceiling;
    }

    private static void AddLane(RegionBlock* block, RegionLane* lane, long start, long end, CurvatureValue* sum)
    {
        if (lane->Envelope != 0)
        {
            sum->Largest = Unbounded;
            return;
        }

        Region* regions = block->Regions + lane->FirstRegion;
        int index = regions->Start >= start ? 0 : RegionWalk.IndexAt(regions, lane->RegionCount, start, -1);
        if (index > 0) index--; // may still be fading out
        int heard = 0;
        for (; index < lane->RegionCount && regions[index].Start < end; index++)
        {
            if (regions[index].End <= start) continue;
            if (++heard > MostRegions)
            {
                sum->Largest = Unbounded;
                return;
            }

            AddRegion(block, lane, regions + index, start, end, sum);
        }
    }

    private static void AddRegion(RegionBlock* block, RegionLane* lane, Region* region, long start, long end, CurvatureValue* sum)
    {
        if (region->Envelope >= 0)
        {
            sum->Largest = Unbounded;
            return;
        }

        bool isBody = start >= region->Start + region->FadeInFrames && end <= region->End - region->FadeOutFrames;
        start = start > region->Start ? start : region->Start;
        end = end < region->End ? end : region->End;
        SnapshotTrack* track = block->Tracks + region->FirstTrack;
        for (int i = 0; i < region->TrackCount; i++, track++)
        {
            CurvatureValue value;
            value.Largest = 0;
            value.Bend = isBody ? 0 : Unbounded;
            AddTrack(region, track, block->EdgeFrames, start, end, &value);
            float gain = Kernels.Magnitude.Of(track->Gain * region->Gain * lane->Gain);
            sum->Largest += value.Largest * gain;
            sum->Bend += value.Bend * gain;
        }
    }

    // Where a medium begins or ends there is an edge, and it may end sooner than its header said: the pages there are asked for too.
    private static void AddTrack(Region* region, SnapshotTrack* track, int edge, long start, long end, CurvatureValue* value)
    {
        PageTable* table = track->Pages;
        long offset = RegionWalk.ClipFrameAt(region, 0) + track->Offset;
        long material = PageTable.Frames(table);
        long first = start + offset - edge;
        long last = end + offset + edge;
        if (last <= 0 || first >= material)
        {
            if (!PageTable.IsExact(table) && first >= material) value->Largest = Unbounded;
            return;
        }

        if (first < 0 || last > material) value->Bend = Unbounded;
        first = first < 0 ? 0 : first;
        last = last > material ? material : last;
        for (long page = PageTable.PageOf(first); page <= PageTable.PageOf(last - 1); page++)
        {
            AddPage(table, page, value);
            if (page > PageTable.PageOf(first)) AddJoint(table, page, value);
        }
    }

    private static void AddPage(PageTable* table, long page, CurvatureValue* value)
    {
        PageChunk* chunk = PageTable.ChunkOf(table, page);
        int row = (int)(page & (PageTable.ChunkPages - 1));
        float largest = chunk == null ? 0 : Volatile.Read(ref chunk->Largest[row]); // partner: PageShapes.Put
        if (largest == 0 || PageTable.PageAt(table, page) == null)
        {
            value->Largest = Unbounded;
            return;
        }

        value->Largest = Larger(value->Largest, largest);
        value->Bend = Larger(value->Bend, chunk->Bends[row]);
    }

    // The second differences over the end of a page, which neither page has.
    private static void AddJoint(PageTable* table, long page, CurvatureValue* value)
    {
        float* left = PageTable.PageAt(table, page - 1);
        float* right = PageTable.PageAt(table, page);
        if (left == null || right == null) return; // unbounded already
        int channels = table->Channels;
        left += (long)(Limits.PageFrames - 2) * channels;
        for (int channel = 0; channel < channels; channel++)
        {
            float a = left[channel], b = left[channels + channel], c = right[channel], d = right[channels + channel];
            value->Bend = Larger(value->Bend, Kernels.Magnitude.Of((a + c) - (b + b)));
            value->Bend = Larger(value->Bend, Kernels.Magnitude.Of((b + d) - (c + c)));
        }
    }

    private static float Larger(float a, float b) => a > b ? a : b;
}

using Seamline.Kernels;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>The least gain of the limiter around each group: that of the largest peak from 15 ms before the group to 5 ms behind it.</summary>
/// <remarks>
/// The group with the largest peak is remembered from one window to the next, so that a window costs a comparison. Of the groups whose peak is only
/// bounded those are interpolated that could be the largest, the most promising first: music has few.
/// </remarks>
internal static unsafe class LimiterWindows
{
    /// <summary>Finds the gains of [<paramref name="from"/>, <paramref name="end"/>).</summary>
    public static void Find(RegionBlock* block, LimiterMemory* memory, long from, long end)
    {
        long group = memory->EndLeast;
        if (from < memory->FirstLeast || from > group)
        {
            group = from;
            memory->FirstLeast = from;
            memory->Largest = long.MinValue / 2;
        }

        int ahead = block->Master.AheadGroups;
        int hold = block->Master.HoldGroups;
        int* peaks = memory->Peaks + (group - memory->FirstGroup);
        int* least = memory->Least + (group - memory->FirstGroup);
        long kept = memory->Largest - group; // from the window's group
        int peak = kept < -hold ? 0 : peaks[kept];
        int gain = Gain(block, peak);
        for (; group < end; group++, least++, peaks++, kept--)
        {
            // Most groups keep the peak and the gain.
            int steady = Steady(peaks + ahead, least, (int)(end - group), peak, gain, ref kept, hold, ahead);
            group += steady;
            least += steady;
            peaks += steady;
            if (group == end) break;
            int newest = peaks[ahead];
            int was = peak;
            if (kept < -hold)
            {
                kept = Largest(block, memory, group);
                peak = peaks[kept];
            }
            else
            {
                if (!LimiterPeaks.IsKnown(newest))
                {
                    LimiterPeaks.Interpolate(block, memory, group + ahead);
                    newest = peaks[ahead];
                }

                if (newest >= peak) (kept, peak) = (ahead, newest);
            }

            if (peak != was) gain = Gain(block, peak);
            *least = gain;
        }

        memory->EndLeast = group;
        memory->Largest = group + kept;
    }

    // How many of the next groups bring no larger peak while the one that is kept is in their windows; theirs is the same gain. A peak that is equal to
    // it is kept instead.
    private static int Steady(int* newest, int* least, int count, int peak, int gain, ref long kept, int hold, int ahead)
    {
        long stop = kept + hold + 1;
        int i = 0;
        for (; i < count && i < stop; i++)
        {
            if (newest[i] >= peak)
            {
                if (newest[i] != peak) break;
                stop = i + ahead + hold + 1L;
            }

            least[i] = gain;
        }

        kept = stop - hold - 1 - i;
        return i;
    }

    private static int Gain(RegionBlock* block, int peak) =>
        peak == 0 ? Limiter.One : (int)((double)block->Master.Ceiling / LimiterPeaks.Magnitude(peak) * Limiter.One);

    // Where the largest peak around a group is, from that group.
    private static int Largest(RegionBlock* block, LimiterMemory* memory, long group)
    {
        int* first = memory->Peaks + (group - memory->FirstGroup - block->Master.HoldGroups);
        int count = block->Master.HoldGroups + 1 + block->Master.AheadGroups;
        while (true)
        {
            int largest = LastLargest.Find(first, count);
            if (LimiterPeaks.IsKnown(first[largest])) return largest - block->Master.HoldGroups;
            LimiterPeaks.Interpolate(block, memory, group - block->Master.HoldGroups + largest);
        }
    }
}

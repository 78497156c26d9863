using System.Diagnostics;
using System.Runtime.Intrinsics;
using Seamline.Kernels;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>
/// The true-peak limiter of the master. The gain of a frame is a function of the bus from 20 ms before it to 5 ms behind it, and of nothing else:
/// any block size, any seek and any caller get the same bits. The timeline can be rendered ahead, so looking ahead costs no latency.
/// </summary>
/// <remarks>
/// For each group of 16 frames, counted from the timeline's frame 0: the peak of its samples and of the values between them, at four times the
/// rate (<see cref="LimiterPeaks"/>); the largest of that over 15 ms before and 5 ms behind it, and the gain that brings it to the ceiling
/// (<see cref="LimiterWindows"/>); the mean of these over 5 ms; and a straight line from one group's gain to the next. Every mean has the group's own
/// gain in each of its terms, so it is never above it. Gains are integers, whose sums have no rounding to depend on what came before. Where all are 1
/// the bus is copied.
/// </remarks>
internal static unsafe class Limiter
{
    /// <summary>A gain of 1.</summary>
    public const int One = 1 << 24;

    private const int Group = MasterSettings.GroupFrames;
    private const int GroupShift = 4;

    /// <summary>Renders frames of the timeline, lanes, gain and limiter; any number.</summary>
    internal static void Render(
        RegionBlock* block, long frame, long frames, float* output, RenderScratch* scratch, MissMemory* misses, int* hint)
    {
        if (LimiterHeadroom.Holds(block, frame, frames, &scratch->Limiters->Headroom))
        {
            Renderer.RenderBus(block, frame, (uint)frames, output, scratch, misses, hint);
            return;
        }

        while (frames > 0)
        {
            long count = frames < LimiterMemory.PartFrames ? frames : LimiterMemory.PartFrames;
            Part(block, frame, count, output, scratch, misses);
            output += (nuint)count * (nuint)block->Channels;
            frame += count;
            frames -= count;
        }
    }

    /// <summary>Forgets what it keeps: what was rendered had misses that are no longer there.</summary>
    internal static void Forget(RenderScratch* scratch)
    {
        scratch->Limiters[0].Block = null;
        scratch->Limiters[1].Block = null;
    }

    private static void Part(RegionBlock* block, long frame, long count, float* output, RenderScratch* scratch, MissMemory* misses)
    {
        MasterSettings* master = &block->Master;
        long group = frame >> GroupShift;
        long first = group - master->AheadGroups - master->HoldGroups;
        long end = ((frame + count - 1) >> GroupShift) + 1;
        LimiterMemory* memory = Choose(block, frame, first, scratch);
        Fill(block, memory, frame, first, end + master->AheadGroups, scratch, misses);
        float* from = memory->Samples + ((frame - memory->FirstFrame) * block->Channels);
        if (memory->LastAbove < first)
        {
            Copy.Run(output, from, (nuint)count * (nuint)block->Channels);
            return;
        }

        LimiterWindows.Find(block, memory, group - master->AheadGroups, end);
        Apply(block, memory, frame, count, from, output);
    }

    // The memory that goes on here; else the one that was not used last, from the first frame that matters.
    private static LimiterMemory* Choose(RegionBlock* block, long frame, long first, RenderScratch* scratch)
    {
        LimiterMemory* a = scratch->Limiters;
        LimiterMemory* b = a + 1;
        LimiterMemory* chosen = GoesOn(a, block, frame, first) ? a : GoesOn(b, block, frame, first) ? b : null;
        if (chosen == null)
        {
            chosen = a->Used < b->Used ? a : b;
            chosen->Block = block;
            chosen->Serial = block->Serial;
            chosen->FirstFrame = (first * Group) - MasterSettings.PeakFramesBefore;
            chosen->EndFrame = chosen->FirstFrame;
            chosen->FirstGroup = first;
            chosen->EndGroup = first;
            chosen->EndMost = first - 1;
            chosen->LastAbove = long.MinValue;
            chosen->LastOpen = long.MinValue;
            chosen->EndLeast = long.MinValue;
            chosen->RegionHint = 0;
        }

        chosen->Used = (a->Used > b->Used ? a->Used : b->Used) + 1;
        return chosen;
    }

    private static bool GoesOn(LimiterMemory* memory, RegionBlock* block, long frame, long first) =>
        memory->Block == block && memory->Serial == block->Serial && memory->FirstFrame <= frame && frame <= memory->EndFrame && memory->FirstGroup <= first;

    // The bus and the groups' peaks up to a group.
    private static void Fill(
        RegionBlock* block, LimiterMemory* memory, long frame, long first, long endGroup, RenderScratch* scratch, MissMemory* misses)
    {
        long end = (endGroup * Group) + MasterSettings.PeakFramesBehind;
        if (end <= memory->EndFrame) return;
        if (end - memory->FirstFrame > memory->Frames) Shift(block, memory, frame, first);
        nuint channels = (nuint)block->Channels;
        float* to = memory->Samples + ((nuint)(memory->EndFrame - memory->FirstFrame) * channels);
        Renderer.RenderBus(block, memory->EndFrame, (uint)(end - memory->EndFrame), to, scratch, misses, &memory->RegionHint);
        memory->EndFrame = end;
        Debug.Assert(endGroup - memory->FirstGroup < LimiterMemory.GroupsFor(memory->Frames));
        LimiterPeaks.Bound(block, memory, endGroup);
    }

    // What is still needed goes to the front.
    private static void Shift(RegionBlock* block, LimiterMemory* memory, long frame, long first)
    {
        long keep = (memory->LastOpen >= first ? first : memory->EndGroup) * Group;
        keep = Smaller(frame, keep - MasterSettings.PeakFramesBefore);
        if (keep > memory->FirstFrame)
        {
            nuint channels = (nuint)block->Channels;
            Copy.Run(memory->Samples, memory->Samples + ((nuint)(keep - memory->FirstFrame) * channels), (nuint)(memory->EndFrame - keep) * channels);
            memory->FirstFrame = keep;
        }

        int dropped = (int)(first - memory->FirstGroup);
        int groups = (int)(memory->EndGroup - first);
        Drop(memory->Peaks, dropped, groups);
        Drop(memory->Least, dropped, groups);
        Drop(memory->Mosts, dropped, groups + 2);
        Drop(memory->Bends, dropped, groups + 2);
        memory->FirstGroup = first;
    }

    private static void Drop(void* row, int dropped, int kept) => Copy.Run((float*)row, (float*)row + dropped, (nuint)(kept > 0 ? kept : 0));

    private static void Apply(RegionBlock* block, LimiterMemory* memory, long frame, long count, float* from, float* output)
    {
        int channels = block->Channels;
        long group = frame >> GroupShift;
        int mean = block->Master.AheadGroups;
        int* least = memory->Least + (group - memory->FirstGroup);
        long sum = 0;
        for (int i = -mean; i < 0; i++) sum += least[i];
        float gain = Mean(sum, mean);
        for (long end = frame + count; frame < end;)
        {
            // As many groups as have the same gain at both ends are one.
            float next = gain;
            long stop = frame;
            int skipped = (int)(frame & (Group - 1));
            while (stop < end)
            {
                int same = Same(least, mean, (int)((end - stop) >> GroupShift));
                if (same > 0)
                {
                    least += same;
                    stop = (stop & -Group) + ((long)same * Group);
                    continue;
                }

                int change = *least - least[-mean];
                if (change != 0 && stop > frame) break;
                least++;
                stop = (stop | (Group - 1)) + 1;
                if (change == 0) continue;
                sum += change;
                next = Mean(sum, mean);
                break;
            }

            int frames = (int)(Smaller(stop, end) - frame);
            if (next == gain) Gain.ScaleSet(output, from, gain, (nuint)(frames * channels));
            else GainSlope.Run(output, from, gain, next, skipped, channels, frames);
            output += frames * channels;
            from += frames * channels;
            frame += frames;
            gain = next;
        }
    }

    // Of so many groups, the first whose gains stay as they are; a multiple of 8.
    private static int Same(int* least, int mean, int most)
    {
        int count = 0;
        if (!Vector256.IsHardwareAccelerated) return 0;
        while (count + 8 <= most && Vector256.Load(least + count) == Vector256.Load(least + count - mean)) count += 8;
        return count;
    }

    private static float Mean(long sum, int count) => (float)(sum / ((double)One * count));

    private static long Smaller(long a, long b) => a < b ? a : b;
}

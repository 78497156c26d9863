using System.Diagnostics;
using Seamline.Kernels;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>
/// The true-peak limiter of the master. The gain of a frame is a function of the bus from 20 ms before it to 5 ms behind it, and of nothing else:
/// any block size, any seek and any caller get the same bits. The timeline can be rendered ahead, so looking ahead costs no latency.
/// </summary>
/// <remarks>
/// For each group of 16 frames, counted from the timeline's frame 0: the largest gain that keeps its samples and the values between them (at four
/// times the rate) at the ceiling; the least of that over 15 ms before and 5 ms behind it; the mean of these over 5 ms; and a straight line from
/// one group's gain to the next. Every mean has the group's own gain in each of its terms, so it is never above it. Gains are integers, whose sums
/// have no rounding to depend on what came before. Where all are 1 the bus is copied.
/// </remarks>
internal static unsafe class Limiter
{
    /// <summary>A gain of 1.</summary>
    public const int One = 1 << 24;

    private const int Group = MasterSettings.GroupFrames;
    private const int GroupShift = 4;

    /// <summary>Renders frames of the timeline, lanes, gain and limiter; any number.</summary>
    internal static void Render(
        RegionBlock* block, long frame, long frames, float* output, RenderScratch* scratch, MissMemory* misses)
    {
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
        if (memory->LastLimited < first) Copy.Run(output, from, (nuint)count * (nuint)block->Channels);
        else Apply(block, memory, frame, count, from, output);
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
            chosen->FirstFrame = (first * Group) - MasterSettings.PeakFrames;
            chosen->EndFrame = chosen->FirstFrame;
            chosen->FirstGroup = first;
            chosen->EndGroup = first;
            chosen->LastLimited = long.MinValue;
            chosen->RegionHint = 0;
        }

        chosen->Used = (a->Used > b->Used ? a->Used : b->Used) + 1;
        return chosen;
    }

    private static bool GoesOn(LimiterMemory* memory, RegionBlock* block, long frame, long first) =>
        memory->Block == block && memory->Serial == block->Serial && memory->FirstFrame <= frame && frame <= memory->EndFrame && memory->FirstGroup <= first;

    // The bus and the groups' gains up to a group.
    private static void Fill(
        RegionBlock* block, LimiterMemory* memory, long frame, long first, long endGroup, RenderScratch* scratch, MissMemory* misses)
    {
        long end = (endGroup * Group) + MasterSettings.PeakFrames;
        if (end <= memory->EndFrame) return;
        if (end - memory->FirstFrame > memory->Frames) Shift(block, memory, frame, first);
        nuint channels = (nuint)block->Channels;
        float* to = memory->Samples + ((nuint)(memory->EndFrame - memory->FirstFrame) * channels);
        Renderer.RenderBus(block, memory->EndFrame, (uint)(end - memory->EndFrame), to, scratch, misses, &memory->RegionHint);
        memory->EndFrame = end;
        Debug.Assert(endGroup - memory->FirstGroup <= LimiterMemory.GroupsFor(memory->Frames));
        Measure(block, memory, endGroup);
    }

    // What is still needed goes to the front.
    private static void Shift(RegionBlock* block, LimiterMemory* memory, long frame, long first)
    {
        long measured = (memory->EndGroup * Group) - MasterSettings.PeakFrames;
        long keep = frame < measured ? frame : measured;
        nuint channels = (nuint)block->Channels;
        Copy.Run(memory->Samples, memory->Samples + ((nuint)(keep - memory->FirstFrame) * channels), (nuint)(memory->EndFrame - keep) * channels);
        memory->FirstFrame = keep;
        int dropped = (int)(first - memory->FirstGroup);
        for (int i = 0; i < memory->EndGroup - first; i++) memory->Needs[i] = memory->Needs[i + dropped];
        memory->FirstGroup = first;
    }

    // No value between samples is larger than the largest sample near it times a constant: most groups need no interpolation.
    private static void Measure(RegionBlock* block, LimiterMemory* memory, long endGroup)
    {
        int channels = block->Channels;
        float ceiling = block->Master.Ceiling;
        float* from = memory->Samples + (((memory->EndGroup * Group) - memory->FirstFrame) * channels);
        int around = MasterSettings.PeakFrames * channels;
        int samples = Group * channels;
        int* needs = memory->Needs + (memory->EndGroup - memory->FirstGroup);
        int groups = (int)(endGroup - memory->EndGroup);
        bool quiet = Magnitude.Largest(from - around, (nuint)((groups * samples) + (2 * around))) * TruePeak.MostGain <= ceiling;
        for (int i = 0; i < groups; i++, from += samples)
        {
            needs[i] = One;
            if (quiet || Magnitude.Largest(from - around, (nuint)(samples + (2 * around))) * TruePeak.MostGain <= ceiling) continue;
            float peak = Magnitude.Largest(from, (nuint)samples);
            float between = TruePeak.Largest(from, channels, Group, memory->Taps);
            peak = between > peak ? between : peak;
            if (peak <= ceiling) continue;
            needs[i] = (int)((double)ceiling / peak * One);
            memory->LastLimited = memory->EndGroup + i;
        }

        memory->EndGroup = endGroup;
    }

    private static void Apply(RegionBlock* block, LimiterMemory* memory, long frame, long count, float* from, float* output)
    {
        MasterSettings* master = &block->Master;
        int channels = block->Channels;
        long group = frame >> GroupShift;
        long last = (frame + count - 1) >> GroupShift;
        int mean = master->AheadGroups;

        // Least[i] is of group `group - mean + i`.
        int leasts = (int)(last - group) + 1 + mean;
        int* needs = memory->Needs + (group - mean - master->HoldGroups - memory->FirstGroup);
        int window = master->HoldGroups + 1 + master->AheadGroups;
        for (int i = 0; i < leasts; i++) memory->Least[i] = Smallest(needs + i, window);
        int* least = memory->Least;
        float gain = Mean(least, mean);
        long end = frame + count;
        for (; frame < end; group++)
        {
            float next = Mean(++least, mean);
            int skipped = (int)(frame - (group << GroupShift));
            int frames = Group - skipped;
            if (frames > end - frame) frames = (int)(end - frame);
            GainSlope.Run(output, from, gain, next, skipped, channels, frames);
            output += frames * channels;
            from += frames * channels;
            frame += frames;
            gain = next;
        }
    }

    private static int Smallest(int* values, int count)
    {
        int smallest = One;
        for (int i = 0; i < count; i++) smallest = values[i] < smallest ? values[i] : smallest;
        return smallest;
    }

    private static float Mean(int* values, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++) sum += values[i];
        return (float)(sum / ((double)One * count));
    }
}

using System.Runtime.CompilerServices;
using FFmpeg.AutoGen;
using Seamline.Memory;

namespace Seamline.Decode;

/// <summary>
/// Resamplers at rest, of the whole process: making the filter of one takes 0.2 ms, which the first page of a clip would wait for. Whoever
/// decodes a run takes one, and brings it back. The <see cref="Limits.MaxIdleFilters"/> brought last stay.
/// </summary>
/// <remarks>
/// Thread: any. Only the filter is worth keeping: what a resampler holds of the sound it heard last, <see cref="Resampler.Begin"/> forgets.
/// </remarks>
internal static unsafe class IdleFilters
{
    // Below the source's rate a filter is longer in proportion: 0.3 MB at a quarter of it, 4 MB from 384 to 8 kHz.
    private const int MaxDecimation = 4;

    private static readonly NativeMutex Resters = new();
    private static Rows Kept; // the first ones, the longest at rest before all others

    /// <summary>Filters at rest.</summary>
    public static int Count { get; private set; }

    /// <summary>Makes what resting needs, where a call may still allocate.</summary>
    public static void Prepare() => RuntimeHelpers.RunClassConstructor(typeof(IdleFilters).TypeHandle);

    /// <summary>One for these rates and channels, the caller's from here on; null where none rests.</summary>
    public static SwrContext* Take(int sourceRate, int engineRate, int channels)
    {
        using NativeMutex.Held held = Resters.Hold();
        for (int i = Count - 1; i >= 0; i--)
        {
            Row row = Kept[i];
            if (row.SourceRate != sourceRate || row.EngineRate != engineRate || row.Channels != channels) continue;
            Remove(i);
            return (SwrContext*)row.Context;
        }

        return null;
    }

    /// <summary>Takes one in; false, and it stays the caller's, if its filter is too large to be kept idle.</summary>
    public static bool TryKeep(SwrContext* context, int sourceRate, int engineRate, int channels)
    {
        if (sourceRate > MaxDecimation * (long)engineRate) return false;
        SwrContext* longest = null;
        using (Resters.Hold())
        {
            if (Count == Limits.MaxIdleFilters)
            {
                longest = (SwrContext*)Kept[0].Context;
                Remove(0);
            }

            Kept[Count++] = new Row { Context = (nint)context, SourceRate = sourceRate, EngineRate = engineRate, Channels = channels };
        }

        ffmpeg.swr_free(&longest);
        return true;
    }

    private static void Remove(int at)
    {
        Count--;
        for (int i = at; i < Count; i++) Kept[i] = Kept[i + 1];
    }

    private struct Row
    {
        public nint Context;
        public int SourceRate;
        public int EngineRate;
        public int Channels;
    }

    [InlineArray(Limits.MaxIdleFilters)]
    private struct Rows
    {
        private Row _first;
    }
}

using Seamline.Snapshots;
using Seamline.Timeline;

namespace Seamline;

/// <summary>Makes of a compiled block what an offline render has that the timeline has not: one stem, a gain, a limiter.</summary>
/// <remarks>Thread: any, of a block that nobody reads yet. No GC allocation.</remarks>
internal static unsafe class StemCompiler
{
    /// <summary>Changes the block as the options say.</summary>
    /// <param name="block">A copy of the timeline's block, complete with the gains of ducking.</param>
    /// <param name="options">Of the render.</param>
    /// <param name="rate">Hz.</param>
    public static void Apply(RegionBlock* block, in OfflineOptions options, int rate)
    {
        if (!options.IsVariant) return;
        double? ceiling = options.CeilingDb;
        if (options.Stem is { } stem)
        {
            for (int i = 0; i < block->LaneCount; i++)
            {
                if (block->Lanes[i].Lane != stem.Value) block->Lanes[i].Muted = 1;
            }

            ceiling = double.PositiveInfinity;
        }

        if (options.GainDb != 0) block->Master.Gain *= Decibels.ToGain(options.GainDb);
        if (ceiling is { } wanted && double.IsFinite(wanted)) MasterCompiler.SetLimiter(block, wanted, rate);
        else if (ceiling != null) MasterCompiler.RemoveLimiter(block);
        block->PlainRegions = 0;
    }
}

using System;
using Seamline.Snapshots;

namespace Seamline.Timeline;

/// <summary>Compiles the master's row into what the callback reads.</summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal static class MasterCompiler
{
    private const double LookAheadSeconds = 0.005;
    private const int HoldOverAhead = 3; // half a period of 33 Hz: a steady tone above it is turned down evenly

    /// <summary>Sets the master of a compiled block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="master">The row.</param>
    /// <param name="rate">Hz.</param>
    public static unsafe void Compile(RegionBlock* block, in MasterRow master, int rate)
    {
        if (master == MasterRow.Neutral) return;
        ref MasterSettings settings = ref block->Master;
        if (master.GainDb != 0) settings.Gain = Decibels.ToGain(master.GainDb);
        if (master.Limiter != 0) SetLimiter(block, master.CeilingDb, rate);
        block->PlainRegions = 0; // everything passes the master
    }

    /// <summary>Gives a block a limiter.</summary>
    public static unsafe void SetLimiter(RegionBlock* block, double ceilingDb, int rate)
    {
        ref MasterSettings settings = ref block->Master;
        settings.Ceiling = Decibels.ToGain(ceilingDb);
        settings.AheadGroups = AheadGroups(rate);
        settings.HoldGroups = HoldOverAhead * settings.AheadGroups;
    }

    /// <summary>Takes a block's limiter away.</summary>
    public static unsafe void RemoveLimiter(RegionBlock* block)
    {
        ref MasterSettings settings = ref block->Master;
        settings.Ceiling = 0;
        settings.AheadGroups = 0;
        settings.HoldGroups = 0;
    }

    /// <summary>Groups that the limiter looks ahead at a rate.</summary>
    public static int AheadGroups(int rate) => Math.Max(1, (int)Math.Round(LookAheadSeconds * rate / MasterSettings.GroupFrames));
}

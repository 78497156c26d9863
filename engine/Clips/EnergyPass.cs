using System;
using Seamline.Kernels;
using Seamline.Loudness;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>Measures the K-weighted energies of pages that a timeline is played from, once each.</summary>
/// <remarks>
/// The filter has a memory: before a page it runs over the end of the page before, or, where that is not in memory, over the beginning of the
/// page itself. Thread: one at a time, inside a reader's word, so that no page is reused meanwhile.
/// </remarks>
internal sealed unsafe class EnergyPass(MemoryBudget budget, int rate)
{
    // The high-pass at 38 Hz has forgotten its start by 170 dB after so many frames of 48 kHz.
    private const int WarmFrames = 4 * PageEnergies.HopFrames;

    private readonly double[] _squares = new double[PageEnergies.HopsPerPage * Limits.MaxChannels];
    private KWeightingFilter _filter = KWeightingDesign.ForRate(rate);
    private KWeightingState _state;

    /// <summary>Measures what [frame, + frames) of a timeline is played from and was not measured yet. False: some of it is not in memory.</summary>
    public bool Run(RegionBlock* block, long frame, long frames)
    {
        PageWalk walk = PageWalk.Forward(block, frame);
        bool isThere = true;
        while (walk.Next(frame + frames, out PageVisit visit))
        {
            if (!PageEnergies.Has(visit.Table, visit.Page)) isThere &= Measure(visit.Table, visit.Page);
        }

        return isThere;
    }

    private bool Measure(PageTable* table, long page)
    {
        float* samples = PageTable.PageAt(table, page);
        if (samples == null) return false;
        int channels = table->Channels;
        // Behind the last frame there may be no memory: a host's samples end where they end.
        long frames = PageTable.IsExact(table) ? Math.Clamp(PageTable.Frames(table) - (page * Limits.PageFrames), 0, Limits.PageFrames) : Limits.PageFrames;
        Array.Clear(_squares);
        fixed (double* squares = _squares)
        fixed (KWeightingFilter* filter = &_filter)
        fixed (KWeightingState* state = &_state)
        {
            *state = default;
            float* before = page == 0 ? null : PageTable.PageAt(table, page - 1);
            float* warm = before == null ? samples : before + ((long)(Limits.PageFrames - WarmFrames) * channels);
            if (page > 0) KWeighting.Run(warm, channels, (nuint)(before == null ? Math.Min(WarmFrames, frames) : WarmFrames), filter, state, squares);
            Array.Clear(_squares);
            for (long first = 0, hop = 0; first < frames; first += PageEnergies.HopFrames, hop++)
                KWeighting.Run(samples + (first * channels), channels, (nuint)Math.Min(PageEnergies.HopFrames, frames - first), filter, state, squares + (hop * channels));
        }

        _ = PageEnergies.Put(budget, table, page, _squares.AsSpan(0, PageEnergies.HopsPerPage * channels)); // without room it stays unknown
        return true;
    }
}

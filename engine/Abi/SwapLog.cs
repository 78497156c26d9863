using System;
using System.Threading;
using Seamline.Render;

namespace Seamline;

/// <summary>A change of voice that the callback has carried out.</summary>
/// <param name="Serial">The snapshot it was carried out with.</param>
/// <param name="Block">The block it was heard in first, from 1.</param>
/// <param name="OutputFrame">Frames rendered before its first frame.</param>
/// <param name="OldFrame">Timeline frame that would have come there.</param>
/// <param name="NewFrame">Timeline frame that came.</param>
/// <param name="FadeFrames">Frames of the crossfade, 0 for none.</param>
public readonly record struct SwapInfo(long Serial, long Block, long OutputFrame, long OldFrame, long NewFrame, long FadeFrames);

/// <summary>Control's side of the callback's swap log.</summary>
internal static unsafe class SwapLog
{
    /// <summary>Copies events out; those overwritten meanwhile are skipped.</summary>
    internal static int Read(RenderState* state, ref long from, Span<SwapInfo> swaps)
    {
        long count = Volatile.Read(ref state->SwapCount); // partner: Transport.Log; acquire: the rows before their number
        if (from < count - RenderState.SwapSlots) from = count - RenderState.SwapSlots;
        int given = 0;
        for (; from < count && given < swaps.Length; from++)
        {
            SwapEvent row = state->SwapLog[from % RenderState.SwapSlots];
            swaps[given++] = new SwapInfo(row.Serial, row.Block, row.OutputFrame, row.OldFrame, row.NewFrame, row.FadeFrames);
        }

        return given;
    }
}

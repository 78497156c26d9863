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
    // Of the log's 64: those that the callback may write meanwhile are far from these.
    private const int MostLookedBack = RenderState.SwapSlots / 2;

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

    /// <summary>
    /// The timeline frame in an output frame, told from the changes of voice: what was rendered then, in places of the timeline as it
    /// is now. Before a seek that is where it came from; before an edit it is the same distance behind the playhead's new place.
    /// </summary>
    /// <param name="state">The callback's.</param>
    /// <param name="outputFrame">Counted from open.</param>
    /// <param name="playing">Whether the newest voice advances.</param>
    /// <param name="playhead">The answer where nothing was rendered yet, or the log does not reach back that far.</param>
    internal static long TimelineFrameAt(RenderState* state, long outputFrame, bool playing, long playhead)
    {
        long count = Volatile.Read(ref state->SwapCount); // partner: Transport.Log; acquire: the rows before their number
        long moved = 0;
        for (long i = count - 1; i >= 0 && i > count - MostLookedBack; i--)
        {
            SwapEvent row = state->SwapLog[i % RenderState.SwapSlots];
            long since = outputFrame - row.OutputFrame;
            if (since >= 0)
            {
                // A voice went no further than where the next one found it; one that rests goes nowhere.
                if (i < count - 1) since = Math.Min(since, state->SwapLog[(i + 1) % RenderState.SwapSlots].OldFrame - row.NewFrame);
                else if (!playing) since = 0;
                return row.NewFrame + since + moved;
            }

            if (row.Jumps == 0) moved += row.NewFrame - row.OldFrame;
            if (i == 0) return row.OldFrame + moved;
        }

        return playhead;
    }
}

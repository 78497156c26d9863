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
public readonly record struct SwapInfo(long Serial, long Block, long OutputFrame, long OldFrame, long NewFrame, long FadeFrames)
{
    /// <summary>Whether it carried out what a call published; else it came by itself: the timeline's end, a loop's wrap.</summary>
    public bool Taken { get; init; }

    /// <summary>
    /// Blocks begun when it was published: <see cref="Block"/> is the next one; the same, where that one took it still; or one more,
    /// where a block began at that very moment.
    /// </summary>
    public long PublishedBlock { get; init; }

    /// <summary>From the call that asked for it to the publication, ns.</summary>
    public long EditNanoseconds { get; init; }

    /// <summary>
    /// From the publication to the beginning of <see cref="Block"/>, ns; 0 where that had begun already. What waits for a crossfade to
    /// end, and the device's buffers behind the block, are not the engine's to hasten.
    /// </summary>
    public long HeardNanoseconds { get; init; }
}

/// <summary>Control's side of the callback's swap log.</summary>
internal static unsafe class SwapLog
{
    // Of the log's 64: those that the callback may write meanwhile are far from these.
    private const int MostLookedBack = RenderState.SwapSlots / 2;

    // One slot fewer than there are: the callback may be writing the next one.
    private const int Kept = RenderState.SwapSlots - 1;

    /// <summary>Copies events out; those overwritten meanwhile are skipped.</summary>
    internal static int Read(RenderState* state, ref long from, Span<SwapInfo> swaps)
    {
        long count = Volatile.Read(ref state->SwapCount); // partner: Transport.Log; acquire: the rows before their number
        from = Math.Clamp(from, Math.Max(0, count - Kept), count);
        int given = 0;
        for (; from < count && given < swaps.Length; from++)
        {
            SwapEvent row = state->SwapLog[from % RenderState.SwapSlots];
            Volatile.ReadBarrier(); // partner: Transport.Log; the row before the look whether it was overwritten meanwhile
            if (from < Volatile.Read(ref state->SwapCount) - Kept) continue; // partner: Transport.Log
            swaps[given++] = Tell(row);
        }

        return given;
    }

    private static SwapInfo Tell(in SwapEvent row)
    {
        var swap = new SwapInfo(row.Serial, row.Block, row.OutputFrame, row.OldFrame, row.NewFrame, row.FadeFrames) { Taken = row.Taken != 0 };
        if (!swap.Taken) return swap;
        long heard = row.BeganNanoseconds == 0 ? 0 : Math.Max(0, row.BeganNanoseconds - row.Published.Nanoseconds);
        return swap with { PublishedBlock = row.Published.Block, EditNanoseconds = row.Published.EditNanoseconds, HeardNanoseconds = heard };
    }

    /// <summary>
    /// The timeline frame in an output frame, derived from the changes of voice: what was rendered then, in places of the timeline as it
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

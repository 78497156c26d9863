namespace Seamline.Render;

/// <summary>Where the playhead goes at a swap.</summary>
internal static unsafe class Anchor
{
    private const int FollowersTried = 16;

    /// <summary>
    /// The frame of <paramref name="next"/>'s timeline that corresponds to <paramref name="voice"/>'s place in its own:
    /// the same frame, or with <see cref="PlayheadAnchor.Content"/> the same clip frame where it still is, else the start of
    /// what followed it and still is (of the next 16 spans), else the same frame.
    /// </summary>
    /// <remarks>
    /// The search starts at the same row and goes outward, so it is short after any edit that leaves the order alone; in the
    /// worst case (content gone from 65,536 spans) it reads the rows once a follower tried, 4 MB each.
    /// </remarks>
    internal static long Map(Voice* voice, Snapshot* next)
    {
        SpanBlock* old = voice->Snapshot->Block;
        long frame = voice->Frame;
        if (next->Anchor == PlayheadAnchor.Frame || frame < 0 || frame >= old->LengthFrames) return frame;
        int index = SpanBlock.IndexAt(old, frame, voice->SpanHint);
        SnapshotSpan* span = old->Spans + index;
        if (span->Clip != 0)
        {
            long clipFrame = span->ClipFrame + (frame - span->Start);
            SnapshotSpan* found = Find(next->Block, index, span->Clip, clipFrame);
            if (found != null) return found->Start + (clipFrame - found->ClipFrame);
        }

        int last = old->SpanCount - 1 - index < FollowersTried ? old->SpanCount - 1 : index + FollowersTried;
        for (int i = index + 1; i <= last; i++)
        {
            SnapshotSpan* follower = old->Spans + i;
            if (follower->Clip == 0) continue;
            SnapshotSpan* found = Find(next->Block, i, follower->Clip, follower->ClipFrame);
            if (found != null) return found->Start + (follower->ClipFrame - found->ClipFrame);
        }

        return frame;
    }

    // The span nearest to row `around` that plays the clip's frame.
    private static SnapshotSpan* Find(SpanBlock* block, int around, uint clip, long clipFrame)
    {
        int count = block->SpanCount;
        if (around >= count) around = count - 1;
        for (int distance = 0; distance <= around || around + distance < count; distance++)
        {
            int below = around - distance;
            int above = around + distance;
            if (below >= 0 && Plays(block->Spans + below, clip, clipFrame)) return block->Spans + below;
            if (above < count && Plays(block->Spans + above, clip, clipFrame)) return block->Spans + above;
        }

        return null;
    }

    private static bool Plays(SnapshotSpan* span, uint clip, long clipFrame)
    {
        long into = clipFrame - span->ClipFrame;
        return span->Clip == clip && into >= 0 && into < span->End - span->Start;
    }
}

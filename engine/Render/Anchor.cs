namespace Seamline.Render;

/// <summary>Where the playhead goes at a swap.</summary>
internal static unsafe class Anchor
{
    private const int FollowersTried = 16;

    /// <summary>
    /// The frame of <paramref name="next"/>'s timeline that corresponds to <paramref name="voice"/>'s place in its own:
    /// the same frame, or with <see cref="PlayheadAnchor.Content"/> the same clip frame where it still is (in the same segment
    /// if it can be), else the start of what followed it and still is (in the same span, then in the next 16), else the
    /// same frame.
    /// </summary>
    /// <remarks>
    /// The search starts at the same row and goes outward, so it is short after any edit that leaves the content where it was;
    /// in the worst case (content gone from 65,536 spans) it reads the rows once a span tried, 4 MB each.
    /// </remarks>
    internal static long Map(Voice* voice, Snapshot* next)
    {
        SpanBlock* old = voice->Snapshot->Block;
        long frame = voice->Frame;
        if (next->Anchor == PlayheadAnchor.Frame || frame < 0 || frame >= old->LengthFrames) return frame;
        int index = SpanBlock.IndexAt(old, frame, voice->SpanHint);
        long into = frame - old->Spans[index].Start;
        int last = old->SpanCount - 1 - index < FollowersTried ? old->SpanCount - 1 : index + FollowersTried;
        for (int i = index; i <= last; i++)
        {
            long found = Find(next->Block, i, old->Spans + i, into, frame);
            if (found >= 0) return found;
            into = 0;
        }

        return frame;
    }

    // The timeline frame of the first of a span's frames, from `into` on, that the block still plays; -1 for none. Where
    // a clip frame is on the timeline more than once: in the same segment, else nearest to timeline frame `near`.
    private static long Find(SpanBlock* block, int row, SnapshotSpan* span, long into, long near)
    {
        long wanted = span->ClipFrame + into;
        long first = span->ClipFrame + (span->End - span->Start);
        long exact = -1;
        long later = -1;
        int count = block->SpanCount;
        int around = row < count ? row : count - 1;
        for (int step = 0; around - (step >> 1) >= 0 || around + ((step + 1) >> 1) < count; step++)
        {
            // Rows around, + 1, - 1, + 2, - 2, ...
            int at = (step & 1) != 0 ? around + ((step + 1) >> 1) : around - (step >> 1);
            if (at < 0 || at >= count) continue;
            SnapshotSpan* candidate = block->Spans + at;
            bool same = candidate->Segment == span->Segment;
            if (candidate->Clip != span->Clip) continue;

            // Gaps are all alike: only the same one, or a piece of it beside its place.
            if (candidate->Clip == 0 && !same && step > 2) continue;
            long skipped = wanted - candidate->ClipFrame;
            if (skipped >= 0 && skipped < candidate->End - candidate->Start)
            {
                long found = candidate->Start + skipped;
                if (same) return found;
                if (exact < 0 || Distance(found, near) < Distance(exact, near)) exact = found;
            }
            else if (skipped < 0 && candidate->ClipFrame < first)
            {
                first = candidate->ClipFrame;
                later = candidate->Start;
            }
        }

        return exact >= 0 ? exact : later;
    }

    private static long Distance(long a, long b) => a < b ? b - a : a - b;
}

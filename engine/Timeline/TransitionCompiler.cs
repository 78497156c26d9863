using System;
using Seamline.Snapshots;

namespace Seamline.Timeline;

/// <summary>
/// Compiles transitions: the left region goes on over the right one's beginning, and the declick at their seam becomes the transition's
/// fades. Through black neither sounds beyond the middle.
/// </summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal static unsafe class TransitionCompiler
{
    /// <summary>Compiles into a block whose main lane has seams only.</summary>
    public static void Compile(RegionBlock* block, Document document, int rate)
    {
        SegmentList list = document.Segments;
        ReadOnlySpan<SegmentRow> rows = list.Rows;
        Region* region = block->Regions;
        Region* end = region + block->RegionCount;
        for (int i = 0; i < rows.Length && region < end; i++)
        {
            if (region->Segment != rows[i].Id) continue; // shorter than a frame
            if ((rows[i].Flags & SegmentRow.HasTransition) != 0 && region != block->Regions && list.OverlapOf(i, out TransitionKind kind) is var seconds and > 0)
            {
                long lapEnd = ExactTime.Frame(list.StartOf(i).Plus(0, seconds, 1).Seconds, rate);
                if (i + 1 < rows.Length) lapEnd = Math.Min(lapEnd, rows[i + 1].Start); // of two that meet in the middle one frame may be rounded twice
                Overlap(region - 1, region, rows[i].Start, lapEnd, kind);
            }

            region++;
        }
    }

    private static void Overlap(Region* left, Region* right, long start, long end, TransitionKind kind)
    {
        // Without the seam's declick.
        right->ClipFrame = right->OwnClipFrame;
        right->Head = 0;
        right->RunBefore = 0;
        left->Tail = 0;
        left->RunAfter = 0;
        long leftEnd = kind == TransitionKind.ThroughBlack ? start + ((end - start) / 2) : end;
        long rightStart = kind == TransitionKind.ThroughBlack ? leftEnd : start;
        FadeCurve curve = kind == TransitionKind.EqualPower ? FadeCurve.EqualPower : FadeCurve.Linear;
        left->End = leftEnd;
        left->FadeOutFrames = (int)Math.Min(leftEnd - start, int.MaxValue);
        left->Curves = (byte)((left->Curves & 15) | ((int)curve << 4));
        right->Start = rightStart;
        right->ClipFrame += rightStart - start;
        right->FadeInFrames = (int)Math.Min(end - rightStart, int.MaxValue);
        right->Curves = (byte)((right->Curves & 0xF0) | (int)curve);
    }
}

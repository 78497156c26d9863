using System;
using System.Collections.Generic;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>Columns [From, To) of the lane: a segment, or a mass of narrow ones of one clip.</summary>
/// <param name="From">First column.</param>
/// <param name="To">The column after the last.</param>
/// <param name="Index">The segment's place in the order; -1 for a mass.</param>
/// <param name="Id">The segment's identity; 0 for a mass.</param>
/// <param name="Clip">Its clip.</param>
/// <param name="IsSilent">A gap, muted, or without a medium.</param>
/// <param name="IsFault">Its medium could not be opened.</param>
internal readonly record struct LaneRun(int From, int To, int Index, long Id, uint Clip, bool IsSilent, bool IsFault)
{
    /// <summary>Narrower segments are drawn as part of a mass: one could not be distinguished from its neighbour.</summary>
    public const float LeastPoints = 3;

    /// <summary>Fills a list with what is in sight, from left to right: at most a run a pixel, with one search for each, however many segments there are.</summary>
    public static void List(List<LaneRun> runs, Document document, TimelineView view, Box lane, float least)
    {
        runs.Clear();
        int index = document.IndexAt(Math.Clamp((long)view.First, 0, Math.Max(0, document.LengthFrames - 1)));
        while (index >= 0 && index < document.Segments.Length)
        {
            ref readonly SeamSegment segment = ref document.Segments[index];
            // Of two that overlap each shows its side of the middle.
            double left = view.XOf(segment.StartFrame + (document.Mix.TransitionOf(index).OverlapSeconds * document.Rate / 2));
            double right = view.XOf(segment.EndFrame - (document.Mix.TransitionOf(index + 1).OverlapSeconds * document.Rate / 2));
            if (left >= lane.W) return;
            if (right - left < least)
            {
                index = Mass(runs, document, view, index, (int)Math.Max(0, Math.Floor(left)), (int)lane.W, least);
                continue;
            }

            // A seam: the ground shows between neighbours.
            int from = (int)Math.Clamp(Math.Round(left) + 1, 0, lane.W);
            int to = (int)Math.Clamp(Math.Round(right), 0, lane.W);
            if (to > from) runs.Add(Of(document, segment, from, to, index));
            index++;
        }
    }

    private static LaneRun Of(Document document, in SeamSegment segment, int from, int to, int index)
    {
        bool fault = document.Faults.ContainsKey((int)segment.Clip);
        return new LaneRun(from, to, index, segment.Id, segment.Clip, segment.Muted != 0 || segment.Clip == 0 || fault, fault);
    }

    // As far as segments stay narrow; a run for each stretch that looks the same. Returns the segment after it.
    private static int Mass(List<LaneRun> runs, Document document, TimelineView view, int index, int x, int width, float least)
    {
        LaneRun now = Of(document, document.Segments[index], x, x + 1, -1) with { Id = 0 };
        while (++x < width)
        {
            index = document.IndexAt((long)view.FrameAt(x));
            if (index < 0) index = document.Segments.Length;
            if (index == document.Segments.Length) break;
            ref readonly SeamSegment segment = ref document.Segments[index];
            if ((segment.EndFrame - segment.StartFrame) / view.FramesPerPixel >= least) break;
            LaneRun here = Of(document, segment, x, x + 1, -1) with { Id = 0 };
            if ((here with { From = now.From, To = now.To }) == now)
            {
                now = now with { To = x + 1 };
                continue;
            }

            runs.Add(now with { To = x });
            now = here;
        }

        runs.Add(now with { To = Math.Min(x, width) });
        return x >= width ? document.Segments.Length : index;
    }
}

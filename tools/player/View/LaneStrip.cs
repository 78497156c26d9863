using System;
using System.Collections.Generic;
using Seamline.Ui.Model;
using Seamline.Ui.Native;

namespace Seamline.Ui.View;

/// <summary>The waveforms of the items of each lane, a column a pixel, asked of the engine again only when something of them changed.</summary>
internal sealed class LaneStrip
{
    private static readonly SeamPeak Nothing = new() { Min = float.NaN, Flags = SeamPeak.Outside };
    private readonly List<SeamPeak[]> _rows = [];
    private (double First, double Scale, int Width, int FirstLane, int EndLane, long Revision, long Changes, Document? Document) _seen;
    private int _width;

    /// <summary>Rises with every look that was taken.</summary>
    public long Version { get; private set; }

    /// <summary>Columns of a lane.</summary>
    public ReadOnlySpan<SeamPeak> Columns(int lane) => lane < _rows.Count ? _rows[lane].AsSpan(0, _width) : default;

    /// <summary>Looks again where something changed.</summary>
    public void Update(Document document, TimelineView view, int width, int firstLane, int endLane, long changes)
    {
        (double, double, int, int, int, long, long, Document?) now = (view.First, view.FramesPerPixel, width, firstLane, endLane, document.Revision, changes, document);
        if (now == _seen) return;
        (_seen, _width) = (now, width);
        Version++;
        while (_rows.Count < endLane) _rows.Add([]);
        for (int lane = firstLane; lane < endLane; lane++)
        {
            if (_rows[lane].Length < width) _rows[lane] = new SeamPeak[width];
            Span<SeamPeak> columns = _rows[lane].AsSpan(0, width);
            columns.Fill(Nothing);
            foreach (SeamItem item in document.Mix.ItemsOf(lane)) Item(document, view, item, (float)Math.Pow(10, document.Mix.Lanes[lane].GainDb / 20), columns);
        }
    }

    private static void Item(Document document, TimelineView view, in SeamItem item, float laneGain, Span<SeamPeak> columns)
    {
        double range = (item.OutSeconds - item.InSeconds) * document.Rate;
        float gain = laneGain * (float)Math.Pow(10, item.GainDb / 20);
        double start = item.StartFrame;
        // A loop is its range over and over; rounds too narrow to tell are not worth a call each.
        int rounds = item.LoopSeconds > 0 && range > view.FramesPerPixel ? (int)Math.Ceiling((item.EndFrame - item.StartFrame) / range) : 1;
        int first = (int)Math.Clamp((view.First - start) / Math.Max(1, range), 0, rounds - 1);
        for (int round = first; round < rounds; round++)
        {
            double from = start + (round * range);
            double to = rounds == 1 ? item.EndFrame : Math.Min(item.EndFrame, from + range);
            int left = (int)Math.Clamp(Math.Round(view.XOf(from)), 0, columns.Length);
            int right = (int)Math.Clamp(Math.Round(view.XOf(to)), left, columns.Length);
            if (left == columns.Length) return;
            Span<SeamPeak> part = columns[left..right];
            if (!document.Engine.ClipPeaks(item.Clip, (item.InSeconds * document.Rate) + view.FrameAt(left) - from, view.FramesPerPixel, part)) continue;
            foreach (ref SeamPeak peak in part) (peak.Min, peak.Max, peak.Rms) = (peak.Min * gain, peak.Max * gain, peak.Rms * gain);
        }
    }
}

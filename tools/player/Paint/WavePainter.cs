using System;
using SDL3;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>Waveforms: a column a pixel, or the samples themselves where a pixel is less than a frame.</summary>
internal static class WavePainter
{
    /// <summary>Columns [from, to) into a box that begins at column 0: the range of the samples, and their RMS within it.</summary>
    public static void Columns(Canvas canvas, ReadOnlySpan<SeamPeak> columns, int from, int to, Box box, Rgba color, Rgba core)
    {
        float middle = box.CenterY;
        float half = box.H / 2;
        from = Math.Max(0, from);
        to = Math.Min(to, columns.Length);
        // All ranges first and all cores after: two colours, two calls.
        for (int i = from; i < to; i++)
        {
            SeamPeak peak = columns[i];
            if (float.IsNaN(peak.Min) || (peak.Flags & SeamPeak.Outside) != 0) continue;
            float top = MathF.Floor(middle - (Math.Clamp(peak.Max, -1, 1) * half));
            float bottom = MathF.Ceiling(middle - (Math.Clamp(peak.Min, -1, 1) * half));
            canvas.Fill(box.X + i, top, 1, Math.Max(1, bottom - top), color);
        }

        for (int i = from; i < to; i++)
        {
            SeamPeak peak = columns[i];
            if (float.IsNaN(peak.Rms) || (peak.Flags & SeamPeak.Outside) != 0) continue;
            float height = MathF.Round(Math.Min(1, peak.Rms) * half);
            if (height >= 1) canvas.Fill(box.X + i, MathF.Round(middle) - height, 1, height * 2, core);
        }
    }

    /// <summary>The frames of one channel between two x, joined by lines; each a dot where there is room for dots.</summary>
    public static void Frames(Canvas canvas, WaveStrip wave, TimelineView view, int channel, float left, float right, Box box, Rgba color)
    {
        ReadOnlySpan<SeamPeak> frames = wave.FramesOf(channel);
        int from = Math.Clamp((int)(Math.Floor(view.FrameAt(left - box.X)) - wave.FirstFrame), 0, frames.Length);
        int to = Math.Clamp((int)(Math.Ceiling(view.FrameAt(right - box.X)) - wave.FirstFrame) + 1, from, frames.Length);
        Span<SDL.FPoint> points = canvas.Points(to - from);
        int count = 0;
        for (int i = from; i < to; i++)
        {
            if (float.IsNaN(frames[i].Max)) continue;
            points[count++] = new SDL.FPoint
            {
                X = box.X + (float)view.XOf(wave.FirstFrame + i),
                Y = box.CenterY - (Math.Clamp(frames[i].Max, -1, 1) * box.H / 2),
            };
        }

        if (count > 1) canvas.Lines(count, color);
        if (view.FramesPerPixel > 1.0 / 6 || count == 0) return;
        float dot = canvas.Px(3);
        for (int i = 0; i < count; i++)
            canvas.Fill(MathF.Round(points[i].X - (dot / 2)), MathF.Round(points[i].Y - (dot / 2)), dot, dot, color);
    }
}

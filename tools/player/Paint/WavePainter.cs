using System;
using SDL3;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The samples themselves, where a pixel is less than a frame.</summary>
internal static class WavePainter
{
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

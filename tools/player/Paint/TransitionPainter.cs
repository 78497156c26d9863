using System;
using System.Collections.Generic;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>Transitions of the main lane: an X over what overlaps, in a box of its own.</summary>
internal static class TransitionPainter
{
    /// <summary>Draws those of the segments in sight.</summary>
    public static void Paint(Canvas canvas, Session session, Document document, List<LaneRun> runs, Box body)
    {
        if (!document.Mix.OnSegments) return;
        foreach (LaneRun run in runs)
        {
            if (run.Index <= 0 || document.Mix.TransitionOf(run.Index) is not { OverlapSeconds: > 0 } transition) continue;
            float left = X(session, document.Segments[run.Index].StartFrame);
            float right = X(session, document.Segments[run.Index].StartFrame + (transition.OverlapSeconds * document.Rate));
            if (right - left < canvas.Px(3)) continue;
            var box = new Box(left, body.Y, right - left, body.H);
            canvas.Fill(box, Theme.Text.Faded(0.12f));
            canvas.Frame(box, canvas.Px(1), Theme.Text.Faded(0.7f));
            Line(canvas, box.X, box.Y, box.Right, box.Bottom);
            Line(canvas, box.X, box.Bottom, box.Right, box.Y);
        }
    }

    private static float X(Session session, double frame) => (float)Math.Clamp(Math.Round(session.Layout.Lane.X + session.View.XOf(frame)), -1e6, 1e6);

    private static void Line(Canvas canvas, float x1, float y1, float x2, float y2)
    {
        Span<SDL.FPoint> points = canvas.Points(2);
        points[0] = new SDL.FPoint { X = x1, Y = y1 };
        points[1] = new SDL.FPoint { X = x2, Y = y2 };
        canvas.Lines(2, Theme.Text);
    }
}

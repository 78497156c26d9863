using System;
using System.Globalization;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>An envelope as a line through its points, which can be taken; a point that is dragged is drawn where it would come to stand.</summary>
internal static class EnvelopePainter
{
    public static void Paint(Canvas canvas, Session session, Document document, in EnvelopeScale scale, Rgba color)
    {
        ReadOnlySpan<SeamPoint> points = document.Mix.Envelope(scale.Owner, scale.Id);
        if (points.IsEmpty) return;
        MixHand hand = session.Mouse.Mix;
        int dragged = hand.Target is { Part: MixPart.Point } target && target.Scale.Owner == scale.Owner && target.Scale.Id == scale.Id ? target.Point : -1;
        float X(double frame) => (float)Math.Clamp(session.Layout.Lane.X + session.View.XOf(frame), -1e6, 1e6);
        (float left, float right) = (X(scale.From), X(scale.To));
        Span<SDL.FPoint> line = canvas.Points(points.Length + 2);
        line[0] = new SDL.FPoint { X = left };
        for (int i = 0; i < points.Length; i++)
        {
            SeamPoint point = i == dragged ? points[i] with { Seconds = hand.Seconds, Decibels = hand.Decibels } : points[i];
            line[i + 1] = new SDL.FPoint { X = Math.Clamp(X(scale.FrameOf(document, point.Seconds)), left, right), Y = scale.Y(point.Decibels) };
        }

        line[0].Y = line[1].Y;
        line[points.Length + 1] = new SDL.FPoint { X = right, Y = line[points.Length].Y };
        canvas.Lines(points.Length + 2, color);
        Span<SDL.FPoint> dots = canvas.Points(points.Length + 2);
        float dot = canvas.Px(7);
        for (int i = 1; i <= points.Length; i++)
            canvas.Fill(MathF.Round(dots[i].X - (dot / 2)), MathF.Round(dots[i].Y - (dot / 2)), dot, dot, i - 1 == dragged ? Theme.Text : color);
        if (dragged >= 0) Value(canvas, dots[dragged + 1].X, dots[dragged + 1].Y, hand, scale);
    }

    private static void Value(Canvas canvas, float x, float y, MixHand hand, in EnvelopeScale scale)
    {
        string text = hand.Decibels <= EnvelopeScale.BottomDb ? "silence" : string.Create(CultureInfo.InvariantCulture, $"{hand.Decibels:+0.0;-0.0;0.0} dB");
        float height = Math.Clamp(y - canvas.Px(12), scale.Box.Y + canvas.Px(8), scale.Box.Bottom - canvas.Px(8));
        canvas.Text(text, x + canvas.Px(8), height, canvas.Face(11, bold: true), Theme.Text);
    }
}

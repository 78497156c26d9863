using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The ruler above the lane, with the marked range.</summary>
internal static class RulerPainter
{
    private const float LabelPoints = 90;

    public static void Paint(Canvas canvas, Session session, Document document)
    {
        Box ruler = session.Layout.Ruler;
        TimelineView view = session.View;
        canvas.Clip(ruler);
        double rate = document.Rate;
        RulerScale scale = RulerScale.Of(view.FramesPerPixel / rate, canvas.Px(LabelPoints));
        double part = scale.StepSeconds / scale.Parts;
        long first = Math.Max(0, (long)Math.Floor(view.First / rate / part));
        long last = (long)Math.Ceiling(Math.Min(view.FrameAt(ruler.W), document.LengthFrames) / rate / part);
        Range(canvas, session, document, ruler);
        for (long i = first; i <= last; i++)
        {
            float x = MathF.Round(ruler.X + (float)view.XOf(i * part * rate));
            bool isLabelled = i % scale.Parts == 0;
            float height = canvas.Px(isLabelled ? 8 : 4);
            canvas.Fill(x, ruler.Bottom - height, canvas.Px(1), height, isLabelled ? Theme.Dim : Theme.Line);
        }

        Span<char> label = stackalloc char[TimeText.MostSigns];
        Box plate = LengthBox(canvas, session, document, ruler);
        for (long i = (first + scale.Parts - 1) / scale.Parts * scale.Parts; i <= last; i += scale.Parts)
        {
            float x = ruler.X + (float)view.XOf(i * part * rate);
            TimeText.Write(i * part, scale.Digits, label, out int length);
            // A label that an edge cuts reads as another time.
            float left = x + canvas.Px(4);
            float right = left + canvas.Measure(label[..length], canvas.Face(11));
            if (left < ruler.X || right > ruler.Right || (right > plate.X - canvas.Px(2) && left < plate.Right + canvas.Px(2))) continue;
            canvas.Text(label[..length], left, ruler.Y + canvas.Px(9), canvas.Face(11), Theme.Dim);
        }

        Length(canvas, session, document, ruler);
        canvas.EndClip();
    }

    // The marked range: a bar along the ruler, and how long it is where there is room for that.
    private static void Range(Canvas canvas, Session session, Document document, Box ruler)
    {
        if (document.MarkIn is not { } from || document.MarkOut is not { } to) return;
        float left = ruler.X + (float)session.View.XOf(from);
        float right = ruler.X + (float)session.View.XOf(to);
        Box range = ruler.Columns(left, right);
        canvas.Fill(range, Theme.Mark.Faded(document.IsLooping ? 0.4f : 0.2f));
        canvas.Fill(range with { H = canvas.Px(3) }, Theme.Mark);
    }

    /// <summary>How long the marked range is, over the labels of the ruler.</summary>
    private static void Length(Canvas canvas, Session session, Document document, Box ruler)
    {
        if (document.MarkIn is not { } from || document.MarkOut is not { } to) return;
        Box plate = LengthBox(canvas, session, document, ruler);
        if (plate.W == 0) return;
        canvas.Fill(plate, Theme.Mark);
        canvas.Text(TimeText.Of((to - from) / (double)document.Rate, 3), plate.CenterX, plate.CenterY, canvas.Face(11, bold: true), Theme.Ground, align: Align.Center);
    }

    private static Box LengthBox(Canvas canvas, Session session, Document document, Box ruler)
    {
        if (document.MarkIn is not { } from || document.MarkOut is not { } to) return default;
        Box range = ruler.Columns(ruler.X + (float)session.View.XOf(from), ruler.X + (float)session.View.XOf(to));
        if (range.W <= 0) return default;
        float width = canvas.Measure(TimeText.Of((to - from) / (double)document.Rate, 3), canvas.Face(11, bold: true)) + canvas.Px(12);
        return new Box(MathF.Round(Math.Clamp(range.CenterX - (width / 2), ruler.X, Math.Max(ruler.X, ruler.Right - width))), ruler.Y + canvas.Px(1), width, canvas.Px(16));
    }
}

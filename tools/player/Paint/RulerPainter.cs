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

        for (long i = (first + scale.Parts - 1) / scale.Parts * scale.Parts; i <= last; i += scale.Parts)
        {
            float x = ruler.X + (float)view.XOf(i * part * rate);
            TimeText.Write(i * part, scale.Digits, label, out int length);
            // A label that an edge cuts reads as another time.
            float left = x + canvas.Px(4);
            if (left < ruler.X || left + canvas.Measure(label[..length], canvas.Face(11)) > ruler.Right) continue;
            canvas.Text(label[..length], left, ruler.Y + canvas.Px(9), canvas.Face(11), Theme.Dim);
        }

        canvas.EndClip();
    }

    private static void Range(Canvas canvas, Session session, Document document, Box ruler)
    {
        if (document.MarkIn is { } from && document.MarkOut is { } to)
        {
            Box range = ruler.Columns(ruler.X + (float)session.View.XOf(from), ruler.X + (float)session.View.XOf(to));
            canvas.Fill(range, Theme.Mark.Faded(document.IsLooping ? 0.4f : 0.2f));
        }
    }
}

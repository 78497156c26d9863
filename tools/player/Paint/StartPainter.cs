using System;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>What stands in the window while there is no timeline: what to do, what is going on, what went wrong.</summary>
internal static class StartPainter
{
    private const float LinePoints = 22;

    public static void Paint(Canvas canvas, Session session)
    {
        Box body = session.Layout.Body;
        if (session.EngineFault.Length > 0) Sentence(canvas, body, "The engine is missing.", session.EngineFault, true);
        else if (session.Opening is { } what) Sentence(canvas, body, what + "\u2026", "It is opened, not decoded: loading follows while it plays.", false);
        else if (session.OpenFault.Length > 0) Sentence(canvas, body, "This cannot be opened.", session.OpenFault, true);
        else Sentence(canvas, body, "Drop media files or an .otio timeline here.", "Ctrl O asks for a path. H shows the keys.", false);
    }

    /// <summary>In place of segments where there are none.</summary>
    public static void Empty(Canvas canvas, Layout layout) =>
        Sentence(canvas, layout.Lane, "This timeline is empty.", "Ctrl Z takes the last edit back; drop files here to open others.", false);

    private static void Sentence(Canvas canvas, Box box, string title, string sentence, bool fault)
    {
        float width = box.W - canvas.Px(64);
        Face face = canvas.Face(14);
        float paragraph = Math.Min(width, canvas.Px(760));
        int lines = Lines(canvas, sentence, face, paragraph, box, float.NaN);
        // Title and lines stand as one a little above the middle; in a low window they go on from its top.
        float high = canvas.Px(34) + (lines * canvas.Px(LinePoints));
        float top = box.Y + Math.Max(canvas.Px(14), ((box.H - high) * 0.42f) + canvas.Px(10));
        canvas.Text(title, box.CenterX, top, canvas.Face(20, bold: true), fault ? Theme.Fault : Theme.Text, width, Align.Center);
        Lines(canvas, sentence, face, paragraph, box, top + canvas.Px(34));
    }

    // Words in lines of at most a width, from a height on; how many lines. Without a height nothing is written.
    private static int Lines(Canvas canvas, string text, Face face, float width, Box box, float y)
    {
        int start = 0;
        int lines = 0;
        while (start < text.Length)
        {
            int end = text.Length;
            while (end > start && canvas.Measure(text.AsSpan(start, end - start), face) > width)
            {
                int space = text.LastIndexOf(' ', end - 1, end - start);
                if (space <= start) break;
                end = space;
            }

            // A path without a space is cut in the middle of it rather than lost.
            while (end > start + 1 && canvas.Measure(text.AsSpan(start, end - start), face) > width) end--;
            if (!float.IsNaN(y)) canvas.Text(text.AsSpan(start, end - start), box.CenterX, y + (lines * canvas.Px(LinePoints)), face, Theme.Dim, width, Align.Center);
            lines++;
            start = end < text.Length && text[end] == ' ' ? end + 1 : end;
        }

        return lines;
    }
}

using System;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The whole window, from the back to the front.</summary>
internal static class Scene
{
    public static void Paint(Canvas canvas, Session session)
    {
        canvas.Begin(session.Layout.Scale, Theme.Ground);
        HeaderPainter.Paint(canvas, session);
        if (session.Document is { } document)
        {
            MapPainter.Map(canvas, session, document);
            RulerPainter.Paint(canvas, session, document);
            LanePainter.Paint(canvas, session, document);
            MapPainter.LoadBar(canvas, session, document);
            LanePainter.Playhead(canvas, session);
            if (session.PanelOpen) PanelPainter.Paint(canvas, session);
            if (document.LengthFrames == 0) Nothing(canvas, session.Layout, "This timeline is empty.", "Ctrl Z takes the last edit back; drop files here to open others.", false);
        }
        else
        {
            Start(canvas, session);
        }

        StatusPainter.Paint(canvas, session);
        OverlayPainter.Paint(canvas, session);
        canvas.End();
    }

    private static void Start(Canvas canvas, Session session)
    {
        if (session.EngineFault.Length > 0) Nothing(canvas, session.Layout, "The engine is missing.", session.EngineFault, true);
        else if (session.Opening is { } what) Nothing(canvas, session.Layout, what + "\u2026", "It is opened, not decoded: loading follows while it plays.", false);
        else if (session.OpenFault.Length > 0) Nothing(canvas, session.Layout, "This cannot be opened.", session.OpenFault, true);
        else Nothing(canvas, session.Layout, "Drop media files or an .otio timeline here.", "Ctrl O asks for a path. H shows the keys.", false);
    }

    private static void Nothing(Canvas canvas, Layout layout, string title, string sentence, bool fault)
    {
        float top = layout.Header.Bottom;
        float middle = top + ((layout.Status.Y - top) * 0.42f);
        float width = layout.Window.W - canvas.Px(64);
        canvas.Text(title, layout.Window.CenterX, middle, canvas.Face(20, bold: true), fault ? Theme.Fault : Theme.Text, width, Align.Center);
        Paragraph(canvas, sentence, layout.Window.CenterX, middle + canvas.Px(34), width);
    }

    // Words in lines of at most a width.
    private static void Paragraph(Canvas canvas, string text, float x, float y, float width)
    {
        Face face = canvas.Face(14);
        width = Math.Min(width, canvas.Px(760));
        int start = 0;
        while (start < text.Length)
        {
            int end = text.Length;
            while (end > start && canvas.Measure(text.AsSpan(start, end - start), face) > width)
            {
                int space = text.LastIndexOf(' ', end - 1, end - start);
                if (space <= start) break;
                end = space;
            }

            canvas.Text(text.AsSpan(start, end - start), x, y, face, Theme.Dim, width, Align.Center);
            y += canvas.Px(22);
            start = end + 1;
        }
    }
}

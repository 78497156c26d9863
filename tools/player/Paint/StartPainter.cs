using System;
using System.Collections.Generic;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>What stands in the window while there is no timeline: what can be opened, what is going on, what went wrong.</summary>
internal static class StartPainter
{
    private const float LinePoints = 22;

    public static void Paint(Canvas canvas, Session session)
    {
        Box body = session.Layout.Body;
        if (session.EngineFault.Length > 0) Sentence(canvas, body, "The engine is missing.", session.EngineFault, true);
        else if (session.Opening is { } what) Sentence(canvas, body, what + "\u2026", "It is opened, not decoded: loading follows while it plays.", false);
        else Page(canvas, session);
    }

    /// <summary>In place of segments where there are none.</summary>
    public static void Empty(Canvas canvas, Layout layout) =>
        Sentence(canvas, layout.Lane, "This timeline is empty.", "Ctrl Z takes the last edit back; drop files here to open others.", false);

    private static void Page(Canvas canvas, Session session)
    {
        Layout layout = session.Layout;
        Box column = StartLayout.Column(layout);
        float y = StartLayout.TitleY(layout);
        bool fault = session.OpenFault.Length > 0;
        canvas.Text(fault ? "This cannot be opened." : "Open a recording or a timeline", column.X, y, canvas.Face(20, bold: true), fault ? Theme.Fault : Theme.Text, column.W);
        string say = fault ? session.OpenFault : "Or drop files here: recordings open in a row, a timeline as it is.";
        canvas.Text(say, column.X, y + canvas.Px(26), canvas.Face(13), Theme.Dim, column.W, cut: Cut.Middle);
        List<StartEntry> entries = StartLayout.Of(session);
        if (entries.Exists(entry => !entry.IsButton)) canvas.Text("Recent", column.X, StartLayout.ListY(layout), canvas.Face(13, bold: true), Theme.Dim, column.W);
        for (int i = 0; i < entries.Count; i++) Entry(canvas, session, entries[i], i == session.StartFocus);
    }

    private static void Entry(Canvas canvas, Session session, StartEntry entry, bool focus)
    {
        Box box = entry.Box;
        bool hover = session.Overlay == Overlay.None && session.Mouse.IsInside && box.Contains(session.Mouse.X, session.Mouse.Y);
        if (entry.IsButton || hover || focus) canvas.Fill(box, hover ? Theme.Line : entry.IsButton ? Theme.Raised : Theme.Surface);
        if (focus) canvas.Frame(box, canvas.Px(2), Theme.Working);
        float pad = canvas.Px(entry.IsButton ? 14 : 10);
        Face face = canvas.Face(entry.IsButton ? 14 : 13, bold: entry.IsButton);
        float room = box.W - (2 * pad);
        float detail = Math.Min(canvas.Measure(entry.Detail, canvas.Face(12)), room * 0.5f);
        canvas.Text(entry.Detail, box.Right - pad, box.CenterY, canvas.Face(12), Theme.Dim, detail + 1, Align.Right, Cut.Middle);
        canvas.Text(entry.Label, box.X + pad, box.CenterY, face, Theme.Text, room - detail - canvas.Px(12), cut: Cut.Middle);
    }

    private static void Sentence(Canvas canvas, Box box, string title, string sentence, bool fault)
    {
        float width = box.W - canvas.Px(64);
        Face face = canvas.Face(14);
        float paragraph = Math.Min(width, canvas.Px(760));
        int lines = Paragraph.Write(canvas, sentence, face, paragraph, box.CenterX, float.NaN, canvas.Px(LinePoints));
        // Title and lines stand as one a little above the middle; in a low window they go on from its top.
        float high = canvas.Px(34) + (lines * canvas.Px(LinePoints));
        float top = box.Y + Math.Max(canvas.Px(14), ((box.H - high) * 0.42f) + canvas.Px(10));
        canvas.Text(title, box.CenterX, top, canvas.Face(20, bold: true), fault ? Theme.Fault : Theme.Text, width, Align.Center);
        Paragraph.Write(canvas, sentence, face, paragraph, box.CenterX, top + canvas.Px(34), canvas.Px(LinePoints));
    }
}

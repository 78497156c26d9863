using System;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>What lies over the timeline: the keys, a question, a line to type.</summary>
internal static class OverlayPainter
{
    public static void Paint(Canvas canvas, Session session)
    {
        if (session.Overlay == Overlay.None) return;
        canvas.Fill(session.Layout.Window, Theme.Shade);
        switch (session.Overlay)
        {
            case Overlay.Help: Help(canvas, session); break;
            case Overlay.Prompt: Ask(canvas, session); break;
            case Overlay.Question: Question(canvas, session); break;
        }
    }

    private static void Help(Canvas canvas, Session session)
    {
        HelpLayout help = HelpLayout.Of(session.Layout);
        int page = Math.Min(session.HelpPage, help.Pages - 1);
        Ground(canvas, help.Box);
        foreach ((HelpLine line, Box box) in help.Page(page))
        {
            if (line.IsTitle)
            {
                canvas.Text(line.Name, box.X, box.CenterY, canvas.Face(14, bold: true), Theme.Working, box.W);
                continue;
            }

            canvas.Text(line.Name, box.X, box.CenterY, canvas.Face(12, bold: true), Theme.Text, help.WhatX - canvas.Px(6));
            canvas.Text(line.What, box.X + help.WhatX, box.CenterY, canvas.Face(12), Theme.Dim, box.W - help.WhatX);
        }

        string foot = help.Pages == 1 ? "H or Esc closes" : page + 1 < help.Pages ? $"{page + 1} of {help.Pages}: H turns the page, Esc closes" : $"{page + 1} of {help.Pages}: H or Esc closes";
        canvas.Text(foot, help.Box.CenterX, help.FootY, canvas.Face(12), Theme.Dim, help.Box.W, Align.Center);
    }

    private static void Ask(Canvas canvas, Session session)
    {
        Box box = DialogLayout.Middle(session.Layout, 640, 150);
        Ground(canvas, box);
        float margin = canvas.Px(20);
        canvas.Text(session.Prompt.Title, box.X + margin, box.Y + canvas.Px(30), canvas.Face(15, bold: true), Theme.Text, box.W - (2 * margin));
        var field = new Box(box.X + margin, box.Y + canvas.Px(56), box.W - (2 * margin), canvas.Px(34));
        canvas.Fill(field, Theme.Ground);
        canvas.Frame(field, canvas.Px(1), Theme.Working);
        Field(canvas, session.Prompt, field.Inset(canvas.Px(10), 0));
        string hint = session.Prompt.IsSuggestion ? "Enter takes it, typing replaces it, End edits it, Esc cancels" : "Enter takes it, Esc cancels";
        string warning = session.Prompt.Warning;
        canvas.Text(warning.Length > 0 ? warning : hint, box.X + margin, box.Bottom - canvas.Px(28), canvas.Face(12), warning.Length > 0 ? Theme.Warning : Theme.Dim, box.W - (2 * margin));
    }

    // The end is what matters of a path: what does not fit is cut at the left.
    private static void Field(Canvas canvas, Prompt prompt, Box field)
    {
        Face face = canvas.Face(14);
        ReadOnlySpan<char> text = prompt.Text;
        while (text.Length > 1 && canvas.Measure(text, face) > field.W - canvas.Px(8)) text = text[1..];
        float width = canvas.Measure(text, face);
        if (prompt.IsSuggestion) canvas.Fill(field.X - canvas.Px(2), field.Y + canvas.Px(6), width + canvas.Px(4), field.H - canvas.Px(12), Theme.Working.Faded(0.35f));
        canvas.Text(text, field.X, field.CenterY, face, Theme.Text);
        canvas.Fill(field.X + width + canvas.Px(2), field.Y + canvas.Px(7), canvas.Px(2), field.H - canvas.Px(14), Theme.Text);
    }

    private static void Question(Canvas canvas, Session session)
    {
        Box box = DialogLayout.Question(session.Layout);
        Ground(canvas, box);
        float margin = canvas.Px(20);
        canvas.Text("There are edits that are not saved.", box.X + margin, box.Y + canvas.Px(32), canvas.Face(15, bold: true), Theme.Text, box.W - (2 * margin));
        string title = session.Document?.Title ?? "";
        canvas.Text(title, box.X + margin, box.Y + canvas.Px(58), canvas.Face(12), Theme.Dim, box.W - (2 * margin));
        string[] labels = ["Save (S)", "Discard (D)", "Cancel (Esc)"];
        for (int i = 0; i < labels.Length; i++)
        {
            Box button = DialogLayout.Answer(session.Layout, i, labels.Length);
            bool hover = button.Contains(session.Mouse.X, session.Mouse.Y);
            canvas.Fill(button, hover ? Theme.Line : Theme.Raised);
            if (i == 0) canvas.Frame(button, canvas.Px(1), Theme.Working);
            canvas.Text(labels[i], button.CenterX, button.CenterY, canvas.Face(13), Theme.Text, button.W, Align.Center);
        }
    }

    private static void Ground(Canvas canvas, Box box)
    {
        canvas.Fill(box, Theme.Surface);
        canvas.Frame(box, canvas.Px(1), Theme.Line);
    }
}

using System;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>What lies over the timeline: the keys, a question, a line to type.</summary>
internal static class OverlayPainter
{
    private const float RowPoints = 21;

    public static void Paint(Canvas canvas, Session session)
    {
        if (session.Overlay == Overlay.None) return;
        canvas.Fill(session.Layout.Window, Theme.Shade);
        switch (session.Overlay)
        {
            case Overlay.Help: Help(canvas, session.Layout); break;
            case Overlay.Prompt: Ask(canvas, session); break;
            case Overlay.Question: Question(canvas, session); break;
        }
    }

    private static void Help(Canvas canvas, Layout layout)
    {
        Box box = DialogLayout.Middle(layout, 1_000, 540);
        Ground(canvas, box);
        canvas.Clip(box);
        bool two = box.W >= canvas.Px(760);
        float margin = canvas.Px(28);
        float gap = canvas.Px(32);
        float width = two ? (box.W - (2 * margin) - gap) / 2 : box.W - (2 * margin);
        float x = box.X + margin;
        float top = box.Y + canvas.Px(30);
        float y = Group(canvas, KeyTable.Groups[0], x, top, width);
        y = Group(canvas, KeyTable.Groups[2], x, y, width);
        float left = y;
        if (two) (x, y) = (x + width + gap, top);
        y = Group(canvas, KeyTable.Groups[1], x, y, width);
        y = Group(canvas, KeyTable.Groups[3], x, y, width);
        (x, y) = two && left < y ? (box.X + margin, left) : (x, y);
        MouseRows(canvas, x, y, width);
        canvas.EndClip();
    }

    private static float Group(Canvas canvas, KeyGroup group, float x, float y, float width)
    {
        y = Title(canvas, group.Title, x, y);
        foreach (KeyRow row in group.Rows)
        {
            if (row.Name.Length == 0) continue;
            y = Row(canvas, row.Name, row.What, x, y, width);
        }

        return y + canvas.Px(12);
    }

    private static void MouseRows(Canvas canvas, float x, float y, float width)
    {
        y = Title(canvas, "Mouse", x, y);
        var rows = MouseTable.Rows;
        // Two gestures a row: they are short.
        for (int i = 0; i < rows.Count; i += 2)
        {
            Row(canvas, rows[i].Name, rows[i].What, x, y, width / 2, 108);
            if (i + 1 < rows.Count) Row(canvas, rows[i + 1].Name, rows[i + 1].What, x + (width / 2), y, width / 2, 108);
            y += canvas.Px(RowPoints);
        }
    }

    private static float Title(Canvas canvas, string title, float x, float y)
    {
        canvas.Text(title, x, y, canvas.Face(14, bold: true), Theme.Working);
        return y + canvas.Px(RowPoints + 2);
    }

    private static float Row(Canvas canvas, string name, string what, float x, float y, float width, float namePoints = 140)
    {
        canvas.Text(name, x, y, canvas.Face(12, bold: true), Theme.Text, canvas.Px(namePoints - 8));
        canvas.Text(what, x + canvas.Px(namePoints), y, canvas.Face(12), Theme.Dim, width - canvas.Px(namePoints));
        return y + canvas.Px(RowPoints);
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
        canvas.Text(hint, box.X + margin, box.Bottom - canvas.Px(28), canvas.Face(12), Theme.Dim, box.W - (2 * margin));
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

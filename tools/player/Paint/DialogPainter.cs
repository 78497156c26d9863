using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>Questions, and the line of text that is asked for, with the entries of a folder.</summary>
internal static class DialogPainter
{
    /// <summary>The ground of a dialog.</summary>
    public static void Ground(Canvas canvas, Box box)
    {
        canvas.Fill(box, Theme.Surface);
        canvas.Frame(box, canvas.Px(1), Theme.Line);
    }

    /// <summary>A button of a dialog.</summary>
    public static void Button(Canvas canvas, Session session, Box box, string label, bool focus)
    {
        bool hover = box.Contains(session.Mouse.X, session.Mouse.Y);
        canvas.Fill(box, hover ? Theme.Line : Theme.Raised);
        if (focus) canvas.Frame(box, canvas.Px(1), Theme.Working);
        canvas.Text(label, box.CenterX, box.CenterY, canvas.Face(13), Theme.Text, box.W, Align.Center);
    }

    /// <summary>A line of text with its caret; the end is what matters of a path: what does not fit is cut at the left.</summary>
    public static void Field(Canvas canvas, Box box, string text, int caret, bool isSuggestion, bool focus)
    {
        canvas.Fill(box, Theme.Ground);
        canvas.Frame(box, canvas.Px(1), focus ? Theme.Working : Theme.Line);
        Box field = box.Inset(canvas.Px(10), 0);
        Face face = canvas.Face(14);
        int first = 0;
        float room = field.W - canvas.Px(8);
        while (first < caret && canvas.Measure(text.AsSpan(first, caret - first), face) > room) first++;
        ReadOnlySpan<char> shown = text.AsSpan(first);
        while (shown.Length > 0 && canvas.Measure(shown, face) > room) shown = shown[..^1];
        if (isSuggestion) canvas.Fill(field.X - canvas.Px(2), field.Y + canvas.Px(6), canvas.Measure(shown, face) + canvas.Px(4), field.H - canvas.Px(12), Theme.Working.Faded(0.35f));
        canvas.Text(shown, field.X, field.CenterY, face, Theme.Text);
        if (focus) canvas.Fill(field.X + canvas.Measure(text.AsSpan(first, caret - first), face) + canvas.Px(1), field.Y + canvas.Px(7), canvas.Px(2), field.H - canvas.Px(14), Theme.Text);
    }

    public static void Question(Canvas canvas, Session session)
    {
        if (session.Question is not { } question) return;
        Box box = DialogLayout.Question(session.Layout);
        Ground(canvas, box);
        float margin = canvas.Px(20);
        canvas.Text(question.Title, box.X + margin, box.Y + canvas.Px(32), canvas.Face(15, bold: true), Theme.Text, box.W - (2 * margin), cut: Cut.Middle);
        canvas.Text(question.Detail, box.X + margin, box.Y + canvas.Px(58), canvas.Face(12), Theme.Dim, box.W - (2 * margin), cut: Cut.Middle);
        for (int i = 0; i < question.Answers.Count; i++)
            Button(canvas, session, DialogLayout.Answer(session.Layout, i, question.Answers.Count), question.Answers[i].Label, i == question.Focus);
    }

    public static void Ask(Canvas canvas, Session session)
    {
        Prompt prompt = session.Prompt;
        Layout layout = session.Layout;
        bool lists = prompt.Kind != PromptKind.Text;
        Box box = DialogLayout.Prompt(layout, lists);
        Ground(canvas, box);
        float margin = canvas.Px(20);
        canvas.Text(prompt.Title, box.X + margin, box.Y + canvas.Px(26), canvas.Face(15, bold: true), Theme.Text, box.W - (2 * margin));
        Field(canvas, DialogLayout.Field(layout, lists), prompt.Text, prompt.Caret, prompt.IsSuggestion, true);
        if (lists) Entries(canvas, session, prompt);
        Box take = DialogLayout.Foot(layout, box, 0);
        Box cancel = DialogLayout.Foot(layout, box, 1);
        Button(canvas, session, take, prompt.Kind switch { PromptKind.Open => "Open", PromptKind.Save => "Save", _ => "OK" }, true);
        Button(canvas, session, cancel, "Cancel (Esc)", false);
        string hint = !lists ? "" : prompt.Kind == PromptKind.Open ? "Arrows choose, Tab completes, Alt \u2191 goes up" : "Tab completes, Alt \u2191 goes up";
        string warning = prompt.Warning;
        float room = cancel.X - box.X - margin - canvas.Px(12);
        canvas.Text(warning.Length > 0 ? warning : hint, box.X + margin, take.CenterY, canvas.Face(12), warning.Length > 0 ? Theme.Warning : Theme.Dim, room, cut: Cut.Middle);
    }

    private static void Entries(Canvas canvas, Session session, Prompt prompt)
    {
        Layout layout = session.Layout;
        Box list = DialogLayout.Entries(layout);
        prompt.Rows = DialogLayout.EntryRows(layout);
        Box above = DialogLayout.Above(layout);
        Button(canvas, session, above, "\u2191", false);
        canvas.Text(prompt.Folder, above.Right + canvas.Px(10), above.CenterY, canvas.Face(12), Theme.Dim, list.Right - above.Right - canvas.Px(10), cut: Cut.Middle);
        canvas.Fill(list, Theme.Ground);
        if (prompt.Entries.Count == 0)
        {
            string say = prompt.ListFault.Length > 0 ? prompt.ListFault : "No recordings or timelines here.";
            canvas.Text(say, list.X + canvas.Px(10), DialogLayout.Entry(layout, 0).CenterY, canvas.Face(13), Theme.Dim, list.W - canvas.Px(20), cut: Cut.Middle);
            return;
        }

        for (int row = 0; row < prompt.Rows && prompt.First + row < prompt.Entries.Count; row++)
        {
            FolderEntry entry = prompt.Entries[prompt.First + row];
            Box box = DialogLayout.Entry(layout, row);
            bool marked = prompt.IsMarked(prompt.First + row);
            if (marked) canvas.Fill(box, Theme.Working);
            else if (box.Contains(session.Mouse.X, session.Mouse.Y)) canvas.Fill(box, Theme.Raised);
            canvas.Text(entry.IsFolder ? entry.Name + "/" : entry.Name, box.X + canvas.Px(10), box.CenterY, canvas.Face(13, bold: entry.IsFolder), marked ? Theme.Ground : Theme.Text, box.W - canvas.Px(28), cut: Cut.Middle);
        }

        if (prompt.Entries.Count <= prompt.Rows) return;
        // Where in the list: a bar at the right.
        float share = list.H / prompt.Entries.Count;
        canvas.Fill(list.Right - canvas.Px(4), list.Y + (prompt.First * share), canvas.Px(4), MathF.Max(canvas.Px(12), prompt.Rows * share), Theme.Dim);
    }
}

using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The export dialog.</summary>
internal static class ExportPainter
{
    private static readonly string[] Labels = ["File", "Format", "Sample rate", "Channels", "Range", "Loudness"];

    public static void Paint(Canvas canvas, Session session)
    {
        if (session.Document is not { } document) return;
        Layout layout = session.Layout;
        ExportDialog dialog = session.ExportDialog;
        Box box = ExportLayout.Dialog(layout);
        DialogPainter.Ground(canvas, box);
        canvas.Text("Export", box.X + canvas.Px(20), box.Y + canvas.Px(24), canvas.Face(15, bold: true), Theme.Text);
        for (int i = 0; i < ExportDialog.Count; i++)
        {
            var field = (ExportField)i;
            Box value = ExportLayout.Field(layout, field);
            bool focus = dialog.Focus == field;
            canvas.Text(Labels[i], box.X + canvas.Px(20), value.CenterY, canvas.Face(13), focus ? Theme.Text : Theme.Dim);
            if (field == ExportField.Path) DialogPainter.Field(canvas, value, dialog.Path.Text, dialog.Path.Caret, dialog.Path.IsSuggestion, focus);
            else Value(canvas, session, field, value, dialog.ValueOf(field), focus);
        }

        string warning = dialog.Warning(document);
        string note = warning.Length > 0 ? warning : Note(dialog);
        canvas.Text(note, box.X + canvas.Px(20), ExportLayout.NoteY(layout), canvas.Face(12), warning.Length > 0 ? Theme.Warning : Theme.Dim, box.W - canvas.Px(40), cut: Cut.Middle);
        DialogPainter.Button(canvas, session, DialogLayout.Foot(layout, box, 0), "Export (Enter)", true);
        DialogPainter.Button(canvas, session, DialogLayout.Foot(layout, box, 1), "Cancel (Esc)", false);
        float room = DialogLayout.Foot(layout, box, 1).X - box.X - canvas.Px(32);
        const string Hint = "Tab: next field   \u2190 \u2192: its values";
        if (canvas.Measure(Hint, canvas.Face(12)) <= room) canvas.Text(Hint, box.X + canvas.Px(20), DialogLayout.Foot(layout, box, 0).CenterY, canvas.Face(12), Theme.Dim, room);
    }

    private static string Note(ExportDialog dialog) => dialog.Settings.LoudnessLufs != 0
        ? "Loudness is set by one gain and the limiter, at most \u22121 dB true peak." : $"{dialog.Settings.Format.Name}: {dialog.Settings.Format.Note}.";

    private static void Value(Canvas canvas, Session session, ExportField field, Box box, string text, bool focus)
    {
        canvas.Fill(box, Theme.Raised);
        if (focus) canvas.Frame(box, canvas.Px(1), Theme.Working);
        Step(canvas, session, ExportLayout.Step(session.Layout, field, next: false), "\u2190");
        Step(canvas, session, ExportLayout.Step(session.Layout, field, next: true), "\u2192");
        canvas.Text(text, box.CenterX, box.CenterY, canvas.Face(13), Theme.Text, box.W - canvas.Px(64), Align.Center);
    }

    private static void Step(Canvas canvas, Session session, Box box, string sign)
    {
        if (box.Contains(session.Mouse.X, session.Mouse.Y)) canvas.Fill(box, Theme.Line);
        canvas.Text(sign, box.CenterX, box.CenterY, canvas.Face(13), Theme.Dim, align: Align.Center);
    }
}

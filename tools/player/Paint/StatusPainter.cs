using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The line at the bottom: what was said, how far an export is, what is under the mouse.</summary>
internal static class StatusPainter
{
    public static void Paint(Canvas canvas, Session session)
    {
        Box line = session.Layout.Status;
        canvas.Fill(line with { H = canvas.Px(1) }, Theme.Line);
        float right = line.Right - canvas.Px(16);
        right -= Place(canvas, session, right, line);
        if (session.Export is { } job) right -= Export(canvas, job, right, line);
        float left = line.X + canvas.Px(16);
        Face face = canvas.Face(12);
        string message = session.Message.Length > 0 ? session.Message : session.DeviceFault.Length > 0 ? session.DeviceFault : session.DeviceNote;
        bool fault = session.Message.Length > 0 ? session.MessageIsFault : session.DeviceFault.Length > 0;
        if (message.Length == 0) return;
        if (fault)
        {
            // A sign too, for eyes that do not distinguish the colour.
            var sign = new Box(left, line.CenterY - canvas.Px(8), canvas.Px(16), canvas.Px(16));
            canvas.Fill(sign, Theme.Fault);
            canvas.Text("!", sign.CenterX, sign.CenterY, canvas.Face(12, bold: true), Theme.Ground, align: Align.Center);
            left += canvas.Px(24);
        }

        canvas.Text(message, left, line.CenterY, face, fault ? Theme.Text : Theme.Dim, right - canvas.Px(16) - left, cut: Cut.Middle);
    }

    private static float Place(Canvas canvas, Session session, float right, Box line)
    {
        (int index, long frame) = session.PlaceUnderMouse();
        if (session.Document is not { } document || frame < 0) return 0;
        string text = TimeText.Of(frame / (double)document.Rate, 3);
        int column = (int)(session.Mouse.X - session.Layout.LoadBar.X);
        if (session.Layout.LoadBar.Contains(session.Mouse.X, session.Mouse.Y) && column < session.Residency.Count) text = $"{LoadBarPainter.Words(session.Residency.Columns[column])}  \u00B7  {text}";
        else if (index >= 0) text = $"{document.NameOf(index)}  \u00B7  {text}";
        return canvas.Text(text, right, line.CenterY, canvas.Face(12), Theme.Dim, session.Layout.Window.W / 3, Align.Right) + canvas.Px(24);
    }

    private static float Export(Canvas canvas, ExportJob job, float right, Box line)
    {
        float width = canvas.Px(180);
        var bar = new Box(right - width, line.CenterY - canvas.Px(4), width, canvas.Px(8));
        canvas.Fill(bar, Theme.Raised);
        canvas.Fill(bar with { W = MathF.Round(bar.W * job.Progress) }, Theme.Working);
        string text = $"Exporting {job.Progress * 100:0} %, Esc cancels";
        return width + canvas.Px(12) + canvas.Text(text, bar.X - canvas.Px(12), line.CenterY, canvas.Face(12), Theme.Text, align: Align.Right) + canvas.Px(16);
    }
}

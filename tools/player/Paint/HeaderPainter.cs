using System;
using System.Globalization;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The top: time, title, facts, buttons.</summary>
internal static class HeaderPainter
{
    public static void Paint(Canvas canvas, Session session)
    {
        Box header = session.Layout.Header;
        canvas.Fill(header, Theme.Surface);
        canvas.Fill(header.X, header.Bottom - canvas.Px(1), header.W, canvas.Px(1), Theme.Line);
        float left = header.X + canvas.Px(16);
        float right = Buttons(canvas, session, header);
        if (session.Document is { } document)
        {
            left += Time(canvas, session, document, left, header) + canvas.Px(24);
            Facts(canvas, session, document, left, right - canvas.Px(16) - left, header);
        }
        else
        {
            canvas.Text("Seamline", left, header.CenterY, canvas.Face(17, bold: true), Theme.Text, right - left);
        }
    }

    private static float Time(Canvas canvas, Session session, Document document, float x, Box header)
    {
        string now = TimeText.Of(Math.Min(session.CurrentFrame, document.LengthFrames) / (double)document.Rate, 3);
        string length = "of " + TimeText.Of(document.LengthFrames / (double)document.Rate, 3);
        float top = header.Y + canvas.Px(23);
        // As wide as the longest time of this length: what follows stands still.
        float width = canvas.Measure(length.AsSpan(3), canvas.Face(22, bold: true));
        canvas.Text(now, x, top, canvas.Face(22, bold: true), Theme.Text);
        canvas.Text(length, x, header.Y + canvas.Px(44), canvas.Face(12), Theme.Dim);
        return width;
    }

    private static void Facts(Canvas canvas, Session session, Document document, float x, float width, Box header)
    {
        if (width < canvas.Px(60)) return;
        string title = document.IsDirty ? document.Title + " \u2022 edited" : document.Title;
        canvas.Text(title, x, header.Y + canvas.Px(23), canvas.Face(15, bold: true), Theme.Text, width);
        string device = session.DeviceFault.Length > 0 ? "no audio device" : session.Output.Device.Length > 0 ? $"{session.Output.Device} ({session.Output.Driver})" : session.Output.Driver ?? "";
        string facts = string.Create(
            CultureInfo.InvariantCulture,
            $"{document.Rate / 1_000.0:0.###} kHz \u00B7 {document.Engine.Channels} channels \u00B7 {Counted(document.Segments.Length, "segment")} \u00B7 {device}");
        canvas.Text(facts, x, header.Y + canvas.Px(44), canvas.Face(12), session.DeviceFault.Length > 0 ? Theme.Warning : Theme.Dim, width);
    }

    private static string Counted(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {thing}{(count == 1 ? "" : "s")}");

    // From the right; what is needed most stays longest.
    private static float Buttons(Canvas canvas, Session session, Box header)
    {
        Face face = canvas.Face(13);
        float most = header.W * (session.Document == null ? 1 : 0.56f);
        float pad = canvas.Px(12);
        float gap = canvas.Px(6);
        float used = canvas.Px(16);
        int shown = 0;
        foreach (HeaderButton button in session.Buttons.All)
        {
            float width = Width(canvas, button, face, pad) + gap;
            button.Box = default;
            if (used + width > most || session.Document == null) break;
            used += width;
            shown++;
        }

        foreach (HeaderButton button in session.Buttons.All) button.Box = default;
        float x = header.Right - used + gap;
        float left = x;
        for (int i = 0; i < shown; i++)
        {
            HeaderButton button = session.Buttons.All[i];
            float width = Width(canvas, button, face, pad);
            button.Box = new Box(x, header.Y + canvas.Px(14), width, canvas.Px(32));
            Draw(canvas, session, button, face);
            x += width + gap;
        }

        return shown == 0 ? header.Right - canvas.Px(16) : left;
    }

    private static float Width(Canvas canvas, HeaderButton button, Face face, float pad) =>
        MathF.Ceiling(MathF.Max(canvas.Measure(button.Label, face), canvas.Measure(button.LabelOn, face))) + (2 * pad);

    private static void Draw(Canvas canvas, Session session, HeaderButton button, Face face)
    {
        bool on = IsOn(session, button.Action);
        bool hover = session.Overlay == Overlay.None && session.Mouse.IsInside && button.Box.Contains(session.Mouse.X, session.Mouse.Y);
        bool can = Can(session, button.Action);
        canvas.Fill(button.Box, hover && can ? Theme.Line : Theme.Raised);
        if (on) canvas.Fill(button.Box.X, button.Box.Bottom - canvas.Px(2), button.Box.W, canvas.Px(2), Theme.Working);
        string label = on && button.LabelOn.Length > 0 ? button.LabelOn : button.Label;
        canvas.Text(label, button.Box.CenterX, button.Box.CenterY, face, can ? Theme.Text : Theme.Faint, align: Align.Center);
    }

    private static bool IsOn(Session session, PlayerAction action) => action switch
    {
        PlayerAction.PlayPause => session.Position.Playing != 0,
        PlayerAction.Loop => session.Document!.IsLooping,
        PlayerAction.Panel => session.PanelOpen,
        PlayerAction.Help => session.Overlay == Overlay.Help,
        _ => false,
    };

    private static bool Can(Session session, PlayerAction action) => action switch
    {
        PlayerAction.Undo => session.Document!.UndoDepth > 0,
        PlayerAction.Redo => session.Document!.RedoDepth > 0,
        PlayerAction.Loop => session.Document!.HasRange,
        PlayerAction.Save => session.Document!.IsDirty || session.Document.SavePath == null,
        _ => true,
    };
}

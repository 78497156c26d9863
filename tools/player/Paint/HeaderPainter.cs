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
        canvas.Fill(header.X, header.Bottom - canvas.Px(1), header.W, canvas.Px(1), Theme.Line);
        float left = header.X + canvas.Px(16);
        float right = Buttons(canvas, session, header);
        if (session.Document is { } document)
        {
            float width = Length(canvas, session, document, left, header);
            session.Buttons.Clock.Box = new Box(left - canvas.Px(6), header.Y + canvas.Px(8), width + canvas.Px(12), canvas.Px(30));
            if (session.HoveredButton() == PlayerAction.GoTo) canvas.Frame(session.Buttons.Clock.Box, canvas.Px(1), Theme.Dim);
            left += width + canvas.Px(24);
            Facts(canvas, session, document, left, right - canvas.Px(16) - left, header);
        }
        else
        {
            session.Buttons.Clock.Box = default;
            canvas.Text("Seamline", left, header.CenterY, canvas.Face(17, bold: true), Theme.Text, right - left);
        }
    }

    /// <summary>The time that is heard, over the rest.</summary>
    public static void Time(Canvas canvas, Session session, Document document)
    {
        Box header = session.Layout.Header;
        Span<char> now = stackalloc char[TimeText.MostSigns];
        TimeText.Write(Math.Min(session.CurrentFrame, document.LengthFrames) / (double)document.Rate, 3, now, out int length);
        canvas.Text(now[..length], header.X + canvas.Px(16), header.Y + canvas.Px(23), canvas.Face(22, bold: true), Theme.Text);
    }

    private static float Length(Canvas canvas, Session session, Document document, float x, Box header)
    {
        string length = TimeText.Of(document.LengthFrames / (double)document.Rate, 3);
        // As wide as the longest time of this length: what follows stands still.
        float width = canvas.Measure(length, canvas.Face(22, bold: true));
        int skim = session.Shuttle.Speed;
        double speed = session.PlaySpeed;
        string text = skim != 0 ? $"skims {(skim < 0 ? "back" : "on")} {Math.Abs(skim)} x"
            : speed == 1 ? "of " + length : string.Create(CultureInfo.InvariantCulture, $"plays at {speed} x");
        canvas.Text(text, x, header.Y + canvas.Px(44), canvas.Face(12), skim == 0 && speed == 1 ? Theme.Dim : Theme.Working, width + canvas.Px(16));
        return width;
    }

    private static void Facts(Canvas canvas, Session session, Document document, float x, float width, Box header)
    {
        if (width < canvas.Px(60)) return;
        string title = document.IsDirty ? document.Title + " \u2022 edited" : document.Title;
        canvas.Text(title, x, header.Y + canvas.Px(23), canvas.Face(15, bold: true), Theme.Text, width);
        bool isFault = session.DeviceFault.Length > 0;
        Face face = canvas.Face(12);
        string segments = Counted(document.Segments.Length, "segment");
        string volume = session.VolumeDb == 0 ? "" : "volume " + ListeningVolume.Of(session.VolumeDb);
        // Whole facts or none: what matters least goes first where the window is narrow.
        string facts = Joined(segments, session.Format, session.DeviceName, volume);
        if (canvas.Measure(facts, face) > width) facts = isFault ? Joined(session.DeviceName, volume) : Joined(segments, session.Format, volume);
        if (canvas.Measure(facts, face) > width) facts = isFault ? session.DeviceName : Joined(segments, volume);
        if (canvas.Measure(facts, face) > width && volume.Length > 0 && !isFault) facts = volume;
        canvas.Text(facts, x, header.Y + canvas.Px(44), face, isFault ? Theme.Warning : Theme.Dim, width);
    }

    private static string Joined(params ReadOnlySpan<string> facts)
    {
        string all = "";
        foreach (string fact in facts)
        {
            if (fact.Length > 0) all = all.Length > 0 ? $"{all} \u00B7 {fact}" : fact;
        }

        return all;
    }

    private static string Counted(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {thing}{(count == 1 ? "" : "s")}");

    // From the right; what is needed most stays longest, and the menu always.
    private static float Buttons(Canvas canvas, Session session, Box header)
    {
        Face face = canvas.Face(13);
        // A narrow window needs the room for what is open.
        float most = header.W * (header.W < canvas.Px(900) ? 0.5f : 0.6f);
        float pad = canvas.Px(12);
        float gap = canvas.Px(6);
        float used = canvas.Px(16);
        foreach (HeaderButton button in session.Buttons.All)
        {
            float width = Width(canvas, button, face, pad) + gap;
            bool wanted = session.Document != null || button.Action is PlayerAction.More or PlayerAction.Open or PlayerAction.Help;
            bool shown = wanted && (button.Action == PlayerAction.More || used + width <= most);
            button.Box = default(Box) with { W = shown ? width - gap : 0 };
            if (shown) used += width;
        }

        float left = header.Right - used + gap;
        float x = left;
        foreach (PlayerAction action in ButtonBar.Order)
        {
            HeaderButton button = Array.Find(session.Buttons.All, one => one.Action == action)!;
            if (button.Box.W == 0) continue;
            button.Box = new Box(x, header.Y + canvas.Px(14), button.Box.W, canvas.Px(32));
            Draw(canvas, session, button, face);
            x += button.Box.W + gap;
        }

        return left;
    }

    private static float Width(Canvas canvas, HeaderButton button, Face face, float pad) =>
        MathF.Ceiling(MathF.Max(canvas.Measure(button.Label, face), canvas.Measure(button.LabelOn, face))) + (2 * pad);

    private static void Draw(Canvas canvas, Session session, HeaderButton button, Face face)
    {
        bool on = IsOn(session, button.Action);
        bool hover = session.HoveredButton() == button.Action;
        bool can = Menus.Can(session, button.Action);
        canvas.Fill(button.Box, hover && can ? Theme.Line : Theme.Raised);
        if (on) canvas.Fill(button.Box.X, button.Box.Bottom - canvas.Px(2), button.Box.W, canvas.Px(2), Theme.Working);
        string label = on && button.LabelOn.Length > 0 ? button.LabelOn : button.Label;
        canvas.Text(label, button.Box.CenterX, button.Box.CenterY, face, can ? Theme.Text : Theme.Faint, align: Align.Center);
    }

    private static bool IsOn(Session session, PlayerAction action) => action switch
    {
        PlayerAction.PlayPause => session.Position.Playing != 0,
        PlayerAction.PlaySpeed => session.PlaySpeed != 1,
        PlayerAction.Loop => session.Document is { IsLooping: true },
        PlayerAction.More => session.Overlay == Overlay.Menu,
        PlayerAction.Help => session.Overlay == Overlay.Help,
        _ => false,
    };
}

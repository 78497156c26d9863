using System;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>Menus and tooltips.</summary>
internal static class MenuPainter
{
    public static void Paint(Canvas canvas, Session session)
    {
        if (session.Menu is not { } menu) return;
        MenuLayout place = MenuLayout.Of(session.Layout, menu, session.MenuPlace);
        canvas.Fill(place.Box with { X = place.Box.X + canvas.Px(3), Y = place.Box.Y + canvas.Px(3) }, Theme.Shade);
        DialogPainter.Ground(canvas, place.Box);
        if (menu.Title.Length > 0) canvas.Text(menu.Title, place.Box.X + canvas.Px(14), place.Box.Y + canvas.Px(16), canvas.Face(12, bold: true), Theme.Dim, place.Box.W - canvas.Px(28), cut: Cut.Middle);
        for (int i = place.First; i < place.First + place.Shown; i++) Item(canvas, menu.Items[i], place.Item(menu, i), menu.Focus == i);
        // What a low window leaves out is a turn of the wheel or of the arrows away.
        float middle = place.Box.Right - canvas.Px(8);
        if (place.First > 0) canvas.Fill(middle, place.Box.Y + canvas.Px(4), canvas.Px(4), canvas.Px(10), Theme.Working);
        if (place.First + place.Shown < menu.Items.Count) canvas.Fill(middle, place.Box.Bottom - canvas.Px(14), canvas.Px(4), canvas.Px(10), Theme.Working);
    }

    /// <summary>What the button under the mouse does, and its key.</summary>
    public static void Tip(Canvas canvas, Session session)
    {
        if (session.Tip == PlayerAction.None || session.Overlay != Overlay.None) return;
        Box button = session.Buttons.BoxOf(session.Tip);
        string label = Menus.LabelOf(session, session.Tip);
        string key = KeyTable.TextOf(session.Tip);
        Face face = canvas.Face(12);
        float gap = canvas.Px(12);
        float pad = canvas.Px(10);
        float most = session.Layout.Window.W - canvas.Px(24) - (2 * pad);
        float keyWidth = key.Length == 0 ? 0 : canvas.Measure(key, canvas.Face(12, bold: true)) + gap;
        float width = Math.Min(canvas.Measure(label, face), most - keyWidth);
        var box = new Box(0, button.Bottom + canvas.Px(6), width + keyWidth + (2 * pad), canvas.Px(26));
        box = box with { X = MathF.Round(Math.Clamp(button.CenterX - (box.W / 2), canvas.Px(6), session.Layout.Window.W - canvas.Px(6) - box.W)) };
        canvas.Fill(box, Theme.Surface);
        canvas.Frame(box, canvas.Px(1), Theme.Dim);
        canvas.Text(label, box.X + pad, box.CenterY, face, Theme.Text, width + 1, cut: Cut.Middle);
        if (key.Length > 0) canvas.Text(key, box.Right - pad, box.CenterY, canvas.Face(12, bold: true), Theme.Working, align: Align.Right);
    }

    private static void Item(Canvas canvas, MenuItem item, Box box, bool focus)
    {
        if (item.IsLine)
        {
            canvas.Fill(box.X + canvas.Px(10), MathF.Round(box.CenterY), box.W - canvas.Px(20), canvas.Px(1), Theme.Line);
            return;
        }

        bool can = item.Do != null;
        if (focus && can) canvas.Fill(box.Inset(canvas.Px(4), 0), Theme.Working);
        Rgba color = !can ? Theme.Faint : focus ? Theme.Ground : Theme.Text;
        if (item.IsOn) canvas.Fill(box.X + canvas.Px(12), MathF.Round(box.CenterY - canvas.Px(4)), canvas.Px(8), canvas.Px(8), focus ? Theme.Ground : Theme.Working);
        float key = item.Key.Length == 0 ? 0 : canvas.Measure(item.Key, canvas.Face(12)) + canvas.Px(12);
        canvas.Text(item.Label, box.X + canvas.Px(28), box.CenterY, canvas.Face(13), color, box.W - canvas.Px(44) - key, cut: Cut.Middle);
        if (key > 0) canvas.Text(item.Key, box.Right - canvas.Px(16), box.CenterY, canvas.Face(12), !can || focus ? color : Theme.Dim, align: Align.Right);
    }
}

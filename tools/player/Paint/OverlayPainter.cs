using System;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>What lies over the timeline: the keys, a question, a dialog.</summary>
internal static class OverlayPainter
{
    public static void Paint(Canvas canvas, Session session)
    {
        if (session.Overlay == Overlay.None) return;
        if (session.Overlay == Overlay.Menu)
        {
            MenuPainter.Paint(canvas, session);
            return;
        }

        canvas.Fill(session.Layout.Window, Theme.Shade);
        switch (session.Overlay)
        {
            case Overlay.Help: Help(canvas, session); break;
            case Overlay.Prompt: DialogPainter.Ask(canvas, session); break;
            case Overlay.Export: ExportPainter.Paint(canvas, session); break;
            case Overlay.Question: DialogPainter.Question(canvas, session); break;
        }
    }

    private static void Help(Canvas canvas, Session session)
    {
        HelpLayout help = HelpLayout.Of(session.Layout);
        int page = Math.Min(session.HelpPage, help.Pages - 1);
        DialogPainter.Ground(canvas, help.Box);
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
}

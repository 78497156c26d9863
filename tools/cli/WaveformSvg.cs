using System;
using System.Collections.Generic;
using System.Globalization;

namespace Seamline.Cli;

/// <summary>Draws edits as an SVG: a row an edit, left without the edit, right as heard, the crossfade shaded.</summary>
internal static class WaveformSvg
{
    /// <summary>Width of the picture, px.</summary>
    public const int Width = 1100;

    private const int Margin = 24;
    private const int HeaderHeight = 76;
    private const int RowHeight = 274;
    private const int TitleHeight = 56;
    private const int PanelHeight = 150;
    private const int ScaleWidth = 40;
    private const int PanelGap = 28;
    private const int PanelWidth = (Width - (2 * Margin) - ScaleWidth - PanelGap) / 2;

    private const string Style = """
        text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:#1f2933}
        .head{font-size:20px;font-weight:600}.sub{font-size:13px;fill:#52606d}.title{font-size:15px;font-weight:600}
        .panel{font-size:12px;fill:#52606d}.tick{font-size:11px;fill:#616e7c}.good{font-size:13px;fill:#0b6b3a}.bad{font-size:13px;fill:#b42318}
        .frame{fill:#fff;stroke:#cbd2d9}.grid{stroke:#e4e7eb}.zero{stroke:#cbd2d9}.fade{fill:#f6ad3c;fill-opacity:.28}
        .swap{stroke:#c2410c;stroke-width:1.5}.planned{stroke:#1f2933;stroke-width:1.25;stroke-dasharray:4 3}
        .before{fill:#7b8794;stroke:#7b8794}.after{fill:#1d5fa8;stroke:#1d5fa8}.line{fill:none;stroke-width:1.25}.area{stroke-width:.75}
        """;

    /// <summary>Writes the picture to a file.</summary>
    public static void Write(string path, string heading, IReadOnlyList<EditPicture> edits)
        => OutputCheck.WriteText(path, Render(heading, edits));

    /// <summary>The picture as text.</summary>
    public static string Render(string heading, IReadOnlyList<EditPicture> edits)
    {
        int height = HeaderHeight + (Math.Max(1, edits.Count) * RowHeight) + Margin;
        var svg = new SvgText();
        svg.Line($"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}">""");
        svg.Line($"<style>{Style}</style>");
        svg.Line($"""<rect width="{Width}" height="{height}" fill="#f8f9fb"/>""");
        svg.Text("head", Margin, 36, heading);
        svg.Text("sub", Margin, 58, "Left: the output without the edit. Right: the output as heard; the crossfade from old to new is shaded.");
        if (edits.Count == 0)
            svg.Text("title", Margin, HeaderHeight + 24, "No edit was made.");
        for (int i = 0; i < edits.Count; i++)
            Row(svg, edits[i], HeaderHeight + (i * RowHeight));
        svg.Line($"</svg>");
        return svg.ToString();
    }

    private static void Row(SvgText svg, EditPicture edit, int top)
    {
        svg.Text("title", Margin, top + 18, SvgText.Shorten(edit.Title, 110));
        bool within = edit.MaxStep <= edit.MaterialMaxStep;
        string verdict = within ? "no larger than the material's own" : "larger than the material's own";
        svg.Text(within ? "good" : "bad", Margin, top + 38,
            $"Largest step between samples: {Figure(edit.MaxStep)}, {verdict}, {Figure(edit.MaterialMaxStep)}.");
        double peak = Peak(edit);
        int y = top + TitleHeight + 14;
        int left = Margin + ScaleWidth;
        Scale(svg, left, y, peak);
        var panel = new WaveformPanel(svg, edit, PanelWidth, PanelHeight, peak);
        svg.Text("panel", left, y - 6, "without the edit");
        panel.Draw(edit.Before, left, y, heard: false);
        int right = left + PanelWidth + PanelGap;
        double fadeMs = edit.FadeFrames * 1000.0 / edit.Rate;
        svg.Text("panel", right, y - 6, $"as heard; crossfade of {fadeMs.ToString("0.##", CultureInfo.InvariantCulture)} ms");
        panel.Draw(edit.After, right, y, heard: true);
    }

    private static void Scale(SvgText svg, int left, int top, double peak)
    {
        svg.Text("tick", left - 6, top + 9, peak.ToString("0.00", CultureInfo.InvariantCulture), "end");
        svg.Text("tick", left - 6, top + (PanelHeight / 2) + 4, "0", "end");
        svg.Text("tick", left - 6, top + PanelHeight, (-peak).ToString("0.00", CultureInfo.InvariantCulture), "end");
    }

    /// <summary>Both panels share the scale: the loudest sample of either, and a little room; silence is drawn as a line.</summary>
    private static double Peak(EditPicture edit)
    {
        double peak = 0;
        foreach (float[] samples in (float[][])[edit.Before, edit.After])
        {
            for (int i = 0; i < samples.Length; i += edit.Channels)
                peak = float.IsFinite(samples[i]) ? Math.Max(peak, Math.Abs(samples[i])) : peak;
        }
        return peak < 0.005 ? 0.01 : peak * 1.05;
    }

    private static string Figure(double step) => step.ToString("0.0000", CultureInfo.InvariantCulture);
}

using System;
using System.Globalization;
using System.Text;

namespace Seamline.Cli;

/// <summary>Columns of a waveform and where they lie.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="FirstFrame">Where the first begins.</param>
/// <param name="FramesPerColumn">Length of each, frames.</param>
/// <param name="EndFrame">Where the last ends, or within it.</param>
/// <param name="Rate">Frames a second.</param>
internal sealed record Waveform(Peak[] Columns, long FirstFrame, double FramesPerColumn, long EndFrame, int Rate)
{
    /// <summary>Where a column begins, seconds.</summary>
    public double SecondsOf(int column) => (FirstFrame + (column * FramesPerColumn)) / Rate;
}

/// <summary>Draws a waveform as an SVG: the range of each column, its rms in it, what is unknown shaded, time below.</summary>
internal static class PeaksSvg
{
    /// <summary>Width of the waveform, px; by default one a column.</summary>
    public const int Columns = 1_000;

    private const int Margin = 24;
    private const int Scale = 40;
    private const int HeaderHeight = 56;
    private const int PanelHeight = 200;
    private const int AxisHeight = 40;
    private const int Width = Columns + (2 * Margin) + Scale;
    private const int Height = HeaderHeight + PanelHeight + AxisHeight;

    private const string Style = """
        text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:#1f2933}
        .head{font-size:18px;font-weight:600}.tick{font-size:11px;fill:#616e7c}.frame{fill:#fff;stroke:#cbd2d9}
        .grid{stroke:#e4e7eb}.zero{stroke:#cbd2d9}.range{fill:#7fa8d6}.rms{fill:#1d5fa8}.unknown{fill:#f6ad3c;fill-opacity:.28}
        """;

    /// <summary>Writes the picture to a file.</summary>
    public static void Write(string path, string heading, Waveform wave) =>
        OutputCheck.WriteText(path, Render(heading, wave));

    /// <summary>The picture as text.</summary>
    public static string Render(string heading, Waveform wave)
    {
        var svg = new SvgText();
        svg.Line($"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}">""");
        svg.Line($"<style>{Style}</style>");
        svg.Line($"""<rect width="{Width}" height="{Height}" fill="#f8f9fb"/>""");
        svg.Text("head", Margin, 34, SvgText.Shorten(heading, 100));
        const int left = Margin + Scale;
        svg.Line($"""<rect class="frame" x="{left}" y="{HeaderHeight}" width="{Columns}" height="{PanelHeight}"/>""");
        Axis(svg, left, wave);
        double peak = Loudest(wave);
        Unknown(svg, left, wave);
        svg.Line($"""<path class="range" d="{Area(wave, left, peak, p => p.Min, p => p.Max)}"/>""");
        svg.Line($"""<path class="rms" d="{Area(wave, left, peak, p => Math.Max(-p.Rms, p.Min), p => Math.Min(p.Rms, p.Max))}"/>""");
        svg.Line($"""<line class="zero" x1="{left}" x2="{left + Columns}" y1="{HeaderHeight + (PanelHeight / 2)}" y2="{HeaderHeight + (PanelHeight / 2)}"/>""");
        svg.Text("tick", left - 6, HeaderHeight + 9, peak.ToString("0.00", CultureInfo.InvariantCulture), "end");
        svg.Text("tick", left - 6, HeaderHeight + PanelHeight, (-peak).ToString("0.00", CultureInfo.InvariantCulture), "end");
        svg.Line($"</svg>");
        return svg.ToString();
    }

    private static void Axis(SvgText svg, int left, Waveform wave)
    {
        double start = (double)wave.FirstFrame / wave.Rate;
        double seconds = (wave.EndFrame - wave.FirstFrame) / (double)wave.Rate;
        double step = WaveformPanel.TickStep(seconds / (Columns / 90.0));
        for (double tick = Math.Ceiling(start / step); tick * step <= start + seconds; tick++)
        {
            double x = left + (((tick * step) - start) / seconds * Columns);
            svg.Line($"""<line class="grid" x1="{x:0.##}" x2="{x:0.##}" y1="{HeaderHeight + 1}" y2="{HeaderHeight + PanelHeight - 1}"/>""");
            svg.Text("tick", x, HeaderHeight + PanelHeight + 16, TimeText.Format(tick * step, step < 1 ? 3 : 0), "middle");
        }
    }

    private static void Unknown(SvgText svg, int left, Waveform wave)
    {
        for (int i = 0; i < wave.Columns.Length;)
        {
            int end = i;
            while (end < wave.Columns.Length && !wave.Columns[end].IsKnown) end++;
            if (end > i)
                svg.Line($"""<rect class="unknown" x="{X(wave, i, left):0.##}" y="{HeaderHeight}" width="{X(wave, end, left) - X(wave, i, left):0.##}" height="{PanelHeight}"/>""");
            i = end + 1;
        }
    }

    // A step a column: the upper edges from left to right, the lower ones back. Unknown columns lie on the zero line.
    private static string Area(Waveform wave, int left, double peak, Func<Peak, float> low, Func<Peak, float> high)
    {
        var path = new StringBuilder();
        for (int i = 0; i < wave.Columns.Length; i++)
        {
            double y = Y(wave.Columns[i].IsKnown ? high(wave.Columns[i]) : 0, peak) - 0.25;
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{X(wave, i, left):0.##} {y:0.##}L{X(wave, i + 1, left):0.##} {y:0.##}");
        }

        for (int i = wave.Columns.Length - 1; i >= 0; i--)
        {
            double y = Y(wave.Columns[i].IsKnown ? low(wave.Columns[i]) : 0, peak) + 0.25;
            path.Append(CultureInfo.InvariantCulture, $"L{X(wave, i + 1, left):0.##} {y:0.##}L{X(wave, i, left):0.##} {y:0.##}");
        }

        return path.Append('Z').ToString();
    }

    private static double Loudest(Waveform wave)
    {
        double loudest = 0;
        foreach (Peak peak in wave.Columns)
        {
            if (peak.IsKnown) loudest = Math.Max(loudest, Math.Max(Math.Abs(peak.Min), Math.Abs(peak.Max)));
        }

        return loudest < 0.005 ? 0.01 : loudest * 1.05;
    }

    private static double X(Waveform wave, int column, int left) => left + ((double)column / wave.Columns.Length * Columns);

    private static double Y(float sample, double peak) => HeaderHeight + (PanelHeight / 2.0) - (sample / peak * PanelHeight / 2.0);
}

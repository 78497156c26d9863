using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using System.Text.Json;

namespace Seamline.Bench;

/// <summary>
/// <c>chart targets.json FILE.svg</c>: what was measured of each target, on a logarithmic scale; the line is the target. Drawn in
/// colours that can be read on a light page and on a dark one.
/// </summary>
internal static class Chart
{
    private const int RowHeight = 20;
    private const int Left = 470;
    private const int Width = 440;
    private const int Top = 46;
    private const double Least = 0.01;
    private const double Most = 10;

    public static int Run(string results, string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(results));
        List<(string What, string Measured, double Share)> rows = [.. document.RootElement.GetProperty("rows").EnumerateArray()
            .Where(r => r.TryGetProperty("ofTarget", out _))
            .Select(r => (r.GetProperty("what").GetString()!, Short(r.GetProperty("measured").GetString()!), r.GetProperty("ofTarget").GetDouble()))];
        File.WriteAllText(file, Draw(rows));
        return 0;
    }

    private static string Draw(List<(string What, string Measured, double Share)> rows)
    {
        int height = Top + (rows.Count * RowHeight) + 30;
        var svg = new StringBuilder();
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + Width + 150} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n");
        svg.Append("<style>text{fill:#24292f}.grid{stroke:#8886;stroke-width:1}.line{stroke:#8a4b00;stroke-width:1.5}.met{fill:#1f7a8c}.missed{fill:#c2410c}.light{fill:#57606a}");
        svg.Append("@media(prefers-color-scheme:dark){text{fill:#e6edf3}.line{stroke:#f0b429}.met{fill:#4fb3c8}.missed{fill:#fb8c5a}.light{fill:#9aa4af}}</style>\n");
        svg.Append($"<text x=\"{Left}\" y=\"16\" font-weight=\"600\">Measured, of the target</text><text class=\"light\" x=\"{Left}\" y=\"34\">shorter is better; the line is the target</text>\n");
        foreach (double tick in (double[])[0.01, 0.1, 1, 10])
        {
            string kind = tick == 1 ? "line" : "grid";
            svg.Append($"<line class=\"{kind}\" x1=\"{X(tick):0.#}\" x2=\"{X(tick):0.#}\" y1=\"{Top - 6}\" y2=\"{height - 24}\"/><text class=\"light\" text-anchor=\"middle\" x=\"{X(tick):0.#}\" y=\"{height - 8}\">{tick} x</text>\n");
        }

        for (int i = 0; i < rows.Count; i++) Append(svg, rows[i], Top + (i * RowHeight));
        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, (string What, string Measured, double Share) row, int y)
    {
        double end = X(Math.Clamp(row.Share, Least * 1.05, Most));
        svg.Append($"<text text-anchor=\"end\" x=\"{Left - 10}\" y=\"{y + 13}\">{SecurityElement.Escape(row.What)}</text>");
        svg.Append($"<rect class=\"{(row.Share <= 1 ? "met" : "missed")}\" x=\"{Left}\" y=\"{y + 3}\" width=\"{end - Left:0.#}\" height=\"{RowHeight - 7}\" rx=\"2\"/>");
        svg.Append($"<text class=\"light\" x=\"{Math.Max(end, X(1)) + 8:0.#}\" y=\"{y + 13}\">{SecurityElement.Escape(row.Measured)}</text>\n");
    }

    private static double X(double share) => Left + (Math.Log10(share / Least) / Math.Log10(Most / Least) * Width);

    // "1.2 x [1.0 x .. 1.4 x], 20 us" is 1.2 x.
    private static string Short(string measured) => measured.Split('[', ',')[0].Trim();
}

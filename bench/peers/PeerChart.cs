using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Seamline.Bench.Peers;

/// <summary>
/// The comparison as an SVG picture: a column for each codec, a panel of bars for each figure. Transparent, in two colours that
/// the colour-blind tell apart and a grey for text that are all legible on white and on near black; every bar carries its number.
/// </summary>
internal static class PeerChart
{
    private const int LabelWidth = 150;
    private const int BarWidth = 215;
    private const int ValueWidth = 60;
    private const int ColumnWidth = LabelWidth + BarWidth + ValueWidth + 20;
    private const int BarHeight = 18;
    private const int PanelHead = 40;
    private const int PanelFoot = 14;
    private const int Margin = 12;
    private const string Ours = "#1f83c6";
    private const string Theirs = "#d5651a";
    private const string Ink = "#768390";
    private const double LogFrom = 30;

    private static readonly (string Title, string Better, Func<PeerSummary, double?> Value)[] Panels =
    [
        ("Open again, to the first right sound, ms", "shorter is better", s => s.Open?.Median),
        ("Delete ahead of the playhead, to the right sound, ms", "shorter is better", s => s.Ahead?.Median),
        ("Delete under the playhead, to the right sound, ms", "shorter is better", s => s.Under?.Median),
        ("Largest step at that cut, x the recording's own", "1 is no click", s => s.UnderStep),
        ("Edited timeline rendered, x real time", "longer is better", s => s.RealTimes),
        ("Peak memory of the session, MiB", "shorter is better", s => s.Memory?.Most),
    ];

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["seamline"] = "Seamline",
        ["mlt"] = "MLT",
        ["ges"] = "GStreamer GES",
        ["openshot"] = "libopenshot",
        ["ffmpeg"] = "ffmpeg, new graph",
        ["sox"] = "sox, new process",
        ["ffmpeg-decode"] = "ffmpeg, decode only",
    };

    public static string Draw(IReadOnlyDictionary<string, List<PeerSummary>> codecs)
    {
        var columns = codecs.OrderBy(c => c.Key, StringComparer.Ordinal).ToList();
        int rows = columns.Max(c => c.Value.Count);
        int panelHeight = PanelHead + rows * BarHeight + PanelFoot;
        int width = Margin * 2 + ColumnWidth * columns.Count;
        int height = Margin * 2 + panelHeight * Panels.Length;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"{Ink}\" role=\"img\">\n");
        svg.Append("<title>Seamline and its peers on the same media, in one run</title>\n");
        for (int column = 0; column < columns.Count; column++)
        {
            for (int panel = 0; panel < Panels.Length; panel++)
                Panel(svg, Margin + column * ColumnWidth, Margin + panel * panelHeight, columns[column].Key, columns[column].Value, panel);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, int x, int y, string codec, List<PeerSummary> peers, int panel)
    {
        (string title, string better, Func<PeerSummary, double?> value) = Panels[panel];
        double[] known = [.. peers.Select(value).Where(v => v is > 0).Select(v => v!.Value)];
        bool log = known.Length > 0 && known.Max() / known.Min() > LogFrom;
        double low = log ? Math.Pow(10, Math.Floor(Math.Log10(known.Min()))) : 0;
        if (log && known.Min() < low * 1.5) low /= 2; // the least bar is seen too
        double high = known.Length > 0 ? known.Max() : 1;
        Text(svg, x, y + 14, $"{codec}: {title}", "font-weight=\"600\"");
        Text(svg, x, y + 29, log ? $"{better}; logarithmic" : better, "font-size=\"11\"");
        for (int i = 0; i < peers.Count; i++)
        {
            int top = y + PanelHead + i * BarHeight;
            bool ours = peers[i].Peer == "seamline";
            Text(svg, x + LabelWidth - 8, top + 12, Names.GetValueOrDefault(peers[i].Peer, peers[i].Peer), ours ? "text-anchor=\"end\" font-weight=\"700\"" : "text-anchor=\"end\"");
            double share = value(peers[i]) is not { } v ? 0 : log ? Math.Log(Math.Max(v, low) / low) / Math.Log(high / low) : v / high;
            int length = value(peers[i]) is null ? 0 : Math.Max(2, (int)Math.Round(share * BarWidth));
            if (length > 0) svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x + LabelWidth}\" y=\"{top + 1}\" width=\"{length}\" height=\"{BarHeight - 5}\" rx=\"2\" fill=\"{(ours ? Ours : Theirs)}\"/>\n");
            Text(svg, x + LabelWidth + length + 5, top + 12, value(peers[i]) is { } number ? PeerFigure.Short(number) : "n/a", ours ? "font-weight=\"700\"" : "");
        }
    }

    private static void Text(StringBuilder svg, int x, int y, string text, string attributes) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" {attributes}>{WebUtility.HtmlEncode(text)}</text>\n");
}

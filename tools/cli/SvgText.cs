using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Seamline.Cli;

/// <summary>Collects the lines of an SVG; numbers are written with points, text is escaped.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup as it is.</summary>
    public void Line(ref DefaultInterpolatedStringHandler markup) => _text.Append(markup.ToStringAndClear()).Append('\n');

    /// <summary>Adds a text; its base line starts (or ends, or has its middle) at a point.</summary>
    public void Text(string style, double x, double y, string text, string anchor = "start")
        => Line($"""<text class="{style}" x="{x:0.##}" y="{y:0.##}" text-anchor="{anchor}">{Escape(text)}</text>""");

    /// <summary>Text for XML: markup escaped, characters that XML 1.0 does not allow replaced.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // EnumerateRunes has made U+FFFD of halves of surrogate pairs.
            bool allowed = rune.Value is '\t' or '\n' or '\r' or >= 0x20 and not (0xFFFE or 0xFFFF);
            _ = (allowed ? rune.Value : 0xFFFD) switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                int value => escaped.Append(new Rune(value).ToString()),
            };
        }
        return escaped.ToString();
    }

    /// <summary>Cuts a text to at most so many characters, with an ellipsis.</summary>
    public static string Shorten(string text, int characters)
    {
        var info = new StringInfo(text);
        return info.LengthInTextElements <= characters ? text : info.SubstringByTextElements(0, characters - 1) + "…";
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}

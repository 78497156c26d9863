using System;
using System.Globalization;
using System.Text;

namespace Seamline.Cli;

/// <summary>How many columns a text takes in a terminal.</summary>
internal static class TextWidth
{
    /// <summary>Two for wide East Asian characters and pictographs, none for marks that combine, one for the rest.</summary>
    public static int Of(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0) return text.Length;
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += Of(rune);
        return width;
    }

    private static int Of(Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control:
                return 0;
            default:
                // The blocks of Unicode's East Asian Width that are wide throughout.
                bool wide = rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
                    or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60)
                    or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
                return wide ? 2 : 1;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Words of Reaper's lines.</summary>
internal static class ReaperText
{
    private static readonly char[] Quotes = ['"', '\'', '`'];

    /// <summary>Words between blanks; quotes of three kinds keep blanks.</summary>
    public static string[] Words(string line)
    {
        var words = new List<string>();
        for (int i = 0; i < line.Length;)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
                continue;
            }
            bool quoted = Quotes.Contains(line[i]);
            int end = quoted ? line.IndexOf(line[i], i + 1) : line.IndexOfAny([' ', '\t'], i);
            end = end < 0 ? line.Length : end;
            words.Add(line[(quoted ? i + 1 : i)..end]);
            i = end + 1;
        }
        return [.. words];
    }

    /// <summary>A text in quotes that it does not hold.</summary>
    public static string Quoted(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        char quote = Quotes.FirstOrDefault(mark => !line.Contains(mark, StringComparison.Ordinal), '`');
        return quote + line.Replace(quote, '\'') + quote;
    }
}

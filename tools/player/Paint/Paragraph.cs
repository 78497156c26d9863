using System;

namespace Seamline.Ui.Paint;

/// <summary>Text of several lines.</summary>
internal static class Paragraph
{
    /// <summary>Writes words in centred lines of at most a width, from a height on; without a height nothing is written. How many lines.</summary>
    public static int Write(Canvas canvas, string text, Face face, float width, float centerX, float y, float linePixels)
    {
        int start = 0;
        int lines = 0;
        while (start < text.Length)
        {
            int end = text.Length;
            while (end > start && canvas.Measure(text.AsSpan(start, end - start), face) > width)
            {
                int space = text.LastIndexOf(' ', end - 1, end - start);
                if (space <= start) break;
                end = space;
            }

            // A path without a space is cut in the middle of it rather than lost.
            while (end > start + 1 && canvas.Measure(text.AsSpan(start, end - start), face) > width) end--;
            if (!float.IsNaN(y)) canvas.Text(text.AsSpan(start, end - start), centerX, y + (lines * linePixels), face, Theme.Dim, width, Align.Center);
            lines++;
            start = end < text.Length && text[end] == ' ' ? end + 1 : end;
        }

        return lines;
    }
}

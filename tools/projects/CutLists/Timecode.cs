using System;
using System.Globalization;

namespace Seamline.Projects;

/// <summary>SMPTE timecode (ST 12-1): `hh:mm:ss:ff`; in drop-frame counting the numbers 0 and 1 are left out in each minute but every tenth.</summary>
internal static class Timecode
{
    /// <summary>Whether a rate can be counted with dropped numbers: 30000/1001 and its double.</summary>
    public static bool CanDrop(FrameRate rate) => rate.Denominator == 1_001 && rate.Numerator is 30_000 or 60_000;

    /// <summary>Counts the frames of a timecode; null where it is none, or is a number that drop-frame counting leaves out.</summary>
    public static long? Parse(string text, FrameRate rate, bool drop)
    {
        string[] parts = text.Split(':', ';', '.', ',');
        if (parts.Length != 4)
            return null;
        Span<int> numbers = stackalloc int[4];
        for (int i = 0; i < 4; i++)
        {
            if (parts[i].Length is < 1 or > 3 || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }
        (int hours, int minutes, int seconds, int frames) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        if (minutes >= 60 || seconds >= 60 || frames >= rate.Nominal)
            return null;
        long count = ((((hours * 60L) + minutes) * 60) + seconds) * rate.Nominal + frames;
        if (!drop)
            return count;
        int dropped = rate.Nominal / 15;
        if (seconds == 0 && frames < dropped && minutes % 10 != 0)
            return null;
        long total = (hours * 60L) + minutes;
        return count - (dropped * (total - (total / 10)));
    }

    /// <summary>The timecode of a frame, without dropped numbers.</summary>
    public static string Format(long frame, FrameRate rate)
    {
        long seconds = frame / rate.Nominal;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}:{frame % rate.Nominal:00}");
    }
}

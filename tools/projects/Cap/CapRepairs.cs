using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Seamline.Projects;

/// <summary>
/// How far a recorder trimmed the start of a track by mistake, which moves the track back: from the track's own summary, else, for recordings
/// that were made before there was one, from the lines of recording-logs.log. A log that is not there or cannot be read repairs nothing, as in Cap.
/// </summary>
/// <param name="folder">The recording.</param>
internal sealed class CapRepairs(string folder)
{
    /// <summary>The name of the log.</summary>
    public const string LogName = "recording-logs.log";

    private const int LeastDrops = 3;
    private const int StartFrames = 3; // a frame with a lower number belongs to the start
    private const double LeastMilliseconds = 100;
    private const double MostMilliseconds = 2_000;
    private const long MostLogBytes = 64 << 20;
    private const string Dropped = "Dropping overlapping audio frame";
    private const string Trimmed = "Trimmed overlapping audio frame";

    private Dictionary<(int Clip, bool IsMic), Overlap>? _logged;

    private readonly record struct Overlap(double Total, double AtStart, double Drops, double DropsAtStart);

    /// <summary>Seconds to add to a track's offset: never above 0.</summary>
    /// <param name="clip">The clip's index.</param>
    /// <param name="isMic">The microphone, else the system's audio.</param>
    /// <param name="summary">The track's gap_summary, or null.</param>
    /// <param name="place">For sentences.</param>
    public double Seconds(int clip, bool isMic, JsonObject? summary, Place place)
    {
        double Number(string key) => summary is null ? 0 : Json.Number(summary, key, place) ?? 0;
        var own = new Overlap(Number("total_overlap_trimmed_ms"), Number("startup_overlap_trimmed_ms"), Number("overlap_dropped_frames"), Number("startup_overlap_drops"));
        double seconds = Seconds(own);
        // A summary that knows of overlaps, and of none at the start, was written before it could say which.
        bool asksLog = seconds == 0 && (summary is null || (own.AtStart == 0 && own.Total > 0));
        return asksLog && (_logged ??= Logged()).TryGetValue((clip, isMic), out Overlap logged) ? Seconds(logged) : seconds;
    }

    private static double Seconds(Overlap overlap)
        => overlap.DropsAtStart >= LeastDrops && overlap.Drops >= LeastDrops && overlap.AtStart is >= LeastMilliseconds and <= MostMilliseconds ? -overlap.AtStart / 1_000 : 0;

    private Dictionary<(int Clip, bool IsMic), Overlap> Logged()
    {
        var found = new Dictionary<(int Clip, bool IsMic), Overlap>();
        string path = Path.Combine(folder, LogName);
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > MostLogBytes)
                return found;
            foreach (string line in File.ReadLines(path))
            {
                bool isDrop = line.Contains(Dropped, StringComparison.Ordinal);
                bool isMic = line.Contains(":mic-out:", StringComparison.Ordinal);
                if ((!isDrop && !line.Contains(Trimmed, StringComparison.Ordinal)) || (!isMic && !line.Contains(":system-audio-out:", StringComparison.Ordinal))
                    || Field(line, "segment{index=") is not { } clip || Field(line, "overlap_ms=") is not { } milliseconds || Field(line, "frame_count=") is not { } frame)
                    continue;
                Overlap sum = found.GetValueOrDefault((clip, isMic));
                int start = frame < StartFrames ? 1 : 0;
                int drop = isDrop ? 1 : 0;
                found[(clip, isMic)] = new Overlap(sum.Total + milliseconds, sum.AtStart + (start * milliseconds), sum.Drops + drop, sum.DropsAtStart + (start * drop));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
        return found;
    }

    private static int? Field(string line, string name)
    {
        int at = line.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
            return null;
        ReadOnlySpan<char> digits = line.AsSpan(at + name.Length);
        int length = 0;
        while (length < digits.Length && char.IsAsciiDigit(digits[length]))
            length++;
        return int.TryParse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }
}

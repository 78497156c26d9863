using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Where a stream begins on its file's clock. A sound that starts later than the picture beside it, or than another
/// microphone, has silence before it, so that what was recorded together stays together. Alone in a file it starts at
/// once, whatever its first time stamp.
/// </summary>
internal static unsafe class StreamStart
{
    private const double LongestSeconds = 24 * 3_600; // beyond it is no start but a clock

    /// <summary>Silence before the stream's first sample, frames at its own rate.</summary>
    public static long LeadFrames(AVFormatContext* format, AVStream* stream)
    {
        double? own = Seconds(stream);
        if (own is not { } start) return 0;
        double earliest = start;
        for (int i = 0; i < format->nb_streams; i++)
        {
            AVStream* other = format->streams[i];

            // Pictures of the cover, titles and chapters have no part in the clock.
            if (other->codecpar->codec_type is not (AVMediaType.AVMEDIA_TYPE_AUDIO or AVMediaType.AVMEDIA_TYPE_VIDEO)) continue;
            if ((other->disposition & ffmpeg.AV_DISPOSITION_ATTACHED_PIC) != 0) continue;
            if (Seconds(other) is { } seconds) earliest = Math.Min(earliest, seconds);
        }

        double lead = start - earliest;
        double longest = format->duration > 0 ? Math.Min(LongestSeconds, format->duration / (double)ffmpeg.AV_TIME_BASE) : LongestSeconds;
        return lead <= longest ? (long)Math.Round(lead * stream->codecpar->sample_rate, MidpointRounding.AwayFromZero) : 0;
    }

    private static double? Seconds(AVStream* stream)
    {
        AVRational tick = stream->time_base;
        return stream->start_time == ffmpeg.AV_NOPTS_VALUE || tick.den <= 0 ? null : stream->start_time * ((double)tick.num / tick.den);
    }
}

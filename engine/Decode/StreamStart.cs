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
    /// <param name="media">Open at the stream; reopened where its first packet had to be looked for.</param>
    public static long LeadFrames(MediaContext media)
    {
        AVFormatContext* format = media.Format;
        int chosen = media.Stream->index;
        double earliest = double.PositiveInfinity;
        for (int i = 0; i < format->nb_streams; i++)
        {
            AVStream* other = format->streams[i];

            // Pictures of the cover, titles and chapters have no part in the clock.
            if (i == chosen || other->codecpar->codec_type is not (AVMediaType.AVMEDIA_TYPE_AUDIO or AVMediaType.AVMEDIA_TYPE_VIDEO)) continue;
            if ((other->disposition & ffmpeg.AV_DISPOSITION_ATTACHED_PIC) != 0) continue;
            if (other->start_time != ffmpeg.AV_NOPTS_VALUE) earliest = Math.Min(earliest, Seconds(other, other->start_time));
        }

        if (double.IsInfinity(earliest)) return 0;

        // Time stamps below 0 are an encoder's delay, not a time.
        double lead = StartSeconds(media, earliest) - Math.Max(0, earliest);
        return lead is > 0 and <= LongestSeconds
            ? (long)Math.Round(lead * media.Stream->codecpar->sample_rate, MidpointRounding.AwayFromZero) : 0;
    }

    // For a stream that begins after the part that FFmpeg reads when it opens a file (5 s) it gives the file's start, or none. So
    // where both are the same, the first packet decides; except in mp4, whose start is in its header. It takes 1 ms.
    private static double StartSeconds(MediaContext media, double earliest)
    {
        long start = media.Stream->start_time;
        bool isStated = start != ffmpeg.AV_NOPTS_VALUE && Seconds(media.Stream, start) > earliest;
        if (!isStated && !MediaNames.Text(media.Format->iformat->name).StartsWith("mov,", StringComparison.Ordinal))
        {
            AVPacket* packet = ffmpeg.av_packet_alloc();
            start = media.ReadFirst(packet) < 0 ? ffmpeg.AV_NOPTS_VALUE : packet->pts;
            ffmpeg.av_packet_free(&packet);
        }

        if (start == ffmpeg.AV_NOPTS_VALUE) return 0;
        AVCodecParameters* par = media.Stream->codecpar;

        // In Matroska the time is that of the packet, of which Opus skips the beginning.
        bool skips = par->codec_id == AVCodecID.AV_CODEC_ID_OPUS && MediaNames.Text(media.Format->iformat->name).StartsWith("matroska", StringComparison.Ordinal);
        return Seconds(media.Stream, start) + (skips && par->sample_rate > 0 ? par->initial_padding / (double)par->sample_rate : 0);
    }

    private static double Seconds(AVStream* stream, long ticks)
    {
        AVRational tick = stream->time_base;
        return tick.den <= 0 ? 0 : ticks * ((double)tick.num / tick.den);
    }
}

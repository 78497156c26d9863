using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using FFmpeg.AutoGen;
using Seamline.Decode;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Interop;

public sealed unsafe class FFmpegBindingTests
{
    [Fact]
    public void Every_import_resolves()
    {
        Type[] groups = [.. typeof(ffmpeg).GetNestedTypes(BindingFlags.NonPublic).Where(t => t.Name.EndsWith("_imports", StringComparison.Ordinal))];
        Assert.Equal(4, groups.Length);
        foreach (Type group in groups) RuntimeHelpers.RunClassConstructor(group.TypeHandle); // throws when one is missing
    }

    [Fact]
    public void The_set_found_is_of_one_major()
    {
        var map = ffmpeg.LibraryVersionMap;
        Assert.Equal(map["avformat"], (int)(ffmpeg.avformat_version() >> 16));
        Assert.Equal(map["avcodec"], (int)(ffmpeg.avcodec_version() >> 16));
        Assert.Equal(map["avutil"], (int)(ffmpeg.avutil_version() >> 16));
        Assert.Equal(map["swresample"], (int)(ffmpeg.swresample_version() >> 16));
        Assert.Contains(map["avformat"], (int[])[59, 60, 61]);
        Assert.True(FFmpegLibraries.Available);
    }

    // Every field that moves between majors, read on real media: a wrong offset cannot give these values.
    [Fact]
    public void Moving_fields_read_what_the_file_says()
    {
        AVFormatContext* format = null;
        Assert.Equal(0, ffmpeg.avformat_open_input(&format, MediaFixtures.Path("aac-video.mp4"), null, null));
        Assert.True(ffmpeg.avformat_find_stream_info(format, null) >= 0);
        int audio = ffmpeg.av_find_best_stream(format, AVMediaType.AVMEDIA_TYPE_AUDIO, -1, -1, null, 0);
        Assert.Equal(2u, format->nb_streams);
        Assert.InRange(format->duration, 35_900_000, 36_100_000);
        Assert.True(format->bit_rate > 10_000);
        Assert.Equal(0, format->flags & 0x80);
        Assert.Equal(0, format->interrupt_callback.callback.Pointer); // FFmpeg's own, and it has none

        AVStream* stream = format->streams[audio];
        Assert.Equal(audio, stream->index);
        Assert.Equal(1, stream->time_base.num);
        Assert.Equal(48_000, stream->time_base.den);
        Assert.Equal(0, stream->start_time);
        Assert.InRange(stream->duration, 35.9 * 48_000, 36.1 * 48_000);
        Assert.InRange(stream->nb_frames, 1_680, 1_700);
        Assert.Equal(stream->nb_frames, ffmpeg.avformat_index_get_entries_count(stream));
        Assert.Equal(AVDiscard.AVDISCARD_DEFAULT, stream->discard);
        stream->discard = AVDiscard.AVDISCARD_ALL;
        Assert.Equal(AVDiscard.AVDISCARD_ALL, stream->discard);
        stream->discard = AVDiscard.AVDISCARD_DEFAULT;

        AVCodecParameters* par = stream->codecpar;
        AVChannelLayout layout = par->ch_layout;
        Assert.Equal(AVCodecID.AV_CODEC_ID_AAC, par->codec_id);
        Assert.Equal(AVSampleFormat.AV_SAMPLE_FMT_FLTP, (AVSampleFormat)par->format);
        Assert.Equal(48_000, par->sample_rate);
        Assert.Equal(2, layout.nb_channels);
        Assert.Equal(3ul, layout.u.mask);
        Assert.Equal(1_024, par->frame_size);
        Assert.True(par->bit_rate > 10_000);
        DecodeOne(format, stream);
        ffmpeg.avformat_close_input(&format);
        Assert.True(format is null);
    }

    private static void DecodeOne(AVFormatContext* format, AVStream* stream)
    {
        AVCodec* codec = ffmpeg.avcodec_find_decoder(stream->codecpar->codec_id);
        AVCodecContext* context = ffmpeg.avcodec_alloc_context3(codec);
        Assert.Equal(0, ffmpeg.avcodec_parameters_to_context(context, stream->codecpar));
        context->pkt_timebase = stream->time_base;
        Assert.Equal(48_000, context->pkt_timebase.den);
        context->thread_count = 1;
        Assert.Equal(0, ffmpeg.avcodec_open2(context, codec, null));
        Assert.Equal(48_000, context->sample_rate);
        Assert.Equal(AVSampleFormat.AV_SAMPLE_FMT_FLTP, context->sample_fmt);
        AVChannelLayout layout = context->ch_layout;
        Assert.Equal(2, layout.nb_channels);

        AVPacket* packet = ffmpeg.av_packet_alloc();
        AVFrame* frame = ffmpeg.av_frame_alloc();
        int received = -1;
        while (received < 0 && ffmpeg.av_read_frame(format, packet) == 0)
        {
            if (packet->stream_index == stream->index && ffmpeg.avcodec_send_packet(context, packet) == 0)
            {
                received = ffmpeg.avcodec_receive_frame(context, frame);
            }

            ffmpeg.av_packet_unref(packet);
        }

        Assert.Equal(0, received);
        Assert.Equal(1_024, frame->nb_samples);
        Assert.Equal(0, frame->pts);
        Assert.Equal(0, frame->best_effort_timestamp);
        Assert.Equal(48_000, frame->sample_rate);
        AVChannelLayout frameLayout = frame->ch_layout;
        Assert.Equal(2, frameLayout.nb_channels);
        Assert.True(frame->extended_data[0] is not null && frame->extended_data[1] is not null);
        ffmpeg.av_frame_free(&frame);
        ffmpeg.av_packet_free(&packet);
        ffmpeg.avcodec_free_context(&context);
    }
}

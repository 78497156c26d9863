using System.Runtime.InteropServices;

namespace FFmpeg.AutoGen;

// libavformat: what the engine calls of it. Strings travel as UTF-8 in native memory, so no call allocates on the GC heap.
public static unsafe partial class ffmpeg
{
    public static AVFormatContext* avformat_alloc_context()
        => avformat_imports.avformat_alloc_context();

    public static int avformat_open_input(AVFormatContext** ps, string url, AVInputFormat* fmt, AVDictionary** options)
    {
        byte* urlUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(url);
        int result = avformat_imports.avformat_open_input(ps, urlUtf8, fmt, options);
        Marshal.FreeCoTaskMem((nint)urlUtf8);
        return result;
    }

    public static AVInputFormat* av_find_input_format(string short_name)
    {
        byte* nameUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(short_name);
        AVInputFormat* result = avformat_imports.av_find_input_format(nameUtf8);
        Marshal.FreeCoTaskMem((nint)nameUtf8);
        return result;
    }

    public static int av_probe_input_buffer2(AVIOContext* pb, AVInputFormat** fmt, string url, void* logctx, uint offset, uint max_probe_size)
    {
        byte* urlUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(url);
        int result = avformat_imports.av_probe_input_buffer2(pb, fmt, urlUtf8, logctx, offset, max_probe_size);
        Marshal.FreeCoTaskMem((nint)urlUtf8);
        return result;
    }

    public static int avformat_find_stream_info(AVFormatContext* ic, AVDictionary** options)
        => avformat_imports.avformat_find_stream_info(ic, options);

    public static void avformat_close_input(AVFormatContext** s)
        => avformat_imports.avformat_close_input(s);

    public static int av_find_best_stream(
        AVFormatContext* ic,
        AVMediaType type,
        int wanted_stream_nb,
        int related_stream,
        AVCodec** decoder_ret,
        int flags)
        => avformat_imports.av_find_best_stream(ic, type, wanted_stream_nb, related_stream, decoder_ret, flags);

    public static int av_read_frame(AVFormatContext* s, AVPacket* pkt)
        => avformat_imports.av_read_frame(s, pkt);

    public static int av_seek_frame(AVFormatContext* s, int stream_index, long timestamp, int flags)
        => avformat_imports.av_seek_frame(s, stream_index, timestamp, flags);

    public static int avformat_seek_file(AVFormatContext* s, int stream_index, long min_ts, long ts, long max_ts, int flags)
        => avformat_imports.avformat_seek_file(s, stream_index, min_ts, ts, max_ts, flags);

    public static int av_add_index_entry(AVStream* st, long pos, long timestamp, int size, int distance, int flags)
        => avformat_imports.av_add_index_entry(st, pos, timestamp, size, distance, flags);

    public static int avformat_index_get_entries_count(AVStream* st)
        => avformat_imports.avformat_index_get_entries_count(st);

    public static uint avformat_version()
        => avformat_imports.avformat_version();

    public static AVStream* avformat_new_stream(AVFormatContext* s, AVCodec* c)
        => avformat_imports.avformat_new_stream(s, c);

    public static int avformat_write_header(AVFormatContext* s, AVDictionary** options)
        => avformat_imports.avformat_write_header(s, options);

    public static int av_interleaved_write_frame(AVFormatContext* s, AVPacket* pkt)
        => avformat_imports.av_interleaved_write_frame(s, pkt);

    public static int av_write_trailer(AVFormatContext* s)
        => avformat_imports.av_write_trailer(s);

    public static void avformat_free_context(AVFormatContext* s)
        => avformat_imports.avformat_free_context(s);

    public static void avio_context_free(AVIOContext** s)
        => avformat_imports.avio_context_free(s);

    public static void avio_flush(AVIOContext* s)
        => avformat_imports.avio_flush(s);

    public static int avformat_alloc_output_context2(AVFormatContext** ctx, AVOutputFormat* oformat, string format_name, string filename)
    {
        byte* nameUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(format_name);
        byte* fileUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(filename);
        int result = avformat_imports.avformat_alloc_output_context2(ctx, oformat, nameUtf8, fileUtf8);
        Marshal.FreeCoTaskMem((nint)nameUtf8);
        Marshal.FreeCoTaskMem((nint)fileUtf8);
        return result;
    }

    public static AVIOContext* avio_alloc_context(
        byte* buffer,
        int buffer_size,
        int write_flag,
        void* opaque,
        avio_alloc_context_read_packet_func read_packet,
        avio_alloc_context_write_packet_func write_packet,
        avio_alloc_context_seek_func seek)
        => avformat_imports.avio_alloc_context(buffer, buffer_size, write_flag, opaque, read_packet.Pointer, write_packet.Pointer, seek.Pointer);

    private static class avformat_imports
    {
        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*> avformat_alloc_context =
            (delegate* unmanaged[Cdecl]<AVFormatContext*>)Loader.Resolve("avformat", "avformat_alloc_context");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext**, byte*, AVInputFormat*, AVDictionary**, int> avformat_open_input =
            (delegate* unmanaged[Cdecl]<AVFormatContext**, byte*, AVInputFormat*, AVDictionary**, int>)Loader.Resolve("avformat", "avformat_open_input");

        internal static readonly delegate* unmanaged[Cdecl]<byte*, AVInputFormat*> av_find_input_format =
            (delegate* unmanaged[Cdecl]<byte*, AVInputFormat*>)Loader.Resolve("avformat", "av_find_input_format");

        internal static readonly delegate* unmanaged[Cdecl]<AVIOContext*, AVInputFormat**, byte*, void*, uint, uint, int> av_probe_input_buffer2 =
            (delegate* unmanaged[Cdecl]<AVIOContext*, AVInputFormat**, byte*, void*, uint, uint, int>)Loader.Resolve("avformat", "av_probe_input_buffer2");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, AVDictionary**, int> avformat_find_stream_info =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, AVDictionary**, int>)Loader.Resolve("avformat", "avformat_find_stream_info");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext**, void> avformat_close_input =
            (delegate* unmanaged[Cdecl]<AVFormatContext**, void>)Loader.Resolve("avformat", "avformat_close_input");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, AVMediaType, int, int, AVCodec**, int, int> av_find_best_stream =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, AVMediaType, int, int, AVCodec**, int, int>)Loader.Resolve("avformat", "av_find_best_stream");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, AVPacket*, int> av_read_frame =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, AVPacket*, int>)Loader.Resolve("avformat", "av_read_frame");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, int, long, int, int> av_seek_frame =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, int, long, int, int>)Loader.Resolve("avformat", "av_seek_frame");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, int, long, long, long, int, int> avformat_seek_file =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, int, long, long, long, int, int>)Loader.Resolve("avformat", "avformat_seek_file");

        internal static readonly delegate* unmanaged[Cdecl]<AVStream*, long, long, int, int, int, int> av_add_index_entry =
            (delegate* unmanaged[Cdecl]<AVStream*, long, long, int, int, int, int>)Loader.Resolve("avformat", "av_add_index_entry");

        internal static readonly delegate* unmanaged[Cdecl]<AVStream*, int> avformat_index_get_entries_count =
            (delegate* unmanaged[Cdecl]<AVStream*, int>)Loader.Resolve("avformat", "avformat_index_get_entries_count");

        internal static readonly delegate* unmanaged[Cdecl]<uint> avformat_version =
            (delegate* unmanaged[Cdecl]<uint>)Loader.Resolve("avformat", "avformat_version");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, AVCodec*, AVStream*> avformat_new_stream =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, AVCodec*, AVStream*>)Loader.Resolve("avformat", "avformat_new_stream");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, AVDictionary**, int> avformat_write_header =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, AVDictionary**, int>)Loader.Resolve("avformat", "avformat_write_header");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, AVPacket*, int> av_interleaved_write_frame =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, AVPacket*, int>)Loader.Resolve("avformat", "av_interleaved_write_frame");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, int> av_write_trailer =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, int>)Loader.Resolve("avformat", "av_write_trailer");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext*, void> avformat_free_context =
            (delegate* unmanaged[Cdecl]<AVFormatContext*, void>)Loader.Resolve("avformat", "avformat_free_context");

        internal static readonly delegate* unmanaged[Cdecl]<AVIOContext**, void> avio_context_free =
            (delegate* unmanaged[Cdecl]<AVIOContext**, void>)Loader.Resolve("avformat", "avio_context_free");

        internal static readonly delegate* unmanaged[Cdecl]<AVIOContext*, void> avio_flush =
            (delegate* unmanaged[Cdecl]<AVIOContext*, void>)Loader.Resolve("avformat", "avio_flush");

        internal static readonly delegate* unmanaged[Cdecl]<AVFormatContext**, AVOutputFormat*, byte*, byte*, int> avformat_alloc_output_context2 =
            (delegate* unmanaged[Cdecl]<AVFormatContext**, AVOutputFormat*, byte*, byte*, int>)Loader.Resolve("avformat", "avformat_alloc_output_context2");

        internal static readonly delegate* unmanaged[Cdecl]<byte*, int, int, void*, nint, nint, nint, AVIOContext*> avio_alloc_context =
            (delegate* unmanaged[Cdecl]<byte*, int, int, void*, nint, nint, nint, AVIOContext*>)Loader.Resolve("avformat", "avio_alloc_context");
    }
}

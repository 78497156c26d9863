using System.Runtime.InteropServices;

namespace FFmpeg.AutoGen;

// libavcodec: what the engine calls of it. Strings travel as UTF-8 in native memory, so no call allocates on the GC heap.
public static unsafe partial class ffmpeg
{
    public static AVCodec* avcodec_find_decoder(AVCodecID id)
        => avcodec_imports.avcodec_find_decoder(id);

    public static AVCodec* avcodec_find_decoder_by_name(string name)
    {
        byte* nameUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        AVCodec* result = avcodec_imports.avcodec_find_decoder_by_name(nameUtf8);
        Marshal.FreeCoTaskMem((nint)nameUtf8);
        return result;
    }

    public static AVCodecContext* avcodec_alloc_context3(AVCodec* codec)
        => avcodec_imports.avcodec_alloc_context3(codec);

    public static void avcodec_free_context(AVCodecContext** avctx)
        => avcodec_imports.avcodec_free_context(avctx);

    public static int avcodec_parameters_to_context(AVCodecContext* codec, AVCodecParameters* par)
        => avcodec_imports.avcodec_parameters_to_context(codec, par);

    public static AVCodecParameters* avcodec_parameters_alloc()
        => avcodec_imports.avcodec_parameters_alloc();

    public static void avcodec_parameters_free(AVCodecParameters** par)
        => avcodec_imports.avcodec_parameters_free(par);

    public static int avcodec_parameters_copy(AVCodecParameters* dst, AVCodecParameters* src)
        => avcodec_imports.avcodec_parameters_copy(dst, src);

    public static int avcodec_open2(AVCodecContext* avctx, AVCodec* codec, AVDictionary** options)
        => avcodec_imports.avcodec_open2(avctx, codec, options);

    public static int avcodec_send_packet(AVCodecContext* avctx, AVPacket* avpkt)
        => avcodec_imports.avcodec_send_packet(avctx, avpkt);

    public static int avcodec_receive_frame(AVCodecContext* avctx, AVFrame* frame)
        => avcodec_imports.avcodec_receive_frame(avctx, frame);

    public static void avcodec_flush_buffers(AVCodecContext* avctx)
        => avcodec_imports.avcodec_flush_buffers(avctx);

    public static int av_get_bits_per_sample(AVCodecID codec_id)
        => avcodec_imports.av_get_bits_per_sample(codec_id);

    public static AVPacket* av_packet_alloc()
        => avcodec_imports.av_packet_alloc();

    public static void av_packet_free(AVPacket** pkt)
        => avcodec_imports.av_packet_free(pkt);

    public static void av_packet_unref(AVPacket* pkt)
        => avcodec_imports.av_packet_unref(pkt);

    public static int av_packet_ref(AVPacket* dst, AVPacket* src)
        => avcodec_imports.av_packet_ref(dst, src);

    public static void av_packet_move_ref(AVPacket* dst, AVPacket* src)
        => avcodec_imports.av_packet_move_ref(dst, src);

    public static byte* av_packet_get_side_data(AVPacket* pkt, AVPacketSideDataType type, ulong* size)
        => avcodec_imports.av_packet_get_side_data(pkt, type, size);

    public static byte* av_packet_new_side_data(AVPacket* pkt, AVPacketSideDataType type, ulong size)
        => avcodec_imports.av_packet_new_side_data(pkt, type, size);

    public static string avcodec_get_name(AVCodecID id)
        => Marshal.PtrToStringUTF8((nint)avcodec_imports.avcodec_get_name(id)) ?? "";

    public static uint avcodec_version()
        => avcodec_imports.avcodec_version();

    public static int avcodec_send_frame(AVCodecContext* avctx, AVFrame* frame)
        => avcodec_imports.avcodec_send_frame(avctx, frame);

    public static int avcodec_receive_packet(AVCodecContext* avctx, AVPacket* avpkt)
        => avcodec_imports.avcodec_receive_packet(avctx, avpkt);

    public static int avcodec_parameters_from_context(AVCodecParameters* par, AVCodecContext* codec)
        => avcodec_imports.avcodec_parameters_from_context(par, codec);

    public static void av_packet_rescale_ts(AVPacket* pkt, AVRational tb_src, AVRational tb_dst)
        => avcodec_imports.av_packet_rescale_ts(pkt, tb_src, tb_dst);

    public static AVCodec* avcodec_find_encoder_by_name(string name)
    {
        byte* nameUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        AVCodec* result = avcodec_imports.avcodec_find_encoder_by_name(nameUtf8);
        Marshal.FreeCoTaskMem((nint)nameUtf8);
        return result;
    }

    private static class avcodec_imports
    {
        internal static readonly delegate* unmanaged[Cdecl]<AVCodecID, AVCodec*> avcodec_find_decoder =
            (delegate* unmanaged[Cdecl]<AVCodecID, AVCodec*>)Loader.Resolve("avcodec", "avcodec_find_decoder");

        internal static readonly delegate* unmanaged[Cdecl]<byte*, AVCodec*> avcodec_find_decoder_by_name =
            (delegate* unmanaged[Cdecl]<byte*, AVCodec*>)Loader.Resolve("avcodec", "avcodec_find_decoder_by_name");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodec*, AVCodecContext*> avcodec_alloc_context3 =
            (delegate* unmanaged[Cdecl]<AVCodec*, AVCodecContext*>)Loader.Resolve("avcodec", "avcodec_alloc_context3");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecContext**, void> avcodec_free_context =
            (delegate* unmanaged[Cdecl]<AVCodecContext**, void>)Loader.Resolve("avcodec", "avcodec_free_context");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecContext*, AVCodecParameters*, int> avcodec_parameters_to_context =
            (delegate* unmanaged[Cdecl]<AVCodecContext*, AVCodecParameters*, int>)Loader.Resolve("avcodec", "avcodec_parameters_to_context");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecParameters*> avcodec_parameters_alloc =
            (delegate* unmanaged[Cdecl]<AVCodecParameters*>)Loader.Resolve("avcodec", "avcodec_parameters_alloc");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecParameters**, void> avcodec_parameters_free =
            (delegate* unmanaged[Cdecl]<AVCodecParameters**, void>)Loader.Resolve("avcodec", "avcodec_parameters_free");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecParameters*, AVCodecParameters*, int> avcodec_parameters_copy =
            (delegate* unmanaged[Cdecl]<AVCodecParameters*, AVCodecParameters*, int>)Loader.Resolve("avcodec", "avcodec_parameters_copy");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecContext*, AVCodec*, AVDictionary**, int> avcodec_open2 =
            (delegate* unmanaged[Cdecl]<AVCodecContext*, AVCodec*, AVDictionary**, int>)Loader.Resolve("avcodec", "avcodec_open2");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecContext*, AVPacket*, int> avcodec_send_packet =
            (delegate* unmanaged[Cdecl]<AVCodecContext*, AVPacket*, int>)Loader.Resolve("avcodec", "avcodec_send_packet");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecContext*, AVFrame*, int> avcodec_receive_frame =
            (delegate* unmanaged[Cdecl]<AVCodecContext*, AVFrame*, int>)Loader.Resolve("avcodec", "avcodec_receive_frame");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecContext*, void> avcodec_flush_buffers =
            (delegate* unmanaged[Cdecl]<AVCodecContext*, void>)Loader.Resolve("avcodec", "avcodec_flush_buffers");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecID, int> av_get_bits_per_sample =
            (delegate* unmanaged[Cdecl]<AVCodecID, int>)Loader.Resolve("avcodec", "av_get_bits_per_sample");

        internal static readonly delegate* unmanaged[Cdecl]<AVPacket*> av_packet_alloc =
            (delegate* unmanaged[Cdecl]<AVPacket*>)Loader.Resolve("avcodec", "av_packet_alloc");

        internal static readonly delegate* unmanaged[Cdecl]<AVPacket**, void> av_packet_free =
            (delegate* unmanaged[Cdecl]<AVPacket**, void>)Loader.Resolve("avcodec", "av_packet_free");

        internal static readonly delegate* unmanaged[Cdecl]<AVPacket*, void> av_packet_unref =
            (delegate* unmanaged[Cdecl]<AVPacket*, void>)Loader.Resolve("avcodec", "av_packet_unref");

        internal static readonly delegate* unmanaged[Cdecl]<AVPacket*, AVPacket*, int> av_packet_ref =
            (delegate* unmanaged[Cdecl]<AVPacket*, AVPacket*, int>)Loader.Resolve("avcodec", "av_packet_ref");

        internal static readonly delegate* unmanaged[Cdecl]<AVPacket*, AVPacket*, void> av_packet_move_ref =
            (delegate* unmanaged[Cdecl]<AVPacket*, AVPacket*, void>)Loader.Resolve("avcodec", "av_packet_move_ref");

        internal static readonly delegate* unmanaged[Cdecl]<AVPacket*, AVPacketSideDataType, ulong*, byte*> av_packet_get_side_data =
            (delegate* unmanaged[Cdecl]<AVPacket*, AVPacketSideDataType, ulong*, byte*>)Loader.Resolve("avcodec", "av_packet_get_side_data");

        internal static readonly delegate* unmanaged[Cdecl]<AVPacket*, AVPacketSideDataType, ulong, byte*> av_packet_new_side_data =
            (delegate* unmanaged[Cdecl]<AVPacket*, AVPacketSideDataType, ulong, byte*>)Loader.Resolve("avcodec", "av_packet_new_side_data");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecID, byte*> avcodec_get_name =
            (delegate* unmanaged[Cdecl]<AVCodecID, byte*>)Loader.Resolve("avcodec", "avcodec_get_name");

        internal static readonly delegate* unmanaged[Cdecl]<uint> avcodec_version =
            (delegate* unmanaged[Cdecl]<uint>)Loader.Resolve("avcodec", "avcodec_version");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecContext*, AVFrame*, int> avcodec_send_frame =
            (delegate* unmanaged[Cdecl]<AVCodecContext*, AVFrame*, int>)Loader.Resolve("avcodec", "avcodec_send_frame");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecContext*, AVPacket*, int> avcodec_receive_packet =
            (delegate* unmanaged[Cdecl]<AVCodecContext*, AVPacket*, int>)Loader.Resolve("avcodec", "avcodec_receive_packet");

        internal static readonly delegate* unmanaged[Cdecl]<AVCodecParameters*, AVCodecContext*, int> avcodec_parameters_from_context =
            (delegate* unmanaged[Cdecl]<AVCodecParameters*, AVCodecContext*, int>)Loader.Resolve("avcodec", "avcodec_parameters_from_context");

        internal static readonly delegate* unmanaged[Cdecl]<AVPacket*, AVRational, AVRational, void> av_packet_rescale_ts =
            (delegate* unmanaged[Cdecl]<AVPacket*, AVRational, AVRational, void>)Loader.Resolve("avcodec", "av_packet_rescale_ts");

        internal static readonly delegate* unmanaged[Cdecl]<byte*, AVCodec*> avcodec_find_encoder_by_name =
            (delegate* unmanaged[Cdecl]<byte*, AVCodec*>)Loader.Resolve("avcodec", "avcodec_find_encoder_by_name");
    }
}

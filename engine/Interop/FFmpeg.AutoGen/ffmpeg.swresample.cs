namespace FFmpeg.AutoGen;

// libswresample: what the engine calls of it. Strings travel as UTF-8 in native memory, so no call allocates on the GC heap.
public static unsafe partial class ffmpeg
{
    public static int swr_alloc_set_opts2(
        SwrContext** ps,
        AVChannelLayout* out_ch_layout,
        AVSampleFormat out_sample_fmt,
        int out_sample_rate,
        AVChannelLayout* in_ch_layout,
        AVSampleFormat in_sample_fmt,
        int in_sample_rate,
        int log_offset,
        void* log_ctx)
        => swresample_imports.swr_alloc_set_opts2(ps, out_ch_layout, out_sample_fmt, out_sample_rate, in_ch_layout, in_sample_fmt, in_sample_rate, log_offset, log_ctx);

    public static int swr_init(SwrContext* s)
        => swresample_imports.swr_init(s);

    public static void swr_close(SwrContext* s)
        => swresample_imports.swr_close(s);

    public static void swr_free(SwrContext** s)
        => swresample_imports.swr_free(s);

    public static int swr_convert(SwrContext* s, byte** @out, int out_count, byte** @in, int in_count)
        => swresample_imports.swr_convert(s, @out, out_count, @in, in_count);

    public static long swr_get_delay(SwrContext* s, long @base)
        => swresample_imports.swr_get_delay(s, @base);

    public static uint swresample_version()
        => swresample_imports.swresample_version();

    private static class swresample_imports
    {
        internal static readonly delegate* unmanaged[Cdecl]<SwrContext**, AVChannelLayout*, AVSampleFormat, int, AVChannelLayout*, AVSampleFormat, int, int, void*, int> swr_alloc_set_opts2 =
            (delegate* unmanaged[Cdecl]<SwrContext**, AVChannelLayout*, AVSampleFormat, int, AVChannelLayout*, AVSampleFormat, int, int, void*, int>)Loader.Resolve("swresample", "swr_alloc_set_opts2");

        internal static readonly delegate* unmanaged[Cdecl]<SwrContext*, int> swr_init =
            (delegate* unmanaged[Cdecl]<SwrContext*, int>)Loader.Resolve("swresample", "swr_init");

        internal static readonly delegate* unmanaged[Cdecl]<SwrContext*, void> swr_close =
            (delegate* unmanaged[Cdecl]<SwrContext*, void>)Loader.Resolve("swresample", "swr_close");

        internal static readonly delegate* unmanaged[Cdecl]<SwrContext**, void> swr_free =
            (delegate* unmanaged[Cdecl]<SwrContext**, void>)Loader.Resolve("swresample", "swr_free");

        internal static readonly delegate* unmanaged[Cdecl]<SwrContext*, byte**, int, byte**, int, int> swr_convert =
            (delegate* unmanaged[Cdecl]<SwrContext*, byte**, int, byte**, int, int>)Loader.Resolve("swresample", "swr_convert");

        internal static readonly delegate* unmanaged[Cdecl]<SwrContext*, long, long> swr_get_delay =
            (delegate* unmanaged[Cdecl]<SwrContext*, long, long>)Loader.Resolve("swresample", "swr_get_delay");

        internal static readonly delegate* unmanaged[Cdecl]<uint> swresample_version =
            (delegate* unmanaged[Cdecl]<uint>)Loader.Resolve("swresample", "swresample_version");
    }
}

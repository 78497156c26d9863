using System.Runtime.InteropServices;

namespace FFmpeg.AutoGen;

// libavutil: what the engine calls of it. Strings travel as UTF-8 in native memory, so no call allocates on the GC heap.
public static unsafe partial class ffmpeg
{
    public static AVFrame* av_frame_alloc()
        => avutil_imports.av_frame_alloc();

    public static void av_frame_free(AVFrame** frame)
        => avutil_imports.av_frame_free(frame);

    public static void av_frame_unref(AVFrame* frame)
        => avutil_imports.av_frame_unref(frame);

    public static void av_channel_layout_default(AVChannelLayout* ch_layout, int nb_channels)
        => avutil_imports.av_channel_layout_default(ch_layout, nb_channels);

    public static int av_channel_layout_copy(AVChannelLayout* dst, AVChannelLayout* src)
        => avutil_imports.av_channel_layout_copy(dst, src);

    public static void av_channel_layout_uninit(AVChannelLayout* channel_layout)
        => avutil_imports.av_channel_layout_uninit(channel_layout);

    public static int av_channel_layout_compare(AVChannelLayout* chl, AVChannelLayout* chl1)
        => avutil_imports.av_channel_layout_compare(chl, chl1);

    public static int av_channel_layout_describe(AVChannelLayout* channel_layout, byte* buf, ulong buf_size)
        => avutil_imports.av_channel_layout_describe(channel_layout, buf, buf_size);

    public static int av_opt_set_int(void* obj, string name, long val, int search_flags)
    {
        byte* nameUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        int result = avutil_imports.av_opt_set_int(obj, nameUtf8, val, search_flags);
        Marshal.FreeCoTaskMem((nint)nameUtf8);
        return result;
    }

    public static int av_opt_set_double(void* obj, string name, double val, int search_flags)
    {
        byte* nameUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        int result = avutil_imports.av_opt_set_double(obj, nameUtf8, val, search_flags);
        Marshal.FreeCoTaskMem((nint)nameUtf8);
        return result;
    }

    public static int av_dict_set(AVDictionary** pm, string key, string value, int flags)
    {
        byte* keyUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(key);
        byte* valueUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(value);
        int result = avutil_imports.av_dict_set(pm, keyUtf8, valueUtf8, flags);
        Marshal.FreeCoTaskMem((nint)keyUtf8);
        Marshal.FreeCoTaskMem((nint)valueUtf8);
        return result;
    }

    public static void av_dict_free(AVDictionary** m)
        => avutil_imports.av_dict_free(m);

    public static long av_rescale(long a, long b, long c)
        => avutil_imports.av_rescale(a, b, c);

    public static int av_strerror(int errnum, byte* errbuf, ulong errbuf_size)
        => avutil_imports.av_strerror(errnum, errbuf, errbuf_size);

    public static void av_log_set_level(int level)
        => avutil_imports.av_log_set_level(level);

    public static int av_log_get_level()
        => avutil_imports.av_log_get_level();

    public static uint avutil_version()
        => avutil_imports.avutil_version();

    public static int av_frame_get_buffer(AVFrame* frame, int align)
        => avutil_imports.av_frame_get_buffer(frame, align);

    public static int av_frame_make_writable(AVFrame* frame)
        => avutil_imports.av_frame_make_writable(frame);

    public static void* av_malloc(ulong size)
        => avutil_imports.av_malloc(size);

    public static void av_free(void* memory)
        => avutil_imports.av_free(memory);

    public static int av_opt_set(void* obj, string name, string val, int search_flags)
    {
        byte* nameUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        byte* valueUtf8 = (byte*)Marshal.StringToCoTaskMemUTF8(val);
        int result = avutil_imports.av_opt_set(obj, nameUtf8, valueUtf8, search_flags);
        Marshal.FreeCoTaskMem((nint)nameUtf8);
        Marshal.FreeCoTaskMem((nint)valueUtf8);
        return result;
    }

    private static class avutil_imports
    {
        internal static readonly delegate* unmanaged[Cdecl]<AVFrame*> av_frame_alloc =
            (delegate* unmanaged[Cdecl]<AVFrame*>)Loader.Resolve("avutil", "av_frame_alloc");

        internal static readonly delegate* unmanaged[Cdecl]<AVFrame**, void> av_frame_free =
            (delegate* unmanaged[Cdecl]<AVFrame**, void>)Loader.Resolve("avutil", "av_frame_free");

        internal static readonly delegate* unmanaged[Cdecl]<AVFrame*, void> av_frame_unref =
            (delegate* unmanaged[Cdecl]<AVFrame*, void>)Loader.Resolve("avutil", "av_frame_unref");

        internal static readonly delegate* unmanaged[Cdecl]<AVChannelLayout*, int, void> av_channel_layout_default =
            (delegate* unmanaged[Cdecl]<AVChannelLayout*, int, void>)Loader.Resolve("avutil", "av_channel_layout_default");

        internal static readonly delegate* unmanaged[Cdecl]<AVChannelLayout*, AVChannelLayout*, int> av_channel_layout_copy =
            (delegate* unmanaged[Cdecl]<AVChannelLayout*, AVChannelLayout*, int>)Loader.Resolve("avutil", "av_channel_layout_copy");

        internal static readonly delegate* unmanaged[Cdecl]<AVChannelLayout*, void> av_channel_layout_uninit =
            (delegate* unmanaged[Cdecl]<AVChannelLayout*, void>)Loader.Resolve("avutil", "av_channel_layout_uninit");

        internal static readonly delegate* unmanaged[Cdecl]<AVChannelLayout*, AVChannelLayout*, int> av_channel_layout_compare =
            (delegate* unmanaged[Cdecl]<AVChannelLayout*, AVChannelLayout*, int>)Loader.Resolve("avutil", "av_channel_layout_compare");

        internal static readonly delegate* unmanaged[Cdecl]<AVChannelLayout*, byte*, ulong, int> av_channel_layout_describe =
            (delegate* unmanaged[Cdecl]<AVChannelLayout*, byte*, ulong, int>)Loader.Resolve("avutil", "av_channel_layout_describe");

        internal static readonly delegate* unmanaged[Cdecl]<void*, byte*, long, int, int> av_opt_set_int =
            (delegate* unmanaged[Cdecl]<void*, byte*, long, int, int>)Loader.Resolve("avutil", "av_opt_set_int");

        internal static readonly delegate* unmanaged[Cdecl]<void*, byte*, double, int, int> av_opt_set_double =
            (delegate* unmanaged[Cdecl]<void*, byte*, double, int, int>)Loader.Resolve("avutil", "av_opt_set_double");

        internal static readonly delegate* unmanaged[Cdecl]<AVDictionary**, byte*, byte*, int, int> av_dict_set =
            (delegate* unmanaged[Cdecl]<AVDictionary**, byte*, byte*, int, int>)Loader.Resolve("avutil", "av_dict_set");

        internal static readonly delegate* unmanaged[Cdecl]<AVDictionary**, void> av_dict_free =
            (delegate* unmanaged[Cdecl]<AVDictionary**, void>)Loader.Resolve("avutil", "av_dict_free");

        internal static readonly delegate* unmanaged[Cdecl]<long, long, long, long> av_rescale =
            (delegate* unmanaged[Cdecl]<long, long, long, long>)Loader.Resolve("avutil", "av_rescale");

        internal static readonly delegate* unmanaged[Cdecl]<int, byte*, ulong, int> av_strerror =
            (delegate* unmanaged[Cdecl]<int, byte*, ulong, int>)Loader.Resolve("avutil", "av_strerror");

        internal static readonly delegate* unmanaged[Cdecl]<int, void> av_log_set_level =
            (delegate* unmanaged[Cdecl]<int, void>)Loader.Resolve("avutil", "av_log_set_level");

        internal static readonly delegate* unmanaged[Cdecl]<int> av_log_get_level =
            (delegate* unmanaged[Cdecl]<int>)Loader.Resolve("avutil", "av_log_get_level");

        internal static readonly delegate* unmanaged[Cdecl]<uint> avutil_version =
            (delegate* unmanaged[Cdecl]<uint>)Loader.Resolve("avutil", "avutil_version");

        internal static readonly delegate* unmanaged[Cdecl]<AVFrame*, int, int> av_frame_get_buffer =
            (delegate* unmanaged[Cdecl]<AVFrame*, int, int>)Loader.Resolve("avutil", "av_frame_get_buffer");

        internal static readonly delegate* unmanaged[Cdecl]<AVFrame*, int> av_frame_make_writable =
            (delegate* unmanaged[Cdecl]<AVFrame*, int>)Loader.Resolve("avutil", "av_frame_make_writable");

        internal static readonly delegate* unmanaged[Cdecl]<ulong, void*> av_malloc =
            (delegate* unmanaged[Cdecl]<ulong, void*>)Loader.Resolve("avutil", "av_malloc");

        internal static readonly delegate* unmanaged[Cdecl]<void*, void> av_free =
            (delegate* unmanaged[Cdecl]<void*, void>)Loader.Resolve("avutil", "av_free");

        internal static readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, int, int> av_opt_set =
            (delegate* unmanaged[Cdecl]<void*, byte*, byte*, int, int>)Loader.Resolve("avutil", "av_opt_set");
    }
}

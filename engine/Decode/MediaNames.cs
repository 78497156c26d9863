using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>FFmpeg's C strings, compared and turned into .NET ones.</summary>
internal static unsafe class MediaNames
{
    /// <summary>A C string as a .NET one.</summary>
    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>FFmpeg's own words for an error code.</summary>
    public static string Error(int code)
    {
        byte* buffer = stackalloc byte[ffmpeg.AV_ERROR_MAX_STRING_SIZE];
        _ = ffmpeg.av_strerror(code, buffer, ffmpeg.AV_ERROR_MAX_STRING_SIZE);
        return Text(buffer);
    }

    /// <summary>What a stream carries.</summary>
    public static string Kind(AVMediaType type) => type switch
    {
        AVMediaType.AVMEDIA_TYPE_AUDIO => "audio",
        AVMediaType.AVMEDIA_TYPE_VIDEO => "video",
        AVMediaType.AVMEDIA_TYPE_SUBTITLE => "subtitle",
        AVMediaType.AVMEDIA_TYPE_DATA => "data",
        AVMediaType.AVMEDIA_TYPE_ATTACHMENT => "attachment",
        _ => "unknown",
    };
}

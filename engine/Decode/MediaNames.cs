using System;
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

    /// <summary>A codec's short name; the container's own four characters where FFmpeg does not know it.</summary>
    public static string Codec(AVCodecParameters* par)
    {
        if (par->codec_id != AVCodecID.AV_CODEC_ID_NONE) return ffmpeg.avcodec_get_name(par->codec_id);
        Span<char> text = stackalloc char[4];
        for (int i = 0; i < text.Length; i++)
        {
            uint c = (par->codec_tag >> (8 * i)) & 0xFF;
            if (c is < ' ' or > '~') return par->codec_tag == 0 ? "an unknown codec" : $"0x{par->codec_tag:x8}";
            text[i] = (char)c;
        }

        return $"'{text.ToString()}'";
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

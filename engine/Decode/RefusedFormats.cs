using System;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// FFmpeg's formats that are not media but name some: playlists, manifests, scripts, side files, sessions and devices. A file that is one of
/// these is refused before its demuxer reads a byte. What another demuxer finds named in a file it cannot open either: no protocol is allowed.
/// </summary>
internal static unsafe class RefusedFormats
{
    // "image2" tests names for existence; "avisynth" and "vapoursynth" run programs; "mlv", "vobsub" and "mods" read files beside their own.
    private static ReadOnlySpan<byte> Names =>
        ",hls,applehttp,concat,dash,webm_dash_manifest,imf,rtsp,rtp,sdp,sap,mpjpeg,image2,avisynth,vapoursynth,lavfi,mlv,vobsub,alsa,pulse,jack,oss,sndio,openal,"u8;

    /// <summary>Whether a format is one of them.</summary>
    public static bool Has(AVInputFormat* format)
    {
        if (format is null) return false;
        ReadOnlySpan<byte> names = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(format->name);
        while (true)
        {
            int end = names.IndexOf((byte)',');
            if (IsOne(end < 0 ? names : names[..end])) return true;
            if (end < 0) return false;
            names = names[(end + 1)..];
        }
    }

    private static bool IsOne(ReadOnlySpan<byte> name)
    {
        for (ReadOnlySpan<byte> left = Names; left.IndexOf(name) is >= 0 and var at; left = left[(at + name.Length)..])
        {
            if (at > 0 && left[at - 1] == ',' && left[at + name.Length] == ',') return true;
        }

        return false;
    }
}

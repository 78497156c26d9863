using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>FFmpeg's codes as plain constants: the package's helper boxes its argument.</summary>
internal static class Codes
{
    /// <summary>Nothing now, ask again.</summary>
    public static readonly int Again = ffmpeg.AVERROR(ffmpeg.EAGAIN);

    /// <summary>An error of reading without a code of its own.</summary>
    public static readonly int Unreadable = ffmpeg.AVERROR_INVALIDDATA;

    /// <summary>There are packets, and the decoder takes none of them.</summary>
    public const int NothingDecoded = -0x4E444543; // a code of the engine's own

    /// <summary>A playlist, a script or a device: what it is made of lies elsewhere.</summary>
    public const int NamesOthers = -0x4F544852; // a code of the engine's own

    /// <summary>No memory.</summary>
    public static readonly int NoMemory = ffmpeg.AVERROR(ffmpeg.ENOMEM);

    /// <summary>No room for decoded samples in the folder of temporary files.</summary>
    public const int NoSpace = -ffmpeg.ENOSPC;

    /// <summary>The system could not read what it has written.</summary>
    public static readonly int InputOutput = ffmpeg.AVERROR(ffmpeg.EIO);
}

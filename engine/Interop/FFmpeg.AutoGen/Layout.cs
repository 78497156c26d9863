using System.Runtime.CompilerServices;

namespace FFmpeg.AutoGen;

/// <summary>
/// Byte offsets of the struct fields that move between FFmpeg majors (x86-64 and arm64 alike: LP64 rules),
/// taken with offsetof from the public headers of 5.1, 6 and 7.
/// </summary>
internal static class Layout
{
    internal static readonly int FormatStartTime = Pick(64, 64, 96);
    internal static readonly int FormatDuration = Pick(72, 72, 104);
    internal static readonly int FormatBitRate = Pick(80, 80, 112);
    internal static readonly int FormatFlags = Pick(96, 96, 128);
    internal static readonly int FormatNbChapters = Pick(164, 164, 72);
    internal static readonly int FormatChapters = Pick(168, 168, 80);
    internal static readonly int FormatMetadata = Pick(176, 176, 192);
    internal static readonly int FormatInterruptCallback = Pick(200, 200, 216);

    internal static readonly int StreamIndex = Pick(0, 8, 8);
    internal static readonly int StreamId = Pick(4, 12, 12);
    internal static readonly int StreamCodecpar = Pick(208, 16, 16);
    internal static readonly int StreamTimeBase = Pick(16, 32, 32);
    internal static readonly int StreamStartTime = Pick(24, 40, 40);
    internal static readonly int StreamDuration = Pick(32, 48, 48);
    internal static readonly int StreamNbFrames = Pick(40, 56, 56);
    internal static readonly int StreamDisposition = Pick(48, 64, 64);
    internal static readonly int StreamDiscard = Pick(52, 68, 68);

    internal static readonly int ParFormat = Pick(28, 28, 44);
    internal static readonly int ParBitRate = Pick(32, 32, 48);
    internal static readonly int ParBitsPerCodedSample = Pick(40, 40, 56);
    internal static readonly int ParChLayout = Pick(144, 144, 128);
    internal static readonly int ParSampleRate = Pick(116, 116, 152);
    internal static readonly int ParBlockAlign = Pick(120, 120, 156);
    internal static readonly int ParFrameSize = Pick(124, 124, 160);
    internal static readonly int ParInitialPadding = Pick(128, 128, 164);
    internal static readonly int ParTrailingPadding = Pick(132, 132, 168);
    internal static readonly int ParSeekPreroll = Pick(136, 136, 172);

    internal static readonly int FrameSampleRate = Pick(208, 208, 192);
    internal static readonly int FrameFlags = Pick(316, 316, 292);
    internal static readonly int FrameBestEffortTimestamp = Pick(344, 344, 320);
    internal static readonly int FrameChLayout = Pick(448, 448, 408);

    internal static readonly int CodecPktTimebase = Pick(724, 716, 92);
    internal static readonly int CodecSampleRate = Pick(352, 352, 344);
    internal static readonly int CodecSampleFmt = Pick(360, 360, 348);
    internal static readonly int CodecChLayout = Pick(920, 912, 352);
    internal static readonly int CodecFlags = Pick(76, 76, 64);
    internal static readonly int CodecFlags2 = Pick(80, 80, 68);
    internal static readonly int CodecThreadCount = Pick(636, 636, 656);

    /// <summary>The address of a field: the struct itself lies in FFmpeg's memory, so it never moves.</summary>
    internal static unsafe byte* At(ref readonly byte first, int offset) => (byte*)Unsafe.AsPointer(in first) + offset;

    private static int Pick(int five, int six, int seven) => Loader.Major switch { 59 => five, 60 => six, _ => seven };
}

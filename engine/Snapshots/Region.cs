using System.Runtime.InteropServices;

namespace Seamline.Snapshots;

/// <summary>The gain of a fade at progress x = k / N, k = 0..N-1; a fade-out has the gain of a fade-in at 1 - x.</summary>
internal enum FadeCurve
{
    /// <summary>sin(pi/2 x): unrelated material on both sides keeps its power.</summary>
    EqualPower = 0,

    /// <summary>x: the same material at another gain, where equal power would bulge by 3 dB; and music.</summary>
    Linear = 1,
}

/// <summary>
/// One row of a snapshot: clip frames heard on [<see cref="Start"/>, <see cref="End"/>) of the timeline, with a fade at each end.
/// 64 bytes, one cache line. The row without its overhangs is the place of its segment or gap.
/// </summary>
/// <remarks>
/// The rows of a lane rise by start and by end, and the two fades of a row do not overlap. Neighbours overlap within the fade-out of the
/// left and the fade-in of the right one at most, so at most two rows of a lane are heard at a frame. Compile writes neighbouring small fields
/// as one word: <see cref="Fades"/>, <see cref="TrackRows"/>, <see cref="Overhangs"/>.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct Region
{
    /// <summary>Longest <see cref="RunBefore"/> and <see cref="RunAfter"/>: longer than any declick.</summary>
    public const int MostRunFrames = ushort.MaxValue;

    /// <summary>Bit of <see cref="TrackRows"/> where <see cref="Curves"/> begin.</summary>
    public const int CurveShift = 24;

    /// <summary>Bit of <see cref="Overhangs"/> where <see cref="RunBefore"/> begins.</summary>
    public const int RunBeforeShift = 32;

    /// <summary>First timeline frame, the fade-in included.</summary>
    [FieldOffset(0)]
    public long Start;

    /// <summary>The timeline frame after the last, the fade-out included.</summary>
    [FieldOffset(8)]
    public long End;

    /// <summary>Clip frame heard at <see cref="Start"/>.</summary>
    [FieldOffset(16)]
    public long ClipFrame;

    /// <summary>Identity of the segment, kept over edits.</summary>
    [FieldOffset(24)]
    public long Segment;

    /// <summary>Linear gain.</summary>
    [FieldOffset(32)]
    public float Gain;

    /// <summary>The host's clip id, 0 for a gap; what a content anchor looks for.</summary>
    [FieldOffset(36)]
    public uint Clip;

    /// <summary>Frames of the fade-in from <see cref="Start"/> on.</summary>
    [FieldOffset(40)]
    public int FadeInFrames;

    /// <summary>Frames of the fade-out up to <see cref="End"/>.</summary>
    [FieldOffset(44)]
    public int FadeOutFrames;

    /// <summary>Row in <see cref="RegionBlock.Envelopes"/>, -1 for none.</summary>
    [FieldOffset(48)]
    public int Envelope;

    /// <summary>First row in <see cref="RegionBlock.Tracks"/>.</summary>
    [FieldOffset(52)]
    public ushort FirstTrack;

    /// <summary>Rows in <see cref="RegionBlock.Tracks"/>; 0 is silence.</summary>
    [FieldOffset(54)]
    public byte TrackCount;

    /// <summary>Curves: of the fade-in in the lower four bits, of the fade-out in the upper four.</summary>
    [FieldOffset(55)]
    public byte Curves;

    /// <summary>Frames from <see cref="Start"/> to the first frame of the segment: what a declick reads before the cut.</summary>
    [FieldOffset(56)]
    public ushort Head;

    /// <summary>Frames from the end of the segment to <see cref="End"/>: what a declick reads beyond the cut.</summary>
    [FieldOffset(58)]
    public ushort Tail;

    /// <summary>Frames that neighbours of the same clip and gain play right before the segment, up to <see cref="MostRunFrames"/>.</summary>
    [FieldOffset(60)]
    public ushort RunBefore;

    /// <summary>Frames that neighbours of the same clip and gain play right behind the segment, up to <see cref="MostRunFrames"/>.</summary>
    [FieldOffset(62)]
    public ushort RunAfter;

    /// <summary><see cref="FadeInFrames"/>, and in the upper half <see cref="FadeOutFrames"/>.</summary>
    [FieldOffset(40)]
    public ulong Fades;

    /// <summary><see cref="FirstTrack"/>, <see cref="TrackCount"/> and <see cref="Curves"/>; 0 for silence.</summary>
    [FieldOffset(52)]
    public uint TrackRows;

    /// <summary><see cref="Head"/>, <see cref="Tail"/>, <see cref="RunBefore"/> and <see cref="RunAfter"/>.</summary>
    [FieldOffset(56)]
    public ulong Overhangs;

    /// <summary>First timeline frame of the segment.</summary>
    public readonly long OwnStart => Start + Head;

    /// <summary>The timeline frame after the segment's last.</summary>
    public readonly long OwnEnd => End - Tail;

    /// <summary>Clip frame at the first frame of the segment.</summary>
    public readonly long OwnClipFrame => ClipFrame + Head;

    /// <summary>Curve of the fade-in.</summary>
    public readonly FadeCurve InCurve => (FadeCurve)(Curves & 15);

    /// <summary>Curve of the fade-out.</summary>
    public readonly FadeCurve OutCurve => (FadeCurve)(Curves >> 4);

    /// <summary><see cref="TrackRows"/> of tracks, both curves being equal power.</summary>
    public static uint PackTracks(int first, int count) => count == 0 ? 0 : (ushort)first | ((uint)(byte)count << 16);
}

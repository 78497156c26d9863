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
/// left and the fade-in of the right one at most, so at most two rows of a lane are heard at a frame.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct Region
{
    /// <summary>Longest <see cref="RunBefore"/> and <see cref="RunAfter"/>: longer than any declick.</summary>
    public const int MostRunFrames = ushort.MaxValue;

    /// <summary>First timeline frame, the fade-in included.</summary>
    public long Start;

    /// <summary>The timeline frame after the last, the fade-out included.</summary>
    public long End;

    /// <summary>Clip frame heard at <see cref="Start"/>.</summary>
    public long ClipFrame;

    /// <summary>Identity of the segment, kept over edits.</summary>
    public long Segment;

    /// <summary>Linear gain.</summary>
    public float Gain;

    /// <summary>Frames of the fade-in from <see cref="Start"/> on.</summary>
    public int FadeInFrames;

    /// <summary>Frames of the fade-out up to <see cref="End"/>.</summary>
    public int FadeOutFrames;

    /// <summary>The host's clip id, 0 for a gap; what a content anchor looks for.</summary>
    public uint Clip;

    /// <summary>Row in <see cref="RegionBlock.Envelopes"/>, -1 for none.</summary>
    public int Envelope;

    /// <summary>First row in <see cref="RegionBlock.Tracks"/>.</summary>
    public ushort FirstTrack;

    /// <summary>Rows in <see cref="RegionBlock.Tracks"/>; 0 is silence.</summary>
    public byte TrackCount;

    /// <summary>Curves: of the fade-in in the lower four bits, of the fade-out in the upper four.</summary>
    public byte Curves;

    /// <summary>Frames from <see cref="Start"/> to the first frame of the segment: what a declick reads before the cut.</summary>
    public ushort Head;

    /// <summary>Frames from the end of the segment to <see cref="End"/>: what a declick reads beyond the cut.</summary>
    public ushort Tail;

    /// <summary>Frames that neighbours of the same clip and gain play right before the segment, up to <see cref="MostRunFrames"/>.</summary>
    public ushort RunBefore;

    /// <summary>Frames that neighbours of the same clip and gain play right behind the segment, up to <see cref="MostRunFrames"/>.</summary>
    public ushort RunAfter;

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
}

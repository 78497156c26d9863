using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Memory;

namespace Seamline.Render;

/// <summary>How a track's channels reach the engine's.</summary>
internal enum ChannelRoute
{
    /// <summary>Same number of channels: straight through.</summary>
    Straight = 0,

    /// <summary>One channel to the first two (its level factor is in the gain).</summary>
    Spread = 1,

    /// <summary>The left channel of two to the first two.</summary>
    PickLeft = 2,

    /// <summary>The right channel of two to the first two.</summary>
    PickRight = 3,

    /// <summary>Any other pair of channel counts.</summary>
    Matrix = 4,
}

/// <summary>How two neighbours share a seam.</summary>
internal enum SeamKind
{
    /// <summary>Equal power: unrelated material on both sides.</summary>
    EqualPower = 0,

    /// <summary>Linear: the same material goes on at another gain, where equal power would bulge by 3 dB.</summary>
    Linear = 1,
}

/// <summary>One track of a clip as the renderer reads it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SnapshotTrack
{
    /// <summary>The source's pages.</summary>
    public PageTable* Pages;

    /// <summary>Source frame = clip frame + offset.</summary>
    public long Offset;

    /// <summary>Linear gain, the mono level factor included.</summary>
    public float Gain;

    /// <summary>Channel mapping.</summary>
    public ChannelRoute Route;
}

/// <summary>One row of a snapshot: a segment or gap at its place. 64 bytes, one cache line.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct SnapshotSpan
{
    /// <summary>First timeline frame.</summary>
    public long Start;

    /// <summary>The timeline frame after the last; equals the next span's <see cref="Start"/>.</summary>
    public long End;

    /// <summary>Clip frame heard at <see cref="Start"/>.</summary>
    public long ClipFrame;

    /// <summary>Identity of the segment, kept over edits.</summary>
    public long Segment;

    /// <summary>First row in <see cref="SpanBlock.Tracks"/>.</summary>
    public int FirstTrack;

    /// <summary>Rows in <see cref="SpanBlock.Tracks"/>; 0 is silence.</summary>
    public int TrackCount;

    /// <summary>Linear gain of the segment.</summary>
    public float Gain;

    /// <summary>Frames of the declick across <see cref="Start"/>, 0 for none.</summary>
    public int SeamFrames;

    /// <summary>Shape of that declick.</summary>
    public SeamKind Seam;

    /// <summary>The host's clip id, 0 for a gap; what a content anchor looks for.</summary>
    public uint Clip;
}

/// <summary>
/// The rows of a snapshot: native memory, immutable once published, shared by every <see cref="Snapshot"/> that differs
/// only in transport. The spans tile [0, <see cref="LengthFrames"/>) without holes.
/// </summary>
/// <remarks>Thread: written by control before publication; then read by callback, loaders and offline renders.</remarks>
internal unsafe struct SpanBlock
{
    /// <summary>Bytes of the allocation that holds header and rows.</summary>
    public long Bytes;

    /// <summary>Length of the timeline.</summary>
    public long LengthFrames;

    /// <summary>Edit generation this was compiled from.</summary>
    public long Serial;

    /// <summary>References: one a snapshot, one a loader plan or offline render. Guarded by the block store's lock.</summary>
    public int References;

    /// <summary>Channels of the output.</summary>
    public int Channels;

    /// <summary>Rows in <see cref="Spans"/>.</summary>
    public int SpanCount;

    /// <summary>Rows in <see cref="Tracks"/>.</summary>
    public int TrackCount;

    /// <summary>Spans by start.</summary>
    public SnapshotSpan* Spans;

    /// <summary>Tracks of the clips in use.</summary>
    public SnapshotTrack* Tracks;

    /// <summary>
    /// Index of the span that holds <paramref name="frame"/>, which must lie in [0, LengthFrames).
    /// <paramref name="hint"/> is tried first: playback walks forward.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block: the hint is right but for the first block after a cut
    public static int IndexAt(SpanBlock* block, long frame, int hint)
    {
        SnapshotSpan* spans = block->Spans;
        return hint >= 0 && hint < block->SpanCount && spans[hint].Start <= frame && frame < spans[hint].End ? hint : Search(block, frame);
    }

    private static int Search(SpanBlock* block, long frame)
    {
        SnapshotSpan* spans = block->Spans;
        int low = 0;
        int high = block->SpanCount - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (spans[middle].Start <= frame) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}

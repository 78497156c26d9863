using System.Runtime.InteropServices;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>Scratch of one renderer: <see cref="Limits.MaxBlockFrames"/> frames of the engine's channels each.</summary>
internal unsafe struct RenderScratch
{
    /// <summary>Holds the old voice during a crossfade.</summary>
    public float* Voice;

    /// <summary>Holds one track in a fade.</summary>
    public float* Seam;

    /// <summary>Holds one track beside a miss.</summary>
    public float* Track;

    /// <summary>Holds the timeline's frames that a voice at another speed passes.</summary>
    public float* Shuttle;

    /// <summary>What voices that keep their pitch work in; null offline.</summary>
    public WsolaRoom* Wsola;

    /// <summary>1 where what is rendered is larger than the caches and not read again soon; never on the callback.</summary>
    public int Streams;

    /// <summary>What the limiter keeps: one for each of the two voices that sound during a crossfade.</summary>
    public LimiterMemory* Limiters;

    /// <summary>By lane: the region that the last block was in, where the search begins. Both voices leave theirs here.</summary>
    public int* RegionHints;
}

/// <summary>A position in a snapshot that sounds, or is silent.</summary>
internal unsafe struct Voice
{
    /// <summary>What it plays; null before the first publication.</summary>
    public Snapshot* Snapshot;

    /// <summary>Next timeline frame.</summary>
    public long Frame;

    /// <summary>Region of the last block, where the search begins.</summary>
    public int RegionHint;

    /// <summary>1 while it sounds and advances.</summary>
    public int Sounding;

    /// <summary>Where another speed (<see cref="Shuttle"/>) has come from <see cref="Frame"/> on, in parts of a frame.</summary>
    public uint Fraction;

    /// <summary>Frames of output into the hop of a voice that keeps its pitch (<see cref="KeptPitch"/>).</summary>
    public uint Hop;

    /// <summary>Parts of a frame for each frame of output; 0 for the timeline's own speed.</summary>
    public long Step;

    /// <summary>Where the present piece of such a voice began, on the way.</summary>
    public long Piece;

    /// <summary>Where the piece before it goes on, on the way; the same for none.</summary>
    public long Behind;

    /// <summary>What it owes: see <see cref="Kernels.Wsola.Next"/>.</summary>
    public float Owed;

    /// <summary>1 for playback at another speed, which loops and stops as at its own; 0 for a shuttle, which does not.</summary>
    public int Plays;
}

/// <summary>What the callback reports of a change of voice; the control thread reads it from a ring.</summary>
internal struct SwapEvent
{
    /// <summary>Serial of the snapshot taken, or of the current one for a change without a new snapshot.</summary>
    public long Serial;

    /// <summary>Number of the block in which it was heard first, from 1.</summary>
    public long Block;

    /// <summary>Output frame (frames rendered since open) of the first frame of the crossfade.</summary>
    public long OutputFrame;

    /// <summary>Timeline frame the old voice would have played there.</summary>
    public long OldFrame;

    /// <summary>Timeline frame the new voice plays there.</summary>
    public long NewFrame;

    /// <summary>Frames of the crossfade.</summary>
    public long FadeFrames;

    /// <summary>1 for a seek, a loop's wrap, the end: the new frame is another place, not the old one in an edited timeline.</summary>
    public long Jumps;

    /// <summary>1 for a snapshot that was taken, 0 for what the voice did by itself.</summary>
    public long Taken;

    /// <summary>When the block began, ns of the block clock; 0 if times are not measured.</summary>
    public long BeganNanoseconds;

    /// <summary>How the new voice goes on: timeline frames for each frame of output, in parts of 2^32; 0 for one that rests.</summary>
    public long Step;

    /// <summary>Length of its timeline.</summary>
    public long Length;

    /// <summary>How the snapshot was published.</summary>
    public Publication Published;
}

/// <summary>
/// Everything the callback owns or reads, in one native block. Fields of different writers stand a cache line and its
/// prefetched neighbour (128 bytes) apart.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal unsafe struct RenderState
{
    /// <summary>Bytes of the block.</summary>
    public const int Size = RetiredOffset + (RetiredSlots * 8) + 128;

    /// <summary>Slots of the retire ring; there are never as many snapshots.</summary>
    public const int RetiredSlots = 64;

    /// <summary>Slots of the swap log.</summary>
    public const int SwapSlots = 64;

    private const int MailboxOffset = 256;
    private const int CallbackOffset = 384;
    private const int RetiredTailOffset = 768;
    private const int RetiredOffset = 896;

    // Set at open, then constant.

    /// <summary>Output channels.</summary>
    [FieldOffset(0)] public int Channels;

    /// <summary>The swap log's slots, <see cref="SwapSlots"/> rows.</summary>
    [FieldOffset(8)] public SwapEvent* SwapLog;

    /// <summary>The callback's scratch.</summary>
    [FieldOffset(16)] public RenderScratch Scratch;

    /// <summary>The claim to render from this state, in a cache line of its own and in memory that outlives the state: see <see cref="RenderClaim"/>.</summary>
    [FieldOffset(80)] public int* Claim;

    /// <summary>The meter of the output (a <see cref="MeterState"/>), 0 while it is off. Control writes, seldom.</summary>
    [FieldOffset(88)] public nint Meter;

    // Both sides exchange here.

    /// <summary>The newest snapshot not yet taken, or 0.</summary>
    [FieldOffset(MailboxOffset)] public nint Mailbox;

    // The callback writes.

    /// <summary>Odd while the callback is inside a block.</summary>
    [FieldOffset(CallbackOffset)] public long ReaderWord;

    /// <summary>Next timeline frame of the current voice, for control.</summary>
    [FieldOffset(CallbackOffset + 8)] public long PlayheadFrame;

    /// <summary>Serial of the current snapshot.</summary>
    [FieldOffset(CallbackOffset + 16)] public long TakenSerial;

    /// <summary>1 while playing.</summary>
    [FieldOffset(CallbackOffset + 24)] public long Sounding;

    /// <summary>Blocks begun since open.</summary>
    [FieldOffset(CallbackOffset + 32)] public long Blocks;

    /// <summary>Frames delivered since open.</summary>
    [FieldOffset(CallbackOffset + 40)] public long FramesRendered;

    /// <summary>Events written to the swap log since open; slot = number mod <see cref="SwapSlots"/>.</summary>
    [FieldOffset(CallbackOffset + 48)] public long SwapCount;

    /// <summary>Snapshots pushed to the retire ring since open.</summary>
    [FieldOffset(CallbackOffset + 56)] public long RetiredHead;

    /// <summary>Number of the last seek that was carried out.</summary>
    [FieldOffset(CallbackOffset + 64)] public long SeekSerial;

    /// <summary>Number of the last play or pause command that was carried out.</summary>
    [FieldOffset(CallbackOffset + 72)] public long TransportSerial;

    /// <summary>What is heard, and fades in during a crossfade.</summary>
    [FieldOffset(CallbackOffset + 80)] public Voice Current;

    /// <summary>What fades out.</summary>
    [FieldOffset(CallbackOffset + 144)] public Voice Previous;

    /// <summary>1 while the fade-out before a loop's wrap runs.</summary>
    [FieldOffset(CallbackOffset + 208)] public long WrapPending;

    /// <summary>Frames of the running crossfade already rendered.</summary>
    [FieldOffset(CallbackOffset + 216)] public long FadeFrame;

    /// <summary>Frames of the running crossfade; 0 when none runs.</summary>
    [FieldOffset(CallbackOffset + 224)] public long FadeFrames;

    /// <summary>Misses of the current voice.</summary>
    [FieldOffset(CallbackOffset + 232)] public MissMemory Misses;

    /// <summary>Misses of the voice that fades out (counted, but not reported: they are never heard at full level).</summary>
    [FieldOffset(CallbackOffset + 264)] public MissMemory PreviousMisses;

    /// <summary>When the present block began, ns of the block clock; the caller of the block writes it first. 0 if times are not measured.</summary>
    [FieldOffset(CallbackOffset + 296)] public long BlockBegan;

    /// <summary>A snapshot that was taken and waits for its first page, or null.</summary>
    [FieldOffset(CallbackOffset + 304)] public Snapshot* Waiting;

    /// <summary>The count of <see cref="FramesRendered"/> at which it waits no longer.</summary>
    [FieldOffset(CallbackOffset + 312)] public long WaitsUntil;

    // Control writes.

    /// <summary>Snapshots taken out of the retire ring since open.</summary>
    [FieldOffset(RetiredTailOffset)] public long RetiredTail;

    /// <summary>The retire ring: snapshot pointers, slot = number mod <see cref="RetiredSlots"/>. The callback writes, control reads.</summary>
    [FieldOffset(RetiredOffset)] public fixed long Retired[RetiredSlots];
}

using System.Runtime.InteropServices;

namespace Seamline.Isolation;

/// <summary>What an engine asks a worker for.</summary>
internal enum WorkerAsk
{
    /// <summary>Nothing; not valid.</summary>
    None,

    /// <summary>Open the file whose descriptor comes with it. Its name follows the message.</summary>
    Open,

    /// <summary>Close a source and its decoders.</summary>
    Close,

    /// <summary>Decode a run into the lane's slot.</summary>
    Decode,

    /// <summary>Look through a file, in a slice.</summary>
    Scan,

    /// <summary>Learn the exact length.</summary>
    Measure,

    /// <summary>So many bytes of the slot may be written again; no answer.</summary>
    Credit,
}

/// <summary>What a worker answers.</summary>
internal enum WorkerTell
{
    /// <summary>Nothing; not valid.</summary>
    None,

    /// <summary>It is locked down and ready.</summary>
    Ready,

    /// <summary>It cannot work; the reason is a <see cref="Refusal"/>.</summary>
    Unable,

    /// <summary>Frames lie in the slot.</summary>
    Frames,

    /// <summary>What was asked for is done.</summary>
    Done,

    /// <summary>A file is open; the report of it lies in the slot.</summary>
    Opened,

    /// <summary>It was not done; the sentence lies in the slot.</summary>
    Failed,
}

/// <summary>Why a worker cannot work.</summary>
internal enum Refusal
{
    /// <summary>It can.</summary>
    None,

    /// <summary>FFmpeg is not there.</summary>
    NoFFmpeg,

    /// <summary>The kernel refuses the filter of system calls.</summary>
    NoFilter,

    /// <summary>It belongs to another version of the engine.</summary>
    OtherVersion,

    /// <summary>It was not started, or ended, or did not answer.</summary>
    NotStarted,
}

/// <summary>A message to a worker: one packet of a lane's socket.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AskMessage
{
    public WorkerAsk Ask;
    public int Sequence;   // of the request on its lane; credits carry that of theirs
    public int Source;
    public int Decoder;
    public int Run;
    public int Stream;
    public int Rate;
    public int Channels;
    public int ChoiceMode;
    public int ChoiceFirst;
    public int ChoiceSecond;
    public long Bytes;     // of a credit
    public double OpeningSeconds;
}

/// <summary>A message from a worker. Nothing in it is trusted.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TellMessage
{
    public WorkerTell Tell;
    public int Sequence;
    public int End;        // a RunEnd, or 1 for true
    public int Warnings;
    public int ErrorCode;
    public int Count;      // frames, or bytes of a text
    public int Form;       // of frames: a SampleForm
    public long Position;  // of frames: where in the run's bytes they begin
    public long SourceFrames;
    public long ExactFrames;
    public long FramesDecoded;
}

/// <summary>How memory and descriptors are laid out between an engine and a worker.</summary>
internal static class WorkerLayout
{
    /// <summary>Both sides must have the same; changes with every change of a message or of this layout.</summary>
    public const int Version = 4;

    /// <summary>Descriptors that a worker finds: the pages that it writes, the flags that it reads, the file for decoded samples, then a socket for each lane.</summary>
    public const int PagesDescriptor = 3;

    /// <inheritdoc cref="PagesDescriptor"/>
    public const int FlagsDescriptor = 4;

    /// <inheritdoc cref="PagesDescriptor"/>
    public const int SpillDescriptor = 5;

    /// <inheritdoc cref="PagesDescriptor"/>
    public const int FirstLaneDescriptor = 6;

    /// <summary>Most lanes of a worker.</summary>
    public const int MaxLanes = 16;

    /// <summary>Bytes of a lane's slot, 16 pages of stereo: what is decoded while the engine copies what came before, and not so much that it leaves the caches.</summary>
    public const int SlotBytes = 2 << 20;

    /// <summary>A lane's row among the flags and the beats: a cache line.</summary>
    public const int RowBytes = 64;

    /// <summary>Before the first slot: a row for each lane, in which a worker counts up while it is at work.</summary>
    public const int BeatBytes = 4_096;

    /// <summary>Bytes of the flags.</summary>
    public const int FlagBytes = 4_096;

    /// <summary>Most bytes of a file's name, and of a report or a sentence.</summary>
    public const int MaxNameBytes = 16_384;

    /// <inheritdoc cref="MaxNameBytes"/>
    public const int MaxReportBytes = 1 << 20;

    /// <summary>Most sources of one worker, and decoders of one source.</summary>
    public const int MaxSources = 256;

    /// <inheritdoc cref="MaxSources"/>
    public const int MaxDecoders = 256;

    /// <summary>Bytes of the pages that a worker writes.</summary>
    public static long PagesBytes(int lanes) => BeatBytes + ((long)lanes * SlotBytes);

    /// <summary>Where a lane's slot begins.</summary>
    public static long SlotAt(int lane) => BeatBytes + ((long)lane * SlotBytes);

    /// <summary>Bytes that an engine takes before it says so: a message costs a change of threads.</summary>
    public const int CreditBytes = SlotBytes / 2;

    /// <summary>Most bytes that a worker writes before it says so: what it writes and what it was given leave room for a credit.</summary>
    public const int BatchBytes = SlotBytes / 4;

    /// <summary>A slot is a ring of bytes. No frame goes across its end: what is left there is passed over, on both sides.</summary>
    /// <param name="position">Bytes written or read in this run, with those passed over.</param>
    /// <param name="frameBytes">Bytes of the frame that comes next.</param>
    /// <returns>Bytes to pass over.</returns>
    public static int Skipped(long position, int frameBytes) => SlotBytes - (position % SlotBytes) is var left && left < frameBytes ? (int)left : 0;
}

/// <summary>A lane's row among the flags: which request is to end.</summary>
[StructLayout(LayoutKind.Sequential, Size = WorkerLayout.RowBytes)]
internal struct LaneFlags
{
    public int Stop;    // the sequence of the request that is to stop between two packets
    public int GiveUp;  // and of the one that is to end inside a call of the demuxer
}

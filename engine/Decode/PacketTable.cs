using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>Where the decoding of a run begins: its first packet, preroll included.</summary>
internal struct PacketRow
{
    /// <summary>Time stamp as the container gives it, ticks.</summary>
    public long Pts;

    /// <summary>Byte position in the file; -1 unknown.</summary>
    public long Pos;

    /// <summary>Identifies the packet together with <see cref="Pts"/>: see <see cref="HashOf"/>.</summary>
    public ulong Hash;

    /// <summary>The clock before the packet.</summary>
    public ClockState Clock;

    /// <summary>Whether a primed decoder can begin with it: see <see cref="Primer"/>. Looked for only where it may be a run's first.</summary>
    public Entry Entry;

    /// <summary>
    /// Of the size and the first 96 bytes, eight at a time: two neighbours alike in it are alike in sound (silence). Compared within
    /// one process only. A multiplication a byte took a fifth of the scan's time.
    /// </summary>
    public static unsafe ulong HashOf(AVPacket* packet)
    {
        const ulong odd = 0x9E3779B97F4A7C15UL; // 2^64 over the golden ratio
        unchecked
        {
            ulong hash = (uint)packet->size * odd;
            int bytes = Math.Min(packet->size, 96);
            int i = 0;
            for (; i + 8 <= bytes; i += 8) hash = BitOperations.RotateLeft((hash ^ Unsafe.ReadUnaligned<ulong>(packet->data + i)) * odd, 29);
            ulong rest = 0;
            for (; i < bytes; i++) rest = (rest << 8) | packet->data[i];
            hash = (hash ^ rest) * odd;
            return hash ^ (hash >> 32);
        }
    }

    /// <summary>
    /// Whether the two cannot be distinguished. MPEG program streams give packets that begin behind the same time stamp the same one, and the same
    /// place: in silence the packet before a row's own would be taken for it.
    /// </summary>
    private readonly bool IsTwinOf(in PacketRow other) => Pts == other.Pts && Hash == other.Hash && (Pos == other.Pos || Pos < 0 || other.Pos < 0);

    /// <summary>Whether a run may begin with the packet, by what is known of it and of the one before.</summary>
    /// <param name="before">The packet before.</param>
    /// <param name="needsPlace"><see cref="CodecRecipe.EntersAtPlaces"/>.</param>
    public readonly bool CanEnter(in PacketRow before, bool needsPlace) => !IsTwinOf(in before) && (!needsPlace || Pos >= 0);

    /// <summary>The row of a packet.</summary>
    public static unsafe PacketRow Of(AVPacket* packet, ClockState before)
        => new() { Pts = packet->pts, Pos = packet->pos, Hash = HashOf(packet), Clock = before };
}

/// <summary>
/// One row a run, and the exact length: what the scan leaves behind. Native memory, two levels, so that rows never move
/// under a reader: 80 bytes a run, 26 KB an hour, and 8 KB for the directory. Nothing until the first row.
/// </summary>
/// <remarks>Thread: one writer (the scan's owner), any number of readers.</remarks>
internal sealed unsafe class PacketTable : IDisposable
{
    private const int ChunkRows = 32;
    private const int Chunks = (int)(Limits.MaxSourceFrames / Limits.RunFrames / ChunkRows) + 1;

    private nint* _chunks;
    private int _rows;
    private bool _finished;
    private int _linearFrom = -1;

    /// <summary>Rows that may be read.</summary>
    public int Rows => Volatile.Read(ref _rows); // pairs with the write in Add: the row is whole before it is counted

    /// <summary>True when the scan reached the end: no row will be added.</summary>
    public bool Finished => Volatile.Read(ref _finished); // pairs with the write in Finish: the fields below are set before

    /// <summary>
    /// The last run that is decoded by itself: behind its first packet the stream changes, so that later ones are read from a decode that begins
    /// with it (<see cref="LinearStore"/>). -1 where there is none. No row is added behind it.
    /// </summary>
    public int LinearFrom => Volatile.Read(ref _linearFrom); // pairs with the write in EndAt: the rows and the origin are set before

    /// <summary>Index of the first sample that the decoder gives out (behind its priming): source frame 0. After the first row.</summary>
    public long Origin { get; set; }

    /// <summary>Frames at the media's rate; valid once <see cref="Finished"/>.</summary>
    public long SourceFrames { get; private set; }

    /// <summary>FFmpeg's error where the scan could not read the file; 0 otherwise.</summary>
    public int Error { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Bytes => Rows == 0 ? 0 : Chunks * sizeof(nint) + (Rows + ChunkRows - 1) / ChunkRows * (long)ChunkRows * sizeof(PacketRow);

    /// <summary>The row of a run that is below <see cref="Rows"/>.</summary>
    public ref readonly PacketRow this[int run] => ref ((PacketRow*)_chunks[run / ChunkRows])[run % ChunkRows];

    /// <summary>Adds the row of the next run; false where the source is longer than the engine takes.</summary>
    public bool Add(in PacketRow row)
    {
        int chunk = _rows / ChunkRows;
        if (_chunks is null) _chunks = (nint*)NativeMemory.AllocZeroed(Chunks, (nuint)sizeof(nint));
        if (chunk >= Chunks) return false;
        if (_chunks[chunk] == 0) _chunks[chunk] = (nint)NativeMemory.Alloc(ChunkRows, (nuint)sizeof(PacketRow));
        ((PacketRow*)_chunks[chunk])[_rows % ChunkRows] = row;
        Volatile.Write(ref _rows, _rows + 1); // partner: Rows; release: the row before its count
        return true;
    }

    /// <summary>No more rows: the length is known, or the file could not be read.</summary>
    public void Finish(long sourceFrames, int error)
    {
        SourceFrames = sourceFrames;
        Error = error;
        Volatile.Write(ref _finished, true); // partner: Finished; release: length and error before the word
    }

    /// <summary>No more rows: see <see cref="LinearFrom"/>.</summary>
    public void EndAt(int run) => Volatile.Write(ref _linearFrom, run); // partner: LinearFrom

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = 0; _chunks is not null && i < Chunks; i++) NativeMemory.Free((void*)_chunks[i]);
        NativeMemory.Free(_chunks);
        _chunks = null;
        Volatile.Write(ref _rows, 0); // partner: Rows; there are no readers any more
    }
}

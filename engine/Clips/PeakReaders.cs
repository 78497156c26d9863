using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>
/// The control threads that are reading peaks and pages. Reading takes no lock, so that no edit and no loader ever waits
/// for a long one; what it may see is kept for it in two ways. A source that was alive when it began is not freed before it ends:
/// it counts as a reader of the snapshot that was the newest then. And the word of a reader that is inside (odd) delays the
/// reuse of pages and of levels of peaks, as a renderer's does, for the few columns that it stays inside at a time.
/// </summary>
/// <remarks>Thread: <see cref="TryBegin"/> and <see cref="OldestSerial"/> under the engine's lock; the rest its reader.</remarks>
internal sealed unsafe class PeakReaders : IDisposable
{
    /// <summary>Looks there can be at a time; one more waits for its turn.</summary>
    public const int Slots = 8;

    private const int LineLongs = NativeBlock.CacheLine / sizeof(long);

    private readonly MemoryBudget _budget;
    private readonly long[] _serials = new long[Slots];
    private long* _words;

    /// <summary>Makes the words and registers them where threads that reuse pages wait.</summary>
    public PeakReaders(MemoryBudget budget, ReaderGrace grace)
    {
        _budget = budget;
        _words = (long*)NativeBlock.Take(budget, Slots * NativeBlock.CacheLine);
        if (_words == null) throw new InvalidOperationException("the memory budget cannot hold the peaks' words");
        for (int i = 0; i < Slots; i++)
        {
            bool added = grace.TryAdd(WordOf(i));
            Debug.Assert(added, "there is a place for every reader");
        }
    }

    /// <summary>Begins a reading: what is alive in the snapshot of a serial (from 1) stays. False where all slots are taken.</summary>
    public bool TryBegin(long serial, out int slot)
    {
        Debug.Assert(serial > 0, "0 is nobody");
        for (slot = 0; slot < Slots; slot++)
        {
            if (Volatile.Read(ref _serials[slot]) != 0) continue; // partner: End
            Volatile.Write(ref _serials[slot], serial); // partner: OldestSerial, under the same lock
            return true;
        }

        return false;
    }

    /// <summary>Ends it.</summary>
    public void End(int slot)
    {
        // Partner: OldestSerial. Release: everything was read by then.
        Volatile.Write(ref _serials[slot], 0);
    }

    /// <summary>The word of a slot: odd while its reader is inside.</summary>
    public long* WordOf(int slot) => _words + (slot * LineLongs);

    /// <summary>The oldest snapshot that a reading began with; the largest number for none.</summary>
    public long OldestSerial()
    {
        long oldest = long.MaxValue;
        for (int i = 0; i < Slots; i++)
        {
            long serial = Volatile.Read(ref _serials[i]); // partner: End; acquire: what is freed next was read before
            if (serial != 0) oldest = Math.Min(oldest, serial);
        }

        return oldest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        void* words = _words;
        NativeBlock.Return(_budget, ref words, Slots * NativeBlock.CacheLine);
        _words = null;
    }
}

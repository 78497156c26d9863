using System.Threading;

namespace Seamline.Memory;

/// <summary>
/// The hard memory budget of one engine. Everything native that the engine holds is reserved here first; a reservation
/// that does not fit fails, so the bytes held are never above <see cref="LimitBytes"/>.
/// </summary>
/// <remarks>Thread: any.</remarks>
internal sealed class MemoryBudget(long limitBytes)
{
    private long _heldBytes;
    private long _peakBytes;

    /// <summary>The budget, bytes.</summary>
    public long LimitBytes { get; } = limitBytes;

    /// <summary>Keeps what is held from being swapped out; null where nobody asks for it.</summary>
    public MemoryLock? Locking { get; init; }

    /// <summary>Bytes held now.</summary>
    public long HeldBytes => Volatile.Read(ref _heldBytes); // partner: the exchange in TryReserve; a plain figure for status

    /// <summary>The most ever held, bytes.</summary>
    public long PeakBytes => Volatile.Read(ref _peakBytes); // partner: RaisePeak

    /// <summary>
    /// Reserves <paramref name="bytes"/>, or nothing and false where that would pass
    /// <see cref="LimitBytes"/> less <paramref name="headroomBytes"/>.
    /// </summary>
    public bool TryReserve(long bytes, long headroomBytes = 0)
    {
        // Partner: Release, and other TryReserve. The compare-exchange makes check and add one step, so two threads cannot
        // both take the last bytes.
        long held = Volatile.Read(ref _heldBytes);
        while (true)
        {
            long wanted = held + bytes;
            if (wanted > LimitBytes - headroomBytes) return false;
            long seen = Interlocked.CompareExchange(ref _heldBytes, wanted, held);
            if (seen == held)
            {
                RaisePeak(wanted);
                return true;
            }

            held = seen;
        }
    }

    /// <summary>Gives back what <see cref="TryReserve"/> took.</summary>
    public void Release(long bytes)
    {
        // Partner: TryReserve.
        long held = Interlocked.Add(ref _heldBytes, -bytes);
        System.Diagnostics.Debug.Assert(held >= 0, "more released than reserved");
    }

    private void RaisePeak(long held)
    {
        // Partner: other RaisePeak; the largest value wins whatever the order.
        long peak = Volatile.Read(ref _peakBytes);
        while (held > peak)
        {
            long seen = Interlocked.CompareExchange(ref _peakBytes, held, peak);
            if (seen == peak) return;
            peak = seen;
        }
    }
}

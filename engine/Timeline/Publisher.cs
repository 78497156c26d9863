using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Snapshots;

namespace Seamline.Timeline;

/// <summary>
/// Control's half of publication: fills a snapshot, hands it to the callback by one pointer exchange, and recycles what came
/// back, either from the exchange (never taken) or through the retire ring (no longer read).
/// </summary>
/// <remarks>
/// Thread: control. At most <see cref="Snapshots"/> snapshots exist, and that many are never needed: the callback holds two
/// (one fading out), one waits in the mailbox, and the rest are reclaimed before each publication.
/// </remarks>
internal sealed unsafe class Publisher : IDisposable
{
    /// <summary>Snapshots there are. Fewer than the retire ring's slots, so that the ring cannot overrun.</summary>
    public const int Snapshots = 32;

    private readonly MemoryBudget _budget;
    private readonly BlockStore _blocks;
    private readonly RenderState* _state;
    private readonly Snapshot* _rows;
    private readonly bool[] _used = new bool[Snapshots];
    private long _serial;

    /// <summary>Makes a publisher for a callback's state.</summary>
    public Publisher(MemoryBudget budget, BlockStore blocks, RenderState* state)
    {
        Debug.Assert(Snapshots < RenderState.RetiredSlots, "the retire ring could overrun");
        _budget = budget;
        _blocks = blocks;
        _state = state;
        _rows = (Snapshot*)NativeBlock.Take(budget, Snapshots * sizeof(Snapshot));
        if (_rows == null) throw new InvalidOperationException("the memory budget has no room for the snapshots");
    }

    /// <summary>Serial of the newest publication.</summary>
    public long Serial => _serial;

    /// <summary>Fill recycled snapshots with NaN, so that a reader that breaks the rule is caught. For tests.</summary>
    public bool PoisonReturned { get; set; }

    /// <summary>
    /// Publishes; the snapshot holds a reference of its own to its block. <paramref name="wanted"/> is copied, its serial is
    /// given here.
    /// </summary>
    public long Publish(in Snapshot wanted)
    {
        Reclaim();
        Snapshot* snapshot = TakeRow();
        *snapshot = wanted;
        snapshot->Serial = ++_serial;
        snapshot->PlainEnd = wanted.LoopEnd == 0 && wanted.StopFrame == 0 ? wanted.Block->LengthFrames - wanted.RampFrames : -1;
        _blocks.Hold(snapshot->Block);

        // Partner: Transport.Acquire. The exchange is a full fence: the rows are written before the pointer can be seen, and
        // without it the callback could mix from a half-written block. What comes back was never seen by the callback.
        var untaken = (Snapshot*)Interlocked.Exchange(ref _state->Mailbox, (nint)snapshot);
        if (untaken != null) Recycle(untaken);
        return _serial;
    }

    /// <summary>Recycles what the callback has retired.</summary>
    public void Reclaim()
    {
        // Partner: Transport.Retire. Acquire: the slots below the head are written, and the callback's last reads of those
        // snapshots are over; otherwise a block would be refilled while it is mixed.
        long head = Volatile.Read(ref _state->RetiredHead);
        while (_state->RetiredTail != head)
        {
            Recycle((Snapshot*)_state->Retired[_state->RetiredTail % RenderState.RetiredSlots]);
            _state->RetiredTail++;
        }
    }

    /// <summary>The oldest serial that a reader can still hold: everything older has come back.</summary>
    public long OldestLive()
    {
        long oldest = long.MaxValue;
        for (int i = 0; i < Snapshots; i++)
        {
            if (_used[i]) oldest = Math.Min(oldest, _rows[i].Serial);
        }

        return oldest;
    }

    /// <summary>Takes everything back. Only when no callback runs any more.</summary>
    public void Dispose()
    {
        for (int i = 0; i < Snapshots; i++)
        {
            if (_used[i]) Recycle(_rows + i);
        }

        void* rows = _rows;
        NativeBlock.Return(_budget, ref rows, Snapshots * sizeof(Snapshot));
    }

    private Snapshot* TakeRow()
    {
        for (int i = 0; i < Snapshots; i++)
        {
            if (_used[i]) continue;
            _used[i] = true;
            return _rows + i;
        }

        throw new InvalidOperationException("more snapshots alive than there can be");
    }

    private void Recycle(Snapshot* snapshot)
    {
        _blocks.Release(ref snapshot->Block);
        if (PoisonReturned) NativeBlock.Poison(snapshot, sizeof(Snapshot));
        _used[(int)(snapshot - _rows)] = false;
    }
}

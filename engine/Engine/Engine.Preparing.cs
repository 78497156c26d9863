using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Snapshots;

namespace Seamline;

// Prepare, then commit: what waits for files, devices or loaders runs outside the edit lock, listed here until it ends.
public sealed unsafe partial class Engine
{
    private const string ClosedSentence = "the engine is closed";

    /// <summary>The engine is closed, or being closed.</summary>
    internal bool IsClosed => Volatile.Read(ref _disposed); // partner: Dispose

    // A call that works outside the edit lock: closing frees nothing before Leave. False: the engine is closed.
    private bool TryEnter()
    {
        using (_lock.Hold())
        {
            if (_disposed) return false;
            _inside++;
            return true;
        }
    }

    private void Leave()
    {
        using (_lock.Hold())
        {
            _inside--;
            if (_disposed) _lock.WakeAll();
        }
    }

    // Only while the lock is held.
    private Status BeginPreparing(ClipId id, CancellationToken cancellation, out ClipPreparation work)
    {
        work = new ClipPreparation(id, ++_preparationOrder, cancellation);
        if (_disposed) return _error.FailText(Status.InvalidState, ClosedSentence);
        _preparations.Add(work);
        _inside++;
        return Status.Ok;
    }

    private void EndPreparing(ClipPreparation work)
    {
        using (_lock.Hold())
        {
            _preparations.Remove(work);
            Leave();
        }
    }

    // Ends calls that prepare the clip and began earlier; whether there were any. Only while the lock is held.
    private bool Supersede(ClipId id, long order)
    {
        bool any = false;
        foreach (ClipPreparation work in _preparations)
        {
            if (work.Clip != id || work.Order >= order) continue;
            work.End(PreparationEnd.Superseded);
            any = true;
        }

        return any;
    }

    // Whether a preparation may commit; its own failure only if nothing has ended it. Only while the lock is held.
    private Status Outcome(ClipPreparation work, Status status, string sentence, string what) => work switch
    {
        { Ended: PreparationEnd.Closed } => _error.Fail(Status.Cancelled, $"the engine was closed while clip {work.Clip.Value} was {what}"),
        { Ended: PreparationEnd.Superseded } =>
            _error.Fail(Status.Cancelled, $"a later call has set or removed clip {work.Clip.Value} while it was {what}"),
        { Stop: true } => _error.Fail(Status.Cancelled, $"cancelled while clip {work.Clip.Value} was {what}"),
        _ => status == Status.Ok ? status : _error.FailText(status, sentence),
    };

    // What edits have left behind is released without the edit lock: a loader may hold the cache for a millisecond.
    private void CleanUp() => CleanUp(now: false);

    private void CleanUp(bool now)
    {
        using (_cleaning.Hold())
        {
            long oldest;
            using (_lock.Hold())
            {
                if (_disposed) return;
                _inside++;
                _publisher.Reclaim();
                _clips.TakeRetired();
                oldest = OldestSerial();
            }

            _clips.ReleaseRetired();
            _cache.Bury(oldest, now);
            Leave();
        }
    }

    private long OldestSerial()
    {
        long oldest = _publisher.OldestLive();
        foreach (OfflineRender render in _offline) oldest = Math.Min(oldest, render.Serial);
        return Math.Min(oldest, _cache.PeakReaders.OldestSerial());
    }

    // The timeline as it stands, to be looked at without the edit lock: its block and its sources stay until EndView.
    private bool TryBeginView(out TimelineView view)
    {
        view = default;
        while (true)
        {
            using (_lock.Hold())
            {
                if (_disposed) return false;
                if (_cache.PeakReaders.TryBegin(_publisher.Serial, out view.Slot))
                {
                    _blocks.Hold(view.Block = _block);
                    view.Playhead = Playhead();
                    return true;
                }
            }

            Thread.Sleep(0);
        }
    }

    private void EndView(ref TimelineView view)
    {
        _blocks.Release(ref view.Block);
        _cache.PeakReaders.End(view.Slot);
    }

    private struct TimelineView
    {
        public RegionBlock* Block;
        public int Slot;
        public long Playhead;
    }

    // Waits until no call is inside any more; at most this long, negative for ever.
    private bool WaitUntilIdle(int milliseconds)
    {
        long began = Stopwatch.GetTimestamp();
        using (_lock.Hold())
        {
            while (_inside > 0)
            {
                int left = milliseconds < 0 ? -1 : milliseconds - (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (milliseconds >= 0 && left <= 0) return false;
                _lock.Wait(left);
            }

            return true;
        }
    }
}

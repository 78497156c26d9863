using System.Diagnostics;
using Seamline.Memory;

namespace Seamline;

/// <summary>
/// Events until the host takes them: bounded, never waited for by the engine. When it is full the oldest goes and is counted. An underrun that follows
/// one of the same cause is added to it.
/// </summary>
/// <remarks>Thread: any but the callback's. A mutex that is held for some instructions, and under which nothing else is taken.</remarks>
internal sealed class EventQueue
{
    /// <summary>Events kept.</summary>
    public const int Capacity = 128;

    private readonly NativeMutex _mutex = new();
    private readonly EngineEvent[] _events = new EngineEvent[Capacity];
    private long _first;
    private long _next;
    private long _dropped;
    private bool _closed;

    /// <summary>Adds one.</summary>
    public void Add(in EngineEvent what)
    {
        using (_mutex.Hold())
        {
            if (_next > _first && TryJoin(ref _events[(_next - 1) % Capacity], what)) return;
            if (_next - _first == Capacity)
            {
                _dropped += 1 + _events[_first % Capacity].Dropped;
                _first++;
            }

            _events[_next++ % Capacity] = what;
            _mutex.WakeAll();
        }
    }

    /// <summary>Takes the oldest, or waits for one.</summary>
    /// <param name="what">The event.</param>
    /// <param name="milliseconds">The longest wait; 0 for none.</param>
    /// <returns><see cref="Status.TimedOut"/> where none came, <see cref="Status.Cancelled"/> once the engine is closed.</returns>
    public Status Take(out EngineEvent what, int milliseconds)
    {
        what = default;
        long began = Stopwatch.GetTimestamp();
        using (_mutex.Hold())
        {
            while (_next == _first)
            {
                if (_closed) return Status.Cancelled;
                long left = milliseconds - (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (left <= 0) return Status.TimedOut;
                _mutex.Wait((int)left);
            }

            ref EngineEvent oldest = ref _events[_first++ % Capacity];
            what = oldest with { Dropped = oldest.Dropped + _dropped };
            oldest = default; // its text
            _dropped = 0;
            return Status.Ok;
        }
    }

    /// <summary>Whoever waits returns; what is there may be taken still.</summary>
    public void Close()
    {
        using (_mutex.Hold())
        {
            _closed = true;
            _mutex.WakeAll();
        }
    }

    private static bool TryJoin(ref EngineEvent last, in EngineEvent next)
    {
        if (last.Kind != EngineEventKind.Underrun || next.Kind != last.Kind || next.Cause != last.Cause) return false;
        last = last with { Count = last.Count + next.Count, Frames = last.Frames + next.Frames };
        return true;
    }
}

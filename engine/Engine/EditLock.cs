using System;
using Seamline.Memory;

namespace Seamline;

/// <summary>
/// The lock around the engine's document and what it has published: held for microseconds, never while a file, a device or a
/// loader is waited for. What an edit leaves to clean up runs after the lock is left, on the same thread.
/// </summary>
/// <remarks>Thread: any but the callback's; the same thread as often as it likes.</remarks>
/// <param name="cleanUp">Runs after the lock is left where <see cref="CleanUpLater"/> was called; takes the lock itself as it needs.</param>
internal sealed class EditLock(Action cleanUp)
{
    private readonly NativeMutex _mutex = new();
    private int _depth;
    private bool _cleanUp;

    /// <summary>Enters; disposing what comes back leaves.</summary>
    public Held Hold()
    {
        _ = _mutex.Hold();
        _depth++;
        return new Held(this);
    }

    /// <summary>Has the clean-up run once the lock is left. Only while held.</summary>
    public void CleanUpLater() => _cleanUp = true;

    /// <summary>Leaves, waits for <see cref="WakeAll"/> or for the time to pass, and enters again. Only while held, and held once.</summary>
    /// <param name="milliseconds">At most this long; negative: for ever.</param>
    public void Wait(int milliseconds)
    {
        _depth = 0;
        _mutex.Wait(milliseconds);
        _depth = 1;
    }

    /// <summary>Wakes all waiting threads. Only while held.</summary>
    public void WakeAll() => _mutex.WakeAll();

    private void Leave()
    {
        bool run = --_depth == 0 && _cleanUp;
        if (run) _cleanUp = false;
        new NativeMutex.Held(_mutex).Dispose();
        if (run) cleanUp();
    }

    /// <summary>The lock held. Dispose it once, on the same thread.</summary>
    public readonly ref struct Held(EditLock of)
    {
        /// <summary>Leaves.</summary>
        public void Dispose() => of.Leave();
    }
}

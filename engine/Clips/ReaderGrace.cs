using System;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>
/// The words by which readers say that they are inside a block (odd) or outside (even), and the wait for all of them to have
/// been outside once. After it, no reader can hold what was taken out of the tables before it.
/// </summary>
/// <remarks>Thread: <see cref="Wait"/> loaders and control. The wait is as long as a block takes at most, normally nothing.</remarks>
internal sealed unsafe class ReaderGrace
{
    /// <summary>Readers there can be: the callback, and offline renders.</summary>
    public const int MaxReaders = 1 + Limits.MaxOfflineRenders;

    private readonly NativeMutex _lock = new(); // a reader that goes must not take its word away from under a wait
    private readonly nint[] _words = new nint[MaxReaders + PeakReaders.Slots];

    /// <summary>A reader comes. Before its first block.</summary>
    public bool TryAdd(long* word)
    {
        using (_lock.Hold())
        {
            int slot = Array.IndexOf(_words, 0);
            if (slot >= 0) _words[slot] = (nint)word;
            return slot >= 0;
        }
    }

    /// <summary>A reader goes. After its last block.</summary>
    public void Remove(long* word)
    {
        using (_lock.Hold())
        {
            int slot = Array.IndexOf(_words, (nint)word);
            if (slot >= 0) _words[slot] = 0;
        }
    }

    /// <summary>Waits until every reader that may have seen the old pointers has left its block.</summary>
    public void Wait()
    {
        // Partner: the increments in Callback.Render and OfflineRender. The full fence puts the null stores before the loads
        // of the words: either the reader's word is seen odd here, or the reader sees null there. Without it both could miss.
        Interlocked.MemoryBarrier();
        using (_lock.Hold())
        {
            foreach (nint reader in _words)
            {
                var word = (long*)reader;
                if (word == null) continue;
                long seen = Volatile.Read(ref *word); // partner: the reader's increments
                if ((seen & 1) == 0) continue;
                var spin = default(SpinWait);
                while (Volatile.Read(ref *word) == seen) spin.SpinOnce(); // partner: the reader's increments
            }
        }
    }
}

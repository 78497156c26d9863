using System;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Decode;

/// <summary>
/// The demuxers of an engine: each open one has a file descriptor and its file's index (16 MB for three hours of m4a), and every source
/// has one for each loader and one for its scan. Of those at rest the <see cref="Limits.MaxIdleMedia"/> used last stay open, and only while
/// the indexes of all that are open, in use or not, fit into <see cref="MostIndexBytes"/>, and those at rest into two loaders' part of it;
/// the others are closed, and opened again (0.3 to 5 ms, 20 to 40 ms for those three hours) when they are needed. One in use is never
/// closed: where an index is larger than a loader's part, each loader may still have one open.
/// </summary>
/// <remarks>Thread: any. Its lock is held for some instructions: files are opened and closed without it.</remarks>
/// <param name="loaders">The engine's loader threads; 0 for a source without an engine.</param>
/// <param name="bytesPerLoader">A loader's part of the indexes, bytes.</param>
internal sealed class IdleMedia(int loaders, long bytesPerLoader = Limits.IndexBytesPerLoader)
{
    /// <summary>How long an opening in turn waits for another that is under way, at least.</summary>
    internal const int PatienceMilliseconds = 200;

    private readonly NativeMutex _lock = new();
    private MediaContext? _oldest;
    private MediaContext? _newest;
    private MediaContext? _largeOpening;
    private long _restingBytes;

    /// <summary>Demuxers open and at rest.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the indexes of all that are open or being opened.</summary>
    public long IndexBytes { get; private set; }

    /// <summary>The most that <see cref="IndexBytes"/> has been; for tests.</summary>
    public long PeakIndexBytes { get; private set; }

    /// <summary>Files opened; for tests.</summary>
    public long Openings { get; private set; }

    /// <summary>
    /// Bytes of index beyond which demuxers at rest are closed: by the number of loaders, for with less than what all of them have in use together
    /// each would close the others' between two runs (eight loaders in 40 MiB: three times as long for the same sound).
    /// </summary>
    public long MostIndexBytes => Math.Max(2, loaders) * bytesPerLoader;

    /// <summary>Its owner does not use it for now: it may be closed from here on. The last to come is not closed for its own size.</summary>
    public void Rest(MediaContext media)
    {
        Close(RestLocked(media));
    }

    private MediaContext? RestLocked(MediaContext media)
    {
        using NativeMutex.Held held = _lock.Hold();
        if (media.Resting || media.BeingClosed || !media.IsOpen) return null;
        media.MeasureIndex(); // some indexes grow while the file is read
        Account(media, media.IndexBytes);
        media.Resting = true;
        media.Older = _newest;
        if (_newest is not null) _newest.Newer = media;
        _newest = media;
        _oldest ??= media;
        Count++;
        _restingBytes += media.CountedBytes;
        MediaContext? evicted = null;
        while (_oldest != media && (Count > Limits.MaxIdleMedia || IndexBytes > MostIndexBytes || _restingBytes > 2 * bytesPerLoader)) Evict(ref evicted);
        return evicted;
    }

    /// <summary>From here on its owner's alone. It may have been closed meanwhile, or is just being closed: then until that is done.</summary>
    public void Wake(MediaContext media)
    {
        while (!TryWake(media)) Thread.Sleep(0);
    }

    private bool TryWake(MediaContext media)
    {
        using NativeMutex.Held held = _lock.Hold();
        if (media.Resting) Unlink(media);
        return !media.BeingClosed;
    }

    /// <summary>
    /// Before a file is opened: makes room for the index that it is expected to have. Loaders open large ones one at a time, because FFmpeg takes
    /// thrice the index's bytes while it builds it; but a loader that has waited 200 ms goes ahead: the other file may be on a drive that is asleep.
    /// A call that opens a medium never waits: what its host asked for comes before memory, and calls do not wait for each other.
    /// </summary>
    /// <param name="media">What is about to be opened.</param>
    /// <param name="watch">Ends the wait.</param>
    /// <param name="inTurn">A loader opens it.</param>
    /// <returns>False: the watch ended the wait.</returns>
    public bool BeginOpening(MediaContext media, ReadWatch watch, bool inTurn)
    {
        for (int waited = 0; !TryBeginOpening(media, inTurn, waited < PatienceMilliseconds); waited++)
        {
            if (watch.IsOver()) return false;
            Thread.Sleep(1); // not a lock: a waiting loader must hear its own Stop
        }

        return true;
    }

    /// <summary>After it, whatever came of it.</summary>
    public void EndOpening(MediaContext media)
    {
        if (!media.Interrupted) media.MeasureIndex(); // half an index says nothing of how large it is
        MediaContext? evicted;
        using (_lock.Hold())
        {
            if (_largeOpening == media) _largeOpening = null;
            Account(media, media.IsOpen ? media.IndexBytes : 0);
            evicted = Fit(0);
        }

        Close(evicted);
    }

    /// <summary>It was closed.</summary>
    public void Forget(MediaContext media)
    {
        using NativeMutex.Held held = _lock.Hold();
        Account(media, 0);
    }

    /// <summary>Another one has taken over what one had open.</summary>
    public void Move(MediaContext from, MediaContext to)
    {
        using NativeMutex.Held held = _lock.Hold();
        long bytes = from.CountedBytes;
        Account(from, 0);
        Account(to, bytes);
    }

    private bool TryBeginOpening(MediaContext media, bool inTurn, bool patient)
    {
        MediaContext? evicted;
        using (_lock.Hold())
        {
            if (media.IsLarge && inTurn)
            {
                if (_largeOpening is not null && patient) return false;
                _largeOpening = media;
            }

            Openings++;
            evicted = Fit(media.IndexBytes);
            Account(media, media.IndexBytes);
        }

        Close(evicted);
        return true;
    }

    private void Account(MediaContext media, long bytes)
    {
        IndexBytes += bytes - media.CountedBytes;
        media.CountedBytes = bytes;
        PeakIndexBytes = Math.Max(PeakIndexBytes, IndexBytes);
    }

    private MediaContext? Fit(long more)
    {
        MediaContext? evicted = null;
        while (IndexBytes + more > MostIndexBytes && _oldest is not null) Evict(ref evicted);
        return evicted;
    }

    // Takes the one that has rested longest out, to be closed without the lock; its owner waits for that before it uses it.
    private void Evict(ref MediaContext? evicted)
    {
        MediaContext longest = _oldest!;
        Unlink(longest);
        Account(longest, 0);
        longest.BeingClosed = true;
        longest.Older = evicted;
        evicted = longest;
    }

    private void Close(MediaContext? evicted)
    {
        while (evicted is not null)
        {
            MediaContext closing = evicted;
            evicted = closing.Older;
            closing.Older = null;
            closing.Close();
            closing.Closed?.Invoke();
            using NativeMutex.Held held = _lock.Hold();
            closing.BeingClosed = false;
        }
    }

    private void Unlink(MediaContext media)
    {
        if (media.Older is null) _oldest = media.Newer;
        else media.Older.Newer = media.Newer;
        if (media.Newer is null) _newest = media.Older;
        else media.Newer.Older = media.Older;
        media.Older = null;
        media.Newer = null;
        media.Resting = false;
        Count--;
        _restingBytes -= media.CountedBytes;
    }
}

using System;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Decode;

/// <summary>
/// What open demuxers hold of the process: each has a file descriptor and its file's index (16 MB for three hours of m4a), and every source
/// has one for each loader and one for its scan. Of those at rest the <see cref="Limits.MaxIdleMedia"/> used last stay open, and only as long
/// as the indexes of all that are open, in use or not, fit into <see cref="MostIndexBytes"/>, and those at rest into two loaders' part of it;
/// the others are closed, and opened again (0.3 to 5 ms, 20 to 40 ms for those three hours) when their turn comes. One in use is never
/// closed: where an index is larger than a loader's part, each loader may have one open none the less.
/// </summary>
/// <remarks>Thread: any. Its lock is held for some instructions: files are opened and closed without it.</remarks>
internal static class IdleMedia
{
    private const int PatienceMilliseconds = 200;

    private static readonly NativeMutex Resters = new();
    private static MediaContext? Oldest;
    private static MediaContext? Newest;
    private static MediaContext? LargeOpening;
    private static long RestingBytes;
    private static int Loaders;

    /// <summary>Demuxers open and at rest.</summary>
    public static int Count { get; private set; }

    /// <summary>Bytes of the indexes of all that are open or being opened.</summary>
    public static long IndexBytes { get; private set; }

    /// <summary>The most that <see cref="IndexBytes"/> has been; tests set it back.</summary>
    public static long PeakIndexBytes { get; set; }

    /// <summary>Files opened; for tests.</summary>
    public static long Openings { get; private set; }

    /// <summary>As <see cref="Limits.IndexBytesPerLoader"/>; tests set their own.</summary>
    public static long BytesPerLoader { get; set; } = Limits.IndexBytesPerLoader;

    /// <summary>
    /// Bytes of index beyond which demuxers at rest are closed: by the number of loaders, for with less than what all of them have in use together
    /// each would close the others' between two runs (eight loaders in 40 MiB: three times as long for the same sound).
    /// </summary>
    public static long MostIndexBytes => Math.Max(2, Loaders) * BytesPerLoader;

    /// <summary>An engine's loaders begin, or where the number is negative end.</summary>
    public static void AddLoaders(int threads)
    {
        MediaContext? evicted;
        using (Resters.Hold())
        {
            Loaders += threads;
            evicted = Fit(0);
        }

        Close(evicted);
    }

    /// <summary>Its owner does not use it for now: it may be closed from here on. The last to come is not closed for its own size.</summary>
    public static void Rest(MediaContext media)
    {
        Close(RestLocked(media));
    }

    private static MediaContext? RestLocked(MediaContext media)
    {
        using NativeMutex.Held held = Resters.Hold();
        if (media.Resting || media.BeingClosed || !media.IsOpen) return null;
        media.MeasureIndex(); // some indexes grow while the file is read
        Account(media, media.IndexBytes);
        media.Resting = true;
        media.Older = Newest;
        if (Newest is not null) Newest.Newer = media;
        Newest = media;
        Oldest ??= media;
        Count++;
        RestingBytes += media.CountedBytes;
        MediaContext? evicted = null;
        while (Oldest != media && (Count > Limits.MaxIdleMedia || IndexBytes > MostIndexBytes || RestingBytes > 2 * BytesPerLoader)) Evict(ref evicted);
        return evicted;
    }

    /// <summary>From here on its owner's alone. It may have been closed meanwhile, or is just being closed: then until that is done.</summary>
    public static void Wake(MediaContext media)
    {
        while (!TryWake(media)) Thread.Sleep(0);
    }

    private static bool TryWake(MediaContext media)
    {
        using NativeMutex.Held held = Resters.Hold();
        if (media.Resting) Unlink(media);
        return !media.BeingClosed;
    }

    /// <summary>
    /// Before a file is opened: makes room for the index that it is expected to have. Loaders open large ones one at a time, because FFmpeg takes
    /// thrice the index's bytes while it builds it; but who has waited long goes ahead, for the other file may be on a drive that is asleep.
    /// A call that opens a medium never waits: what its host asked for comes before memory, and calls do not wait for each other.
    /// </summary>
    /// <param name="media">What is about to be opened.</param>
    /// <param name="watch">Ends the wait.</param>
    /// <param name="inTurn">A loader opens it.</param>
    /// <returns>False: the watch ended the wait.</returns>
    public static bool BeginOpening(MediaContext media, ReadWatch watch, bool inTurn)
    {
        for (int waited = 0; !TryBeginOpening(media, inTurn, waited < PatienceMilliseconds); waited++)
        {
            if (watch.IsOver()) return false;
            Thread.Sleep(1); // not a lock: a waiting loader must hear its own Stop
        }

        return true;
    }

    /// <summary>After it, whatever came of it.</summary>
    public static void EndOpening(MediaContext media)
    {
        media.MeasureIndex();
        MediaContext? evicted;
        using (Resters.Hold())
        {
            if (LargeOpening == media) LargeOpening = null;
            Account(media, media.IsOpen ? media.IndexBytes : 0);
            evicted = Fit(0);
        }

        Close(evicted);
    }

    /// <summary>It was closed.</summary>
    public static void Forget(MediaContext media)
    {
        using NativeMutex.Held held = Resters.Hold();
        Account(media, 0);
    }

    /// <summary>Another one has taken over what one had open.</summary>
    public static void Move(MediaContext from, MediaContext to)
    {
        using NativeMutex.Held held = Resters.Hold();
        long bytes = from.CountedBytes;
        Account(from, 0);
        Account(to, bytes);
    }

    private static bool TryBeginOpening(MediaContext media, bool inTurn, bool patient)
    {
        MediaContext? evicted;
        using (Resters.Hold())
        {
            if (media.IsLarge && inTurn)
            {
                if (LargeOpening is not null && patient) return false;
                LargeOpening = media;
            }

            Openings++;
            evicted = Fit(media.IndexBytes);
            Account(media, media.IndexBytes);
        }

        Close(evicted);
        return true;
    }

    private static void Account(MediaContext media, long bytes)
    {
        IndexBytes += bytes - media.CountedBytes;
        media.CountedBytes = bytes;
        PeakIndexBytes = Math.Max(PeakIndexBytes, IndexBytes);
    }

    private static MediaContext? Fit(long more)
    {
        MediaContext? evicted = null;
        while (IndexBytes + more > MostIndexBytes && Oldest is not null) Evict(ref evicted);
        return evicted;
    }

    // Takes the one that has rested longest out, to be closed without the lock; its owner waits for that before it uses it.
    private static void Evict(ref MediaContext? evicted)
    {
        MediaContext longest = Oldest!;
        Unlink(longest);
        Account(longest, 0);
        longest.BeingClosed = true;
        longest.Older = evicted;
        evicted = longest;
    }

    private static void Close(MediaContext? evicted)
    {
        while (evicted is not null)
        {
            MediaContext closing = evicted;
            evicted = closing.Older;
            closing.Older = null;
            closing.Close();
            closing.Closed?.Invoke();
            using NativeMutex.Held held = Resters.Hold();
            closing.BeingClosed = false;
        }
    }

    private static void Unlink(MediaContext media)
    {
        if (media.Older is null) Oldest = media.Newer;
        else media.Older.Newer = media.Newer;
        if (media.Newer is null) Newest = media.Older;
        else media.Newer.Older = media.Older;
        media.Older = null;
        media.Newer = null;
        media.Resting = false;
        Count--;
        RestingBytes -= media.CountedBytes;
    }
}

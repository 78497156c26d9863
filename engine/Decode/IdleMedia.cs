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
/// <remarks>
/// Thread: any. The longest its gate is held is for closing a file: 20 us, 2 ms for hours of m4a.
/// </remarks>
internal static class IdleMedia
{
    private const int PatienceMilliseconds = 200;

    private static readonly Gate Resters = new();
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
        using Gate.Held held = Resters.Hold();
        Loaders += threads;
        Fit(0);
    }

    /// <summary>Its owner does not use it for now: it may be closed from here on. The last to come is not closed for its own size.</summary>
    public static void Rest(MediaContext media)
    {
        using Gate.Held held = Resters.Hold();
        if (!media.IsOpen || media.Resting) return;
        media.MeasureIndex(); // some indexes grow while the file is read
        Account(media, media.IndexBytes);
        media.Resting = true;
        media.Older = Newest;
        if (Newest is not null) Newest.Newer = media;
        Newest = media;
        Oldest ??= media;
        Count++;
        RestingBytes += media.CountedBytes;
        while (Oldest != media && (Count > Limits.MaxIdleMedia || IndexBytes > MostIndexBytes || RestingBytes > 2 * BytesPerLoader)) CloseOldest();
    }

    /// <summary>From here on its owner's alone. It may have been closed meanwhile.</summary>
    public static void Wake(MediaContext media)
    {
        using Gate.Held held = Resters.Hold();
        if (media.Resting) Unlink(media);
    }

    /// <summary>
    /// Before a file is opened: makes room for the index that it is expected to have. Large ones are opened one at a time, because FFmpeg takes
    /// thrice the index's bytes while it builds it; but who has waited long goes ahead, for the other file may be on a drive that is asleep.
    /// </summary>
    /// <returns>False: the watch ended the wait.</returns>
    public static bool BeginOpening(MediaContext media, ReadWatch watch)
    {
        for (int waited = 0; !TryBeginOpening(media, waited < PatienceMilliseconds); waited++)
        {
            if (watch.IsOver()) return false;
            Thread.Sleep(1); // not a lock: a waiting loader must hear its own Stop
        }

        return true;
    }

    /// <summary>After it, whatever came of it.</summary>
    public static void EndOpening(MediaContext media)
    {
        using Gate.Held held = Resters.Hold();
        if (LargeOpening == media) LargeOpening = null;
        media.MeasureIndex();
        Account(media, media.IsOpen ? media.IndexBytes : 0);
        Fit(0);
    }

    /// <summary>It was closed.</summary>
    public static void Forget(MediaContext media)
    {
        using Gate.Held held = Resters.Hold();
        Account(media, 0);
    }

    /// <summary>Another one has taken over what one had open.</summary>
    public static void Move(MediaContext from, MediaContext to)
    {
        using Gate.Held held = Resters.Hold();
        long bytes = from.CountedBytes;
        Account(from, 0);
        Account(to, bytes);
    }

    private static bool TryBeginOpening(MediaContext media, bool patient)
    {
        using Gate.Held held = Resters.Hold();
        if (media.IsLarge)
        {
            if (LargeOpening is not null && patient) return false;
            LargeOpening = media;
        }

        Openings++;
        Fit(media.IndexBytes);
        Account(media, media.IndexBytes);
        return true;
    }

    private static void Account(MediaContext media, long bytes)
    {
        IndexBytes += bytes - media.CountedBytes;
        media.CountedBytes = bytes;
        PeakIndexBytes = Math.Max(PeakIndexBytes, IndexBytes);
    }

    private static void Fit(long more)
    {
        while (IndexBytes + more > MostIndexBytes && Oldest is not null) CloseOldest();
    }

    private static void CloseOldest()
    {
        MediaContext longest = Oldest!;
        Unlink(longest);
        longest.Close();
        longest.Closed?.Invoke();
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

using Seamline.Memory;

namespace Seamline.Decode;

/// <summary>
/// Demuxers that are open and at rest, of the whole process: each holds a file descriptor and the file's index, and every
/// source has one for each loader. The <see cref="Limits.MaxIdleMedia"/> used last stay open, the others are closed, and
/// opened again (0.3 to 5 ms) when their turn comes.
/// </summary>
/// <remarks>
/// Thread: any. The longest its gate is held is for closing a file: 20 us, 1 ms for hours of m4a.
/// </remarks>
internal static class IdleMedia
{
    private static readonly Gate Resters = new();
    private static MediaContext? Oldest;
    private static MediaContext? Newest;

    /// <summary>Demuxers open and at rest.</summary>
    public static int Count { get; private set; }

    /// <summary>Its owner does not use it for now: it may be closed from here on.</summary>
    public static void Rest(MediaContext media)
    {
        using Gate.Held held = Resters.Hold();
        if (!media.IsOpen || media.Resting) return;
        media.Resting = true;
        media.Older = Newest;
        if (Newest is not null) Newest.Newer = media;
        Newest = media;
        Oldest ??= media;
        Count++;
        if (Count <= Limits.MaxIdleMedia) return;
        MediaContext longest = Oldest;
        Unlink(longest);
        longest.Close();
        longest.Closed?.Invoke();
    }

    /// <summary>From here on its owner's alone. It may have been closed meanwhile.</summary>
    public static void Wake(MediaContext media)
    {
        using Gate.Held held = Resters.Hold();
        if (media.Resting) Unlink(media);
    }

    /// <summary>
    /// Closes those on a file, before it is opened once more: an index of hours of mp4 is 18 MB, and with one for the scan beside those of the
    /// loaders there would be more of them than what a process with a full budget may take besides it.
    /// </summary>
    public static void CloseAll(MediaFile file)
    {
        using Gate.Held held = Resters.Hold();
        for (MediaContext? media = Oldest, next; media is not null; media = next)
        {
            next = media.Newer;
            if (!ReferenceEquals(media.File, file)) continue;
            Unlink(media);
            media.Close();
            media.Closed?.Invoke();
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
    }
}

using System.Threading;

namespace Seamline.Decode;

/// <summary>
/// A medium's file: which version of it was opened, and whether that is still the one under its name. Whatever is read of it
/// counts only once a check after the reading has found the same version: writers change the time of modification before they
/// change a byte, so two versions never get into one source.
/// </summary>
/// <remarks>
/// Thread: any, several at once. A look costs a system call, 1 to 2 us. What each kind of change comes to:
/// rewritten in place, grown, truncated, replaced by another file: changed. Touched: changed, because a touch cannot be distinguished from a rewrite.
/// Deleted, renamed, or its drive gone: missing. Once changed it stays so, even where its size and time come back: its
/// packet table may have been made of both versions.
/// </remarks>
internal sealed class MediaFile
{
    private readonly byte[] _systemPath;
    private int _state;

    /// <summary>Whether anybody has met an error in it that is not its end. Only ever set.</summary>
    public bool MetError { get; set; }

    /// <summary>Its samples without their header, where that cannot be true. Set before it is opened.</summary>
    public RawWave? Raw { get; set; }

    /// <summary>Notes the version that stands under a path now.</summary>
    public MediaFile(string path)
    {
        Path = path;
        _systemPath = FileStamp.SystemPath(path);
        Opened = FileStamp.Of(path, _systemPath);
    }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The version that was opened.</summary>
    public FileStamp Opened { get; }

    /// <summary>What the last look found.</summary>
    public MediaState State => (MediaState)Volatile.Read(ref _state); // pairs with the exchange in Look: one word, no order needed

    /// <summary>Looks.</summary>
    public MediaState Look()
    {
        if (State == MediaState.Changed) return MediaState.Changed;
        FileStamp now = FileStamp.Of(Path, _systemPath);
        MediaState found = now == Opened ? MediaState.Same : now.Kind == FileKind.None ? MediaState.Missing : MediaState.Changed;
        int before = Volatile.Read(ref _state); // partner: the exchange below
        while (before != (int)MediaState.Changed)
        {
            // Partner: State, and other lookers. Changed is for good: a looker that was on its way before must not take it back.
            int seen = Interlocked.CompareExchange(ref _state, (int)found, before);
            if (seen == before) return found;
            before = seen;
        }

        return MediaState.Changed;
    }
}

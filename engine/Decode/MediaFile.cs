using System.IO;
using System.Threading;
using Microsoft.Win32.SafeHandles;

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

    /// <summary>Takes a file that another process has opened and handed over: by its descriptor alone, whatever becomes of its name.</summary>
    /// <param name="descriptor">Open for reading; stays the caller's.</param>
    /// <param name="name">What it is called: FFmpeg guesses by its ending.</param>
    public MediaFile(int descriptor, string name)
    {
        Path = name;
        _systemPath = [];
        Descriptor = descriptor;
        Opened = FileStamp.OfDescriptor(descriptor);
    }

    /// <summary>The path as the system takes it.</summary>
    public byte[] SystemPath => _systemPath;

    /// <summary>The descriptor that it is read by wherever it is opened; -1: it is opened by its path.</summary>
    public int Descriptor { get; } = -1;

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The version that was opened.</summary>
    public FileStamp Opened { get; }

    /// <summary>What the last look found.</summary>
    public MediaState State => (MediaState)Volatile.Read(ref _state); // pairs with the exchange in Look: one word, no order needed

    /// <summary>Opens it to read some bytes.</summary>
    public SafeFileHandle OpenHandle() => Descriptor >= 0 ? new SafeFileHandle(Descriptor, ownsHandle: false) : File.OpenHandle(Path);

    /// <summary>Looks.</summary>
    public MediaState Look()
    {
        if (State == MediaState.Changed) return MediaState.Changed;
        FileStamp now = Descriptor >= 0 ? FileStamp.OfDescriptor(Descriptor) : FileStamp.Of(Path, _systemPath);
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

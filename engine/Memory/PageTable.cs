using System.Threading;

namespace Seamline.Memory;

/// <summary>
/// The pages of one source: <see cref="Limits.PageFrames"/> frames each, f32 interleaved in the source's own
/// <see cref="Channels"/>, at the engine's rate. A null page is not ready. Native memory, read by the callback.
/// </summary>
/// <remarks>
/// Two levels, so that a source found longer than its header said grows without moving pages under a reader: a directory of
/// chunks of <see cref="ChunkPages"/> page pointers. Writers (<c>Clips.Source</c>) publish bottom up: page content before
/// page pointer, chunk before directory entry, directory before frame count. Readers go top down with acquire loads.
/// </remarks>
internal unsafe struct PageTable
{
    /// <summary>Page pointers in one chunk: 43 s at 48 kHz.</summary>
    public const int ChunkPages = 128;

    private const int ChunkShift = 7;
    private const int PageShift = 14;

    /// <summary>Frames of the source at the engine's rate; corrected when the decoder learns better.</summary>
    public long FrameCount;

    /// <summary>1 once <see cref="FrameCount"/> is known to the frame; then it never changes again.</summary>
    public int FramesExact;

    /// <summary>Chunks; an entry is 0 until its chunk is published. A larger directory may replace this one.</summary>
    public nint* Directory;

    /// <summary>Channels of the pages, 1..8.</summary>
    public int Channels;

    /// <summary>The source's row in the cache.</summary>
    public int Source;

    /// <summary>The finest peaks that are kept of the source, a <c>Clips.PeakDepth</c>.</summary>
    public int PeakDepth;

    /// <summary>Pages whose levels are known (<c>Clips.PageLevels</c>), counted.</summary>
    public long LevelPages;

    /// <summary>Tells the source from all others before and behind it.</summary>
    public long Identity;

    /// <summary>Changes of the source's peaks, counted: pages that became known, and a depth given up.</summary>
    public long PeakChanges;

    /// <summary>Frames of material. Partner: Source.TryGrow, which publishes the directory before a larger count.</summary>
    public static long Frames(PageTable* table) => Volatile.Read(ref table->FrameCount);

    /// <summary>Whether the length is known to the frame: what <see cref="Frames"/> says afterwards. Partner: Source.TryGrow.</summary>
    public static bool IsExact(PageTable* table) => Volatile.Read(ref table->FramesExact) != 0;

    /// <summary>The page that holds a frame.</summary>
    public static long PageOf(long frame) => frame >> PageShift;

    /// <summary>The page at <paramref name="index"/> (below the frame count's), or null when it is not ready.</summary>
    public static float* PageAt(PageTable* table, long index)
    {
        // Partners: Source.TryGrow for directory and chunk, Source.Attach for the page. Acquire at each step: the callback
        // must not see a pointer before what it points to.
        var directory = (nint*)Volatile.Read(ref *(nint*)&table->Directory);
        var chunk = (nint*)Volatile.Read(ref directory[index >> ChunkShift]);
        return chunk == null ? null : (float*)Volatile.Read(ref chunk[index & (ChunkPages - 1)]);
    }

    /// <summary>The chunk that holds the page at <paramref name="index"/> (below the frame count's), or null.</summary>
    public static PageChunk* ChunkOf(PageTable* table, long index)
    {
        // Partners: as in PageAt.
        var directory = (nint*)Volatile.Read(ref *(nint*)&table->Directory);
        return (PageChunk*)Volatile.Read(ref directory[index >> ChunkShift]);
    }
}

/// <summary>A chunk of a page table: the pointers that readers see, and beside them the pages' numbers for the cache.</summary>
internal unsafe struct PageChunk
{
    /// <summary>Sample pointers, 0 while not ready.</summary>
    public fixed long Samples[PageTable.ChunkPages];

    /// <summary>Numbers of the pages in the pool, 0 for none and for memory that is not the pool's.</summary>
    public fixed int Pages[PageTable.ChunkPages];

    /// <summary>The largest magnitude in each page, 0 while it was never loaded; with <see cref="Bends"/> it outlives the page (<c>Clips.PageShapes</c>).</summary>
    public fixed float Largest[PageTable.ChunkPages];

    /// <summary>The largest second difference in each page.</summary>
    public fixed float Bends[PageTable.ChunkPages];

    /// <summary>Peaks of the pages (a <c>Clips.PeakChunk</c>), 0 until one is summarized; they outlive the pages.</summary>
    public long Peaks;

    /// <summary>K-weighted energies of the pages (<c>Clips.PageEnergies</c>), 0 until one is measured; they outlive the pages.</summary>
    public long Energies;

    /// <summary>Levels of the pages (<c>Clips.PageLevels</c>), 0 until one is known; they outlive the pages.</summary>
    public long Levels;

    /// <summary>The power of two of their steps' frames.</summary>
    public int LevelShift;
}

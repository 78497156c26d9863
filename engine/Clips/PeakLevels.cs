using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>Lengths of the stretches that peaks are kept of, frames: each level is 8 of the one below (chunks: 16 groups).</summary>
internal static class PeakLevels
{
    /// <summary>The finest: 5.3 ms at 48 kHz, 64 a page.</summary>
    public const int Fine = 256;

    /// <summary>8 a page.</summary>
    public const int Middle = 2_048;

    /// <summary>A page.</summary>
    public const int Page = Limits.PageFrames;

    /// <summary>A group of pages, the unit of memory.</summary>
    public const int Group = Page * GroupPages;

    /// <summary>A chunk of groups, as long as a chunk of the page table.</summary>
    public const int Chunk = Page * PageTable.ChunkPages;

    /// <summary>Pages of a group.</summary>
    public const int GroupPages = 8;

    /// <summary>Groups of a chunk.</summary>
    public const int ChunkGroups = PageTable.ChunkPages / GroupPages;

    /// <summary>Entries of the finest level in a page, of one channel.</summary>
    public const int FinePerPage = Page / Fine;

    /// <summary>Entries of the middle level in a page, of one channel.</summary>
    public const int MiddlePerPage = Page / Middle;

    /// <summary>The finest level of a depth, frames.</summary>
    public static int FramesOf(PeakDepth depth) => depth == PeakDepth.Fine ? Fine : depth == PeakDepth.Middle ? Middle : Page;

    /// <summary>
    /// To what multiple a window is widened before it is looked up: the largest level of which at least 16 fit into it, so that what
    /// is drawn reaches at most a sixteenth of a window beyond it; the finest level for less.
    /// </summary>
    public static int QuantumOf(long frames)
    {
        long most = frames / 16;
        return most >= Chunk ? Chunk : most >= Group ? Group : most >= Page ? Page : most >= Middle ? Middle : Fine;
    }
}

/// <summary>The finest peaks that are kept of a source. Rises where the memory set apart for peaks is used up, never falls.</summary>
internal enum PeakDepth
{
    /// <summary><see cref="PeakLevels.Fine"/>.</summary>
    Fine = 0,

    /// <summary><see cref="PeakLevels.Middle"/>.</summary>
    Middle = 1,

    /// <summary><see cref="PeakLevels.Page"/>.</summary>
    Page = 2,
}

/// <summary>Peaks of a chunk of pages, hung into the page table's chunk. Native.</summary>
/// <remarks>Entries of all levels stand channel beside channel.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PeakChunk
{
    /// <summary>The groups, 0 until a page of one is summarized. Partner: <see cref="GroupAt"/>.</summary>
    public fixed long Groups[PeakLevels.ChunkGroups];

    /// <summary>Not 0: every page is known, and <see cref="Whole"/> says what they hold together. Partner: <see cref="IsComplete"/>.</summary>
    public int Complete;

    /// <summary>Groups that are complete; the writer's own.</summary>
    public int CompleteGroups;

    /// <summary>The chunk as one, a <see cref="PeakEntry"/> a channel.</summary>
    public fixed short Whole[3 * Limits.MaxChannels];

    /// <summary>The chunk of a page, null while nothing of it is known.</summary>
    public static PeakChunk* Of(PageTable* table, long page)
    {
        PageChunk* pages = PageTable.ChunkOf(table, page);
        return pages == null ? null : (PeakChunk*)Volatile.Read(ref pages->Peaks); // partner: PeakStore.ChunkFor
    }

    /// <summary>A group of the chunk, null while nothing of it is known.</summary>
    public static PeakGroup* GroupAt(PeakChunk* chunk, int group) =>
        (PeakGroup*)Volatile.Read(ref chunk->Groups[group]); // partner: PeakStore.GroupFor

    /// <summary>Whether <see cref="Whole"/> stands.</summary>
    public static bool IsComplete(PeakChunk* chunk) => Volatile.Read(ref chunk->Complete) != 0; // partner: PeakStore.Complete
}

/// <summary>Peaks of eight pages. Native; entries of pages and of the group itself follow, a channel beside the other.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PeakGroup
{
    /// <summary><see cref="Known"/>: all eight pages, and the group's own entries.</summary>
    public const int AllKnown = 0x1FF;

    /// <summary>
    /// A bit a page that is summarized, and bit 8 when the group's own entries are. Partner: <see cref="KnownOf"/>, by which readers
    /// see the entries that the bits stand for.
    /// </summary>
    public int Known;

    /// <summary>Not 0: one of the pages ends the source before its own end, so they cannot be averaged; the writer's own.</summary>
    public int HasShortPage;

    /// <summary>64 entries a page and channel; null where there was no room for them.</summary>
    public PeakEntry* Fine;

    /// <summary>8 entries a page and channel; null where there was no room for them.</summary>
    public PeakEntry* Middle;

    /// <summary>What is known.</summary>
    public static int KnownOf(PeakGroup* group) => Volatile.Read(ref group->Known); // partner: PeakStore.Put

    /// <summary>The entries of a page.</summary>
    public static PeakEntry* PageEntries(PeakGroup* group, int pageInGroup, int channels) => (PeakEntry*)(group + 1) + (pageInGroup * channels);

    /// <summary>The entries of the eight pages together.</summary>
    public static PeakEntry* GroupEntries(PeakGroup* group, int channels) => PageEntries(group, PeakLevels.GroupPages, channels);

    /// <summary>Bytes of a group's block.</summary>
    public static int BytesFor(int channels) => sizeof(PeakGroup) + ((PeakLevels.GroupPages + 1) * channels * sizeof(PeakEntry));

    /// <summary>Bytes of a group's finest entries.</summary>
    public static int FineBytesFor(int channels) => PeakLevels.GroupPages * PeakLevels.FinePerPage * channels * sizeof(PeakEntry);

    /// <summary>Bytes of a group's middle entries.</summary>
    public static int MiddleBytesFor(int channels) => PeakLevels.GroupPages * PeakLevels.MiddlePerPage * channels * sizeof(PeakEntry);
}

using System.Threading;

namespace Seamline.Memory;

/// <summary>
/// The pages of one source: <see cref="Limits.PageFrames"/> frames each, f32 interleaved in the source's own
/// <see cref="Channels"/>, at the engine's rate. A null page is not ready. Native memory, read by the callback.
/// </summary>
/// <remarks>
/// Two levels, so that a source found longer than its header said grows without moving a table under a reader:
/// 1,024 directory entries of 1,024 page pointers. A loader writes a page pointer once the page is whole
/// (<see cref="Volatile.Write(ref nint, nint)"/>, release); the reader's acquire in <see cref="PageAt"/> is its partner,
/// and without the pair the callback could read samples that are not there yet.
/// </remarks>
internal unsafe struct PageTable
{
    /// <summary>Page pointers in one directory entry.</summary>
    public const int ChunkPages = 1_024;

    /// <summary>Directory entries.</summary>
    public const int DirectoryEntries = 1_024;

    /// <summary>Chunks of page pointers; an entry is 0 until its chunk is zeroed and published.</summary>
    public nint* Directory;

    /// <summary>Frames of the source at the engine's rate; corrected when the decoder learns better.</summary>
    public long FrameCount;

    /// <summary>Channels of the pages, 1..8.</summary>
    public int Channels;

    /// <summary>The page at <paramref name="index"/>, or null when it is not ready.</summary>
    public static float* PageAt(PageTable* table, long index)
    {
        nint chunk = Volatile.Read(ref table->Directory[index >> 10]);
        return chunk == 0 ? null : (float*)Volatile.Read(ref ((nint*)chunk)[index & (ChunkPages - 1)]);
    }
}

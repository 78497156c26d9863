using System;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>
/// K-weighted energies of the pages of a source, for as long as it lives: for each channel, the sum of the squares from the page's beginning
/// to the end of each step of <see cref="HopFrames"/> frames. 4 MB for three hours of 48 kHz stereo, in the budget.
/// </summary>
/// <remarks>Thread: written by passes over pages (<see cref="EnergyPass"/>), read by holders of the source; no lock. A number is written once.</remarks>
internal static unsafe class PageEnergies
{
    /// <summary>Frames of a step: 21 ms at 48 kHz.</summary>
    public const int HopFrames = 1_024;

    /// <summary>Steps in a page.</summary>
    public const int HopsPerPage = Limits.PageFrames / HopFrames;

    // 0 is unknown: silence has this.
    private const float Least = 1e-30f;

    /// <summary>The sums of a page, channels side by side, or null. 0 stands for one that is not known yet.</summary>
    public static float* Of(PageTable* table, long page)
    {
        PageChunk* chunk = PageTable.ChunkOf(table, page);
        var energies = chunk == null ? null : (float*)Volatile.Read(ref chunk->Energies); // partner: Room
        return energies == null ? null : energies + (page % PageTable.ChunkPages * HopsPerPage * table->Channels);
    }

    /// <summary>Whether a page's energies are known.</summary>
    public static bool Has(PageTable* table, long page)
    {
        float* energies = Of(table, page);
        return energies != null && Volatile.Read(ref energies[(HopsPerPage * table->Channels) - 1]) != 0; // partner: Put, which writes it last
    }

    /// <summary>Keeps a page's energies, given step by step; false where the budget has no room, and then they stay unknown.</summary>
    public static bool Put(MemoryBudget budget, PageTable* table, long page, ReadOnlySpan<double> squares)
    {
        float* to = Room(budget, table, page) ? Of(table, page) : null;
        if (to == null) return false;
        Span<double> sums = stackalloc double[Limits.MaxChannels];
        sums.Clear();
        for (int i = 0, channel = 0; i < squares.Length; i++, channel = channel + 1 == table->Channels ? 0 : channel + 1)
        {
            sums[channel] += squares[i];
            Volatile.Write(ref to[i], Math.Max((float)sums[channel], Least)); // partner: Has
        }

        return true;
    }

    /// <summary>Frees those of a chunk. Only when no reader can hold them.</summary>
    public static void Return(MemoryBudget budget, PageChunk* chunk, int channels)
    {
        var energies = (void*)chunk->Energies;
        chunk->Energies = 0;
        NativeBlock.Return(budget, ref energies, BytesFor(channels));
    }

    private static long BytesFor(int channels) => (long)PageTable.ChunkPages * HopsPerPage * channels * sizeof(float);

    private static bool Room(MemoryBudget budget, PageTable* table, long page)
    {
        PageChunk* chunk = PageTable.ChunkOf(table, page);
        if (Volatile.Read(ref chunk->Energies) != 0) return true; // partner: the exchange below
        void* made = NativeBlock.Take(budget, BytesFor(table->Channels));
        if (made == null) return false;

        // Partner: Of. Another pass may have been first: its memory stays.
        if (Interlocked.CompareExchange(ref chunk->Energies, (long)made, 0) != 0) NativeBlock.Return(budget, ref made, BytesFor(table->Channels));
        return true;
    }
}

using System;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>
/// How loud the pages of a source are, for as long as it lives: the level of each channel in steps of about 50 ms, in half decibels. 600 KB for
/// three hours of 48 kHz stereo, in the budget. Made with the peaks as pages are loaded; what ducking goes by.
/// </summary>
/// <remarks>Thread: written under the cache's lock, read by holders of the source; no lock. A level is written once.</remarks>
internal static unsafe class PageLevels
{
    /// <summary>Level of silence, and of all below -120 dB of full scale. 0 stands for one that is not known.</summary>
    public const int Silent = 1;

    /// <summary>The largest level: 7 dB over full scale and more.</summary>
    public const int Loudest = byte.MaxValue;

    private const double LowestDb = -120;
    private const double LevelsPerDb = 2;
    private const double StepSeconds = 0.05;
    private const int LeastShift = 8; // the finest that a scan for peaks adds up
    private const int MostShift = 14; // a page

    /// <summary>The power of two of a step's frames at a rate: of all the nearest to 50 ms.</summary>
    public static int ShiftFor(int rate) => Math.Clamp((int)Math.Round(Math.Log2(StepSeconds * rate)), LeastShift, MostShift);

    /// <summary>The level of a mean square.</summary>
    public static int Of(double meanSquare)
    {
        double level = Silent + Math.Round(((10 * Math.Log10(meanSquare)) - LowestDb) * LevelsPerDb);
        return level >= Loudest ? Loudest : level > Silent ? (int)level : Silent; // of 0 it is minus infinity
    }

    /// <summary>The least level that reaches a number of dB of full scale; <see cref="Loudest"/> + 1 for none.</summary>
    public static int Least(double decibels) => (int)Math.Clamp(Math.Ceiling(((decibels - LowestDb) * LevelsPerDb) - 1e-6) + Silent, Silent + 1, Loudest + 1);

    /// <summary>The levels of a page, channels side by side, or null.</summary>
    public static byte* At(PageTable* table, long page, int shift)
    {
        PageChunk* chunk = PageTable.ChunkOf(table, page);
        var levels = chunk == null ? null : (byte*)Volatile.Read(ref chunk->Levels); // partner: Put
        return levels == null ? null : levels + (page % PageTable.ChunkPages * BytesOf(table->Channels, shift));
    }

    /// <summary>Whether a page's levels are known.</summary>
    public static bool Has(PageTable* table, long page, int shift)
    {
        byte* levels = At(table, page, shift);
        return levels != null && Volatile.Read(ref levels[BytesOf(table->Channels, shift) - 1]) != 0; // partner: Put, which writes it last
    }

    /// <summary>Keeps a page's levels; false where the budget has no room, and then they stay unknown. Thread: under the cache's lock.</summary>
    public static bool Put(MemoryBudget budget, PageTable* table, long page, ReadOnlySpan<byte> levels, int shift, long headroomBytes)
    {
        PageChunk* chunk = PageTable.ChunkOf(table, page);
        if (chunk->Levels == 0)
        {
            void* made = NativeBlock.Take(budget, (long)PageTable.ChunkPages * levels.Length, headroomBytes);
            if (made == null) return false;
            Volatile.Write(ref chunk->Levels, (long)made); // partner: At; release: zeroed before seen
            chunk->LevelShift = shift;
        }

        byte* to = At(table, page, shift);
        for (int i = 0; i < levels.Length; i++) Volatile.Write(ref to[i], levels[i]); // partner: Has
        Volatile.Write(ref table->LevelPages, table->LevelPages + 1); // partner: LoudRuns; release: a thread that sees the count sees the levels
        return true;
    }

    /// <summary>Frees those of a chunk. Only when no reader can hold them.</summary>
    public static void Return(MemoryBudget budget, PageChunk* chunk, int channels)
    {
        var levels = (void*)chunk->Levels;
        chunk->Levels = 0;
        NativeBlock.Return(budget, ref levels, PageTable.ChunkPages * (long)BytesOf(channels, chunk->LevelShift));
    }

    private static int BytesOf(int channels, int shift) => channels << (MostShift - shift);
}

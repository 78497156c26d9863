using System;
using System.Runtime.InteropServices;

namespace Seamline.Memory;

/// <summary>Budgeted native allocations that start on a cache line. The small change beside the slabs.</summary>
/// <remarks>Thread: any but the callback.</remarks>
internal static unsafe class NativeBlock
{
    /// <summary>Alignment of every block, bytes; also the distance kept between fields of different writers.</summary>
    public const int CacheLine = 64;

    /// <summary>
    /// Takes a zeroed block, or null where the budget (less <paramref name="headroomBytes"/>) does not allow it or the system has no
    /// more.
    /// </summary>
    public static void* Take(MemoryBudget budget, long bytes, long headroomBytes = 0)
    {
        void* block = Reserve(budget, bytes, headroomBytes);
        if (block != null) NativeMemory.Clear(block, (nuint)bytes);
        return block;
    }

    /// <summary>The same with every memory page touched, but not zeroed: for what is large and written before it is read.</summary>
    public static void* TakeTouched(MemoryBudget budget, long bytes)
    {
        const int TouchEvery = 4_096;
        var block = (byte*)Reserve(budget, bytes, 0);
        if (block == null) return null;
        for (long i = 0; i < bytes; i += TouchEvery) block[i] = 0;
        block[bytes - 1] = 0;
        return block;
    }

    private static void* Reserve(MemoryBudget budget, long bytes, long headroomBytes)
    {
        if (!budget.TryReserve(bytes, headroomBytes)) return null;
        try
        {
            void* block = NativeMemory.AlignedAlloc((nuint)bytes, CacheLine);
            budget.Locking?.Take(block, bytes);
            return block;
        }
        catch (OutOfMemoryException)
        {
            budget.Release(bytes);
            return null;
        }
    }

    /// <summary>Gives a block back and clears the caller's copy of the pointer.</summary>
    public static void Return(MemoryBudget budget, ref void* block, long bytes)
    {
        if (block == null) return;
        budget.Locking?.Release(block, bytes);
        NativeMemory.AlignedFree(block);
        block = null;
        budget.Release(bytes);
    }

    /// <summary>Fills with a pattern that reads as a NaN, so that a use after return is heard and seen by tests.</summary>
    public static void Poison(void* block, long bytes) => new Span<byte>(block, checked((int)bytes)).Fill(0xFF);
}

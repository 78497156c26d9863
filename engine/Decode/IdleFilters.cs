using System.Runtime.CompilerServices;
using Seamline.Memory;

namespace Seamline.Decode;

/// <summary>
/// Resampling filters of the whole process: making them takes a part of a millisecond, which the first page of a clip would wait for. Decoders of the
/// same rates share them; of those that nobody uses the <see cref="Limits.MaxIdleFilters"/> used last stay.
/// </summary>
/// <remarks>Thread: any.</remarks>
internal static unsafe class IdleFilters
{
    // Below the source's rate a filter is longer in proportion: 0.6 MB from 384 to 8 kHz.
    private const int MaxDecimation = 4;

    private static readonly NativeMutex Resters = new();
    private static Rows Kept; // the first ones, the longest not asked for before all others

    /// <summary>Filters that are kept, in use or not.</summary>
    public static int Count { get; private set; }

    /// <summary>Makes what keeping needs, where a call may still allocate.</summary>
    public static void Prepare() => RuntimeHelpers.RunClassConstructor(typeof(IdleFilters).TypeHandle);

    /// <summary>The filters for these rates, to be given back by <see cref="Return"/>; null where there is no memory.</summary>
    public static FilterTable* Take(int sourceRate, int engineRate)
    {
        using (Resters.Hold())
        {
            if (Find(sourceRate, engineRate) is var found && found != null) return found;
        }

        FilterTable* made = FilterTable.Create(sourceRate, engineRate);
        if (made == null) return null;
        made->Users = 1;
        FilterTable* spare = null;
        using (Resters.Hold())
        {
            FilterTable* others = Find(sourceRate, engineRate); // made meanwhile
            spare = others != null ? made : Keep(made);
            if (others != null) made = others;
        }

        FilterTable.Free(spare);
        return made;
    }

    /// <summary>Gives filters back and clears the caller's pointer.</summary>
    public static void Return(ref FilterTable* table)
    {
        FilterTable* spare = table;
        table = null;
        if (spare == null) return;
        using (Resters.Hold())
        {
            if (--spare->Users > 0) return;
            int at = IndexOf(spare);
            if (at >= 0 && spare->SourceRate <= MaxDecimation * (long)spare->EngineRate) return;
            if (at >= 0) Remove(at);
        }

        FilterTable.Free(spare);
    }

    // The caller becomes a user, and the filters the ones asked for last.
    private static FilterTable* Find(int sourceRate, int engineRate)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            var table = (FilterTable*)Kept[i];
            if (table->SourceRate != sourceRate || table->EngineRate != engineRate) continue;
            Remove(i);
            Kept[Count++] = (nint)table;
            table->Users++;
            return table;
        }

        return null;
    }

    // What had to go for it; it is not kept where all are in use.
    private static FilterTable* Keep(FilterTable* made)
    {
        FilterTable* gone = null;
        for (int i = 0; i < Count && Count == Limits.MaxIdleFilters; i++)
        {
            if (((FilterTable*)Kept[i])->Users > 0) continue;
            gone = (FilterTable*)Kept[i];
            Remove(i);
        }

        if (Count < Limits.MaxIdleFilters) Kept[Count++] = (nint)made;
        return gone;
    }

    private static int IndexOf(FilterTable* table)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Kept[i] == (nint)table) return i;
        }

        return -1;
    }

    private static void Remove(int at)
    {
        Count--;
        for (int i = at; i < Count; i++) Kept[i] = Kept[i + 1];
    }

    [InlineArray(Limits.MaxIdleFilters)]
    private struct Rows
    {
        private nint _first;
    }
}

using System;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>What the engine measured: how long its blocks took, and when edits were heard. Thread: the window's.</summary>
internal sealed class EngineWatch
{
    private const int MostSwaps = 16;

    private readonly long[] _bins = new long[Seam.BlockBins];
    private long _next;
    private long _waited;

    /// <summary>Blocks by how long they took: bin i from <see cref="BinNanoseconds"/>(i) to that of i + 1.</summary>
    public ReadOnlySpan<long> Bins => _bins;

    /// <summary>The same in numbers.</summary>
    public SeamBlockTimes Blocks { get; private set; }

    /// <summary>The last edit as reported by the block that took it; its serial is 0 before the first.</summary>
    public SeamSwap Edit { get; private set; }

    /// <summary>From where a bin counts, ns: four an octave, by seamline.h.</summary>
    public static long BinNanoseconds(int bin) => bin < 4 ? bin : (4L + (bin % 4)) << ((bin / 4) - 1);

    /// <summary>Looks again.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="edit">Publication of the last edit, from 1; 0 for none.</param>
    public void Note(NativeEngine engine, long edit)
    {
        Blocks = engine.BlockTimes(_bins);
        Span<SeamSwap> swaps = stackalloc SeamSwap[MostSwaps];
        int count;
        do
        {
            count = engine.Swaps(ref _next, swaps);
            // One that a newer edit replaced before any block came is not reported: what was heard is the newer one.
            foreach (ref readonly SeamSwap swap in swaps[..count])
            {
                if (swap.Published == 0 || edit <= _waited || swap.Serial < edit) continue;
                (Edit, _waited) = (swap, edit);
            }
        }
        while (count == MostSwaps);
    }

    /// <summary>Another engine.</summary>
    public void Clear()
    {
        (_next, _waited, Edit, Blocks) = (0, 0, default, default);
        Array.Clear(_bins);
    }
}

using System;
using System.Runtime.InteropServices;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline;

/// <summary>The native block that the callback lives in, with its scratch and swap log, taken from the budget at open.</summary>
/// <remarks>Thread: made and freed by control, while no callback runs.</remarks>
internal sealed unsafe class RenderHost : IDisposable
{
    private readonly MemoryBudget _budget;
    private readonly long _bytes;
    private void* _block;

    /// <summary>Takes the memory and touches it.</summary>
    public RenderHost(MemoryBudget budget, int channels, int missRampFrames)
    {
        _budget = budget;
        long scratch = ScratchBytes(channels);
        _bytes = BytesFor(channels);
        _block = NativeBlock.Take(budget, _bytes);
        if (_block == null) throw new InvalidOperationException("the memory budget has no room for the renderer");
        NativeMemory.Clear(_block, (nuint)_bytes);
        State = (RenderState*)_block;
        State->Channels = channels;
        State->Misses.RampFrames = missRampFrames;
        State->PreviousMisses.RampFrames = missRampFrames;
        byte* next = (byte*)_block + RenderState.Size + NativeBlock.CacheLine;
        State->SwapLog = (SwapEvent*)next;
        next += LogBytes;
        State->Scratch = new RenderScratch
        {
            Voice = (float*)next,
            Seam = (float*)(next + scratch),
            Track = (float*)(next + (2 * scratch)),
        };
    }

    private static long LogBytes => RenderState.SwapSlots * (long)sizeof(SwapEvent);

    /// <summary>Whether the budget has room for one.</summary>
    public static bool Fits(MemoryBudget budget, int channels) => budget.HeldBytes + BytesFor(channels) <= budget.LimitBytes;

    private static long ScratchBytes(int channels) => (long)Limits.MaxBlockFrames * channels * sizeof(float);

    private static long BytesFor(int channels) => RenderState.Size + NativeBlock.CacheLine + LogBytes + (3 * ScratchBytes(channels));

    /// <summary>The callback's state.</summary>
    public RenderState* State { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        State = null;
        NativeBlock.Return(_budget, ref _block, _bytes);
    }
}

using System;
using System.Numerics;
using System.Runtime.InteropServices;
using Seamline.Loudness;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Timeline;

namespace Seamline;

/// <summary>The native block that the callback lives in, with its scratch and swap log, taken from the budget at open.</summary>
/// <remarks>Thread: made and freed by control, while no callback runs.</remarks>
internal sealed unsafe class RenderHost : IDisposable
{
    private readonly MemoryBudget _budget;
    private readonly long _bytes;
    private readonly int[] _claim = GC.AllocateArray<int>(3 * NativeBlock.CacheLine / sizeof(int), pinned: true); // a line of its own, whatever stands beside it
    private void* _block;
    private void* _misses; // where something can miss; a row is written before it is read

    /// <summary>Takes the memory and touches it.</summary>
    public RenderHost(MemoryBudget budget, int channels, int missRampFrames, int rate = 48_000)
    {
        _budget = budget;
        long scratch = ScratchBytes(channels);
        _bytes = BytesFor(channels, rate);
        _block = NativeBlock.Take(budget, _bytes);
        if (_block == null) throw new InvalidOperationException("the memory budget has no room for the renderer");
        State = (RenderState*)_block;
        State->Channels = channels;
        ShareClaim((int*)Marshal.UnsafeAddrOfPinnedArrayElement(_claim, NativeBlock.CacheLine / sizeof(int)));
        State->Misses.Rendered = State->PreviousMisses.Rendered = &State->FramesRendered;
        State->Misses.RampFrames = missRampFrames;
        State->PreviousMisses.RampFrames = missRampFrames;
        byte* next = (byte*)_block + RenderState.Size + NativeBlock.CacheLine;
        State->SwapLog = (SwapEvent*)next;
        next += LogBytes;
        if (missRampFrames != 0) TakeMisses();
        var hints = (int*)next;
        next += HintBytes;
        State->Scratch = new RenderScratch
        {
            Voice = (float*)next,
            Seam = (float*)(next + scratch),
            Track = (float*)(next + (2 * scratch)),
            Shuttle = (float*)(next + (3 * scratch)),
            Limiters = (LimiterMemory*)(next + (4 * scratch)),
            RegionHints = hints,
        };
        int limiterFrames = LimiterMemory.FramesFor(MasterCompiler.AheadGroups(rate));
        PlaceLimiters(State->Scratch.Limiters, channels, limiterFrames);
        if (missRampFrames == 0) return; // offline: no voice at another speed
        State->Scratch.Wsola = (WsolaRoom*)(next + (4 * scratch) + LimiterBytes(channels, limiterFrames));
        PlaceWsola(State->Scratch.Wsola, HopFrames(rate));
    }

    private static long LogBytes => RenderState.SwapSlots * (long)sizeof(SwapEvent);

    private static long MissBytes => 2 * MissMemory.RowBytes;

    private static long HintBytes => (Limits.MaxRegionLanes * (long)sizeof(int) + NativeBlock.CacheLine - 1) & -NativeBlock.CacheLine;

    /// <summary>Whether the budget has room for one.</summary>
    public static bool Fits(MemoryBudget budget, int channels, int rate) => budget.HeldBytes + BytesFor(channels, rate) + MissBytes <= budget.LimitBytes;

    private static long ScratchBytes(int channels) => (long)Limits.MaxBlockFrames * channels * sizeof(float);

    private static long BytesFor(int channels, int rate) =>
        RenderState.Size + NativeBlock.CacheLine + LogBytes + HintBytes + (4 * ScratchBytes(channels)) +
        LimiterBytes(channels, LimiterMemory.FramesFor(MasterCompiler.AheadGroups(rate))) + sizeof(WsolaRoom) + (WsolaRoom.Floats(HopFrames(rate)) * sizeof(float));

    // About 10.7 ms, as for segments (SplicePlan).
    private static long HopFrames(int rate) => Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)(rate * 0.0107 / Math.Sqrt(2))), 32, Limits.MaxBlockFrames / 2);

    // Two memories, each with its samples and four rows of its groups, and the taps for both.
    private static long LimiterBytes(int channels, int frames) =>
        (2 * (sizeof(LimiterMemory) + SamplesBytes(channels, frames) + (4 * GroupsBytes(frames)))) + (TruePeakTaps.Count * sizeof(float));

    private static long SamplesBytes(int channels, int frames) => (long)frames * channels * sizeof(float);

    private static long GroupsBytes(int frames) => LimiterMemory.GroupsFor(frames) * (long)sizeof(float);

    private void TakeMisses()
    {
        _misses = NativeBlock.TakeTouched(_budget, MissBytes);
        if (_misses == null)
        {
            Dispose();
            throw new InvalidOperationException("the memory budget has no room for the renderer");
        }

        State->Misses.Rows = (MissRow*)_misses;
        State->PreviousMisses.Rows = (MissRow*)((byte*)_misses + MissMemory.RowBytes);
    }

    private static void PlaceLimiters(LimiterMemory* limiters, int channels, int frames)
    {
        byte* next = (byte*)(limiters + 2);
        var taps = (float*)next;
        TruePeakTaps.Fold(new Span<float>(taps, TruePeakTaps.Count));
        next += TruePeakTaps.Count * sizeof(float);
        for (int i = 0; i < 2; i++)
        {
            limiters[i].Frames = frames;
            limiters[i].Taps = taps;
            limiters[i].Samples = (float*)next;
            next += SamplesBytes(channels, frames);
            limiters[i].Peaks = (int*)next;
            next += GroupsBytes(frames);
            limiters[i].Least = (int*)next;
            next += GroupsBytes(frames);
            limiters[i].Mosts = (float*)next;
            next += GroupsBytes(frames);
            limiters[i].Bends = (float*)next;
            next += GroupsBytes(frames);
        }
    }

    private static void PlaceWsola(WsolaRoom* room, long hopFrames)
    {
        long searched = WsolaRoom.SearchedFrames(hopFrames);
        room->HopFrames = hopFrames;
        room->Samples = (float*)(room + 1);
        room->Quarters = room->Samples + searched;
        room->Piece = room->Quarters + WsolaRoom.QuartersOf(searched);
        room->PieceQuarters = room->Piece + hopFrames;
        room->Fade = room->PieceQuarters + WsolaRoom.QuartersOf(hopFrames);
        for (int i = 0; i < hopFrames; i++) room->Fade[i] = (float)(0.5 - (0.5 * Math.Cos(Math.PI * (i + 0.5) / hopFrames)));
    }

    /// <summary>The callback's state.</summary>
    public RenderState* State { get; private set; }

    /// <summary>The claim to render; valid, and closed, when the state is gone.</summary>
    public int* Claim { get; private set; }

    /// <summary>Uses another word for the claim, one that outlives the state and this object. Before anybody renders.</summary>
    public void ShareClaim(int* claim)
    {
        Claim = claim;
        State->Claim = claim;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        State = null;
        NativeBlock.Return(_budget, ref _block, _bytes);
        NativeBlock.Return(_budget, ref _misses, MissBytes);
    }
}

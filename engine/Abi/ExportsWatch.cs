using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Device;

namespace Seamline.Abi;

/// <summary>seamline.h: what hosts show of playback while it goes on.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsWatch
{
    private const int SwapsAtATime = 16;

    [UnmanagedCallersOnly(EntryPoint = "seam_get_block_times", CallConvs = [typeof(CallConvCdecl)])]
    public static Status BlockTimes(nint engine, SeamBlockTimes* times, long* bins, uint count) =>
        Border.Run(engine, new BlockTimesCall(times, bins, count));

    private readonly struct BlockTimesCall(SeamBlockTimes* times, long* bins, uint count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (bins == null && count != 0) return at.Engine.Refuse(Status.InvalidArgument, "seam_get_block_times: no place for the bins");
            if (times != null && !Border.IsSize<SeamBlockTimes>(times->StructSize))
                return Border.RefuseStruct(at.Engine, "seam_block_times", times);
            BlockTimes now = at.Engine.GetBlockTimes(new Span<long>(bins, (int)Math.Min(count, BlockBins.Count)));
            for (uint i = BlockBins.Count; i < count; i++) bins[i] = 0;
            if (times == null) return Status.Ok;
            var value = new SeamBlockTimes
            {
                Blocks = now.Blocks,
                MeanNs = (long)now.MeanNanoseconds,
                P50Ns = now.Median,
                P99Ns = now.Percentile99,
                P999Ns = now.Percentile999,
                MaxNs = now.LongestNanoseconds,
            };
            Border.TryWrite(times, ref value);
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_reset_block_times", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ResetBlockTimes(nint engine) =>
        Border.Run(engine, new ResetBlockTimesCall());

    private readonly struct ResetBlockTimesCall() : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            at.Engine.ResetBlockTimes();
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_read_swaps", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ReadSwaps(nint engine, long* from, SeamSwap* swaps, uint capacity, uint* count) =>
        Border.Run(engine, new ReadSwapsCall(from, swaps, capacity, count));

    private readonly struct ReadSwapsCall(long* from, SeamSwap* swaps, uint capacity, uint* count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (from == null || count == null || (swaps == null && capacity != 0))
                return at.Engine.Refuse(Status.InvalidArgument, "seam_read_swaps: no place for the number, the count, or the swaps");
            uint stride = capacity == 0 ? 0 : swaps->StructSize;
            if (capacity != 0 && !Border.IsSize<SeamSwap>(stride))
                return Border.RefuseStruct(at.Engine, "seam_swap", swaps);
            *count = 0;
            Span<SwapInfo> part = stackalloc SwapInfo[SwapsAtATime];
            while (*count < capacity)
            {
                int given = at.Engine.ReadSwaps(ref *from, part[..(int)Math.Min(capacity - *count, SwapsAtATime)]);
                if (given == 0) break;
                foreach (ref readonly SwapInfo swap in part[..given]) Write((SeamSwap*)((byte*)swaps + ((nuint)(*count)++ * stride)), stride, swap);
            }

            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_residency", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Residency(nint engine, double firstFrame, double framesPerColumn, byte* columns, uint count) =>
        Border.Run(engine, new ResidencyCall(firstFrame, framesPerColumn, columns, count));

    private readonly struct ResidencyCall(double firstFrame, double framesPerColumn, byte* columns, uint count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if ((columns == null && count != 0) || count > int.MaxValue)
                return at.Engine.Refuse(Status.InvalidArgument, "seam_residency: no place for the columns, or too many");
            return at.Engine.GetResidency(new PeakView(firstFrame, framesPerColumn), new Span<PageStates>(columns, (int)count));
        }
    }

    private static void Write(SeamSwap* to, uint size, in SwapInfo swap)
    {
        var value = new SeamSwap
        {
            Published = swap.Taken ? 1 : 0,
            Serial = swap.Serial,
            PublishedBlock = swap.PublishedBlock,
            HeardBlock = swap.Block,
            EditNs = swap.EditNanoseconds,
            HeardNs = swap.HeardNanoseconds,
            OutputFrame = swap.OutputFrame,
            OldFrame = swap.OldFrame,
            NewFrame = swap.NewFrame,
            FadeFrames = swap.FadeFrames,
        };
        Border.WriteRow(to, size, ref value);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Kernels;

namespace Seamline.Render;

/// <summary>
/// The lanes' sum over a block. Pages that only want a gain wait here until there are four, and are then summed in one pass over the block; whatever
/// else writes to the block has them summed first. So everything is added in the order of lanes and tracks.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BusSum
{
    /// <summary>Sources that are summed in one pass.</summary>
    private const int MostWaiting = 4;

    /// <summary>The block.</summary>
    public float* Output;

    /// <summary>Its samples.</summary>
    public nuint Samples;

    /// <summary>Whether the block holds a sum already; else what comes first is written over it.</summary>
    public bool Holds;

    /// <summary>1 where the block is not read again soon.</summary>
    public int Streams;

    private int _waiting;
    private SumSource _first;
    private SumSource _second;
    private SumSource _third;
    private SumSource _fourth;

    /// <summary>Begins a sum.</summary>
    internal static void Begin(BusSum* sum, float* output, nuint samples, int streams)
    {
        sum->Output = output;
        sum->Samples = samples;
        sum->Streams = streams;
        sum->Holds = false;
        sum->_waiting = 0;
    }

    /// <summary>Whether something is in the sum, or waits to be.</summary>
    internal static bool HasAny(BusSum* sum) => sum->Holds || sum->_waiting != 0;

    /// <summary>Adds samples of the whole block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, for every lane
    internal static void Add(BusSum* sum, float* from, float gain)
    {
        SumSource* source = &sum->_first + sum->_waiting;
        source->From = from;
        source->Gain = gain;
        if (++sum->_waiting == MostWaiting) SumWaiting(sum);
    }

    /// <summary>Sums what waits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // where nothing waits, a call would be all it costs
    internal static void Complete(BusSum* sum)
    {
        if (sum->_waiting != 0) SumWaiting(sum);
    }

    private static void SumWaiting(BusSum* sum)
    {
        SumSource* sources = &sum->_first;
        switch (sum->_waiting)
        {
            case 1: One(sum, sources); break;
            case 2: Two(sum, sources); break;
            case 3:
                Two(sum, sources);
                sum->Holds = true;
                One(sum, sources + 2);
                break;
            default:
                if (sum->Holds) Sum.FourAdd(sum->Output, sources, sum->Samples);
                else Sum.FourSet(sum->Output, sources, sum->Samples);
                break;
        }

        sum->Holds = true;
        sum->_waiting = 0;
    }

    private static void One(BusSum* sum, SumSource* source) =>
        TrackMix.MixStraight(source->From, source->Gain, sum->Samples, sum->Holds, sum->Output, sum->Streams);

    private static void Two(BusSum* sum, SumSource* sources)
    {
        if (sum->Holds) Sum.TwoAdd(sum->Output, sources, sum->Samples);
        else Sum.TwoSet(sum->Output, sources, sum->Samples);
    }
}

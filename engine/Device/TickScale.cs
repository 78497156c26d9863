using System;
using System.Runtime.Intrinsics.X86;

namespace Seamline.Device;

/// <summary>Ticks of a counter as nanoseconds of the system's clock: a straight line through two readings of both.</summary>
internal struct TickScale
{
    /// <summary>
    /// The least time between the two readings, ns. Each reading is some ten nanoseconds wide, so that the line's slope is within a ten-thousandth:
    /// far closer than durations of blocks are read.
    /// </summary>
    public const long LeastNanoseconds = 200_000;

    private readonly ulong _origin;
    private readonly long _originNanoseconds;
    private readonly ulong _nanosecondsPerTick; // a fraction of 2^64

    private TickScale(ulong origin, long originNanoseconds, ulong nanosecondsPerTick)
    {
        _origin = origin;
        _originNanoseconds = originNanoseconds;
        _nanosecondsPerTick = nanosecondsPerTick;
    }

    /// <summary>Whether there is a line.</summary>
    public readonly bool IsKnown => _nanosecondsPerTick != 0;

    /// <summary>
    /// The line through two readings; none where they are closer than <see cref="LeastNanoseconds"/>, or where the counter is slower than a tick a
    /// nanosecond (or faster than a hundred), which no CPU's is that this engine runs on.
    /// </summary>
    public static TickScale Between(ulong ticks, long nanoseconds, ulong laterTicks, long laterNanoseconds)
    {
        long elapsed = unchecked(laterNanoseconds - nanoseconds);
        ulong counted = unchecked(laterTicks - ticks);
        if (ticks == 0 || elapsed < LeastNanoseconds || laterTicks <= ticks || counted <= (ulong)elapsed || counted / 100 > (ulong)elapsed) return default;
        return new TickScale(laterTicks, laterNanoseconds, (ulong)(((UInt128)(ulong)elapsed << 64) / counted));
    }

    /// <summary>The system's time, ns, at a tick not before the second reading. Raw.</summary>
    public readonly long At(ulong ticks) => unchecked(_originNanoseconds + (long)High(ticks - _origin, _nanosecondsPerTick));

    // The upper half of the product. Math.BigMul would store the lower one.
    private static ulong High(ulong a, ulong b) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);
}

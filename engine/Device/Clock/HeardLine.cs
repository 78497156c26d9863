using System.Threading;

namespace Seamline.Device;

/// <summary>
/// Which frame of a device is heard when, as a sound server says it: a straight line through its newest answers. A thread that asks writes it, the callback reads.
/// </summary>
/// <remarks>Two places in turn, the place first, its number second: a reader has a whole line, and waits for nobody. Raw but for the writing.</remarks>
internal unsafe struct HeardLine
{
    private Place _even;
    private Place _odd;
    private long _number;

    /// <summary>Writes it. One thread at a time, not the callback.</summary>
    /// <param name="line">The line.</param>
    /// <param name="host">A time of the host's clock, ns.</param>
    /// <param name="frame">The frame that is heard then.</param>
    /// <param name="nanosecondsPerFrame">The device's pace.</param>
    /// <param name="latencyFrames">From a block's being asked for to its being heard, on the average.</param>
    public static void Write(HeardLine* line, double host, double frame, double nanosecondsPerFrame, double latencyFrames)
    {
        long next = line->_number + 1;
        Volatile.WriteBarrier(); // partner: TryRead; the number before the place is written again
        *PlaceOf(line, next) = new Place { Host = host, Frame = frame, NanosecondsPerFrame = nanosecondsPerFrame, LatencyFrames = latencyFrames };
        Volatile.Write(ref line->_number, next); // partner: TryRead; release: the place before its number
    }

    /// <summary>Nothing is known any more.</summary>
    public static void Forget(HeardLine* line) => Write(line, 0, 0, 0, 0);

    /// <summary>What is heard at a time; false where nothing is known.</summary>
    public static bool TryRead(HeardLine* line, double host, HeardFrame* heard)
    {
        for (int i = 0; i < 2; i++)
        {
            long number = Volatile.Read(ref line->_number); // partner: Write; acquire: the place after its number
            Place place = *PlaceOf(line, number);
            Volatile.ReadBarrier(); // partner: Write; the place before the second look at the number
            if (Volatile.Read(ref line->_number) != number) continue; // partner: Write
            if (place.NanosecondsPerFrame <= 0) return false;
            heard->Frame = place.Frame + ((host - place.Host) / place.NanosecondsPerFrame);
            heard->NanosecondsPerFrame = place.NanosecondsPerFrame;
            heard->LatencyFrames = place.LatencyFrames;
            return true;
        }

        return false;
    }

    private static Place* PlaceOf(HeardLine* line, long number) => (number & 1) == 0 ? &line->_even : &line->_odd;

    private struct Place
    {
        public double Host;
        public double Frame;
        public double NanosecondsPerFrame;
        public double LatencyFrames;
    }
}

/// <summary>What a <see cref="HeardLine"/> tells of a time.</summary>
internal struct HeardFrame
{
    /// <summary>The device's frame that is heard.</summary>
    public double Frame;

    /// <summary>The device's pace.</summary>
    public double NanosecondsPerFrame;

    /// <summary>From a block's being asked for to its being heard, on the average.</summary>
    public double LatencyFrames;
}

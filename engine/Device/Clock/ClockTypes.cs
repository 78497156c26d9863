using System.Runtime.InteropServices;

namespace Seamline.Device;

/// <summary>What the times are by which a device's clock is followed.</summary>
internal enum ClockTimes
{
    /// <summary>Of callbacks, which are late and never early: filtered.</summary>
    Late = 0,

    /// <summary>The device's own, without jitter: taken as they are, and one that is off is a hole or another device.</summary>
    Exact = 1,

    /// <summary>Of a line through what a sound server says now and then (<see cref="HeardLine"/>), pace included: where the line moves, the reported time glides.</summary>
    Line = 2,
}

/// <summary>A piece of the audible clock: what is heard from a host time on, until the next piece.</summary>
internal struct ClockLine
{
    /// <summary>Host time at which it begins, ns.</summary>
    public double Start;

    /// <summary>Output frame heard there.</summary>
    public double Frame;

    /// <summary>Frames a nanosecond.</summary>
    public double Slope;

    /// <summary>It says nothing of frames from here on: they are not rendered, or hardly.</summary>
    public double Limit;

    /// <summary>Counts the places where the clock had to jump: a device began, or was lost.</summary>
    public long Epoch;
}

/// <summary>Where the output frames from one change of what plays to the next lie on the timeline.</summary>
internal struct ClockChange
{
    /// <summary>Its first output frame.</summary>
    public long OutputFrame;

    /// <summary>Timeline frame that would have come there.</summary>
    public long OldFrame;

    /// <summary>Timeline frame that came.</summary>
    public long NewFrame;

    /// <summary>Timeline frames an output frame, in parts of 2^32; 0 where it rests.</summary>
    public long Step;

    /// <summary>Length of the timeline then.</summary>
    public long Length;

    /// <summary>Serial of the publication.</summary>
    public long Serial;

    /// <summary>1 for another place, 0 for the same place in an edited timeline.</summary>
    public long Jumps;

    /// <summary>How many changes up to this one have moved places.</summary>
    public long Moves;
}

/// <summary>What is heard at a host time.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct AudibleTime
{
    /// <summary>The output frame, counted since the engine was made.</summary>
    public double OutputFrame;

    /// <summary>The timeline frame, in the timeline of publication <see cref="Serial"/>.</summary>
    public double TimelineFrame;

    /// <summary>Timeline frames for each output frame: 1, 0 where it rests, or what a shuttle runs at.</summary>
    public double Speed;

    /// <summary>Output frames a second of the host's clock, as measured.</summary>
    public double MeasuredRate;

    /// <summary>Output frames from a block's being asked for to its being heard.</summary>
    public double LatencyFrames;

    /// <summary>Within one segment of play a later host time never has an earlier frame (a later one, for a negative speed).</summary>
    public long Segment;

    /// <summary>Serial of the newest publication that plays.</summary>
    public long Serial;
}

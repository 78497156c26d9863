using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Render;

namespace Seamline.Device;

/// <summary>
/// What is heard at a time of the host's clock, in native memory: <see cref="ClockFilter"/> follows the device's clock by the times at which it
/// asks for blocks, <see cref="ClockLine"/>s join its reported times without a step, and <see cref="ClockChange"/>s place the frames on the timeline.
/// </summary>
/// <remarks>
/// Raw. One thread at a time writes, the one that renders; any thread reads, without a lock and in bounded time. Both rings are written slot
/// first, count second (release); a reader that finds the count has gone on so far that its slot may have been written again tries again.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = LinesOffset + (Lines * LineBytes) + (Changes * ChangeBytes))]
internal unsafe struct AudibleClock
{
    /// <summary>Pieces kept: two thirds of a second of blocks of 10 ms.</summary>
    public const int Lines = 64;

    /// <summary>Changes kept.</summary>
    public const int Changes = 64;

    /// <summary>Most that a reported time differs from the filter's before it jumps instead of gliding there, ns.</summary>
    public const double JumpNanoseconds = 100e6;

    /// <summary>The same where the device tells its time: more is a hole, or another device.</summary>
    public const double ExactJumpNanoseconds = 0.3e6;

    /// <summary>The number of the host's device where it pulls; no output has it.</summary>
    public const int Pulled = 0;

    private const int LineBytes = 40;
    private const int ChangeBytes = 64;
    private const int LinesOffset = 512;
    private const int Tries = 4;
    private const double GlideNanoseconds = 100e6; // a difference has gone to a third after it
    private const double LeastPace = 0.5; // of the nominal one, while it glides
    private const double One = 4_294_967_296.0;

    // Set at open.
    [FieldOffset(0)] private MonotonicTime _time;
    [FieldOffset(192)] private double _pace;

    // Written by the thread that renders.
    [FieldOffset(256)] private ClockFilter _filter;
    [FieldOffset(352)] private long _lineCount;
    [FieldOffset(360)] private long _changeCount;
    [FieldOffset(368)] private long _swapsSeen;
    [FieldOffset(376)] private long _epoch;
    [FieldOffset(384)] private double _latency;
    [FieldOffset(392)] private double _measuredRate;
    [FieldOffset(400)] private long _moves;
    [FieldOffset(408)] private int _device;

    [FieldOffset(LinesOffset)] private ClockLine _firstLine;
    [FieldOffset(LinesOffset + (Lines * LineBytes))] private ClockChange _firstChange;

    /// <summary>Sets a clock up that nothing was heard of yet. Thread: control, while nobody writes.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="rate">Nominal output frames a second.</param>
    public static void Prepare(AudibleClock* clock, int rate = 48_000)
    {
        clock->_time = MonotonicTime.Resolve();
        clock->_pace = 1e9 / rate;
        clock->_measuredRate = 0;
        clock->_filter = default;
        clock->_swapsSeen = 0;
        clock->_latency = 0;
        clock->_device = 0;
        Volatile.Write(ref clock->_lineCount, 0); // partner: TryLine
        Volatile.Write(ref clock->_changeCount, 0); // partner: At
    }

    /// <summary>The host's clock now, ns: CLOCK_MONOTONIC, the performance counter on Windows.</summary>
    public static long Now(AudibleClock* clock) => MonotonicTime.HostNow(&clock->_time);

    /// <summary>Nominal length of an output frame, ns.</summary>
    public static double Pace(AudibleClock* clock) => clock->_pace;

    /// <summary>Whether the last block that it knows of was pulled by a host.</summary>
    public static bool IsPulled(AudibleClock* clock) => Volatile.Read(ref clock->_lineCount) > 0 && Volatile.Read(ref clock->_device) == Pulled; // partner: Follow

    /// <summary>
    /// A device asks for a block: follows its clock. Before the block is rendered, or after.
    /// </summary>
    /// <param name="clock">The clock.</param>
    /// <param name="device">Which one: another number than at the last call for another device, whose clock is not yet known.</param>
    /// <param name="asked">When it asked, ns.</param>
    /// <param name="deviceFrame">Frames of the device before the block.</param>
    /// <param name="frames">Its frames.</param>
    /// <param name="latencyFrames">From being asked for to being heard.</param>
    /// <param name="nanosecondsPerFrame">The device's nominal pace; 0 for one without a pace, whose clock is not followed.</param>
    /// <param name="firstFrame">The output frame with which the block begins.</param>
    /// <param name="ratio">Output frames for each frame of the device.</param>
    /// <param name="times">What <paramref name="asked"/> is; of <see cref="ClockTimes.Line"/> the pace is the line's.</param>
    public static void Follow(
        AudibleClock* clock, int device, long asked, long deviceFrame, long frames, double latencyFrames, double nanosecondsPerFrame, double firstFrame, double ratio,
        ClockTimes times)
    {
        unchecked
        {
            if (frames <= 0) return;
            bool isExact = times != ClockTimes.Late;
            bool fresh = device != clock->_device || clock->_lineCount == 0 || nanosecondsPerFrame <= 0 || ClockFilter.IsStale(&clock->_filter, asked);
            if (fresh) ClockFilter.Begin(&clock->_filter, asked, deviceFrame, nanosecondsPerFrame > 0 ? nanosecondsPerFrame : 1);
            else if (times == ClockTimes.Line) ClockFilter.Begin(&clock->_filter, asked, deviceFrame, nanosecondsPerFrame);
            else ClockFilter.Ask(&clock->_filter, asked, deviceFrame);
            Volatile.Write(ref clock->_device, device); // partner: IsPulled
            double pace = ratio / (nanosecondsPerFrame > 0 ? nanosecondsPerFrame : 1);
            double heard = deviceFrame + latencyFrames; // the device's frame that is heard when the filter's is asked for
            double at = isExact ? deviceFrame : ClockFilter.FrameAt(&clock->_filter, asked);
            double aim = firstFrame + ((at - heard) * ratio);
            var next = new ClockLine { Start = asked, Frame = aim, Limit = firstFrame + (2.0 * frames) };
            if (!fresh)
            {
                // Glides from the time reported now to the filter's a little later: never a step, never backwards.
                double reported = Read(Line(clock, clock->_lineCount - 1), asked);
                double later = firstFrame + ((at + (GlideNanoseconds / clock->_filter.NanosecondsPerFrame) - heard) * ratio);
                double slope = (later - reported) / GlideNanoseconds;
                double difference = aim - reported;
                fresh = (difference < 0 ? -difference : difference) > (times == ClockTimes.Exact ? ExactJumpNanoseconds : JumpNanoseconds) * pace;
                double least = LeastPace * pace;
                next.Frame = fresh ? aim : reported;
                next.Slope = slope < least ? least : slope > pace + least ? pace + least : slope;
            }

            if (fresh)
            {
                next.Slope = ratio / clock->_filter.NanosecondsPerFrame;
                clock->_epoch++;
            }

            next.Epoch = clock->_epoch;
            // Partners: At. Each is a whole word, read for information beside the line.
            Volatile.Write(ref clock->_latency, latencyFrames);
            Volatile.Write(ref clock->_measuredRate, 1e9 * ratio / clock->_filter.NanosecondsPerFrame);
            Volatile.WriteBarrier(); // partner: TryLine; the number before the slot is written again
            *Line(clock, clock->_lineCount) = next;
            Volatile.Write(ref clock->_lineCount, clock->_lineCount + 1); // partner: TryLine; release: the line before its number
        }
    }

    /// <summary>Takes over the changes of what plays that the renderer has logged. By the thread that renders, after a block.</summary>
    public static void Place(AudibleClock* clock, RenderState* state)
    {
        unchecked
        {
            long count = state->SwapCount;
            long from = clock->_swapsSeen;
            if (from == count) return;
            if (count - from > RenderState.SwapSlots) from = count - RenderState.SwapSlots;
            for (; from < count; from++)
            {
                SwapEvent* swap = state->SwapLog + (from % RenderState.SwapSlots);
                ClockChange* to = Change(clock, clock->_changeCount);
                Volatile.WriteBarrier(); // partner: At; the number before the slot is written again
                to->OutputFrame = swap->OutputFrame;
                to->OldFrame = swap->OldFrame;
                to->NewFrame = swap->NewFrame;
                to->Step = swap->Step;
                to->Length = swap->Length;
                to->Serial = swap->Serial;
                to->Jumps = swap->Jumps;
                clock->_moves += swap->Jumps != 0 || swap->OldFrame != swap->NewFrame ? 1 : 0;
                to->Moves = clock->_moves;
                Volatile.Write(ref clock->_changeCount, clock->_changeCount + 1); // partner: At; release: the change before its number
            }

            clock->_swapsSeen = count;
        }
    }

    /// <summary>What is heard at a host time; false before anything was.</summary>
    public static bool At(AudibleClock* clock, long hostNanoseconds, AudibleTime* to)
    {
        for (int i = 0; i < Tries; i++)
        {
            ClockLine line;
            if (!TryLine(clock, hostNanoseconds, &line)) continue;
            if (line.Slope == 0) return false;
            to->OutputFrame = Read(&line, hostNanoseconds);
            to->MeasuredRate = Volatile.Read(ref clock->_measuredRate); // partner: Follow
            to->LatencyFrames = Volatile.Read(ref clock->_latency); // partner: Follow
            long count = Volatile.Read(ref clock->_changeCount); // partners: Place, Prepare; acquire: the changes before their number
            MapFrame(clock, count, line.Epoch, to);
            Volatile.ReadBarrier(); // partner: Place; the changes before the second look at their number
            if (Volatile.Read(ref clock->_changeCount) - count < Changes / 4) return true; // partner: Place
        }

        return false;
    }

    // The piece that a time lies in, or the oldest kept; with a slope of 0 where there is none. False where it was written again meanwhile.
    private static bool TryLine(AudibleClock* clock, double time, ClockLine* to)
    {
        unchecked
        {
            *to = default;
            long count = Volatile.Read(ref clock->_lineCount); // partners: Follow, Prepare; acquire: the lines before their number
            if (count == 0) return true;
            long oldest = count > Lines * 3 / 4 ? count - (Lines * 3 / 4) : 0;
            long at = count - 1;
            while (at > oldest && Line(clock, at)->Start > time) at--;
            *to = *Line(clock, at);
            Volatile.ReadBarrier(); // partner: Follow; the line before the second look at the number
            return Volatile.Read(ref clock->_lineCount) - at < Lines; // partner: Follow
        }
    }

    private static double Read(ClockLine* line, double time)
    {
        double frame = line->Frame + ((time - line->Start) * line->Slope);
        double limit = line->Limit > line->Frame ? line->Limit : line->Frame;
        frame = frame < limit ? frame : limit;
        return frame > 0 ? frame : 0;
    }

    // What was rendered then, in places of the timeline as it plays now: before an edit the same distance from the place that it has come to.
    private static void MapFrame(AudibleClock* clock, long count, long epoch, AudibleTime* to)
    {
        unchecked
        {
            double output = to->OutputFrame;
            double moved = 0;
            double place = 0;
            double speed = 0;
            long moves = 0;
            long movesAhead = 0;
            long oldest = count > Changes * 3 / 4 ? count - (Changes * 3 / 4) : 0;
            long at = count - 1;
            for (; at >= oldest; at--)
            {
                ClockChange* change = Change(clock, at);
                double since = output - change->OutputFrame;
                if (since >= 0)
                {
                    speed = change->Step / One;
                    place = change->NewFrame + (since * speed) + moved;
                    moves = change->Moves;
                    break;
                }

                if (change->Jumps == 0 && change->NewFrame != change->OldFrame)
                {
                    moved += change->NewFrame - change->OldFrame;
                    movesAhead++;
                }

                place = change->OldFrame + moved;
            }

            ClockChange* newest = count > 0 ? Change(clock, count - 1) : null;
            double length = newest != null ? newest->Length : 0;
            to->TimelineFrame = place < 0 ? 0 : place > length ? length : place;
            to->Speed = speed;
            to->Serial = newest != null ? newest->Serial : 0;

            // An edit that moves the places of what is heard begins a segment when it is taken, because the reported place changes then, not when it is heard.
            to->Segment = (epoch << 32) + moves + movesAhead;
        }
    }

    private static ClockLine* Line(AudibleClock* clock, long number) => &clock->_firstLine + (number & (Lines - 1));

    private static ClockChange* Change(AudibleClock* clock, long number) => &clock->_firstChange + (number & (Changes - 1));
}

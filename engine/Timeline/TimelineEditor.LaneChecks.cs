using System;
using Seamline.Snapshots;

namespace Seamline.Timeline;

// What lanes and items may be.
internal sealed partial class TimelineEditor
{
    private Status CheckLane(in LaneRow lane) =>
        lane.GainDb <= Limits.MaxGainDb ? Status.Ok : error.Fail(Status.InvalidArgument, $"lane: a gain of {lane.GainDb} dB is not at most {Limits.MaxGainDb} dB");

    private Status CheckItem(in ItemRow item)
    {
        Status status = FindLane(new LaneId(item.Lane), out _);
        if (status != Status.Ok) return status;
        if (!IsTime(item.Start) || item.Start < 0 || !IsTime(item.In) || !IsTime(item.Out) || item.Out < item.In)
            return error.Fail(Status.InvalidArgument, $"item at {item.Start} s: the range {item.In} s .. {item.Out} s is not one");
        if (!IsLength(item.FadeIn) || !IsLength(item.FadeOut) || !IsLength(item.LoopSeconds))
            return error.Fail(Status.InvalidArgument, $"item at {item.Start} s: fades of {item.FadeIn} s and {item.FadeOut} s, a loop of {item.LoopSeconds} s");
        if (item.LoopSeconds > 0 && item.Out - item.In < Limits.MinLoopSeconds)
            return error.Fail(Status.InvalidArgument, $"item at {item.Start} s: a range of {item.Out - item.In} s cannot loop; it needs {Limits.MinLoopSeconds} s");
        if (!IsCurve(item.FadeInCurve) || !IsCurve(item.FadeOutCurve))
            return error.Fail(Status.InvalidArgument, $"item at {item.Start} s: fade curves {item.FadeInCurve} and {item.FadeOutCurve}");
        if (!(item.GainDb <= Limits.MaxGainDb))
            return error.Fail(Status.InvalidArgument, $"item at {item.Start} s: gain {item.GainDb} dB is not at most {Limits.MaxGainDb} dB");
        return Status.Ok;
    }

    // All loops together stay within what a snapshot has room for.
    private Status CheckRepeats(in ItemRow item, int given)
    {
        if (item.Pieces == 1) return Status.Ok;
        long repeats = item.Pieces - 1 - given;
        foreach (ref readonly ItemRow row in _document.Items.Span) repeats += row.Pieces - 1;
        return repeats <= Limits.MaxLoopRepeats ? Status.Ok
            : error.Fail(Status.LimitReached, $"item at {item.Start} s: with it loops go round {repeats} times; the limit for all items is {Limits.MaxLoopRepeats}");
    }

    // Items of a lane that overlap are summed, up to a limit.
    private Status CheckAtOnce(long lane)
    {
        Span<long> ends = stackalloc long[Limits.MaxItemsAtOnce];
        ends.Clear();
        foreach (ref readonly ItemRow row in _document.ItemsOf(lane))
        {
            if (LaneCompiler.PlaceFor(ends, row.StartFrame(rate), row.EndFrame(rate)) < 0)
                return error.Fail(Status.LimitReached, $"item at {row.Start} s: more than {Limits.MaxItemsAtOnce} items of lane {lane} overlap there");
        }

        return Status.Ok;
    }

    private static bool IsLength(double seconds) => IsTime(seconds) && seconds >= 0;

    private static bool IsCurve(short curve) => curve is (short)FadeCurve.Linear or (short)FadeCurve.EqualPower;
}

using System;
using System.Threading;
using Seamline.Device;
using Seamline.Memory;

namespace Seamline;

/// <summary>How playback follows a host's clock.</summary>
/// <param name="ErrorSeconds">How far what is heard is ahead of it, filtered over a second.</param>
/// <param name="Trim">Added to the pace of playback: at most 0.00125, either way.</param>
/// <param name="Jumped">This report has made playback jump there, because it was more than 40 ms off.</param>
public readonly record struct FollowState(double ErrorSeconds, double Trim, bool Jumped);

// Playback that follows a clock of the host's.
public sealed unsafe partial class Engine
{
    private const long FollowNanoseconds = 2_000_000_000; // without a report: then at the device's own pace again
    private const long JumpHeardNanoseconds = 100_000_000; // beyond the latency: by then a jump is heard

    private readonly NativeMutex _following = new();
    private readonly MasterFollower _follower = new();
    private long _jumpHeardAt = long.MinValue;

    /// <summary>
    /// Tells where a clock of the host's is, as often as it likes (with each picture, for instance): playback follows it. An error up to 40 ms is taken back
    /// by a pace that is at most 0.125 % off, above it playback jumps, with a crossfade. Two seconds without a report, or <see cref="EndFollow"/>, and it is at
    /// the device's own pace again. While playback rests nothing is done. Allocates nothing; waits for no device.
    /// </summary>
    /// <param name="hostNanoseconds">A time of the last half second, as <see cref="HostTime"/> counts it.</param>
    /// <param name="timelineFrame">The timeline frame that is to be heard then.</param>
    /// <param name="state">How far it is.</param>
    /// <returns><see cref="Status.InvalidState"/> where no output plays; also while a host pulls.</returns>
    public Status Follow(long hostNanoseconds, double timelineFrame, out FollowState state)
    {
        state = default;
        if (!double.IsFinite(timelineFrame)) return Refuse(Status.InvalidArgument, "the host's clock is at no number");
        if (!TryGetAudibleTime(hostNanoseconds, out AudibleTime heard)) return Refuse(Status.InvalidState, "no output plays, so that nothing can follow a clock");
        if (AudibleClock.IsPulled(_output.Audible)) return Refuse(Status.InvalidState, "a host pulls, and paces itself: nothing can follow a clock");
        if (!TryEnter()) return Refuse(Status.InvalidState, ClosedSentence);
        using (_following.Hold()) state = Report(hostNanoseconds, timelineFrame, heard);
        Leave();
        return Status.Ok;
    }

    /// <summary>Playback follows no clock of the host's any more: it goes on at the device's own pace.</summary>
    public Status EndFollow()
    {
        if (!TryEnter()) return Refuse(Status.InvalidState, ClosedSentence);
        using (_following.Hold())
        {
            _follower.Forget();
            _output.Trim(0, long.MinValue);
        }

        Leave();
        return Status.Ok;
    }

    private FollowState Report(long hostNanoseconds, double timelineFrame, in AudibleTime heard)
    {
        if (heard.Speed <= 0)
        {
            _follower.Forget();
            return default;
        }

        if (hostNanoseconds < _jumpHeardAt) return new FollowState(0, _follower.Trim, Jumped: false);
        bool jumps = _follower.Report(hostNanoseconds, (heard.TimelineFrame - timelineFrame) / (_config.Rate * heard.Speed));
        var state = new FollowState(_follower.Error, _follower.Trim, jumps);
        if (jumps) JumpBy(timelineFrame - heard.TimelineFrame, hostNanoseconds, heard);
        _output.Trim(_follower.Trim, hostNanoseconds + FollowNanoseconds);
        return state;
    }

    private void JumpBy(double frames, long hostNanoseconds, in AudibleTime heard)
    {
        using (_lock.Hold())
        {
            double unheard = Volatile.Read(ref State->FramesRendered) - heard.OutputFrame; // partner: Transport.Advance
            _jumpHeardAt = hostNanoseconds + JumpHeardNanoseconds + (long)(unheard * 1e9 / _config.Rate);
            _meter.EditBegins();
            SeekTo((long)Math.Round(Volatile.Read(ref State->PlayheadFrame) + frames)); // partner: Transport.Acknowledge
            PublishDesired();
        }

        _follower.Forget();
    }
}

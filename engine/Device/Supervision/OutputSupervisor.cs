using System;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Device;

/// <summary>
/// Looks after an engine's output on a thread of its own: a device that falls silent, runs at a wrong pace or is taken away is replaced by a clock
/// within the time that <see cref="OutputWatch"/> needs to see it, and opened again as soon as it can be.
/// </summary>
/// <remarks>
/// Nothing here waits for a device: what may is a <see cref="DeviceJob"/>, or the <see cref="DeviceProber"/>. The state has a mutex of its own, held for
/// a block's time at most, and before the edit lock.
/// </remarks>
internal sealed class OutputSupervisor(IOutputHost host) : IDisposable
{
    private const int TickMilliseconds = 20;
    private const int RetireMilliseconds = 50;
    private const long Second = 1_000_000_000;
    private const int MostAbandoned = 3; // openings that the system does not come back from: a thread each
    private const double LatencySeconds = 0.005; // a smaller change of latency raises no event

    private const long HealthyNanoseconds = 10 * Second; // after which earlier failures are forgotten

    private static readonly long[] Pauses = [0, Second / 4, Second, 2 * Second];

    private readonly NativeMutex _mutex = new();
    private readonly OutputWatch _watch = new();
    private Thread? _thread;
    private AudioOutput? _playing;
    private AudioOutput? _leaving; // is to render no more, and does still
    private DeviceProber? _prober;
    private DeviceJob? _closing;
    private DeviceJob? _opening;
    private DeviceProgress _last;
    private long _missesReported;
    private long _latencyReported;
    private ulong _devices;
    private int _reportedThread;
    private long _threadAskedAt;
    private ThreadScheduling _reportedScheduling;
    private long _began; // the opening, or the playing
    private long _retryAt;
    private int _failures;
    private int _abandoned;
    private bool _isStandIn;
    private bool _isNew; // has not had its first block
    private bool _isStallReported;
    private bool _stop;

    /// <summary>Looks after an output that plays from now on.</summary>
    public void Arm(AudioOutput output)
    {
        using (_mutex.Hold())
        {
            _thread ??= StartThread();
            _failures = 0;
            _abandoned = 0;
            _isStallReported = false;
            Volatile.Write(ref _isStandIn, false); // partner: IsStandIn
            _missesReported = host.MissFrames;
            _latencyReported = -1;
            _devices = 0;
            Watch(output, isNew: false);
            _mutex.WakeAll();
        }
    }

    /// <summary>Leaves the output alone: after this it exchanges nothing.</summary>
    public void Disarm()
    {
        using (_mutex.Hold())
        {
            _playing = null;
            _leaving = null;
            _prober?.Stop();
            _prober = null;
            _opening?.Abandon();
            _opening = null;
            _closing = null;
        }
    }

    /// <summary>Whether a clock plays in place of a device.</summary>
    public bool IsStandIn => Volatile.Read(ref _isStandIn); // partners: StandIn, Regain

    /// <inheritdoc/>
    public void Dispose()
    {
        Disarm();
        using (_mutex.Hold())
        {
            _stop = true;
            _mutex.WakeAll();
        }

        _thread?.Join();
    }

    private Thread StartThread()
    {
        OsThread.PrepareScheduling();
        var thread = new Thread(Run) { IsBackground = true, Name = "seamline device supervisor" };
        thread.Start();
        return thread;
    }

    private void Run()
    {
        while (true)
        {
            using (_mutex.Hold())
            {
                if (!_stop) _mutex.Wait(_playing == null ? -1 : TickMilliseconds);
                if (_stop) return;
                if (_playing != null) Look(host.Now);
            }
        }
    }

    private void Look(long now)
    {
        TellMisses();
        if (_leaving != null)
        {
            if (_leaving.TryRetire(0)) StandIn(_leaving, now);
            return;
        }

        DeviceProgress progress = _playing!.Progress;
        TellUnderruns(progress);
        if (_isStandIn) Regain(now);
        else LookAtDevice(now, progress);
    }

    private void LookAtDevice(long now, in DeviceProgress progress)
    {
        AudioOutput device = _playing!;
        if (_isNew && progress.Blocks > 0)
        {
            _isNew = false;
            host.Tell(new DeviceNews(DeviceNewsKind.Returned) { Text = device.Info.DeviceName });
        }

        if (now - _began > HealthyNanoseconds) _failures = 0;
        if (progress.Blocks > 0) ReportThread(now, device);
        TellLatency(device);
        WatchVerdict verdict = device.IsPaced ? _watch.Look(now, progress) : WatchVerdict.Well;
        if (verdict != WatchVerdict.Well)
        {
            Lose(now, Sentence(verdict, device.Info.DeviceName));
            return;
        }

        if (_prober == null || !_prober.TryTake(out OutputProbe probe)) return;
        TellDevices(probe);
        if (probe.Gone) Lose(now, $"the audio device \"{device.Info.DeviceName}\" is gone");
        else if (probe.WantedIsBack) Lose(now, "the audio device that was asked for is back");
        else if (probe.Moved)
        {
            device.LatencyFrames = host.LatencyOf(device, probe.LatencyFrames);
            _watch.Begin(now, device.Info.PeriodFrames, device.Info.Rate, device.IsPaced, _failures);
            host.Tell(new DeviceNews(DeviceNewsKind.Changed) { Text = device.Info.DeviceName });
        }
        else if (probe.LatencyFrames > 0) device.LatencyFrames = host.LatencyOf(device, probe.LatencyFrames);
    }

    private static string Sentence(WatchVerdict verdict, string name) => verdict switch
    {
        WatchVerdict.Silent => $"the audio device \"{name}\" has stopped asking for sound",
        WatchVerdict.Fast => $"the audio device \"{name}\" takes sound faster than it can play it",
        _ => $"the audio device \"{name}\" takes sound much slower than it plays it",
    };

    private void Lose(long now, string why)
    {
        AudioOutput device = _playing!;
        host.Tell(new DeviceNews(DeviceNewsKind.Lost) { Text = why });
        _prober?.Stop();
        _prober = null;
        if (device.TryRetire(RetireMilliseconds)) StandIn(device, now);
        else _leaving = device; // inside a block still: nobody else may render before it is out
    }

    private void StandIn(AudioOutput device, long now)
    {
        _leaving = null;
        AudioOutput clock = host.MakeStandIn();
        host.Exchange(clock);
        _closing = DeviceJob.Close(device);
        Volatile.Write(ref _isStandIn, true); // partner: IsStandIn
        Watch(clock, isNew: false);
        clock.Start();
        _retryAt = now + Pauses[Math.Min(_failures++, Pauses.Length - 1)];
    }

    private void Regain(long now)
    {
        if (_opening == null)
        {
            if (now < _retryAt) return;
            _opening = DeviceJob.Open(host.Reopen, _closing);
            _began = now;
            return;
        }

        if (!_opening.IsDone)
        {
            if (now - _began < host.PatienceNanoseconds) return;
            if (!_isStallReported) host.Tell(new DeviceNews(DeviceNewsKind.Stalled) { Text = "the system does not come back from opening the audio device" });
            _isStallReported = true;
            if (now - _began < 2 * host.PatienceNanoseconds || _abandoned >= MostAbandoned) return;

            // Another device may be the default by now.
            _opening.Abandon();
            _opening = null;
            _abandoned++;
            _retryAt = now;
            return;
        }

        _isStallReported = false;
        AudioOutput? device = _opening.Take();
        _opening = null;
        if (device == null)
        {
            _retryAt = now + Pauses[Math.Min(_failures++, Pauses.Length - 1)];
            return;
        }

        AudioOutput clock = _playing!;
        if (!clock.TryRetire(1_000))
        {
            _ = DeviceJob.Close(device); // a block of a second: the clock goes on
            return;
        }

        host.Exchange(device);
        _ = DeviceJob.Close(clock);
        Volatile.Write(ref _isStandIn, false); // partner: IsStandIn
        Watch(device, isNew: true);
        device.BeginWithFade();
        _ = DeviceJob.Start(device); // it does not start: no first block comes, which the watch sees
    }

    private void Watch(AudioOutput output, bool isNew)
    {
        _playing = output;
        _leaving = null;
        _last = output.Progress;
        _isNew = isNew;
        _began = host.Now;
        _watch.Begin(_began, output.Info.PeriodFrames, output.Info.Rate, output.IsPaced, _failures);
        output.LatencyFrames = host.LatencyOf(output, 0);
        _prober?.Stop();
        _prober = output.IsPaced ? new DeviceProber(output) : null;
    }

    private void TellUnderruns(in DeviceProgress now)
    {
        long count = now.Underruns - _last.Underruns;
        if (count > 0)
        {
            bool late = now.LateUnderruns - _last.LateUnderruns > count / 2;
            host.Tell(new DeviceNews(DeviceNewsKind.Underrun)
            {
                Count = count,
                Frames = now.DryFrames - _last.DryFrames,
                Cause = late ? UnderrunCause.LateCallback : UnderrunCause.SlowBlock,
            });
        }

        _last = now;
    }

    private void TellLatency(AudioOutput device)
    {
        long latency = device.LatencyFrames;
        if (_isNew || Math.Abs(latency - _latencyReported) <= LatencySeconds * device.Info.Rate) return;
        if (_latencyReported >= 0) host.Tell(new DeviceNews(DeviceNewsKind.LatencyChanged) { Frames = latency, Text = device.Info.DeviceName });
        _latencyReported = latency;
    }

    // The system may grant a priority later: rtkit is asked over D-Bus.
    private void ReportThread(long now, AudioOutput device)
    {
        int thread = device.CallbackThreadNumber;
        if (thread == 0 || (thread == _reportedThread && now - _threadAskedAt < Second)) return;
        ThreadScheduling granted = OsThread.SchedulingOf(thread);
        bool isNews = granted.Policy != ThreadPolicy.Unknown && (thread != _reportedThread || granted != _reportedScheduling);
        (_reportedThread, _threadAskedAt, _reportedScheduling) = (thread, now, granted);
        if (isNews) host.Tell(new DeviceNews(DeviceNewsKind.Thread) { Text = granted.ToString(), Frames = 0 });
    }

    private void TellDevices(in OutputProbe probe)
    {
        if (probe.Devices == 0 || probe.Devices == _devices) return;
        if (_devices != 0) host.Tell(new DeviceNews(DeviceNewsKind.ListChanged) { Text = probe.Default ?? string.Empty });
        _devices = probe.Devices;
    }

    private void TellMisses()
    {
        long misses = host.MissFrames;
        if (misses == _missesReported) return;
        host.Tell(new DeviceNews(DeviceNewsKind.Miss) { Count = 1, Frames = misses - _missesReported, Cause = UnderrunCause.StarvedLoader });
        _missesReported = misses;
    }
}

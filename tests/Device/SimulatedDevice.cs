using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Seamline.Device;

namespace Seamline.Tests.Device;

/// <summary>A device on made-up time: its clock is off by some parts per million, and its callbacks are late by chance, never early.</summary>
internal sealed unsafe class SimulatedDevice : IDisposable
{
    public const int Rate = 48_000;

    private readonly Random _random;
    private readonly double _latenessNanoseconds;
    private readonly double _tailShare;
    private AudibleClock* _clock;
    private double _last;

    public SimulatedDevice(double partsPerMillion, int blockFrames = 480, double latenessMilliseconds = 2, double tailShare = 0, int seed = 1)
    {
        _random = new Random(seed);
        NanosecondsPerFrame = 1e9 / Rate / (1 + (partsPerMillion * 1e-6));
        BlockFrames = blockFrames;
        LatencyFrames = blockFrames;
        _latenessNanoseconds = latenessMilliseconds * 1e6;
        _tailShare = tailShare;
        _clock = (AudibleClock*)NativeMemory.AlignedAlloc((nuint)sizeof(AudibleClock), 128);
        NativeMemory.Clear(_clock, (nuint)sizeof(AudibleClock));
        AudibleClock.Prepare(_clock);
    }

    public AudibleClock* Clock => _clock;

    public double NanosecondsPerFrame { get; set; }

    public int BlockFrames { get; }

    public long LatencyFrames { get; set; }

    public int Number { get; set; } = 1;

    /// <summary>Frames asked for so far.</summary>
    public long Frames { get; private set; }

    /// <summary>When the device itself comes to <see cref="Frames"/>, ns.</summary>
    public double Time { get; private set; } = 1e9;

    /// <summary>Whether the callbacks of a moment all come late, as on a busy machine, by so much, ns.</summary>
    public double Busy { get; set; }

    /// <summary>Time for which the device plays nothing, as when it runs dry.</summary>
    public void Stop(double nanoseconds) => Time += nanoseconds;

    /// <summary>The next callback; when it came, ns.</summary>
    public long Call()
    {
        double late = (_random.NextDouble() * _latenessNanoseconds) + (_random.NextDouble() < _tailShare ? _random.NextDouble() * 8e6 : 0) + Busy;
        double asked = Math.Max(Time + late, _last + 10_000);
        _last = asked;
        AudibleClock.Follow(_clock, Number, (long)asked, Frames, BlockFrames, LatencyFrames, 1e9 / Rate, Frames, 1, ClockTimes.Late);
        Frames += BlockFrames;
        Time += BlockFrames * NanosecondsPerFrame;
        return (long)asked;
    }

    /// <summary>The frame that the device plays at a time, by its own clock.</summary>
    public double Truth(double time) => Frames - ((Time - time) / NanosecondsPerFrame) - LatencyFrames;

    /// <summary>What the clock tells for a time.</summary>
    public AudibleTime Reported(double time)
    {
        AudibleTime reported;
        return AudibleClock.At(_clock, (long)time, &reported) ? reported : throw new InvalidOperationException("the clock tells nothing");
    }

    /// <summary>
    /// Runs for so many seconds of device time, and reads between the callbacks as a host would; errors of the reported times against the device's, ms.
    /// </summary>
    public ClockErrors Run(double seconds, double settleSeconds = 0)
    {
        double end = Time + (seconds * 1e9);
        double settled = Time + (settleSeconds * 1e9);
        var errors = new ClockErrors();
        long from = Call();
        while (Time < end)
        {
            double before = Time - (BlockFrames * NanosecondsPerFrame);
            // At a time between this callback and the next, chosen by chance: no host reads in step with the device.
            double at = from + (_random.NextDouble() * BlockFrames * NanosecondsPerFrame * 0.99);
            AudibleTime reported = Reported(at);
            if (before > settled && reported.OutputFrame > 0) errors.Add((reported.OutputFrame - Truth(at)) * NanosecondsPerFrame / 1e6);
            errors.Follow(at, reported);
            from = Call();
        }

        return errors;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_clock);
        _clock = null;
    }
}

/// <summary>How far a clock was off, ms.</summary>
internal sealed class ClockErrors
{
    private readonly List<double> _errors = [];
    private double _lastTime = double.NegativeInfinity;
    private AudibleTime _last;

    public double Worst { get; private set; }

    public double Rms
    {
        get
        {
            double sum = 0;
            foreach (double error in _errors) sum += error * error;
            return Math.Sqrt(sum / Math.Max(1, _errors.Count));
        }
    }

    public int Count => _errors.Count;

    /// <summary>Times that a later read of one segment had an earlier frame.</summary>
    public int Backwards { get; private set; }

    /// <summary>Segments that began.</summary>
    public int Segments { get; private set; }

    /// <summary>The largest pace between two reads, of the nominal one, less 1.</summary>
    public double WorstPace { get; private set; }

    public void Add(double error)
    {
        _errors.Add(error);
        Worst = Math.Max(Worst, Math.Abs(error));
    }

    public void Follow(double time, in AudibleTime reported)
    {
        if (time > _lastTime && reported.Segment == _last.Segment)
        {
            double frames = reported.OutputFrame - _last.OutputFrame;
            if (frames < 0) Backwards++;
            if (_errors.Count > 0 && time - _lastTime > 1e6) WorstPace = Math.Max(WorstPace, Math.Abs((frames / ((time - _lastTime) * SimulatedDevice.Rate * 1e-9)) - 1));
        }
        else if (reported.Segment != _last.Segment) Segments++;

        (_lastTime, _last) = (time, reported);
    }
}

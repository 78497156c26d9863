using System;
using System.Globalization;
using System.Threading;
using Seamline.Isolation;

namespace Seamline.Soak;

/// <summary>
/// Two engines that receive the same calls: one with workers, a small budget and media that are damaged on purpose, and its model without any of these.
/// Where the first had its pages, what it plays is what the model plays, bit for bit; elsewhere no step is larger than the material's own.
/// </summary>
internal sealed unsafe class Pair : IDisposable
{
    private const int Channels = 2;
    private const int MostFrames = 1_024;
    private const int RampFrames = 240; // before and behind a miss
    private const float LargestStep = 0.03f; // eight tones at twice their speed, 5 ms ramps of their sum

    private readonly Tally _tally;
    private readonly float[] _heard = new float[MostFrames * Channels];
    private readonly float[] _expected = new float[MostFrames * Channels];
    private readonly float[] _last = new float[Channels];
    private long _misses;
    private long _pulled;
    private int _lenient;
    private string? _endsOnRamp; // the last block differs at its end, which is right where the next one misses
    private bool _hasLast;

    public Pair(Tally tally, IsolationSettings workers)
    {
        _tally = tally;
        Faulty = Make(new EngineConfig { Isolation = IsolationMode.Required, Workers = workers, BudgetBytes = 48L << 20, LoaderThreads = 2 });
        Model = Make(new EngineConfig { Isolation = IsolationMode.Off, LoaderThreads = 1 });
    }

    /// <summary>The engine that is tried.</summary>
    public Engine Faulty { get; }

    /// <summary>What it should play.</summary>
    public Engine Model { get; }

    /// <summary>Tells both the same; both must answer the same.</summary>
    public Status Both(string what, Func<Engine, Status> call)
    {
        Status expected = call(Model);
        Status found = call(Faulty);
        _ = _tally.Assert("both engines answer alike", expected == found, $"{what}: {expected} and {found} ({Faulty.LastError})");
        return found;
    }

    /// <summary>For some blocks only steps are looked at: a fault of the medium, a device, a change of speed.</summary>
    public void Lenient(int blocks)
    {
        _lenient = Math.Max(_lenient, blocks);
        _endsOnRamp = null;
    }

    /// <summary>Brings both to one place, after something that moved them apart.</summary>
    public void Meet(long frame)
    {
        _ = Both("seek", engine => engine.SeekFrame(frame));
        _ = Both("play", engine => engine.Play());
        Lenient(6);
    }

    /// <summary>Plays on until no crossfade runs in either: what one of them plays alone then moves only that one.</summary>
    public void Settle()
    {
        for (int block = 0; block < 4; block++)
        {
            Lenient(1);
            Pull(MostFrames);
        }
    }

    /// <summary>Waits until the model has all that it plays.</summary>
    public void AwaitModel()
    {
        for (int i = 0; i < 5_000 && !Model.GetStatus().LoadDone; i++) Thread.Sleep(1);
    }

    /// <summary>Waits a while for the other.</summary>
    public void AwaitFaulty(int milliseconds)
    {
        long until = Environment.TickCount64 + milliseconds;
        while (Environment.TickCount64 < until && Faulty.GetStatus() is { LoadDone: false, ReadyAheadFrames: < 48_000 }) Thread.Sleep(1);
    }

    /// <summary>Plays a block on both and compares.</summary>
    public void Pull(uint frames)
    {
        Position before = Faulty.GetPosition();
        long place = Model.GetPosition().PlayheadFrame;
        if (_lenient == 0 && before.PlayheadFrame != place && HasSpeeds()) Meet(place); // from where new sound is played depends on when it was there
        fixed (float* heard = _heard, expected = _expected)
        {
            _ = _tally.Assert("a block is rendered", Model.Pull(expected, frames) == Status.Ok && Faulty.Pull(heard, frames) == Status.Ok, Faulty.LastError);
        }

        _pulled += frames;
        EngineStatus now = Faulty.GetStatus();
        Position after = Faulty.GetPosition();
        bool missed = now.MissFrames != _misses;
        _misses = now.MissFrames;
        if (missed) _lenient = Math.Max(_lenient, 4); // and behind it the ramp, and the crossfade from what missed

        // Where a segment has another speed the old timeline is played until the new sound is there.
        if (Volatile.Read(ref Faulty.State->TakenSerial) < now.PublishedSerial && HasSpeeds()) _lenient = Math.Max(_lenient, 4);
        if (_endsOnRamp is { } doubt) _ = _tally.Assert("output equals the model", missed, doubt);
        _endsOnRamp = null;
        int samples = (int)frames * Channels;
        if (_lenient > 0)
        {
            _lenient--;
            CheckSteps(samples, now, place);
        }
        else
        {
            int differs = _heard.AsSpan(0, samples).CommonPrefixLength(_expected.AsSpan(0, samples));
            string difference =
                differs == samples ? "" : string.Create(CultureInfo.InvariantCulture, $"{Describe(Faulty, place)} against {Describe(Model, place)}; block of {frames} at {place}, sample {differs} of {samples}: {_heard[Math.Min(differs, samples - 1)]} and {_expected[Math.Min(differs, samples - 1)]}");
            if (differs < samples && differs >= samples - (RampFrames * Channels) && now.ReadyAheadFrames >= RampFrames && !IsRamp(differs, samples)) _endsOnRamp = difference;
            else if (differs < samples && differs >= samples - (RampFrames * Channels)) _lenient = 2; // a page was missing close behind this block
            else _ = _tally.Assert("output equals the model", differs == samples, difference);
            CheckSteps(samples, now, place);
            bool isThere = after.PlayheadFrame == Model.GetPosition().PlayheadFrame;
            if (isThere || !HasSpeeds()) _ = _tally.Assert("the position is the model's", isThere, $"{after.PlayheadFrame} and {Model.GetPosition().PlayheadFrame}");
        }

        _ = _tally.Assert("the position does not go back", after.PlayheadFrame >= before.PlayheadFrame, $"{before.PlayheadFrame} to {after.PlayheadFrame}");
        _ = _tally.Assert("counters add up", now.FramesRendered >= _pulled && now.MissFrames <= now.FramesRendered, $"{now.FramesRendered}, {_pulled}, {now.MissFrames}");
        _ = _tally.Assert("memory is within the budget", now.HeldBytes <= now.BudgetBytes && now.PeakBytes <= now.BudgetBytes, $"{now.HeldBytes} of {now.BudgetBytes}");
    }

    /// <summary>What came before is no neighbour of what comes: a device played meanwhile.</summary>
    public void Forget() => _hasLast = false;

    /// <inheritdoc/>
    public void Dispose()
    {
        Faulty.Dispose();
        Faulty.WaitReleased();
        Model.Dispose();
        _ = _tally.Assert("no bytes are held at the end", Faulty.HeldAtClose == 0, $"{Faulty.HeldAtClose}");
    }

    private static string Describe(Engine engine, long place)
    {
        _ = engine.GetSegmentAt(place, out SegmentInfo segment, out int index);
        return string.Create(CultureInfo.InvariantCulture, $"{index} of {engine.SegmentCount}, {engine.LengthFrames} frames, clip {segment.Spec.Clip.Value} from {segment.StartFrame}");
    }

    private bool HasSpeeds()
    {
        for (int i = 0; i < Model.SegmentCount; i++)
        {
            if (Model.GetSegment(i, out SegmentInfo segment) == Status.Ok && segment.Spec.Speed != 1) return true;
        }

        return false;
    }

    // To silence, from this sample on: what plays before a page that is missing.
    private bool IsRamp(int first, int samples)
    {
        int firstFrame = first / Channels;
        for (int i = firstFrame * Channels; i < samples; i++)
        {
            float gain = 1 - ((float)((i / Channels) - firstFrame + 1) / RampFrames);
            if (Math.Abs(_heard[i] - (gain * _expected[i])) > 1e-5f) return false;
        }

        return true;
    }

    private void CheckSteps(int samples, EngineStatus now, long place)
    {
        float largest = 0;
        int where = 0;
        bool finite = true;
        for (int i = 0; i < samples; i++)
        {
            finite &= float.IsFinite(_heard[i]);
            float step = _hasLast ? Math.Abs(_heard[i] - _last[i % Channels]) : 0;
            if (step > largest) (largest, where) = (step, i);
            _last[i % Channels] = _heard[i];
            _hasLast |= i == Channels - 1;
        }

        _ = _tally.Assert("no step above the material's own", finite && largest <= LargestStep, $"{largest} at sample {where} of {samples}, block at {place}, {Describe(Faulty, place)}; {now.MissFrames} misses");
    }

    private static Engine Make(EngineConfig config)
        => Engine.Create(config, out Engine? engine, out string error) == Status.Ok ? engine! : throw new InvalidOperationException(error);
}

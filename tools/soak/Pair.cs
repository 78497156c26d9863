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
    private const int ShortBlocks = 8; // before and behind a short segment
    private const float LargestStep = 0.008f; // a tone of the material makes 0.001, at 1.5 times its speed 0.0014, its ramp of 5 ms 0.0002 more; some of them are heard at once

    private readonly Tally _tally;
    private readonly float[] _heard = new float[MostFrames * Channels];
    private readonly float[] _expected = new float[MostFrames * Channels];
    private readonly Steps _heardSteps = new();
    private readonly Steps _expectedSteps = new();
    private long _misses;
    private long _pulled;
    private int _lenient;
    private bool _isApart; // what fades out is not the same in both
    private bool _isLate; // the faulty one has not taken the newest timeline yet, or fades to it
    private bool _afterMiss;
    private bool _rampsOut; // the last block differs at its end, where the next page was not there
    private float _modelStep; // the largest in the last block
    private int _short; // so many blocks may have one of a short segment
    private string _trace = "";
    private long _pulledAt;
    private long _evicted;

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

    /// <summary>In the next blocks only steps are looked at: while a medium is broken, what was loaded of it and what cannot be differ from the model.</summary>
    public void Lenient(int blocks)
    {
        _lenient = Math.Max(_lenient, blocks);
        _rampsOut = false;
    }

    /// <summary>Brings both to one place, after something that moved them apart: until the crossfade from there is over only steps are looked at.</summary>
    public void Meet(long frame)
    {
        _ = Both("seek", engine => engine.SeekFrame(frame));
        _ = Both("play", engine => engine.Play());
        Part();
    }

    /// <summary>They have played different things: the next crossfade comes from those, and is left out.</summary>
    public void Part()
    {
        Lenient(1);
        _isApart = true;
    }

    /// <summary>Plays on until no crossfade runs in either: what one of them plays alone then moves only that one.</summary>
    public void Settle()
    {
        for (int block = 0; block < 4; block++) Pull(MostFrames);
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
        var start = new Began(Environment.TickCount64 - _pulledAt, Faulty.State->TakenSerial, Faulty.State->FadeFrame, Faulty.State->FadeFrames, _misses);
        long previousMisses = Faulty.State->PreviousMisses.Frames;
        bool wasLate = _isLate;
        bool lacksPages = Faulty.GetStatus().ReadyAheadFrames < frames + RampFrames;
        bool mayRamp = lacksPages || Faulty.State->FadeFrames != 0;
        fixed (float* heard = _heard, expected = _expected)
        {
            _ = _tally.Assert("a block is rendered", Model.Pull(expected, frames) == Status.Ok && Faulty.Pull(heard, frames) == Status.Ok, Faulty.LastError);
        }

        _pulled += frames;
        EngineStatus now = Faulty.GetStatus();
        Position after = Faulty.GetPosition();

        // The voice that fades out counts its misses apart, from those of the other on when the crossfade begins.
        long previous = Faulty.State->PreviousMisses.Frames;
        bool missed = now.MissFrames != _misses || (previous != previousMisses && previous != _misses);
        _misses = now.MissFrames;

        // Where a segment has another speed the old timeline is played until the new sound is there, and the crossfade follows.
        bool late = Volatile.Read(ref Faulty.State->TakenSerial) < now.PublishedSerial && HasSpeeds();
        bool fades = Faulty.State->FadeFrames != 0 || Model.State->FadeFrames != 0;
        _isLate = late || (wasLate && fades);
        int samples = (int)frames * Channels;
        if (_lenient > 0 || _isApart || _isLate || wasLate || missed)
        {
            if (missed) _tally.Note("blocks with misses");
            else if (_lenient > 0 || _isApart) _tally.Note("blocks that were not compared: a broken medium, or a seek after it");
            else _tally.Note("blocks that were not compared: new sound was waited for");
            _lenient = Math.Max(0, _lenient - 1);
            _isApart &= _lenient > 0 || fades;
        }
        else
        {
            if (_rampsOut) _tally.Note("ramps to a page that came in time");
            Compare(samples, mayRamp, lacksPages, place);
            _ = _tally.Assert("the position is the model's", after.PlayheadFrame == Model.GetPosition().PlayheadFrame, $"{after.PlayheadFrame} and {Model.GetPosition().PlayheadFrame}");
        }

        _rampsOut &= !missed && _lenient == 0 && !_isApart && !_isLate;
        _afterMiss = missed;
        _short = HasShort(place) || HasShort(Model.GetPosition().PlayheadFrame) ? ShortBlocks : Math.Max(0, _short - 1);
        string trace = Trace(start, now);
        CheckSteps(samples, now, place, $"{_trace}; then {trace}");
        _trace = trace;
        _evicted = now.PagesEvicted;
        _pulledAt = Environment.TickCount64;
        _ = _tally.Assert("the position does not go back", after.PlayheadFrame >= before.PlayheadFrame, $"{before.PlayheadFrame} to {after.PlayheadFrame}");
        _ = _tally.Assert("counters add up", now.FramesRendered >= _pulled && now.MissFrames <= now.FramesRendered, $"{now.FramesRendered}, {_pulled}, {now.MissFrames}");
        _ = _tally.Assert("memory is within the budget", now.HeldBytes <= now.BudgetBytes && now.PeakBytes <= now.BudgetBytes, $"{now.HeldBytes} of {now.BudgetBytes}");
    }

    // Bit for bit, but for the ramps of 5 ms at both sides of a miss: the first frames of the block behind one, and the last frames of a block before one,
    // where the sound ahead was not all there when the block began. A page that comes after such a ramp has begun is heard in a ramp back, in the same block
    // where the system has stopped this thread in between.
    private void Compare(int samples, bool mayRamp, bool lacksPages, long place)
    {
        int first = _afterMiss || _rampsOut ? Math.Min(samples, RampFrames * Channels) : 0;
        int differs = first + _heard.AsSpan(first, samples - first).CommonPrefixLength(_expected.AsSpan(first, samples - first));
        _rampsOut = mayRamp && differs < samples && differs >= samples - (RampFrames * Channels);
        bool rampsBack = lacksPages && !_rampsOut && differs < samples && LastDifference(differs, samples) - differs <= 2 * RampFrames * Channels;
        string difference = differs == samples ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"{Describe(Faulty, place)} against {Describe(Model, place)}; block of {samples / Channels} at {place}, sample {differs} of {samples}: {_heard[Math.Min(differs, samples - 1)]} and {_expected[Math.Min(differs, samples - 1)]}");
        if (rampsBack) _tally.Note("ramps to a page that came in the same block");
        if (!_rampsOut && !rampsBack) _ = _tally.Assert("output equals the model", differs == samples, difference);
    }

    private int LastDifference(int first, int samples)
    {
        int last = samples - 1;
        while (last > first && _heard[last] == _expected[last]) last--;
        return last;
    }

    /// <summary>What came before is no neighbour of what comes: a device played meanwhile.</summary>
    public void Forget()
    {
        _heardSteps.Forget();
        _expectedSteps.Forget();
    }

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

    // A segment that is shorter than both of its ramps is heard soon, or was a moment ago.
    private bool HasShort(long place)
    {
        for (int i = 0; i < Model.SegmentCount; i++)
        {
            if (Model.GetSegment(i, out SegmentInfo segment) != Status.Ok || Math.Abs(segment.StartFrame - place) > ShortBlocks * MostFrames) continue;
            if ((segment.Spec.Out - segment.Spec.In) / segment.Spec.Speed < 2 * RampFrames / 48_000.0) return true;
        }

        return false;
    }

    // For a failure: what came between the last two blocks, and in this one.
    private string Trace(in Began began, in EngineStatus now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{began.Milliseconds} ms after the last block, {now.PagesEvicted - _evicted} pages evicted since, timeline {began.Serial} to {Faulty.State->TakenSerial}, crossfade {began.FadeFrame} of {began.FadeFrames} to {Faulty.State->FadeFrame} of {Faulty.State->FadeFrames}, misses {began.Misses} to {_misses}");

    private bool HasSpeeds()
    {
        for (int i = 0; i < Model.SegmentCount; i++)
        {
            if (Model.GetSegment(i, out SegmentInfo segment) == Status.Ok && segment.Spec.Speed != 1) return true;
        }

        return false;
    }

    // The model's own step counts where a segment is so short that its own fades of a few frames are steeper than any tone.
    private void CheckSteps(int samples, EngineStatus now, long place, string before)
    {
        (float largest, int where, bool finite) = _heardSteps.Largest(_heard.AsSpan(0, samples));
        (float model, _, _) = _expectedSteps.Largest(_expected.AsSpan(0, samples));
        float allowed = Math.Max(LargestStep, Math.Max(model, _modelStep) * 1.001f);
        _modelStep = model;
        _tally.Largest("step", largest);
        _tally.Largest("step of the model", model);
        if (model > LargestStep)
        {
            _tally.Note("blocks in which the model has a step of a short segment's own");
            _ = _tally.Assert("a step of the model is a short segment's own", _short > 0, $"{model} in a block at {place}, {Describe(Model, place)}");
        }

        string? found = finite && largest <= allowed ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{largest} at sample {where} of {samples} (the model {model}), block at {place}, {Describe(Faulty, place)}; {now.MissFrames} misses; {before}");
        _ = _tally.Assert("no step above the material's own", found is null, found ?? "");
    }

    private readonly record struct Began(long Milliseconds, long Serial, long FadeFrame, long FadeFrames, long Misses);

    private static Engine Make(EngineConfig config)
        => Engine.Create(config, out Engine? engine, out string error) == Status.Ok ? engine! : throw new InvalidOperationException(error);
}

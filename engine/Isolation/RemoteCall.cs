using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Decode;

namespace Seamline.Isolation;

/// <summary>One request to a worker, from taking a lane to giving it back: sends it, waits for what comes, and ends a worker that hangs.</summary>
/// <remarks>Thread: one. Allocates nothing.</remarks>
internal unsafe struct RemoteCall
{
    // How often a waiting caller looks whether its sink says stop.
    private const int WaitMilliseconds = 4;

    // The most that counts between two looks: where this thread did not run for longer, the worker may not have run either, because the machine is
    // overloaded or both were suspended. That is no fault of its file.
    private const double MostCounted = 0.1;

    private readonly RemoteSource _source;
    private readonly IsolationSettings _settings;
    private RunSink? _sink;
    private long _looked;
    private double _silent; // since its thread was heard of, s that count
    private double _worked; // since its last frames
    private long _gaveUp;
    private int _beat;
    private bool _hasFailed;

    /// <summary>Makes one on a lane that was taken.</summary>
    public RemoteCall(RemoteSource source, WorkerProcess worker, int lane, int sequence, IsolationSettings settings)
    {
        _source = source;
        _settings = settings;
        Worker = worker;
        Lane = lane;
        Sequence = sequence;
    }

    /// <summary>The worker.</summary>
    public WorkerProcess Worker { get; }

    /// <summary>The lane.</summary>
    public int Lane { get; }

    /// <summary>The request's number on the lane.</summary>
    public int Sequence { get; }

    /// <summary>Its sink has said stop, and the worker knows.</summary>
    public bool HasStopped { get; private set; }

    /// <summary>Sends the request; false: the worker is gone.</summary>
    public bool Send(in AskMessage ask, RunSink? sink, ReadOnlySpan<byte> name = default, int descriptor = -1)
    {
        AskMessage message = ask;
        message.Sequence = Sequence;
        message.OpeningSeconds = sink?.OpeningSeconds ?? ReadWatch.OpeningSeconds;
        _sink = sink;
        _looked = Stopwatch.GetTimestamp();
        _silent = _worked = 0;
        _beat = Volatile.Read(ref *Worker.Beat(Lane)); // partner: RingSink.Stop
        if (LaneSocket.Send(Worker.Socket(Lane), in message, name, descriptor)) return true;
        return Gone();
    }

    /// <summary>Lets the worker write over bytes that were taken.</summary>
    public readonly void Give(long bytes)
        => _ = LaneSocket.Send(Worker.Socket(Lane), new AskMessage { Ask = WorkerAsk.Credit, Sequence = Sequence, Bytes = bytes });

    /// <summary>Waits for the next message of this request; false: the worker is gone, or was ended.</summary>
    public bool Next(out TellMessage message)
    {
        while (!_hasFailed)
        {
            switch (LaneSocket.Receive(Worker.Socket(Lane), out message, WaitMilliseconds))
            {
                case Received.Closed: return Gone();
                case Received.Nothing:
                    if (!Check()) return false;
                    continue;
                default:
                    if (message.Sequence != Sequence) return Accuse();
                    _looked = Stopwatch.GetTimestamp();
                    _silent = 0;
                    if (message.Tell == WorkerTell.Frames) _worked = 0;
                    AskSink();
                    return true;
            }
        }

        message = default;
        return false;
    }

    /// <summary>What came cannot be true: the worker is ended, and its file is to blame. Returns false.</summary>
    public bool Accuse()
    {
        _hasFailed = true;
        Worker.Die(_source);
        _source.Pool.NoteEnd();
        return false;
    }

    /// <summary>Gives the lane back.</summary>
    public readonly void End() => Worker.ReturnLane(Lane);

    private bool Gone()
    {
        _hasFailed = true;
        Worker.Die();
        _source.Pool.NoteEnd();
        return false;
    }

    private bool Check()
    {
        AskSink();
        long now = Stopwatch.GetTimestamp();
        int beat = Volatile.Read(ref *Worker.Beat(Lane)); // partner: RingSink.Stop
        double passed = Math.Min(Stopwatch.GetElapsedTime(_looked, now).TotalSeconds, MostCounted);
        _looked = now;
        _silent = beat != _beat ? 0 : _silent + passed;
        _worked += passed;
        _beat = beat;
        if (_silent > _settings.HangSeconds || _worked > _settings.WorkSeconds) return Accuse();
        if (_gaveUp == 0 || Stopwatch.GetElapsedTime(_gaveUp, now).TotalSeconds < _settings.StopSeconds) return true;

        // It does not hear: a drive may be asleep. Whoever waits for this thread waits no longer.
        _hasFailed = true;
        Worker.Die(innocent: true);
        _source.Pool.NoteEnd();
        return false;
    }

    private void AskSink()
    {
        if (_sink is null || _gaveUp != 0) return;
        LaneFlags* flags = Worker.Flags(Lane);
        if (!HasStopped && _sink.Stop)
        {
            HasStopped = true;
            Volatile.Write(ref flags->Stop, Sequence); // partner: RingSink.Stop
        }

        if (!HasStopped || !_sink.GiveUp) return;
        _gaveUp = Stopwatch.GetTimestamp();
        Volatile.Write(ref flags->GiveUp, Sequence); // partner: RingSink.GiveUp
    }
}

using System;
using System.Threading;
using Seamline.Decode;

namespace Seamline.Isolation.Worker;

/// <summary>
/// Takes the frames of a run into a lane's slot, which is a ring, and tells the engine of them: the first page at once, more of them at a time
/// later, because a message costs a change of threads, and fewer towards the run's end, where the engine copies and this has nothing more to do.
/// </summary>
/// <remarks>Thread: the lane's.</remarks>
internal sealed unsafe class RingSink(int socket, byte* slot, int* beat, LaneFlags* flags) : RunSink
{
    private int _sequence;
    private int _frameBytes;
    private int _ring;
    private long _head;      // bytes written in this run
    private long _published; // of these, those that the engine knows of
    private long _free;      // the head may come so far
    private int _page;
    private int _batch;      // bytes of the next message
    private bool _isBroken;

    /// <inheritdoc/>
    public override bool Stop
    {
        get
        {
            Volatile.Write(ref *beat, *beat + 1); // partner: RemoteCall.Check; only says that this is alive
            return _isBroken || Volatile.Read(ref flags->Stop) == _sequence; // partner: RemoteCall.Check
        }
    }

    /// <inheritdoc/>
    public override bool GiveUp
    {
        get
        {
            Volatile.Write(ref *beat, *beat + 1); // partner: RemoteCall.Check
            return _isBroken || Volatile.Read(ref flags->GiveUp) == _sequence; // partner: RemoteCall.Check
        }
    }

    /// <inheritdoc/>
    public override double OpeningSeconds => Opening;

    /// <summary>How long a file may take to open, s.</summary>
    public double Opening { get; private set; }

    /// <summary>A request begins.</summary>
    /// <param name="ask">It.</param>
    /// <param name="channels">Channels of the frames; 0 where none will come.</param>
    public void Begin(in AskMessage ask, int channels)
    {
        _sequence = ask.Sequence;
        Opening = ask.OpeningSeconds;
        _frameBytes = Math.Max(1, channels) * sizeof(float);
        _ring = WorkerLayout.RingBytes(_frameBytes);
        _head = _published = 0;
        _free = _ring;
        _page = _batch = Limits.PageFrames * _frameBytes;
    }

    /// <inheritdoc/>
    public override void Write(float* interleaved, int frames)
    {
        while (frames > 0 && Room(frames) is var count && count > 0)
        {
            new ReadOnlySpan<byte>(interleaved, count * _frameBytes).CopyTo(new Span<byte>(slot + (_head % _ring), count * _frameBytes));
            interleaved += (long)count * (_frameBytes / sizeof(float));
            frames -= count;
            Advance(count);
        }
    }

    /// <inheritdoc/>
    public override void Write(in Planes planes, int channels, int frames)
    {
        for (int at = 0; at < frames && Room(frames - at) is var count && count > 0; at += count)
        {
            planes.From(at).CopyTo((float*)(slot + (_head % _ring)), channels, count);
            Advance(count);
        }
    }

    /// <summary>Tells of what is written.</summary>
    public void Publish()
    {
        if (_published == _head) return;
        _isBroken |= !LaneSocket.Send(socket, new TellMessage
        {
            Tell = WorkerTell.Frames,
            Sequence = _sequence,
            Position = _published,
            Count = (int)((_head - _published) / _frameBytes),
        });
        _published = _head;
    }

    private void Advance(int frames)
    {
        _head += (long)frames * _frameBytes;
        if (_head - _published < _batch) return;
        Publish();
        long left = ((long)Limits.RunFrames * _frameBytes) - _head;
        int most = Math.Min(_head < 2L * _page ? _page : _batch * 2, WorkerLayout.BatchBytes(_ring));
        _batch = (int)Math.Min(most, Math.Max(left / 2, _page));
    }

    // Frames that may be written here in one piece; 0: the engine is gone.
    private int Room(int frames)
    {
        while (_free - _head < _frameBytes)
        {
            Publish();
            if (_isBroken || !AwaitCredit()) return 0;
        }

        long bytes = Math.Min(_free - _head, _ring - (_head % _ring));
        long left = _batch - (_head - _published);
        return (int)Math.Min(frames, Math.Max(1, Math.Min(bytes, left) / _frameBytes));
    }

    // An engine that has asked to stop takes what there is none the less.
    private bool AwaitCredit()
    {
        Received received = LaneSocket.Receive(socket, out AskMessage message, milliseconds: -1);
        if (received != Received.Message || message.Ask != WorkerAsk.Credit)
        {
            _isBroken = true;
            return false;
        }

        if (message.Sequence == _sequence) _free += message.Bytes;
        return true;
    }
}

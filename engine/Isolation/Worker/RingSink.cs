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
    private const int MostPages = 4; // in a message

    private int _sequence;
    private int _channels;
    private SampleForm _form;
    private int _frameBytes;
    private long _head;      // bytes written in this run, with those passed over at the ring's end
    private long _free;      // the head may come so far
    private long _first;     // where the frames begin that the engine does not know of
    private int _pending;    // such frames
    private int _frames;     // of this run
    private int _batch;      // frames of the next message
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
        _channels = Math.Max(1, channels);
        _form = SampleForm.Float32;
        _frameBytes = _channels * sizeof(float);
        _head = _first = 0;
        _free = WorkerLayout.SlotBytes;
        _pending = _frames = 0;
        _batch = Limits.PageFrames;
    }

    /// <inheritdoc/>
    public override bool TakesPacked => true;

    /// <inheritdoc/>
    public override void Write(float* interleaved, int frames) => Put(interleaved, SampleForm.Float32, frames);

    /// <inheritdoc/>
    public override void WritePacked(void* interleaved, SampleForm form, int frames, int channels) => Put(interleaved, form, frames);

    /// <inheritdoc/>
    public override void Write(in Planes planes, int channels, int frames)
    {
        Use(SampleForm.Float32);
        for (int at = 0; at < frames && Room(frames - at) is var count && count > 0; at += count)
        {
            planes.From(at).CopyTo((float*)(slot + (_head % WorkerLayout.SlotBytes)), channels, count);
            Advance(count);
        }
    }

    /// <summary>Tells of what is written.</summary>
    public void Publish()
    {
        if (_pending == 0) return;
        _isBroken |= !LaneSocket.Send(socket, new TellMessage
        {
            Tell = WorkerTell.Frames,
            Sequence = _sequence,
            Position = _first,
            Count = _pending,
            Form = (int)_form,
        });
        _pending = 0;
    }

    private void Put(void* interleaved, SampleForm form, int frames)
    {
        Use(form);
        while (frames > 0 && Room(frames) is var count && count > 0)
        {
            int bytes = count * _frameBytes;
            new ReadOnlySpan<byte>(interleaved, bytes).CopyTo(new Span<byte>(slot + (_head % WorkerLayout.SlotBytes), bytes));
            interleaved = (byte*)interleaved + bytes;
            frames -= count;
            Advance(count);
        }
    }

    // A message is of frames of one form.
    private void Use(SampleForm form)
    {
        if (form == _form) return;
        Publish();
        _form = form;
        _frameBytes = _channels * PackedSamples.Bytes(form);
    }

    private void Advance(int frames)
    {
        _head += (long)frames * _frameBytes;
        _frames += frames;
        _pending += frames;
        if (_pending < _batch) return;
        Publish();
        int most = Math.Min(_frames < 2 * Limits.PageFrames ? Limits.PageFrames : _batch * 2, MostPages * Limits.PageFrames);
        _batch = Math.Min(Math.Max(1, WorkerLayout.BatchBytes / _frameBytes), Math.Max(Limits.PageFrames, Math.Min(most, (Limits.RunFrames - _frames) / 2)));
    }

    // Frames that may be written here in one piece; 0: the engine is gone.
    private int Room(int frames)
    {
        int skipped = WorkerLayout.Skipped(_head, _frameBytes);
        while (_free - _head - skipped < _frameBytes)
        {
            Publish();
            if (_isBroken || !AwaitCredit()) return 0;
        }

        _head += skipped;
        if (_pending == 0) _first = _head;
        long bytes = Math.Min(_free - _head, WorkerLayout.SlotBytes - (_head % WorkerLayout.SlotBytes));
        return (int)Math.Min(frames, Math.Max(1, Math.Min(bytes / _frameBytes, _batch - _pending)));
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

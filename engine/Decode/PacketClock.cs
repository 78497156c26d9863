using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Numbers packets by sample: index 0 is where the stream's first packet begins, at the media's rate.
/// It counts the packets' own lengths and holds the count against the container's time stamps. Where one parts from the count by more than
/// the container's clock can err, the packets of the next second show whether it jitters (recorders stamp packets when they arrive) or
/// something is missing, or is there twice: then the count jumps, once. A value: a run takes it up where the scan noted it.
/// </summary>
internal unsafe struct PacketClock
{
    private const int DiscontinuitySeconds = 600;
    private const int FirstGapPart = 40; // of a second: behind the first packet

    private readonly PacketFrames _frames;
    private readonly long _unitsUp;   // frames = ticks * up / down
    private readonly long _unitsDown;
    private readonly int _rate;
    private readonly bool _exactTicks;
    private readonly long _tolerance;
    private ClockState _state;

    /// <summary>A clock at the first packet of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="keepsTime">Whether the container has time stamps of its own: <see cref="CodecRecipe.KeepsTime"/>.</param>
    public PacketClock(AVStream* stream, bool keepsTime)
    {
        AVRational tick = stream->time_base;
        AVCodecParameters* par = stream->codecpar;
        _rate = par->sample_rate;
        _frames = PacketFrames.For(par);
        _unitsUp = (long)tick.num * _rate;
        _unitsDown = tick.den;

        // Exact where a tick is one sample, or so short that rounding finds the sample again.
        _exactTicks = _unitsUp == _unitsDown || _unitsDown >= 2 * _unitsUp;
        _tolerance = _frames.Known || !_exactTicks ? _rate / 200 + _frames.ExtraTolerance : 0;
        _state = new ClockState { Base = ffmpeg.AV_NOPTS_VALUE, VorbisBlock = _frames.FirstBlock, IsUntimed = !keepsTime && _frames.Known };
    }

    /// <summary>What the next packet will be numbered by; noted by the scan, restored by a run.</summary>
    public ClockState State
    {
        readonly get => _state;
        set => _state = value;
    }

    /// <summary>
    /// How far decoded frames may lie off the end of those before them and still follow at once: next to nothing where lengths are known.
    /// </summary>
    public readonly int PlacementSlack => _frames.Known ? _frames.DecoderSlack : _rate / 200;

    /// <summary>Numbers a packet.</summary>
    /// <param name="packet">The next packet of the stream.</param>
    /// <param name="ahead">Those behind it, which distinguish jitter from a gap; null: every time stamp is taken at its word.</param>
    /// <param name="frames">Its length in frames; 0 unknown.</param>
    /// <param name="entered">The state to enter the stream with this packet: its number is decided.</param>
    /// <returns>Index of its first sample.</returns>
    public long Advance(AVPacket* packet, PacketsAhead? ahead, out int frames, out ClockState entered)
    {
        if (_state.HasSound && (packet->flags & ffmpeg.AV_PKT_FLAG_DISCARD) != 0)
        {
            entered = _state;
            entered.Decided = true;
            _state.Decided = false;
            _state.IsBeforeEdit = true;
            frames = 0;
            _state.Packets++;
            return _state.Next;
        }

        if (_state.IsBeforeEdit) BeginEdit(packet);
        _state.HasSound |= (packet->flags & ffmpeg.AV_PKT_FLAG_DISCARD) == 0;
        if (_state.Packets == 0 && !_state.Decided) _state.FirstIsLong = IsLongFirst(packet, ahead);
        int before = _state.VorbisBlock;
        int known = LengthOf(packet, _state.Packets == 0 && _state.FirstIsLong, ref _state.VorbisBlock, out frames);

        // The first Vorbis packet only primes the overlap: it yields nothing.
        bool primes = _state.Packets == 0 && _frames.ExtraTolerance > 0;
        if (primes) frames = 0;

        // Headers inside a stream (files joined on) have time stamps of their own making.
        bool counts = known > 0 || primes || !_frames.Known;
        bool longBlocks = _frames.ExtraTolerance > 0 && known > 0 && before == _state.VorbisBlock && before == _frames.ExtraTolerance;
        if (!_state.Decided)
        {
            if (_state.Packets > 0) _state.Next -= SkippedFrames(packet);
            if (counts) Synchronise(packet, frames, ahead);
            if (longBlocks && !_state.IsUntimed) AlignVorbis(packet);
        }

        entered = _state;
        entered.VorbisBlock = before;
        entered.Decided = true;
        _state.Decided = false;
        long index = _state.Next;
        _state.Next += frames;
        _state.Length = frames;
        _state.Packets++;
        return index;
    }

    /// <summary>
    /// Where the stream ends if this packet is its last: AAC files state a shorter length for it than the decoder outputs.
    /// <see cref="long.MaxValue"/> where only the decoder knows.
    /// </summary>
    public readonly long EndIfLast(AVPacket* packet, long index, int frames)
    {
        if (!_frames.ContainerTrimsEnd || !_exactTicks) return long.MaxValue;
        ulong size;
        if (ffmpeg.av_packet_get_side_data(packet, AVPacketSideDataType.AV_PKT_DATA_SKIP_SAMPLES, &size) is not null)
        {
            return long.MaxValue;
        }

        long byContainer = ContainerFrames(packet);
        return byContainer > 0 && byContainer < frames ? index + byContainer : long.MaxValue;
    }

    /// <summary>
    /// Frames that the edits make together by the header, which their packets do by a packet or two; <see cref="long.MaxValue"/> where there
    /// was only one edit so far, or the header does not say.
    /// </summary>
    public readonly long FramesOfEdits(AVStream* stream)
        => _state.HasEdits && stream->duration > 0 && stream->duration != ffmpeg.AV_NOPTS_VALUE ? ToFrames(stream->duration) : long.MaxValue;

    /// <summary>Container ticks of a number of frames, for seeks.</summary>
    public readonly long ToTicks(long frames) => ffmpeg.av_rescale(frames, _unitsDown, _unitsUp);

    /// <summary>Frames of a number of container ticks.</summary>
    public readonly long ToFrames(long ticks) => ffmpeg.av_rescale(ticks, _unitsUp, _unitsDown);

    // The packets before it were for the decoder's state alone, with time stamps of their own. An edit begins where its first packet says; the one
    // before reaches over its end by a part of a packet.
    private void BeginEdit(AVPacket* packet)
    {
        _state.IsBeforeEdit = false;
        _state.HasEdits = true;
        if (packet->pts == ffmpeg.AV_NOPTS_VALUE || _state.Base == ffmpeg.AV_NOPTS_VALUE) return;
        long byTime = ffmpeg.av_rescale(packet->pts - _state.Base, _unitsUp, _unitsDown);
        if (long.Abs(byTime - _state.Next) <= _rate / 5) _state.Next = byTime;
    }

    // The decoder leaves these out at a stream's end, and what is joined on follows right behind.
    private static int DiscardedFrames(AVPacket* packet)
    {
        ulong size;
        byte* skip = ffmpeg.av_packet_get_side_data(packet, AVPacketSideDataType.AV_PKT_DATA_SKIP_SAMPLES, &size);
        return skip is null || size < 8 ? 0 : (int)uint.Min(*(uint*)(skip + 4), int.MaxValue);
    }

    // What the decoder skips of a stream that is joined on (the pre-skip of its own header) takes no time: its first sample follows right behind.
    private readonly int SkippedFrames(AVPacket* packet)
    {
        if (!_frames.EndsBeforeItsPackets) return 0;
        ulong size;
        byte* skip = ffmpeg.av_packet_get_side_data(packet, AVPacketSideDataType.AV_PKT_DATA_SKIP_SAMPLES, &size);
        return skip is null || size < 8 ? 0 : (int)uint.Min(*(uint*)skip, ushort.MaxValue);
    }

    private readonly long ContainerFrames(AVPacket* packet)
        => packet->duration > 0 ? ffmpeg.av_rescale(packet->duration, _unitsUp, _unitsDown) : 0;

    // By the packet where it says so, else by the container. Returns the former.
    private readonly int LengthOf(AVPacket* packet, bool isLong, ref int vorbisBlock, out int frames)
    {
        long byContainer = ContainerFrames(packet);
        int known = _frames.Of(packet, isLong ? 0 : byContainer, ref vorbisBlock);
        frames = known > 0 || _frames.Known ? known : (int)long.Clamp(byContainer, 0, 1 << 24);
        if (_frames.EndsBeforeItsPackets) frames -= Math.Min(frames, DiscardedFrames(packet));
        return known;
    }

    // Phones give an AAC stream's first packet a length of their own. Twice a frame is SBR's only where the next packet has it too.
    private readonly bool IsLongFirst(AVPacket* packet, PacketsAhead? ahead)
    {
        if (ahead is null || !_frames.MayDouble(ContainerFrames(packet))) return false;
        AVPacket* next = ahead.Peek(0);
        return next is not null && !_frames.MayDouble(ContainerFrames(next));
    }

    private readonly long Ahead(AVPacket* packet, long next)
        => ffmpeg.av_rescale(packet->pts - _state.Base, _unitsUp, _unitsDown) - next;

    private void Synchronise(AVPacket* packet, int frames, PacketsAhead? ahead)
    {
        if (packet->pts == ffmpeg.AV_NOPTS_VALUE || _state.IsUntimed) return;
        if (_state.Base == ffmpeg.AV_NOPTS_VALUE)
        {
            SetBase(packet);
            return;
        }

        long off = Ahead(packet, _state.Next);
        if (long.Abs(off) <= _tolerance || IsDrift(off, frames))
        {
            long step = _tolerance / 16; // what drifts is followed, what trembles is not
            _state.Level += (int)long.Clamp(off - _state.Level, -step, step);
            return;
        }

        var shift = new ClockShift(stackalloc long[PacketsAhead.Places + 1], off);
        bool whole = true;
        if (ahead is not null && !Persists(frames, ahead, ref shift, out whole))
        {
            _state.Trembles = true;
            return;
        }

        if (!whole && (off < 0 || (_state.Trembles && off <= PacketLength(frames)))) return; // the stream ends before that can be known
        if (off > 0) TakeGap(packet, frames, ref shift);
        else TakeOverlap(packet, frames, ref shift);
    }

    // Whether all packets of the next second lie off like this one, as many as there are.
    private readonly bool Persists(int frames, PacketsAhead ahead, ref ClockShift shift, out bool whole)
    {
        whole = false;
        int vorbisBlock = _state.VorbisBlock;
        long next = _state.Next + frames;
        for (int i = 0; next - _state.Next < _rate; i++)
        {
            AVPacket* packet = ahead.Peek(i);
            whole = i == PacketsAhead.Places;
            if (packet is null) return true;
            int known = LengthOf(packet, false, ref vorbisBlock, out int length);
            bool counts = known > 0 || !_frames.Known;
            if (counts && packet->pts != ffmpeg.AV_NOPTS_VALUE && !shift.Add(Ahead(packet, next), _tolerance)) return whole = shift.IsFull;
            next += length;
        }

        return whole = true;
    }

    private void TakeGap(AVPacket* packet, int frames, ref ClockShift shift)
    {
        if (_frames.IsCertain && shift.RunsAway(_rate / 200))
        {
            _state.IsUntimed = true;
            return;
        }

        long gap = shift.Least(Grain);
        long median = shift.Median();
        if (IsDrift(median, frames)) return;
        if (gap > (long)DiscontinuitySeconds * _rate)
        {
            _state.HasVorbisOffset = false; // another clock (joined files): the samples go on
            SetBase(packet);
        }
        else if (_state.Packets == 1 && gap <= long.Min(frames, _rate / FirstGapPart))
        {
            SetBase(packet); // the first packet's time stamp is the one that is off
        }
        else
        {
            if (_frames.ExtraTolerance == 0) gap = WholePackets(gap, frames);
            _state.Next += gap;
            _state.Level = median - gap <= PacketLength(frames) / 2 ? (int)(median - gap) : 0; // farther off it is a second gap
        }
    }

    private void TakeOverlap(AVPacket* packet, int frames, ref ClockShift shift)
    {
        long overlap = -shift.Median();
        bool restarts = packet->pts <= _state.Base + ToTicks(frames) || overlap > _rate / 2;
        if (restarts || _frames.ExtraTolerance > 0)
        {
            // Time stamps that go back are another clock (joined files): the samples go on.
            _state.HasVorbisOffset = false;
            SetBase(packet);
        }
        else if (overlap > PacketLength(frames))
        {
            _state.Next -= overlap;
            _state.Level = 0;
        }
    }

    // A count that parts slowly from the time stamps is brought back a packet at a time and not by many small holes.
    private readonly bool IsDrift(long off, int frames)
        => off > 0 ? _tolerance > 0 && off - _state.Level <= _tolerance / 2 && off <= PacketLength(frames)
            : _tolerance > 0 && -off <= PacketLength(frames);

    private readonly long PacketLength(int frames) => long.Max(_tolerance, Math.Max(frames, _state.Length));

    private void SetBase(AVPacket* packet)
    {
        _state.Base = packet->pts - ToTicks(_state.Next);
        _state.Level = 0;
    }

    // The time stamps of Vorbis are right but for short blocks behind long ones, and where a file begins. So what long blocks in a
    // row are off by stays the same all along; when it changes, a block was counted that was damaged.
    private void AlignVorbis(AVPacket* packet)
    {
        if (packet->pts == ffmpeg.AV_NOPTS_VALUE) return;
        long off = ffmpeg.av_rescale(packet->pts - _state.Base, _unitsUp, _unitsDown) - _state.Next;
        if (!_state.HasVorbisOffset)
        {
            _state.HasVorbisOffset = true;
            _state.VorbisOffset = (int)long.Clamp(off, -_tolerance, _tolerance);
            return;
        }

        long change = off - _state.VorbisOffset;
        if (long.Abs(change) > Grain && long.Abs(change) <= _tolerance && _frames.IsBlockError(change, Grain)) _state.Next += change;
    }

    // What is lost is lost by the packet: a hole that is so many of them but for the grain of the clock is just that, and what
    // follows stays in its place to the sample where milliseconds could not put it.
    private readonly long WholePackets(long ahead, int packetFrames)
    {
        if (packetFrames <= 0) return ahead;
        long whole = (ahead + (packetFrames / 2)) / packetFrames * packetFrames;
        return long.Abs(whole - ahead) <= Grain ? whole : ahead;
    }

    // A tick of the container, and a frame for rounding.
    private readonly long Grain => ((_unitsUp + _unitsDown - 1) / _unitsDown) + 1;
}

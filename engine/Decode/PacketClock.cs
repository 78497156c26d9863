using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Numbers packets by sample: index 0 is where the stream's first packet begins, at the media's rate.
/// It counts the packets' own lengths and holds the count against the container's time stamps; where they part by more than
/// the container's clock can err there is a hole, and the count jumps. A value: a run takes it up where the scan noted it.
/// </summary>
internal unsafe struct PacketClock
{
    private const int DiscontinuitySeconds = 600;

    private readonly PacketFrames _frames;
    private readonly long _unitsUp;   // frames = ticks * up / down
    private readonly long _unitsDown;
    private readonly int _rate;
    private readonly bool _exactTicks;
    private readonly long _tolerance;
    private ClockState _state;

    /// <summary>A clock at the first packet of a stream.</summary>
    public PacketClock(AVStream* stream)
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
        _state = new ClockState { Base = ffmpeg.AV_NOPTS_VALUE, VorbisBlock = _frames.FirstBlock };
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
    /// <param name="frames">Its length in frames; 0 unknown.</param>
    /// <returns>Index of its first sample.</returns>
    public long Advance(AVPacket* packet, out int frames)
    {
        long byContainer = ContainerFrames(packet);
        int before = _state.VorbisBlock;
        int known = _frames.Of(packet, byContainer, ref _state.VorbisBlock);

        // The first Vorbis packet only primes the overlap: it yields nothing.
        bool primes = _state.Packets == 0 && _frames.ExtraTolerance > 0;
        frames = primes ? 0 : known > 0 || _frames.Known ? known : (int)long.Clamp(byContainer, 0, 1 << 24);
        if (_frames.EndsBeforeItsPackets) frames -= Math.Min(frames, DiscardedFrames(packet));

        // Headers inside a stream (files joined on) have time stamps of their own making.
        if (known > 0 || primes || !_frames.Known) Synchronise(packet, _frames.ExtraTolerance > 0 ? 0 : known);
        if (_frames.ExtraTolerance > 0 && known > 0 && before == _state.VorbisBlock && before == _frames.ExtraTolerance) AlignVorbis(packet);
        long index = _state.Next;
        _state.Next += frames;
        _state.Packets++;
        return index;
    }

    /// <summary>
    /// Where the stream ends if this packet is its last: AAC files tell a shorter length of it than the decoder gives.
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

    /// <summary>Container ticks of a number of frames, for seeks.</summary>
    public readonly long ToTicks(long frames) => ffmpeg.av_rescale(frames, _unitsDown, _unitsUp);

    /// <summary>Frames of a number of container ticks.</summary>
    public readonly long ToFrames(long ticks) => ffmpeg.av_rescale(ticks, _unitsUp, _unitsDown);

    // The decoder leaves these out at a stream's end, and what is joined on follows right behind.
    private static int DiscardedFrames(AVPacket* packet)
    {
        ulong size;
        byte* skip = ffmpeg.av_packet_get_side_data(packet, AVPacketSideDataType.AV_PKT_DATA_SKIP_SAMPLES, &size);
        return skip is null || size < 8 ? 0 : (int)uint.Min(*(uint*)(skip + 4), int.MaxValue);
    }

    private readonly long ContainerFrames(AVPacket* packet)
        => packet->duration > 0 ? ffmpeg.av_rescale(packet->duration, _unitsUp, _unitsDown) : 0;

    private void Synchronise(AVPacket* packet, int packetFrames)
    {
        if (packet->pts == ffmpeg.AV_NOPTS_VALUE) return;
        if (_state.Base == ffmpeg.AV_NOPTS_VALUE)
        {
            _state.Base = packet->pts - ToTicks(_state.Next);
            return;
        }

        long byTime = ffmpeg.av_rescale(packet->pts - _state.Base, _unitsUp, _unitsDown);
        long ahead = byTime - _state.Next;
        if (ahead < -_tolerance || ahead > (long)DiscontinuitySeconds * _rate)
        {
            // Time stamps that go back, or leap, are another clock (joined files): the samples go on.
            _state.HasVorbisOffset = false;
            _state.Base = packet->pts - ToTicks(_state.Next);
        }
        else if (ahead > _tolerance)
        {
            _state.Next += WholePackets(ahead, packetFrames);
        }
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

/// <summary>The state of a <see cref="PacketClock"/> between two packets.</summary>
internal struct ClockState
{
    /// <summary>Index of the next packet's first sample, unless its time stamp says otherwise.</summary>
    public long Next;

    /// <summary>Time stamp of index 0, container ticks; no value before the first one.</summary>
    public long Base;

    /// <summary>Packets numbered so far.</summary>
    public long Packets;

    /// <summary>Vorbis block before the next packet.</summary>
    public int VorbisBlock;

    /// <summary>How far the time stamps of long Vorbis blocks behind long ones lie off the count, frames; 0 before the first.</summary>
    public int VorbisOffset;

    /// <summary>Whether <see cref="VorbisOffset"/> is known.</summary>
    public bool HasVorbisOffset;
}

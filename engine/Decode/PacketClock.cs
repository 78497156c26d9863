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
    /// How far decoded frames may lie off their number before it counts as a hole: 0 where lengths are known.
    /// </summary>
    public readonly int PlacementSlack => _frames.Known ? 0 : _rate / 200;

    /// <summary>Numbers a packet.</summary>
    /// <param name="packet">The next packet of the stream.</param>
    /// <param name="frames">Its length in frames; 0 unknown.</param>
    /// <returns>Index of its first sample.</returns>
    public long Advance(AVPacket* packet, out int frames)
    {
        long byContainer = ContainerFrames(packet);
        int known = _frames.Of(packet, byContainer, ref _state.VorbisBlock);

        // The first Vorbis packet only primes the overlap: it yields nothing.
        bool primes = _state.Packets == 0 && _frames.ExtraTolerance > 0;
        frames = primes ? 0 : known > 0 || _frames.Known ? known : (int)long.Clamp(byContainer, 0, 1 << 24);

        // Headers inside a stream (files joined on) have time stamps of their own making.
        if (known > 0 || primes || !_frames.Known) Synchronise(packet);
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

    private readonly long ContainerFrames(AVPacket* packet)
        => packet->duration > 0 ? ffmpeg.av_rescale(packet->duration, _unitsUp, _unitsDown) : 0;

    private void Synchronise(AVPacket* packet)
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
            _state.Base = packet->pts - ToTicks(_state.Next);
        }
        else if (ahead > _tolerance)
        {
            _state.Next = byTime;
        }
    }
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
}

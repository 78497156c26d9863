using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Reads a medium's packets, some of them ahead where a caller needs what follows: whether a time stamp that does not fit is
/// noise, only the next ones show. Where nothing is asked for, nothing is read ahead.
/// </summary>
/// <remarks>Thread: one at a time, the medium's. Native memory, from the first packet read ahead until <see cref="Free"/>.</remarks>
internal sealed unsafe class PacketsAhead
{
    /// <summary>Most packets read before their turn.</summary>
    public const int Places = 64;

    private readonly MediaContext _media;
    private AVPacket** _packets;
    private int _first;
    private int _count;
    private int _error; // what ended reading; 0 nothing yet

    /// <summary>Makes one that holds nothing.</summary>
    public PacketsAhead(MediaContext media) => _media = media;

    /// <summary>Takes the next packet. Returns FFmpeg's error, or 0.</summary>
    public int Read(AVPacket* packet)
    {
        if (_count == 0) return _error < 0 ? _error : _media.Read(packet);
        ffmpeg.av_packet_unref(packet);
        ffmpeg.av_packet_move_ref(packet, _packets[_first]);
        _first = (_first + 1) % Places;
        _count--;
        return 0;
    }

    /// <summary>The packet so many behind the next one; null where the stream ends before it, or no place is left.</summary>
    public AVPacket* Peek(int behind)
    {
        while (_count <= behind)
        {
            if (_count == Places || _error < 0) return null;
            if (_packets is null) Make();
            int error = _media.Read(_packets[(_first + _count) % Places]);
            if (error < 0)
            {
                _error = error;
                return null;
            }

            _count++;
        }

        return _packets[(_first + behind) % Places];
    }

    /// <summary>Lets go of what was read ahead: the medium is to be read from elsewhere.</summary>
    public void Clear()
    {
        for (; _count > 0; _count--)
        {
            ffmpeg.av_packet_unref(_packets[_first]);
            _first = (_first + 1) % Places;
        }

        _error = 0;
    }

    /// <summary>Frees everything; it may be used again.</summary>
    public void Free()
    {
        for (int i = 0; _packets is not null && i < Places; i++)
        {
            AVPacket* packet = _packets[i];
            ffmpeg.av_packet_free(&packet);
        }

        NativeMemory.Free(_packets);
        _packets = null;
        _first = _count = _error = 0;
    }

    private void Make()
    {
        _packets = (AVPacket**)NativeMemory.AllocZeroed(Places, (nuint)sizeof(AVPacket*));
        for (int i = 0; i < Places; i++) _packets[i] = ffmpeg.av_packet_alloc();
    }
}

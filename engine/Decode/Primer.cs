using System;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// A stream's first packets, for decoders that begin in its middle and have to know what only its beginning says: see
/// <see cref="CodecRecipe.PrimingPackets"/>.
/// </summary>
/// <remarks>
/// Thread: one writer (the scan's owner), which is done before it adds the second row to the packet table; any number of readers of that row
/// or a later one. Native memory: 16 packets of 100 to 1,500 bytes.
/// </remarks>
internal sealed unsafe class Primer : IDisposable
{
    private readonly int _places;
    private AVPacket** _packets;
    private int _count;

    /// <summary>Makes an empty one.</summary>
    public Primer(int places) => _places = places;

    /// <summary>Keeps a packet that comes next in the stream, numbered by sample, unless it is kept already or there are enough.</summary>
    /// <param name="number">Of the packet, from 0.</param>
    /// <param name="packet">The packet, which stays the caller's.</param>
    public void Keep(long number, AVPacket* packet)
    {
        if (number >= _places || number != _count) return;
        if (_packets is null) _packets = (AVPacket**)NativeMemory.AllocZeroed((nuint)_places, (nuint)sizeof(AVPacket*));
        _packets[_count] = Another(packet);
        if (_packets[_count] is not null) _count++;
    }

    /// <summary>Has a decoder decode them, for nothing but its state.</summary>
    /// <param name="decoder">Just opened.</param>
    /// <returns>Frames that came out.</returns>
    public long Prime(CodecDecoder decoder)
    {
        long frames = 0;
        for (int i = 0; i < _count; i++)
        {
            AVPacket* packet = Another(_packets[i]); // several threads send it, and sending writes to it
            if (packet is not null) _ = decoder.Send(packet, packet->pts, (int)packet->duration);
            while (decoder.Receive() == 0) frames += decoder.Frame->nb_samples;
            ffmpeg.av_packet_free(&packet);
        }

        return frames;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = 0; i < _count; i++)
        {
            AVPacket* packet = _packets[i];
            ffmpeg.av_packet_free(&packet);
        }

        NativeMemory.Free(_packets);
        _packets = null;
        _count = 0;
    }

    // Of the same bytes.
    private static AVPacket* Another(AVPacket* packet)
    {
        AVPacket* made = ffmpeg.av_packet_alloc();
        if (made is not null && ffmpeg.av_packet_ref(made, packet) < 0) ffmpeg.av_packet_free(&made);
        return made;
    }
}

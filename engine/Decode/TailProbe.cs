using System;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Keeps the last packets of a stream and decodes them at its end, to learn where the decoder's output ends:
/// it knows the padding that the container only hints at.
/// </summary>
/// <remarks>Thread: one at a time. Native memory, between <see cref="Open"/> and <see cref="Close"/> only.</remarks>
internal sealed unsafe class TailProbe
{
    private const int Places = 8;

    private AVPacket** _packets;

    /// <summary>Makes room.</summary>
    public void Open()
    {
        Close();
        _packets = (AVPacket**)NativeMemory.AllocZeroed(Places, (nuint)sizeof(AVPacket*));
        for (int i = 0; i < Places; i++) _packets[i] = ffmpeg.av_packet_alloc();
    }

    /// <summary>A cleared packet for the stream's packet of this number; the one eight before it is let go.</summary>
    public AVPacket* Take(long number)
    {
        AVPacket* packet = _packets[number % Places];
        ffmpeg.av_packet_unref(packet);
        return packet;
    }

    /// <summary>The packet of this number, one of the last eight.</summary>
    public AVPacket* Last(long number) => _packets[number % Places];

    /// <summary>Decodes what is kept. The packets carry their sample index and length as time stamp and duration.</summary>
    /// <param name="decoder">Reopened for it.</param>
    /// <param name="count">Packets of the stream; a place was taken for one more, which did not come.</param>
    /// <param name="otherwise">The answer where the decoder gives nothing.</param>
    /// <returns>Index behind the last sample.</returns>
    public long FindEnd(CodecDecoder decoder, long count, long otherwise)
    {
        var end = new StreamEnd();
        decoder.StartsLater = count >= Places;
        if (decoder.Open() < 0) return otherwise;
        for (long i = Math.Max(0, count - Places + 1); i <= count; i++)
        {
            AVPacket* packet = i < count ? _packets[i % Places] : null;
            int sent = packet is null ? decoder.Send(null, 0, 0) : decoder.Send(packet, packet->pts, (int)packet->duration);
            if (packet is not null) end.Sent(sent, packet->pts + decoder.FramesAtEnd((int)packet->duration));
            int received;
            while ((received = decoder.Receive()) == 0) end.Received(decoder.Frame->pts, decoder.Length);
            if (packet is not null) end.Ended(received);
        }

        // Some decoders begin at few packets only (TrueHD): nothing is known of the end then but how many packets there are.
        return end.HasFrames ? end.Index : Math.Max(end.Index, otherwise);
    }

    /// <summary>Frees everything.</summary>
    public void Close()
    {
        for (int i = 0; _packets is not null && i < Places; i++)
        {
            AVPacket* packet = _packets[i];
            ffmpeg.av_packet_free(&packet);
        }

        NativeMemory.Free(_packets);
        _packets = null;
    }
}

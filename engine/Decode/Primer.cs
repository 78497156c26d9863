using System;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// A stream's first packets, for decoders that begin in its middle and have to know what only its beginning says. SBR is what needs them.
/// Its header may come once in a stream and never again. And FFmpeg draws its noise from a table of 512 values, in one time slot as many as
/// there are bands: with 32 slots a packet it is, whatever the bands, where it was sixteen packets before. So a decoder that
/// has heard the first n packets and goes on with another one whose number is n but for sixteens is where it would be if it had heard all.
/// SBR that sets in behind the first packet FFmpeg leaves alone (but in ADTS): one packet is enough for a decoder to find it.
/// </summary>
/// <remarks>
/// Thread: one writer (the scan's owner), which is done before it adds the second row to the packet table; any number of readers of that row
/// or a later one. Native memory: <see cref="CodecRecipe.PrimingPackets"/> packets of 100 to 1,500 bytes.
/// </remarks>
internal sealed unsafe class Primer : IDisposable
{
    private const int Round = 16;

    private readonly AVCodecParameters* _parameters;
    private readonly bool _readsSbr;
    private AVPacket** _packets;
    private ulong _even; // those that end with their frame, a bit each
    private int _least = Round;
    private bool _hasHeader;
    private int _count;

    /// <summary>Makes an empty one.</summary>
    public Primer(in CodecRecipe recipe, AVCodecParameters* parameters)
    {
        _parameters = parameters;
        Places = recipe.PrimingPackets;
        _readsSbr = recipe.ReadsSbr;
    }

    /// <summary>Packets that it keeps.</summary>
    public int Places { get; private set; }

    /// <summary>
    /// Whether the stream's first packet alone names its channels: ADTS that has channel configuration 0 and an element that describes them, which
    /// encoders write once.
    /// </summary>
    public bool IsNeededBehind(AVPacket* first)
        => _parameters->codec_id == AVCodecID.AV_CODEC_ID_AAC && _parameters->extradata_size == 0 && first->size > 7
            && first->data[0] == 0xFF && (first->data[1] & 0xF6) == 0xF0 && (first->data[2] & 1) == 0 && first->data[3] >> 6 == 0;

    /// <summary>Keeps a packet that comes next in the stream, numbered by sample, unless it is kept already or there are enough.</summary>
    /// <param name="number">Of the packet, from 0.</param>
    /// <param name="packet">The packet, which stays the caller's.</param>
    public void Keep(long number, AVPacket* packet)
    {
        if (number == 0 && Places == 0 && IsNeededBehind(packet)) Places = 1;
        if (number >= Places || number != _count) return;
        if (_packets is null) _packets = (AVPacket**)NativeMemory.AllocZeroed((nuint)Places, (nuint)sizeof(AVPacket*));
        _packets[_count] = Another(packet);
        if (_packets[_count] is null) return;
        if (_readsSbr && SbrFrame.TryRead(new ReadOnlySpan<byte>(packet->data, packet->size), out SbrFrame sbr))
        {
            if (sbr.HasHeader && !_hasHeader) _least = _count + 1;
            _hasHeader |= sbr.HasHeader;
            if (sbr.Trail == 0) _even |= 1UL << _count;
        }

        _count++;
    }

    /// <summary>Whether a decoder can begin with a packet, once it is primed.</summary>
    public Entry EntryOf(AVPacket* packet)
    {
        if (!_readsSbr || !SbrFrame.TryRead(new ReadOnlySpan<byte>(packet->data, packet->size), out SbrFrame sbr)) return Entry.None;
        if (!sbr.StandsAlone || sbr.Lead > 0) return Entry.None;
        return sbr.IsPair || sbr.HasHeader ? Entry.Sure : Entry.Likely;
    }

    /// <summary>Has a decoder decode what it must have heard before a packet, for nothing but its state.</summary>
    /// <param name="decoder">Just opened.</param>
    /// <param name="number">Of the packet.</param>
    /// <returns>Frames that came out.</returns>
    public long Prime(CodecDecoder decoder, long number)
    {
        long frames = 0;
        int packets = CountFor(number);
        for (int i = 0; i < packets; i++)
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

    // The fewest with a header, if one was read, after which the next one may begin with its frame.
    private int CountFor(long number)
    {
        if (number <= Places) return 0;
        if (Places < Round) return _count;
        int first = _least + (int)((number - _least) % Round);
        if (first > _count) return 0;
        for (int count = first; count <= _count; count += Round)
        {
            if (((_even >> (count - 1)) & 1) != 0) return count;
        }

        return first;
    }

    // Of the same bytes.
    private static AVPacket* Another(AVPacket* packet)
    {
        AVPacket* made = ffmpeg.av_packet_alloc();
        if (made is not null && ffmpeg.av_packet_ref(made, packet) < 0) ffmpeg.av_packet_free(&made);
        return made;
    }
}

/// <summary>Whether a primed decoder can begin with a packet.</summary>
internal enum Entry
{
    /// <summary>Not, or nothing is known of it.</summary>
    None,

    /// <summary>But for parametric stereo, which may be coded as differences from the frame before.</summary>
    Likely,

    /// <summary>As if it had heard everything before.</summary>
    Sure,
}

using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// A decoder, opened afresh for every run: a flush leaves state behind in some (AAC's noise generator, AC-3's dither),
/// and a run's bits must not depend on what was decoded before.
/// </summary>
/// <remarks>Thread: one at a time. 6 to 180 us to open, by codec. Native memory only.</remarks>
internal sealed unsafe class CodecDecoder : IDisposable
{
    private const int SkipBytes = 10; // frames to skip and to discard, 32 bits each, and their reasons

    private readonly CodecRecipe _recipe;
    private readonly AVCodecParameters* _parameters;
    private AVCodec* _codec;
    private AVCodecContext* _context;
    private int _rate;
    private bool _looks; // at each FLAC frame, whether it is whole
    private bool _unskips;
    private AVFrame* _frame = ffmpeg.av_frame_alloc();

    /// <summary>Makes one; <see cref="Open"/> before use.</summary>
    /// <param name="recipe">How the stream is decoded.</param>
    /// <param name="parameters">The stream's, as they were when it was opened: those of a demuxer change with what it reads (chained Ogg).</param>
    public CodecDecoder(CodecRecipe recipe, AVCodecParameters* parameters)
    {
        _recipe = recipe;
        _parameters = parameters;
    }

    /// <summary>The frame last received.</summary>
    public AVFrame* Frame => _frame;

    /// <summary>What it decodes does not begin with the stream: FFmpeg would skip Opus's pre-skip there once more.</summary>
    public bool StartsLater { get; set; }

    /// <summary>Length of the frame last received, at the rate of the stream.</summary>
    public int Length
        => _frame->sample_rate <= 0 || _frame->sample_rate == _rate ? _frame->nb_samples : (int)((long)_frame->nb_samples * _rate / _frame->sample_rate);

    /// <summary>
    /// Frames by which a packet that could not be decoded makes the stream longer where it is the last: 0 for TTA, of which only the last
    /// frame is shorter than the others, by what no header says.
    /// </summary>
    public int FramesAtEnd(int frames) => _parameters->codec_id == AVCodecID.AV_CODEC_ID_TTA ? 0 : frames;

    /// <summary>
    /// Reopens the decoder. Its time base is one sample, so that what it trims (encoder delay) is exact to the sample;
    /// with the container's milliseconds it would round. Returns FFmpeg's error, or 0.
    /// </summary>
    public int Open()
    {
        Close();
        AVCodecParameters* par = _parameters;
        if (_codec is null) _codec = _recipe.FindDecoder(par->codec_id);
        _context = ffmpeg.avcodec_alloc_context3(_codec);
        if (_context is null) return Codes.NoMemory;
        int error = ffmpeg.avcodec_parameters_to_context(_context, par);
        if (error < 0) return error;
        _unskips = StartsLater && par->codec_id == AVCodecID.AV_CODEC_ID_OPUS;
        _rate = par->sample_rate;
        _context->pkt_timebase = new AVRational { num = 1, den = par->sample_rate };
        _context->thread_count = 1; // runs are decoded side by side instead; frame threads would delay the first frame

        AVDictionary* options = null;
        if (par->codec_id is AVCodecID.AV_CODEC_ID_AC3 or AVCodecID.AV_CODEC_ID_EAC3)
        {
            _ = ffmpeg.av_dict_set(&options, "cons_noisegen", "1", 0); // noise by position, not by history
        }
        else if (par->codec_id == AVCodecID.AV_CODEC_ID_FLAC)
        {
            // FLAC knows when a frame is damaged, but FFmpeg plays the garbage unless its check is turned on: full-scale noise.
            _looks = FlacFrame.CanLook;
            if (!_looks) _ = ffmpeg.av_dict_set(&options, "err_detect", "crccheck+explode", 0);
        }

        error = ffmpeg.avcodec_open2(_context, _codec, &options);
        ffmpeg.av_dict_free(&options);
        return Math.Min(0, error);
    }

    /// <summary>Sends a packet numbered by sample; null: the end. Returns FFmpeg's error, or 0.</summary>
    public int Send(AVPacket* packet, long index, int frames)
    {
        if (packet is not null)
        {
            if (packet->size == 0) return 0; // FFmpeg would take an empty packet for the end of the stream
            packet->pts = packet->dts = index;
            packet->duration = frames;
            if (_unskips) Unskip(packet);
            if (_looks && FlacFrame.IsDamaged(packet->data, packet->size)) return ffmpeg.AVERROR_INVALIDDATA;
        }

        return Math.Min(0, ffmpeg.avcodec_send_packet(_context, packet));
    }

    // What a packet says is to be skipped takes the place of the header's pre-skip.
    private void Unskip(AVPacket* packet)
    {
        _unskips = false;
        ulong size;
        byte* skip = ffmpeg.av_packet_get_side_data(packet, AVPacketSideDataType.AV_PKT_DATA_SKIP_SAMPLES, &size);
        if (skip is null)
        {
            skip = ffmpeg.av_packet_new_side_data(packet, AVPacketSideDataType.AV_PKT_DATA_SKIP_SAMPLES, SkipBytes);
            if (skip is not null) new Span<byte>(skip, SkipBytes).Clear();
        }
        else if (size >= SkipBytes)
        {
            *(uint*)skip = 0; // what is discarded at the packet's end stays
        }
    }

    /// <summary>Receives into <see cref="Frame"/>: 0, or FFmpeg's error (ask again, end of file).</summary>
    public int Receive() => ffmpeg.avcodec_receive_frame(_context, _frame);

    /// <summary>Lets go of what the codec holds (AAC: 150 KB); <see cref="Open"/> makes it again.</summary>
    public void Close()
    {
        AVCodecContext* context = _context;
        if (context is not null) ffmpeg.avcodec_free_context(&context);
        _context = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        AVFrame* frame = _frame;
        ffmpeg.av_frame_free(&frame);
        _frame = null;
    }
}

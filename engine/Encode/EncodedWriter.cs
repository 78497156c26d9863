using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading;
using FFmpeg.AutoGen;
using Seamline.Files;

namespace Seamline.Encode;

/// <summary>
/// Encodes an export by FFmpeg's encoders into a file that is put in place when it is whole. Containers that can say so hold the encoder's
/// delay and the exact length, so that what is decoded has the timeline's frames: FLAC, m4a (edit list), Ogg (pre-skip, last granule position), MP3
/// (LAME header).
/// </summary>
/// <remarks>Thread: one at a time.</remarks>
internal sealed unsafe class EncodedWriter : IFrameWriter
{
    private const int FramesOfAnySize = 1_024;
    private const int CustomIo = 0x80;      // AVFMT_FLAG_CUSTOM_IO
    private const int SearchChildren = 1;   // AV_OPT_SEARCH_CHILDREN

    private readonly CodecChoice _choice;
    private readonly OutputFile _file;
    private readonly MuxerOutput _output;
    private readonly int _rate;
    private readonly int _channels;
    private readonly int _bits;
    private IntegerSamples _integers;
    private AVFormatContext* _format;
    private AVCodecContext* _encoder;
    private AVStream* _stream;
    private AVFrame* _frame;
    private AVPacket* _packet;
    private int _frameSize;
    private int _filled;
    private long _sent;

    /// <summary>Opens encoder and file.</summary>
    /// <param name="path">Where the finished file goes; a pipe where the container can be written without going back.</param>
    /// <param name="choice">The codec.</param>
    /// <param name="options">Bit rate, quality, bits and dither.</param>
    /// <param name="text">Tags and chapters.</param>
    /// <param name="rate">Hz.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="cancellation">Ends the wait for the file.</param>
    /// <exception cref="OutputException">The encoder or the file cannot be opened: says why.</exception>
    public EncodedWriter(string path, CodecChoice choice, in EncodeOptions options, ExportText text, int rate, int channels, CancellationToken cancellation)
    {
        _choice = choice;
        _rate = rate;
        _channels = channels;
        _bits = options.Bits;
        _integers = new IntegerSamples(_bits, options.Dithers);
        if (choice.Refusal(rate, channels, options.BitRate > 0, options.Quality >= 0) is { } refusal) throw new OutputException(refusal);
        _file = OutputFile.Create(path, cancellation);
        try
        {
            if (!_file.Stream.CanSeek && !choice.Streams)
                throw new OutputException($"an {choice.Extension} file has its index in a place that is known at the end, so it cannot go into a pipe; name a file, or write flac, opus, mp3, ogg or wav");
            _output = new MuxerOutput(_file);
            OpenEncoder(options);
            OpenMuxer(text);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        while (interleaved.Length > 0)
        {
            if (_filled == 0) Check(ffmpeg.av_frame_make_writable(_frame), "no memory");
            int frames = Math.Min(interleaved.Length / _channels, _frameSize - _filled);
            Convert(interleaved[..(frames * _channels)]);
            _filled += frames;
            interleaved = interleaved[(frames * _channels)..];
            if (_filled == _frameSize) Send();
        }
    }

    /// <inheritdoc/>
    public void Commit()
    {
        if (_filled > 0) Send();
        Check(ffmpeg.avcodec_send_frame(_encoder, null), "its encoder failed");
        Drain();
        Check(ffmpeg.av_write_trailer(_format), "its header cannot be written");
        ffmpeg.avio_flush(_output.Context);
        if (_output.Failure is { } failure) throw failure;
        _file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AVPacket* packet = _packet;
        AVFrame* frame = _frame;
        AVCodecContext* encoder = _encoder;
        if (packet is not null) ffmpeg.av_packet_free(&packet);
        if (frame is not null) ffmpeg.av_frame_free(&frame);
        if (encoder is not null) ffmpeg.avcodec_free_context(&encoder);
        if (_format is not null) ffmpeg.avformat_free_context(_format);
        _packet = null;
        _frame = null;
        _encoder = null;
        _format = null;
        _output?.Dispose();
        _file.Dispose();
    }

    private static AVRational TimeBase(int rate) => new() { num = 1, den = rate };

    private void OpenEncoder(in EncodeOptions options)
    {
        AVCodec* codec = ffmpeg.avcodec_find_encoder_by_name(_choice.Encoder);
        if (codec is null) throw new OutputException($"the FFmpeg of this machine has no {_choice.Name} encoder ({_choice.Encoder})");
        _encoder = ffmpeg.avcodec_alloc_context3(codec);
        AVCodecParameters* shape = ffmpeg.avcodec_parameters_alloc();
        if (_encoder is null || shape is null) throw new OutputException("no memory for its encoder");
        bool quality = options.Quality >= 0 || (options.BitRate == 0 && _choice.Quality >= 0);
        AVChannelLayout layout = default;
        ffmpeg.av_channel_layout_default(&layout, _channels);
        shape->codec_type = AVMediaType.AVMEDIA_TYPE_AUDIO;
        shape->codec_id = codec->id;
        shape->format = (int)SampleFormat;
        shape->sample_rate = _rate;
        shape->ch_layout = layout;
        shape->bit_rate = quality ? 0 : options.BitRate > 0 ? options.BitRate : (long)_choice.BitRatePerChannel * _channels;
        int error = ffmpeg.avcodec_parameters_to_context(_encoder, shape);
        ffmpeg.avcodec_parameters_free(&shape);
        Check(error, "no memory for its encoder");
        Set("time_base", string.Create(CultureInfo.InvariantCulture, $"1/{_rate}"));
        if (_choice.Muxer == "ipod") Set("flags", "+global_header");
        if (_choice.Samples == AVSampleFormat.AV_SAMPLE_FMT_S32) Set("bits_per_raw_sample", _bits.ToString(CultureInfo.InvariantCulture));
        if (quality) SetQuality(options.Quality >= 0 ? options.Quality : _choice.Quality);
        Check(ffmpeg.avcodec_open2(_encoder, codec, null), $"its {_choice.Name} encoder refuses {_rate} Hz, {_channels} channels and these options");
    }

    // FF_QP2LAMBDA: FFmpeg's quality is counted in 118ths of the encoder's.
    private void SetQuality(double quality)
    {
        Set("flags", "+qscale");
        Set("global_quality", ((int)Math.Round(quality * 118)).ToString(CultureInfo.InvariantCulture));
    }

    private void OpenMuxer(ExportText text)
    {
        AVFormatContext* format = null;
        Check(ffmpeg.avformat_alloc_output_context2(&format, null, _choice.Muxer, ""), $"the FFmpeg of this machine does not write {_choice.Extension} files");
        _format = format;
        _format->pb = _output.Context;
        _format->flags |= CustomIo;
        _stream = ffmpeg.avformat_new_stream(_format, null);
        _packet = ffmpeg.av_packet_alloc();
        _frame = ffmpeg.av_frame_alloc();
        if (_stream is null || _packet is null || _frame is null) throw new OutputException("no memory for its encoder");
        Check(ffmpeg.avcodec_parameters_from_context(_stream->codecpar, _encoder), "no memory for its encoder");
        _frameSize = _stream->codecpar->frame_size > 0 ? _stream->codecpar->frame_size : FramesOfAnySize;
        AVChannelLayout layout = default;
        ffmpeg.av_channel_layout_default(&layout, _channels);
        _frame->nb_samples = _frameSize;
        _frame->format = (int)SampleFormat;
        _frame->ch_layout = layout;
        _frame->sample_rate = _rate;
        Check(ffmpeg.av_frame_get_buffer(_frame, 0), "no memory for its encoder");

        MuxerText.Set(_format, _choice, text, _rate);

        // The edit list, by which the end is cut, is in the movie's time: a thousandth of a second unless set otherwise.
        if (_choice.Muxer == "ipod")
            Check(ffmpeg.av_opt_set(_format, "movie_timescale", _rate.ToString(CultureInfo.InvariantCulture), SearchChildren), "its header cannot be written");
        Check(ffmpeg.avformat_write_header(_format, null), "its header cannot be written");
    }

    // FLAC takes 24 bits in the upper part of 32, and 16 as they are.
    private AVSampleFormat SampleFormat =>
        _choice.Samples == AVSampleFormat.AV_SAMPLE_FMT_S32 && _bits == 16 ? AVSampleFormat.AV_SAMPLE_FMT_S16 : _choice.Samples;

    private void Set(string name, string value) => Check(ffmpeg.av_opt_set(_encoder, name, value, 0), $"its {_choice.Name} encoder does not take {name}={value}");

    private void Convert(ReadOnlySpan<float> interleaved)
    {
        byte** planes = _frame->extended_data;
        switch (SampleFormat)
        {
            case AVSampleFormat.AV_SAMPLE_FMT_FLTP:
                for (int channel = 0; channel < _channels; channel++)
                {
                    float* to = (float*)planes[channel] + _filled;
                    for (int i = channel; i < interleaved.Length; i += _channels) *to++ = Finite(interleaved[i]);
                }

                break;
            case AVSampleFormat.AV_SAMPLE_FMT_FLT:
                for (int i = 0; i < interleaved.Length; i++) ((float*)planes[0])[(_filled * _channels) + i] = Finite(interleaved[i]);
                break;
            case AVSampleFormat.AV_SAMPLE_FMT_S16:
                for (int i = 0; i < interleaved.Length; i++) ((short*)planes[0])[(_filled * _channels) + i] = (short)_integers.Next(interleaved[i]);
                break;
            default:
                for (int i = 0; i < interleaved.Length; i++) ((int*)planes[0])[(_filled * _channels) + i] = _integers.Next(interleaved[i]) << 8;
                break;
        }
    }

    // Encoders refuse what is no number, or crash on it.
    private static float Finite(float sample) => float.IsFinite(sample) ? sample : 0;

    private void Send()
    {
        _frame->nb_samples = _filled;
        _frame->pts = _sent;
        Check(ffmpeg.avcodec_send_frame(_encoder, _frame), "its encoder failed");
        _sent += _filled;
        _filled = 0;
        _frame->nb_samples = _frameSize;
        Drain();
    }

    private void Drain()
    {
        while (true)
        {
            int error = ffmpeg.avcodec_receive_packet(_encoder, _packet);
            if (error == ffmpeg.AVERROR(ffmpeg.EAGAIN) || error == ffmpeg.AVERROR_EOF) return;
            Check(error, "its encoder failed");
            ffmpeg.av_packet_rescale_ts(_packet, TimeBase(_rate), _stream->time_base);
            _packet->stream_index = 0;
            Check(ffmpeg.av_interleaved_write_frame(_format, _packet), "it cannot be written");
        }
    }

    private void Check(int error, string sentence)
    {
        if (_output?.Failure is { } failure) throw failure;
        if (error >= 0) return;
        byte* text = stackalloc byte[ffmpeg.AV_ERROR_MAX_STRING_SIZE];
        string cause = ffmpeg.av_strerror(error, text, ffmpeg.AV_ERROR_MAX_STRING_SIZE) == 0 ? Marshal.PtrToStringUTF8((nint)text)! : $"error {error}";
        throw new OutputException($"{sentence} ({cause})");
    }
}

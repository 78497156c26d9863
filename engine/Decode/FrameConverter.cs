using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Turns the decoder's frames into f32 with the source's page channels: the sample format converted, and where the media has
/// more channels than the engine, downmixed by FFmpeg's matrix (centre and surrounds at -3 dB, no LFE, not scaled down: the
/// engine clips once, at its very end). Frames that are so already are passed on as they lie. Stateless from frame to frame, but for frames
/// of another rate than the stream's, whose filter remembers: begun anew for every run, so that its state is a function of the run.
/// </summary>
/// <remarks>Thread: one at a time. The converter is made again only when the stream's own format changes, and as said.</remarks>
internal sealed unsafe class FrameConverter : IDisposable
{
    private const int MaxConverted = 64; // SWR_CH_MAX
    private const int MostHeld = 1 << 16;

    private readonly int _sourceRate;
    private readonly int _channels;
    private SwrContext* _context;
    private NativeFloats _samples;
    private int _format = -1;
    private int _rate;
    private long _fed; // since the filter began: frames at their rate, and what came of them at the stream's
    private long _got;
    private int _inputChannels;
    private ulong _mask;
    private int _outputChannels;

    /// <summary>Makes one.</summary>
    /// <param name="sourceRate">Rate by the stream's header; frames of another rate are converted to it.</param>
    /// <param name="channels">Channels wanted.</param>
    public FrameConverter(int sourceRate, int channels)
    {
        _sourceRate = sourceRate;
        _channels = channels;
    }

    /// <summary>So many of the frames last converted belong before the frame that they came for: the filter had held them back.</summary>
    public long Held { get; private set; }

    /// <summary>A run begins.</summary>
    public void Begin()
    {
        if (_rate != _sourceRate) _format = -1;
    }

    /// <summary>Converts a frame.</summary>
    /// <param name="frame">The decoder's frame.</param>
    /// <param name="count">Frames converted, or FFmpeg's error.</param>
    /// <returns>The samples, valid until the next call and as long as the frame.</returns>
    public Planes Convert(AVFrame* frame, out int count)
    {
        Held = 0;
        AVChannelLayout layout = frame->ch_layout;
        int rate = frame->sample_rate > 0 ? frame->sample_rate : _sourceRate;
        if (frame->format == (int)AVSampleFormat.AV_SAMPLE_FMT_FLTP && rate == _sourceRate && layout.nb_channels == _channels)
        {
            count = frame->nb_samples;
            var planes = default(Planes);
            for (int c = 0; c < _channels; c++) planes[c] = (float*)frame->extended_data[c];
            return planes;
        }

        if (frame->format != _format || rate != _rate || layout.nb_channels != _inputChannels || layout.u.mask != _mask)
        {
            count = Configure(frame->format, rate, layout);
            if (count < 0) return default;
        }

        int room = rate == _sourceRate ? frame->nb_samples : (int)((long)frame->nb_samples * _sourceRate / rate) + 64;
        float* first = _samples.Reserve((long)room * _outputChannels);
        byte** output = stackalloc byte*[MaxConverted];
        for (int c = 0; c < _outputChannels; c++) output[c] = (byte*)(first + ((long)c * room));
        count = ffmpeg.swr_convert(_context, output, room, frame->extended_data, frame->nb_samples);
        if (rate != _sourceRate)
        {
            Held = (_fed * _sourceRate / rate) - _got;
            _fed += frame->nb_samples;
            _got += Math.Max(0, count);
        }

        return Planes.Of(first, _channels, room);
    }

    /// <summary>Whether a part at another rate than the stream's ends before this frame; null: at the stream's end.</summary>
    public bool EndsAt(AVFrame* frame)
        => _format >= 0 && _rate != _sourceRate && (frame is null || frame->sample_rate != _rate || frame->format != _format
            || frame->ch_layout.nb_channels != _inputChannels || frame->ch_layout.u.mask != _mask);

    /// <summary>Gives what the filter holds of such a part, so that the part is as long as it was at its own rate.</summary>
    /// <param name="count">Frames; 0 where there is no such part.</param>
    /// <returns>The samples, valid until the next call.</returns>
    public Planes Drain(out int count)
    {
        count = 0;
        if (!EndsAt(null)) return default;
        long left = new RunGrid(_rate, _sourceRate).ToEngineFrames(_fed) - _got;
        int room = (int)Math.Clamp(left, 0, MostHeld);
        float* first = _samples.Reserve((long)room * _outputChannels);
        byte** output = stackalloc byte*[MaxConverted];
        for (int c = 0; c < _outputChannels; c++) output[c] = (byte*)(first + ((long)c * room));
        int got = room > 0 ? Math.Max(0, ffmpeg.swr_convert(_context, output, room, null, 0)) : 0;
        for (int c = 0; c < _outputChannels; c++) new Span<float>(first + ((long)c * room) + got, room - got).Clear();
        _format = -1; // the filter is empty
        count = room;
        return Planes.Of(first, _channels, room);
    }

    /// <summary>Frees everything; the next frame makes it anew.</summary>
    public void Dispose()
    {
        SwrContext* context = _context;
        ffmpeg.swr_free(&context);
        _context = null;
        _format = -1;
        _samples.Free();
    }

    private int Configure(int format, int rate, AVChannelLayout layout)
    {
        _format = -1;
        _fed = _got = 0;
        int error = layout.nb_channels > MaxConverted ? ffmpeg.AVERROR_INVALIDDATA : Make(format, rate, layout, _channels);

        // A layout without a downmix matrix (unknown, or beyond 7.1): its first channels are taken as they are.
        if (error < 0 && layout.nb_channels > _channels && layout.nb_channels <= MaxConverted) error = Make(format, rate, layout, layout.nb_channels);
        if (error < 0) return error;
        _format = format;
        _rate = rate;
        _inputChannels = layout.nb_channels;
        _mask = layout.u.mask;
        return 0;
    }

    private int Make(int format, int rate, AVChannelLayout layout, int outputChannels)
    {
        AVChannelLayout input = layout;
        AVChannelLayout output;
        ffmpeg.av_channel_layout_default(&output, outputChannels);

        // Equal counts are passed on untouched, whatever the names of the channels; so are unnamed ones.
        if (layout.nb_channels == outputChannels) input = output;
        else if (layout.order == AVChannelOrder.AV_CHANNEL_ORDER_UNSPEC) ffmpeg.av_channel_layout_default(&input, layout.nb_channels);
        SwrContext* context = _context;
        int error = ffmpeg.swr_alloc_set_opts2(
            &context, &output, AVSampleFormat.AV_SAMPLE_FMT_FLTP, _sourceRate, &input, (AVSampleFormat)format, rate, 0, null);
        _context = context;
        if (error >= 0 && rate != _sourceRate)
        {
            _ = ffmpeg.av_opt_set_int(context, "filter_size", RunGrid.FilterSize, 0);
            _ = ffmpeg.av_opt_set_double(context, "cutoff", new RunGrid(rate, _sourceRate).Cutoff, 0);
        }

        if (error >= 0) error = ffmpeg.swr_init(context);
        _outputChannels = outputChannels;
        return Math.Min(0, error);
    }
}

using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Turns the decoder's frames into f32 with the source's page channels: the sample format converted, and where the media has
/// more channels than the pages, those that were chosen (<see cref="ChannelChoice"/>), or all of them downmixed by FFmpeg's matrix (centre
/// and surrounds at -3 dB, no LFE, not scaled down: the engine clips once, at its very end), and without a matrix by their mean
/// (<see cref="ChannelMean"/>). Frames that are so already are passed on as they lie. Stateless from frame to frame, but for frames
/// of another rate than the stream's, whose filter remembers: started over for every run, so that its state is a function of the run.
/// </summary>
/// <remarks>Thread: one at a time. The converter is made again only when the stream's own format changes, and as said.</remarks>
internal sealed unsafe class FrameConverter : IDisposable
{
    /// <summary>Channels that FFmpeg converts at most (SWR_CH_MAX).</summary>
    public const int MaxConverted = 64;

    private const int MostHeld = 1 << 16;
    private const int FilterSize = 55; // taps before FFmpeg divides them by the edge and rounds up to 56: 20 kHz of 44.1 at -0.03 dB, its images at -92 dB
    private const double Edge = 0.99;

    private readonly int _sourceRate;
    private readonly int _channels;
    private readonly ChannelChoice _choice;
    private SwrContext* _context;
    private NativeFloats _samples;
    private NativeFloats _mixed;
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
    /// <param name="choice">Which of the frame's channels they are made of.</param>
    public FrameConverter(int sourceRate, int channels, ChannelChoice choice = default)
    {
        _sourceRate = sourceRate;
        _channels = channels;
        _choice = choice;
    }

    /// <summary>So many of the frames last converted belong before the frame that they came for: the filter had held them back.</summary>
    public long Held { get; private set; }

    private bool TakesSome => _choice.Mode is ChannelMode.One or ChannelMode.Pair;

    /// <summary>A run begins.</summary>
    public void Begin()
    {
        if (_rate != _sourceRate) _format = -1;
    }

    /// <summary>Whether a frame has the page's channels at the stream's rate, so that nothing but its samples' form would be changed.</summary>
    public bool Passes(AVFrame* frame)
        => !TakesSome && frame->ch_layout.nb_channels == _channels && (frame->sample_rate <= 0 || frame->sample_rate == _sourceRate);

    /// <summary>Converts a frame.</summary>
    /// <param name="frame">The decoder's frame.</param>
    /// <param name="count">Frames converted, or FFmpeg's error.</param>
    /// <returns>The samples, valid until the next call and as long as the frame.</returns>
    public Planes Convert(AVFrame* frame, out int count)
    {
        Held = 0;
        AVChannelLayout layout = frame->ch_layout;
        int rate = frame->sample_rate > 0 ? frame->sample_rate : _sourceRate;
        count = frame->nb_samples;
        if (frame->format == (int)AVSampleFormat.AV_SAMPLE_FMT_FLTP && rate == _sourceRate && layout.nb_channels == Unmixed(layout.nb_channels))
            return Take((float**)frame->extended_data, layout.nb_channels, ref count);
        if (frame->format != _format || rate != _rate || layout.nb_channels != _inputChannels || layout.u.mask != _mask)
        {
            count = Configure(frame->format, rate, layout);
            if (count < 0) return default;
        }

        int room = rate == _sourceRate ? frame->nb_samples : (int)((long)frame->nb_samples * _sourceRate / rate) + 64;
        float* first = _samples.Reserve((long)room * _outputChannels);
        float** output = stackalloc float*[MaxConverted];
        for (int c = 0; c < _outputChannels; c++) output[c] = first + ((long)c * room);
        count = ffmpeg.swr_convert(_context, (byte**)output, room, frame->extended_data, frame->nb_samples);
        if (rate != _sourceRate)
        {
            Held = (_fed * _sourceRate / rate) - _got;
            _fed += frame->nb_samples;
            _got += Math.Max(0, count);
        }

        return count < 0 ? default : Take(output, _outputChannels, ref count);
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
        float** output = stackalloc float*[MaxConverted];
        for (int c = 0; c < _outputChannels; c++) output[c] = first + ((long)c * room);
        int got = room > 0 ? Math.Max(0, ffmpeg.swr_convert(_context, (byte**)output, room, null, 0)) : 0;
        for (int c = 0; c < _outputChannels; c++) new Span<float>(first + ((long)c * room) + got, room - got).Clear();
        _format = -1; // the filter is empty
        count = room;
        return Take(output, _outputChannels, ref count);
    }

    /// <summary>Frees everything; the next frame makes it again.</summary>
    public void Dispose()
    {
        SwrContext* context = _context;
        ffmpeg.swr_free(&context);
        _context = null;
        _format = -1;
        _samples.Free();
        _mixed.Free();
    }

    // What FFmpeg makes of a frame's channels: all of them where some are taken, and stereo where it is to become one channel.
    private int Unmixed(int channels) => TakesSome ? channels : _channels == 1 && channels > 1 ? 2 : _channels;

    // The page's channels of those that FFmpeg made or the decoder had.
    private Planes Take(float** from, int channels, ref int count)
    {
        var planes = default(Planes);
        if (TakesSome && _choice.Highest >= channels)
        {
            count = ffmpeg.AVERROR_INVALIDDATA; // the stream has fewer from here on
            return planes;
        }

        if (_choice.Mode == ChannelMode.One)
        {
            planes[0] = from[_choice.First];
            return planes;
        }

        float** pair = stackalloc float*[2];
        if (_choice.Mode == ChannelMode.Pair)
        {
            pair[0] = from[_choice.First];
            pair[1] = from[_choice.Second];
            from = pair;
            channels = 2;
        }

        if (channels > _channels)
        {
            planes = Planes.Of(_mixed.Reserve((long)count * Math.Max(2, _channels)), Math.Max(2, _channels), count);
            ChannelMean.Run(from, channels, in planes, _channels, count);
            return planes;
        }

        for (int c = 0; c < _channels; c++) planes[c] = from[c];
        return planes;
    }

    private int Configure(int format, int rate, AVChannelLayout layout)
    {
        _format = -1;
        _fed = _got = 0;
        int channels = layout.nb_channels;
        bool isMixed = channels > Unmixed(channels);
        int error = channels > MaxConverted || (isMixed && !ChannelLayouts.IsKnown(layout)) ? ffmpeg.AVERROR_INVALIDDATA
            : Make(format, rate, layout, Unmixed(channels));

        // A layout without a downmix matrix (unknown, or beyond 7.1): all of its channels are had apart, and mixed here.
        if (error < 0 && channels > _channels && channels <= MaxConverted) error = Make(format, rate, layout, channels);
        if (error < 0) return error;
        _format = format;
        _rate = rate;
        _inputChannels = channels;
        _mask = layout.u.mask;
        return 0;
    }

    private int Make(int format, int rate, AVChannelLayout layout, int outputChannels)
    {
        AVChannelLayout input = layout;
        AVChannelLayout output;
        ffmpeg.av_channel_layout_default(&output, outputChannels);

        // Equal counts are passed on untouched, whatever the names of the channels; unnamed ones are taken for the usual layout of so many.
        if (layout.nb_channels == outputChannels) input = output;
        else if (layout.order == AVChannelOrder.AV_CHANNEL_ORDER_UNSPEC) ffmpeg.av_channel_layout_default(&input, layout.nb_channels);
        SwrContext* context = _context;
        int error = ffmpeg.swr_alloc_set_opts2(
            &context, &output, AVSampleFormat.AV_SAMPLE_FMT_FLTP, _sourceRate, &input, (AVSampleFormat)format, rate, 0, null);
        _context = context;
        if (error >= 0 && rate != _sourceRate)
        {
            _ = ffmpeg.av_opt_set_int(context, "filter_size", FilterSize, 0);
            _ = ffmpeg.av_opt_set_double(context, "cutoff", Edge * Math.Min(rate, _sourceRate) / _sourceRate, 0);
        }

        if (error >= 0) error = ffmpeg.swr_init(context);
        _outputChannels = outputChannels;
        return Math.Min(0, error);
    }
}

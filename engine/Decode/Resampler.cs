using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Turns f32 frames of the source's rate into the engine's. Started over for every run, so that its state is a
/// function of the run; what it is fed in, and in which pieces, changes nothing.
/// </summary>
/// <remarks>Thread: one loader thread at a time. Allocates native memory only.</remarks>
internal sealed unsafe class Resampler : IDisposable
{
    private readonly int _sourceRate;
    private readonly int _engineRate;
    private readonly int _channels;
    private SwrContext* _context;

    /// <summary>Makes one; <see cref="Begin"/> before use.</summary>
    public Resampler(int sourceRate, int engineRate, int channels)
    {
        IdleFilters.Prepare();
        _sourceRate = sourceRate;
        _engineRate = engineRate;
        _channels = channels;
    }

    /// <summary>Forgets everything. Returns an FFmpeg error, or 0.</summary>
    public int Begin()
    {
        if (_context is null) _context = IdleFilters.Take(_sourceRate, _engineRate, _channels);
        if (_context is null)
        {
            AVChannelLayout layout;
            ffmpeg.av_channel_layout_default(&layout, _channels);
            SwrContext* context = null;
            int made = ffmpeg.swr_alloc_set_opts2(
                &context, &layout, AVSampleFormat.AV_SAMPLE_FMT_FLTP, _engineRate, &layout, AVSampleFormat.AV_SAMPLE_FMT_FLTP, _sourceRate, 0, null);
            ffmpeg.av_channel_layout_uninit(&layout);
            if (made < 0) return made;
            _context = context;
            _ = ffmpeg.av_opt_set_int(context, "filter_size", RunGrid.FilterSize, 0);
            _ = ffmpeg.av_opt_set_double(context, "cutoff", new RunGrid(_sourceRate, _engineRate).Cutoff, 0);
        }

        ffmpeg.swr_close(_context);
        return Math.Min(0, ffmpeg.swr_init(_context));
    }

    /// <summary>Feeds frames (null: the end of the source) and takes what is ready; feed 0 frames to take the rest.</summary>
    /// <returns>Frames written to <paramref name="output"/>, or an FFmpeg error.</returns>
    public int Convert(Planes* input, int inputFrames, Planes* output, int outputRoom) =>
        ffmpeg.swr_convert(_context, (byte**)output, outputRoom, (byte**)input, inputFrames);

    /// <summary>A run is over: the filter may serve any other source of these rates.</summary>
    public void Rest()
    {
        if (_context is not null && IdleFilters.TryKeep(_context, _sourceRate, _engineRate, _channels)) _context = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        SwrContext* context = _context;
        ffmpeg.swr_free(&context);
        _context = null;
    }
}

using System;
using System.Runtime.InteropServices;

namespace Seamline.Decode;

/// <summary>
/// A source over the engine's own copy of samples that the host handed over; at another rate than the engine's resampled like a file. It never
/// touches FFmpeg.
/// </summary>
/// <remarks>Thread: see <see cref="MediaSource"/>. Dispose it after its decoders. The copy counts <see cref="Bytes"/>.</remarks>
internal sealed unsafe class PcmSource : MediaSource
{
    private readonly RunGrid _grid;
    private readonly int _engineRate;
    private float* _samples;

    /// <summary>Copies the samples.</summary>
    /// <param name="samples">Interleaved; values that are not finite become 0.</param>
    /// <param name="frames">Frames.</param>
    /// <param name="channels">Channels of the samples, 1 to 8. More than the engine's are folded, see <see cref="Downmix"/>.</param>
    /// <param name="rate">Their rate, Hz.</param>
    /// <param name="engineRate">Rate of the pages, Hz.</param>
    /// <param name="engineChannels">Channels of the engine.</param>
    /// <exception cref="MediaException">There is no memory for them.</exception>
    public PcmSource(float* samples, long frames, int channels, int rate, int engineRate, int engineChannels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, Limits.MaxChannels);
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, Limits.MinRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, Limits.MaxRate);
        _grid = new RunGrid(rate, engineRate);
        _engineRate = engineRate;
        int kept = Math.Min(channels, engineChannels);
        if (kept < channels) Notice = ChannelLayouts.NoticeOf(channels, kept);
        SourceFrames = frames;
        Warnings = 0;
        Format = new SourceFormat(rate, channels, kept, _grid.ToEngineFrames(frames), true);
        Bytes = frames * kept * sizeof(float);
        try
        {
            _samples = (float*)NativeMemory.Alloc((nuint)Math.Max(Bytes, 1));
        }
        catch (OutOfMemoryException e)
        {
            throw new MediaException($"no memory for {Bytes} bytes of samples", e);
        }

        Copy(samples, channels, kept);
        if (Finite.Repair(_samples, frames * kept)) Warnings = 1;
    }

    /// <inheritdoc/>
    public override SourceFormat Format { get; }

    /// <inheritdoc/>
    public override string Description => "samples of the host";

    /// <inheritdoc/>
    public override string? Notice { get; }

    /// <summary>Frames of the copy, at its own rate.</summary>
    public long SourceFrames { get; }

    /// <inheritdoc/>
    public override long NativeBytes => Bytes;

    /// <inheritdoc/>
    /// <remarks>At the engine's rate the copy itself is what the pages would hold.</remarks>
    public override nint ResidentSamples => Format.SourceRate == _engineRate ? (nint)_samples : 0;

    /// <summary>Native bytes of the copy.</summary>
    public long Bytes { get; }

    /// <summary>1 where there were samples that are not finite.</summary>
    public int Warnings { get; }

    /// <inheritdoc/>
    public override RunDecoder OpenDecoder() => new Decoder(this);

    /// <inheritdoc/>
    public override void Dispose()
    {
        NativeMemory.Free(_samples);
        _samples = null;
    }

    private void Copy(float* from, int channels, int kept)
    {
        if (kept == channels)
        {
            Buffer.MemoryCopy(from, _samples, Bytes, Bytes);
            return;
        }

        Downmix.Fold(from, channels, _samples, kept, SourceFrames);
    }

    private sealed class Decoder(PcmSource source) : RunDecoder
    {
        private const int Part = 4_096;
        private NativeFloats _planes;
        private readonly RunOutput _output = new(source._grid, source.Format.SourceRate, source._engineRate, source.Format.Channels);

        public override RunResult Decode(int run, RunSink sink)
        {
            long at = source._grid.FirstSourceFrame(run);
            if ((long)run * Limits.RunFrames >= source.Format.Frames) return Result(RunEnd.EndOfSource, 0, 0);
            _output.Begin(run, sink);
            RunResult result = Feed(run, at, sink);
            _output.Rest();
            return result;
        }

        public override void Dispose()
        {
            _output.Dispose();
            _planes.Free();
        }

        private RunResult Feed(int run, long at, RunSink sink)
        {
            long decoded = 0;
            while (at < source.SourceFrames && _output.Remaining > 0 && _output.Error == 0)
            {
                if (sink.Stop) return Result(RunEnd.Stopped, decoded, 0);
                long frames = Math.Min(Part, source.SourceFrames - at);
                Planes planes = Apart(at, (int)frames);
                _output.Take(in planes, frames);
                at += frames;
                decoded += frames;
            }

            if (_output.Error < 0) return Result(RunEnd.Failed, decoded, _output.Error);
            if (_output.Remaining > 0) _output.End(run, source.SourceFrames);
            return Result(_output.Delivered == Limits.RunFrames ? RunEnd.Complete : RunEnd.EndOfSource, decoded, _output.Error);
        }

        private Planes Apart(long at, int frames)
        {
            int channels = source.Format.Channels;
            var planes = Planes.Of(_planes.Reserve(Part * channels), channels, Part);
            float* from = source._samples + (at * channels);
            for (int c = 0; c < channels; c++)
            {
                for (int i = 0; i < frames; i++) planes[c][i] = from[((long)i * channels) + c];
            }

            return planes;
        }

        private RunResult Result(RunEnd end, long decoded, int error) => new(end, source.Format.Frames, decoded, 0, error);
    }
}

using System;

namespace Seamline.Decode;

/// <summary>What a generated source sounds like.</summary>
internal enum GeneratedShape
{
    /// <summary>Zeros.</summary>
    Silence,

    /// <summary>
    /// Sample = ((frame + 7919 x channel) mod 2^23) / 2^23: exact in f32, so every sample identifies its own frame and channel.
    /// </summary>
    Staircase,

    /// <summary>Sample = sin(2 pi Hz frame / rate) x 0.5, channels in quarter turns.</summary>
    Sine,

    /// <summary>Sample = the parameter, everywhere.</summary>
    Constant,
}

/// <summary>A source without a file: every sample a function of its frame and channel. For tests, benches and calibration.</summary>
/// <remarks>Thread: see <see cref="MediaSource"/>. Holds no memory beyond a decoder's page of output.</remarks>
internal sealed class GeneratedSource : MediaSource
{
    /// <summary>Makes one.</summary>
    /// <param name="shape">What it sounds like.</param>
    /// <param name="parameter">Hz of a sine, value of a constant.</param>
    /// <param name="rate">Rate, Hz; the engine's.</param>
    /// <param name="channels">1 to 8.</param>
    /// <param name="frames">Length.</param>
    public GeneratedSource(GeneratedShape shape, double parameter, int rate, int channels, long frames)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, Limits.MaxSourceFrames);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, Limits.MaxChannels);
        Shape = shape;
        Parameter = parameter;
        Format = new SourceFormat(rate, channels, channels, frames, true);
    }

    /// <summary>What it sounds like.</summary>
    public GeneratedShape Shape { get; }

    /// <summary>Hz of a sine, value of a constant.</summary>
    public double Parameter { get; }

    /// <inheritdoc/>
    public override SourceFormat Format { get; }

    /// <inheritdoc/>
    public override string Description => $"generated {Shape}";

    /// <summary>The sample of a frame and channel: what <see cref="RunDecoder.Decode"/> writes.</summary>
    public float Sample(long frame, int channel) => Shape switch
    {
        GeneratedShape.Staircase => ((frame + 7919L * channel) & 0x7FFFFF) * (1f / 0x800000),
        GeneratedShape.Sine => (float)(0.5 * Math.Sin(2 * Math.PI * (Parameter * frame / Format.SourceRate % 1.0 + channel * 0.25))),
        GeneratedShape.Constant => (float)Parameter,
        _ => 0f,
    };

    /// <inheritdoc/>
    public override RunDecoder OpenDecoder() => new Decoder(this);

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private sealed unsafe class Decoder(GeneratedSource source) : RunDecoder
    {
        private const int Part = 1_024;
        private readonly int _channels = source.Format.Channels;
        private NativeFloats _buffer;

        public override RunResult Decode(int run, RunSink sink)
        {
            long at = (long)run * Limits.RunFrames;
            long end = Math.Min(at + Limits.RunFrames, source.Format.Frames);
            long decoded = 0;
            float* buffer = _buffer.Reserve(Part * _channels);
            while (at < end)
            {
                if (sink.Stop) return new RunResult(RunEnd.Stopped, source.Format.Frames, decoded, 0, 0);
                int frames = (int)Math.Min(Part, end - at);
                for (int i = 0; i < frames; i++)
                {
                    for (int c = 0; c < _channels; c++) buffer[i * _channels + c] = source.Sample(at + i, c);
                }

                sink.Write(buffer, frames);
                at += frames;
                decoded += frames;
            }

            bool complete = decoded == Limits.RunFrames;
            return new RunResult(complete ? RunEnd.Complete : RunEnd.EndOfSource, source.Format.Frames, decoded, 0, 0);
        }

        public override void Dispose() => _buffer.Free();
    }
}

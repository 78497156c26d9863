using System;
using Seamline.Decode;

namespace Seamline.Tests.Stretch;

/// <summary>A source whose samples are a function of frame and channel.</summary>
internal sealed class FunctionSource(long frames, int channels, Func<long, int, double> sample, int rate = 48_000, bool exact = true) : MediaSource
{
    public override SourceFormat Format { get; } = new(rate, channels, channels, exact ? frames : frames * 11 / 10, exact);

    public override string Description => "function";

    public override RunDecoder OpenDecoder() => new Decoder(frames, channels, sample);

    public override void Dispose()
    {
    }

    private sealed unsafe class Decoder(long frames, int channels, Func<long, int, double> sample) : RunDecoder
    {
        public override RunResult Decode(int run, RunSink sink)
        {
            long at = (long)run * Limits.RunFrames;
            long end = Math.Min(at + Limits.RunFrames, frames);
            long first = at;
            var part = new float[512 * channels];
            while (at < end)
            {
                if (sink.Stop) return new RunResult(RunEnd.Stopped, -1, at - first, 0, 0);
                int count = (int)Math.Min(512, end - at);
                for (int i = 0; i < count * channels; i++) part[i] = (float)sample(at + (i / channels), i % channels);
                fixed (float* samples = part) sink.Write(samples, count);
                at += count;
            }

            return new RunResult(end - first == Limits.RunFrames ? RunEnd.Complete : RunEnd.EndOfSource, end - first == Limits.RunFrames ? -1 : frames, Math.Max(0, end - first), 0, 0);
        }

        public override void Dispose()
        {
        }
    }
}

using System;
using System.Runtime.InteropServices;
using Seamline.Decode;

namespace Seamline.Tests.Clips;

/// <summary>A medium whose samples are noise that swells and falls: every stretch has another range.</summary>
internal sealed unsafe class WaveSource(long frames, int channels, float level = 1) : MediaSource
{
    private const int Part = 1_024;

    /// <summary>Seen each time a run's decoding begins.</summary>
    public Action? OnRun { get; init; }

    public override SourceFormat Format { get; } = new(48_000, channels, channels, frames, true);

    public override string Description => "wave";

    public float Sample(long frame, int channel)
    {
        uint x = unchecked(((uint)frame * 8 + (uint)channel) * 2_654_435_761u);
        x = unchecked((x ^ (x >> 15)) * 2_246_822_519u);
        float noise = ((int)(x >> 8) - 8_388_608) / 8_388_608f;
        float swell = ((frame >> 7) * 37 % 101) / 101f;
        return (((noise * swell) + (channel * 0.1f)) * level) - 0.05f;
    }

    public override RunDecoder OpenDecoder() => new Decoder(this);

    public override void Dispose()
    {
    }

    private sealed class Decoder(WaveSource source) : RunDecoder
    {
        private readonly float* _part = (float*)NativeMemory.Alloc((nuint)(Part * source.Format.Channels), sizeof(float));

        public override RunResult Decode(int run, RunSink sink)
        {
            source.OnRun?.Invoke();
            int channels = source.Format.Channels;
            long at = (long)run * Limits.RunFrames;
            long end = Math.Min(at + Limits.RunFrames, source.Format.Frames);
            long first = at;
            for (; at < end; at += Part)
            {
                if (sink.Stop) return new RunResult(RunEnd.Stopped, source.Format.Frames, at - first, 0, 0);
                int count = (int)Math.Min(Part, end - at);
                for (int i = 0; i < count * channels; i++) _part[i] = source.Sample(at + (i / channels), i % channels);
                sink.Write(_part, count);
            }

            return new RunResult(end - first == Limits.RunFrames ? RunEnd.Complete : RunEnd.EndOfSource, source.Format.Frames, end - first, 0, 0);
        }

        public override void Dispose() => NativeMemory.Free(_part);
    }
}

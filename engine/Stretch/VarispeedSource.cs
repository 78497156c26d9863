using System;
using Seamline.Decode;

namespace Seamline.Stretch;

/// <summary>A source that is played faster and higher, or slower and lower: resampled at exact places, each frame by itself.</summary>
/// <remarks>Thread: see <see cref="MediaSource"/>.</remarks>
internal sealed unsafe class VarispeedSource(MediaSource medium, StretchClock clock, SincFilter filter, PageCopies pages) : StretchedSource(medium, clock)
{
    /// <inheritdoc/>
    public override string Description => $"{Medium.Description}, varispeed {Clock.Speed}x";

    /// <inheritdoc/>
    public override RunDecoder OpenDecoder() => new Decoder(this, filter, new SourceReader(Medium, pages));

    /// <inheritdoc/>
    public override void Dispose() => filter.Dispose();

    private sealed class Decoder(VarispeedSource source, SincFilter filter, SourceReader reader) : StretchDecoder(source, reader)
    {
        private const int MostTaps = 1_024;
        private const int AtOnce = 512;

        private NativeFloats _frames;
        private NativeFloats _channel;

        public override void Dispose()
        {
            base.Dispose();
            _frames.Free();
            _channel.Free();
        }

        protected override RunEnd Make(long frame, int count, float* to, RunSink sink)
        {
            int channels = Reader.Channels;
            for (int done = 0; done < count; done += AtOnce)
            {
                int part = Math.Min(AtOnce, count - done);
                RunEnd end = MakePart(frame + done, part, to + ((long)done * channels), sink);
                if (end != RunEnd.Complete) return end;
            }

            return RunEnd.Complete;
        }

        protected override void Rest()
        {
            base.Rest();
            _frames.Free();
            _channel.Free();
        }

        private RunEnd MakePart(long frame, int count, float* to, RunSink sink)
        {
            int channels = Reader.Channels;
            long first = (long)Math.Floor(source.Clock.SourceOf(frame)) - filter.Before;
            long last = (long)Math.Floor(source.Clock.SourceOf(frame + count - 1)) - filter.Before + filter.Taps;
            long length = last - first;
            float* frames = _frames.Reserve(length * channels);
            RunEnd end = Reader.Read(first, length, frames, sink);
            if (end != RunEnd.Complete) return end;
            float* apart = _channel.Reserve(length * channels);
            for (int c = 0; c < channels; c++)
            {
                float* channel = apart + (c * length);
                for (long i = 0; i < length; i++) channel[i] = frames[(i * channels) + c];
            }

            float* scratch = stackalloc float[MostTaps];
            StretchClock clock = source.Clock;
            apart -= filter.Before + first;
            for (int n = 0; n < count; n++, to += channels)
            {
                double place = clock.SourceOf(frame + n);
                double whole = Math.Floor(place);
                float* taps = filter.At(place - whole, scratch);
                float* from = apart + (long)whole;
                if (channels == 2) filter.Sum(from, from + length, taps, to);
                else for (int c = 0; c < channels; c++) to[c] = filter.Sum(from + (c * length), taps);
            }

            return RunEnd.Complete;
        }
    }
}

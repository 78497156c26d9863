using System;
using System.Runtime.Intrinsics;
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
            for (int done = 0; done < count; done += filter.PartFrames)
            {
                int part = Math.Min(filter.PartFrames, count - done);
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
            long first = filter.WholeOf(source.Clock, frame) - filter.Before;
            long last = filter.WholeOf(source.Clock, frame + count - 1) - filter.Before + filter.Taps;
            long length = last - first;
            float* frames = _frames.Reserve(length * channels);
            RunEnd end = Reader.Read(first, length, frames, sink);
            if (end != RunEnd.Complete) return end;
            float* apart = _channel.Reserve(length * channels);
            if (channels == 2) Split(frames, apart, length);
            else for (int c = 0; c < channels; c++) Take(frames + c, channels, apart + (c * length), length);

            filter.Make(source.Clock, frame, count, unchecked(apart - filter.Before - first), length, channels, to); // first may be negative
            return RunEnd.Complete;
        }

        private static void Take(float* frames, int channels, float* to, long count)
        {
            for (long i = 0; i < count; i++, frames += channels) to[i] = *frames;
        }

        private static void Split(float* frames, float* to, long count)
        {
            float* right = to + count;
            long i = 0;
            for (; i + 4 <= count; i += 4)
            {
                Vector128<float> a = Vector128.Shuffle(Vector128.Load(frames + (2 * i)), Vector128.Create(0, 2, 1, 3));
                Vector128<float> b = Vector128.Shuffle(Vector128.Load(frames + (2 * i) + 4), Vector128.Create(0, 2, 1, 3));
                Vector128.Create(a.GetLower(), b.GetLower()).Store(to + i);
                Vector128.Create(a.GetUpper(), b.GetUpper()).Store(right + i);
            }

            for (; i < count; i++) (to[i], right[i]) = (frames[2 * i], frames[(2 * i) + 1]);
        }
    }
}

using System;
using System.Runtime.InteropServices;
using Seamline.Decode;

namespace Seamline.Stretch;

/// <summary>A source that is played faster or slower at its pitch: pieces of it, where a plan says, each faded over the one before.</summary>
/// <remarks>Thread: see <see cref="MediaSource"/>. A page is a function of plan and source, so pages come in any order.</remarks>
internal sealed unsafe class KeepPitchSource : StretchedSource
{
    private readonly SplicePlan _plan;
    private readonly PageCopies _pages;
    private readonly long _offset;

    /// <summary>Makes one; it uses the plan until it is disposed of.</summary>
    public KeepPitchSource(in PlanTrack track, StretchClock clock, SplicePlan plan)
        : base(track.Medium, clock)
    {
        _plan = plan;
        _pages = track.Pages;
        _offset = track.OffsetFrames;
        plan.AddUser();
    }

    /// <inheritdoc/>
    public override string Description => $"{Medium.Description}, pitch kept at {Clock.Speed}x";

    /// <inheritdoc/>
    public override RunDecoder OpenDecoder() => new Decoder(this, new SourceReader(Medium, _pages));

    /// <inheritdoc/>
    public override void Dispose() => _plan.DropUser();

    private sealed class Decoder(KeepPitchSource source, SourceReader reader) : StretchDecoder(source, reader)
    {
        private const int MostHops = (PartFrames / 32) + 3;

        private NativeFloats _frames;

        public override void Dispose()
        {
            base.Dispose();
            _frames.Free();
        }

        protected override RunEnd Make(long frame, int count, float* to, RunSink sink)
        {
            SplicePlan plan = source._plan;
            int hopFrames = plan.HopFrames;
            long first = frame - source.Clock.Lead; // on the clip's stretched clock
            long hop = FloorDiv(first, hopFrames);
            int hops = (int)(FloorDiv(first + count - 1, hopFrames) - hop) + 2;
            Span<long> starts = stackalloc long[MostHops];
            starts = starts[..hops];
            RunEnd end = plan.Find(hop - 1, starts, sink);
            if (end != RunEnd.Complete) return end;

            int channels = Reader.Channels;
            long from = long.MaxValue;
            long until = long.MinValue;
            foreach (long start in starts)
            {
                from = Math.Min(from, start);
                until = Math.Max(until, start + (2 * hopFrames));
            }

            float* frames = _frames.Reserve((until - from) * channels);
            end = Reader.Read(from + source._offset, until - from, frames, sink);
            if (end != RunEnd.Complete) return end;
            for (int i = 1; i < hops; i++, hop++)
            {
                int begin = (int)Math.Max(0, first - (hop * hopFrames));
                int stop = (int)Math.Min(hopFrames, first + count - (hop * hopFrames));
                float* before = frames + ((starts[i - 1] + hopFrames - from) * channels);
                float* here = frames + ((starts[i] - from) * channels);
                float* into = to + (((hop * hopFrames) + begin - first) * channels);
                if (starts[i] == starts[i - 1] + hopFrames)
                    NativeMemory.Copy(here + (begin * channels), into, (nuint)((stop - begin) * channels * sizeof(float)));
                else Fade(before, here, plan.Fade, into, begin, stop, channels);
            }

            return RunEnd.Complete;
        }

        protected override void Rest()
        {
            base.Rest();
            _frames.Free();
        }

        private static void Fade(float* before, float* here, float* fade, float* to, int begin, int stop, int channels)
        {
            for (int i = begin; i < stop; i++)
            {
                float level = fade[i];
                for (int c = 0; c < channels; c++, to++)
                {
                    int at = (i * channels) + c;
                    *to = before[at] + ((here[at] - before[at]) * level);
                }
            }
        }

        private static long FloorDiv(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);
    }
}

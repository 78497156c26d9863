using System;
using Seamline.Kernels;

namespace Seamline;

/// <summary>
/// A linear fade at both ends of what is rendered: the gain of frame <c>f</c> is the smaller of <c>(f - first) / N</c> and
/// <c>(end - 1 - f) / N</c>, at most 1, so that the first and the last frame are 0 and all but N frames at each end keep their bits.
/// </summary>
/// <remarks>The gain of a frame depends on the frame alone. Thread: any.</remarks>
internal readonly struct EdgeFade
{
    private readonly long _first;
    private readonly long _end;
    private readonly long _frames;

    /// <summary>A fade of <paramref name="frames"/> frames at both ends of [first, end); of less than twice as many frames half of them at each.</summary>
    public EdgeFade(long first, long end, long frames)
    {
        _first = first;
        _end = end;
        _frames = Math.Min(frames, Math.Max(0, end - first) / 2);
    }

    /// <summary>Fades interleaved frames that begin with a timeline frame.</summary>
    public unsafe void Apply(long frame, float* interleaved, int channels, long frames)
    {
        if (_frames == 0) return;
        long rising = Math.Min(frames, _first + _frames - frame);
        if (rising > 0) LinearRamp.RampIn(interleaved, frame - _first, _frames, channels, (nuint)rising);

        // The last frame is the one whose gain is 0: one frame further than a fade that ends after it.
        long skipped = Math.Max(0, _end - _frames - frame);
        if (skipped < frames)
            LinearRamp.RampOut(interleaved + (skipped * channels), frame + skipped - (_end - _frames) + 1, _frames, channels, (nuint)(frames - skipped));
    }
}

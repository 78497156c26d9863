using Seamline.Kernels;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>The declick where a medium begins or ends inside a segment, on one track's frames in scratch.</summary>
internal static unsafe class MaterialFade
{
    /// <summary>Fades what of [<paramref name="frame"/>, + <paramref name="count"/>) lies in the fades at the material's edges.</summary>
    internal static void Apply(float* part, long frame, long count, TrackEdges* edges, int channels)
    {
        long from = Larger(frame, edges->Begin.Start);
        long to = Smaller(frame + count, edges->Begin.End);
        if (from < to)
            EqualPower.FadeIn(part + ((from - frame) * channels), from - edges->Begin.Start, edges->Begin.End - edges->Begin.Start, channels, (nuint)(to - from));
        from = Larger(frame, edges->End.Start);
        to = Smaller(frame + count, edges->End.End);
        if (from < to)
            EqualPower.FadeOut(part + ((from - frame) * channels), from - edges->End.Start, edges->End.End - edges->End.Start, channels, (nuint)(to - from));
    }

    /// <summary>Frames from <paramref name="frame"/> on that are alike, inside a fade or outside; at most <paramref name="count"/>.</summary>
    internal static long Alike(long frame, long count, TrackEdges* edges)
    {
        count = Until(frame, count, edges->Begin.Start);
        count = Until(frame, count, edges->Begin.End);
        count = Until(frame, count, edges->End.Start);
        return Until(frame, count, edges->End.End);
    }

    /// <summary>Whether a frame lies in one of the fades.</summary>
    internal static bool Holds(long frame, TrackEdges* edges) =>
        (frame >= edges->Begin.Start && frame < edges->Begin.End) || (frame >= edges->End.Start && frame < edges->End.End);

    private static long Until(long frame, long count, long place) => place > frame && place - frame < count ? place - frame : count;

    private static long Larger(long a, long b) => a > b ? a : b;

    private static long Smaller(long a, long b) => a < b ? a : b;
}

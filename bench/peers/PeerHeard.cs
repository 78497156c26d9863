using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Bench.Peers;

/// <summary>What the harness kept of one event: the sound around it, and when each block came.</summary>
/// <param name="Samples">Left channel; the first <paramref name="Cut"/> frames are from before the edit.</param>
/// <param name="Cut">Frames from before the edit.</param>
/// <param name="Position">Timeline frame that belongs right after the edit.</param>
/// <param name="Blocks">Milliseconds since the event began, and frames, of every block; those before the edit too.</param>
internal sealed record PeerCapture(float[] Samples, long Cut, long Position, IReadOnlyList<(double Milliseconds, int Frames)> Blocks);

/// <summary>An event judged.</summary>
/// <param name="RightMilliseconds">From the call to the first block that is what belongs there; nothing where none came.</param>
/// <param name="ErrorLeast">Frames by which the sound is early (late below 0), from the first right block on: the least of any 10 ms.</param>
/// <param name="ErrorMost">The most of them.</param>
/// <param name="WrongMilliseconds">Pieces of 10 ms, of the first 400 ms, that are not found within 100 ms of their place: other sound, or silence.</param>
/// <param name="LargestStep">Largest step of neighbouring samples from 10 ms before the edit on; 1 is the recording's own largest.</param>
internal readonly record struct PeerEvent(double? RightMilliseconds, int? ErrorLeast, int? ErrorMost, double WrongMilliseconds, double? LargestStep);

/// <summary>A render judged.</summary>
/// <param name="LengthError">Frames too many.</param>
/// <param name="SampleError">The largest of any segment, at its start and at its end, signed as in <see cref="PeerEvent"/>.</param>
/// <param name="LostSegments">Segments that were not found within half a second of their place.</param>
/// <param name="WrongSeams">Sides of seams whose nearest 10 ms are not what belongs there: other sound, or a hole.</param>
/// <param name="LargestStep">Largest step within 50 ms of a seam; 1 is the recording's own largest.</param>
internal readonly record struct PeerRender(long LengthError, int SampleError, int LostSegments, int WrongSeams, double? LargestStep);

/// <summary>Compares what was heard with the truth.</summary>
internal static class PeerHeard
{
    private const int Piece = 480;
    private const int Reach = 4_800;
    private const int Near = 8;
    private const int RenderPiece = 960;
    private const int RenderReach = 24_000;
    private const int NearSeam = 2_400;

    /// <summary>Judges an event. A block is right when its first 10 ms, or all of it where it is shorter, are found.</summary>
    public static PeerEvent Judge(PeerCapture capture, PeerTruth truth, double ownStep)
    {
        double? right = null;
        int wrong = 0, last = 0;
        long frame = 0, firstRight = long.MaxValue;
        foreach ((double milliseconds, int frames) in capture.Blocks)
        {
            if (frame >= capture.Cut && Look(capture, truth, frame, Math.Min(Piece, frames), ref last).Found)
            {
                right = milliseconds;
                firstRight = frame;
                break;
            }

            frame += frames;
        }

        var errors = new List<int>();
        for (long at = capture.Cut; at + Piece <= capture.Samples.Length; at += Piece)
        {
            PeerMatch match = Look(capture, truth, at, Piece, ref last);
            if (!match.Found) wrong++;
            else if (at >= firstRight) errors.Add(match.Offset);
        }

        int edge = (int)Math.Max(0, capture.Cut - Piece);
        double? step = capture.Cut == 0 ? null : PeerSound.LargestStep(capture.Samples.AsSpan(edge)) / ownStep;
        double wrongMilliseconds = wrong * 1e3 * Piece / PeerSound.Rate;
        return errors.Count == 0
            ? new PeerEvent(right, null, null, wrongMilliseconds, step)
            : new PeerEvent(right, errors.Min(), errors.Max(), wrongMilliseconds, step);
    }

    /// <summary>Judges a render of the whole timeline.</summary>
    public static PeerRender Judge(float[] rendered, PeerTruth truth, double ownStep)
    {
        int worst = 0, lost = 0, wrong = 0;
        double step = 0;
        (long Start, long End)[] places = [.. truth.Places()];
        foreach ((long start, long end) in places)
        {
            PeerMatch first = At(rendered, truth, start + Piece, RenderPiece);
            PeerMatch last = At(rendered, truth, end - Piece - RenderPiece, RenderPiece);
            if (!first.Found && !last.Found) lost++;
            foreach (PeerMatch match in new[] { first, last }.Where(m => m.Found && Math.Abs(m.Offset) > Math.Abs(worst))) worst = match.Offset;
            if (start > 0)
            {
                step = Math.Max(step, StepNear(rendered, start));
                if (!At(rendered, truth, start, Piece).Found) wrong++;
            }

            if (end < truth.Length && !At(rendered, truth, end - Piece, Piece).Found) wrong++;
        }

        return new PeerRender(rendered.Length - truth.Length, worst, lost, wrong, places.Length > 1 ? step / ownStep : null);
    }

    private static double StepNear(float[] rendered, long seam)
    {
        int from = (int)Math.Clamp(seam - NearSeam, 0, rendered.Length);
        int to = (int)Math.Clamp(seam + NearSeam, 0, rendered.Length);
        return PeerSound.LargestStep(rendered.AsSpan(from..to));
    }

    private static PeerMatch At(float[] rendered, PeerTruth truth, long frame, int frames) =>
        frame < 0 || frame + frames > rendered.Length
            ? default
            : truth.Find(rendered.AsSpan((int)frame, frames), frame, RenderReach);

    // First where the last one was found, which is nearly always enough.
    private static PeerMatch Look(PeerCapture capture, PeerTruth truth, long frame, int frames, ref int last)
    {
        if (frame + frames > capture.Samples.Length) return default;
        ReadOnlySpan<float> heard = capture.Samples.AsSpan((int)frame, frames);
        long position = capture.Position + frame - capture.Cut;
        PeerMatch match = truth.Find(heard, position, Near, last);
        if (!match.Found || Math.Abs(match.Offset - last) == Near) match = truth.Find(heard, position, Reach);
        if (match.Found) last = match.Offset;
        return match;
    }
}

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
/// <param name="SampleError">Frames by which the sound is early (late below 0), from the first right block on.</param>
/// <param name="WrongMilliseconds">Sound of the first 400 ms that is not what belongs there, or silence, in pieces of 10 ms.</param>
/// <param name="LargestStep">Largest step of neighbouring samples from 10 ms before the edit on; 1 is the recording's own largest.</param>
internal readonly record struct PeerEvent(double? RightMilliseconds, int? SampleError, double WrongMilliseconds, double? LargestStep);

/// <summary>A render judged.</summary>
/// <param name="LengthError">Frames too many.</param>
/// <param name="SampleError">The largest of any segment, at its start and at its end, signed as in <see cref="PeerEvent"/>.</param>
/// <param name="LostSegments">Segments that were not found within half a second of their place.</param>
/// <param name="LargestStep">Largest step within 50 ms of a seam; 1 is the recording's own largest.</param>
internal readonly record struct PeerRender(long LengthError, int SampleError, int LostSegments, double? LargestStep);

/// <summary>Compares what was heard with the truth.</summary>
internal static class PeerHeard
{
    private const int Piece = 480;
    private const int Reach = 4_800;
    private const int LongPiece = 4_800;
    private const int RenderPiece = 960;
    private const int RenderReach = 24_000;
    private const int NearSeam = 2_400;

    /// <summary>Judges an event. A block is right when its first 10 ms, or all of it where it is shorter, are found.</summary>
    public static PeerEvent Judge(PeerCapture capture, PeerTruth truth, double ownStep)
    {
        double? right = null;
        int? error = null;
        long frame = 0;
        foreach ((double milliseconds, int frames) in capture.Blocks)
        {
            int piece = Math.Min(Piece, frames);
            if (right is null && frame >= capture.Cut && Look(capture, truth, frame, piece).Found)
            {
                right = milliseconds;
                // A longer look is sharper to the sample.
                PeerMatch match = Look(capture, truth, frame, LongPiece);
                error = match.Found ? match.Offset : Look(capture, truth, frame, piece).Offset;
            }

            frame += frames;
        }

        int wrong = 0;
        for (long at = capture.Cut; at + Piece <= capture.Samples.Length; at += Piece)
        {
            if (error is null || !Look(capture, truth, at, Piece, 0, error.Value).Found) wrong++;
        }

        int edge = (int)Math.Max(0, capture.Cut - Piece);
        double? step = capture.Cut == 0 ? null : PeerSound.LargestStep(capture.Samples.AsSpan(edge)) / ownStep;
        return new PeerEvent(right, error, wrong * 1e3 * Piece / PeerSound.Rate, step);
    }

    /// <summary>Judges a render of the whole timeline.</summary>
    public static PeerRender Judge(float[] rendered, PeerTruth truth, double ownStep)
    {
        int worst = 0, lost = 0;
        double step = 0;
        (long Start, long End)[] places = [.. truth.Places()];
        foreach ((long start, long end) in places)
        {
            PeerMatch first = At(rendered, truth, start + Piece);
            PeerMatch last = At(rendered, truth, end - Piece - RenderPiece);
            if (!first.Found && !last.Found) lost++;
            foreach (PeerMatch match in new[] { first, last }.Where(m => m.Found && Math.Abs(m.Offset) > Math.Abs(worst))) worst = match.Offset;
            if (start > 0) step = Math.Max(step, StepNear(rendered, start));
        }

        return new PeerRender(rendered.Length - truth.Length, worst, lost, places.Length > 1 ? step / ownStep : null);
    }

    private static double StepNear(float[] rendered, long seam)
    {
        int from = (int)Math.Clamp(seam - NearSeam, 0, rendered.Length);
        int to = (int)Math.Clamp(seam + NearSeam, 0, rendered.Length);
        return PeerSound.LargestStep(rendered.AsSpan(from..to));
    }

    private static PeerMatch At(float[] rendered, PeerTruth truth, long frame) =>
        frame < 0 || frame + RenderPiece > rendered.Length
            ? default
            : truth.Find(rendered.AsSpan((int)frame, RenderPiece), frame, RenderReach);

    private static PeerMatch Look(PeerCapture capture, PeerTruth truth, long frame, int frames, int reach = Reach, int expected = 0) =>
        frame + frames > capture.Samples.Length
            ? default
            : truth.Find(capture.Samples.AsSpan((int)frame, frames), capture.Position + frame - capture.Cut, reach, expected);
}

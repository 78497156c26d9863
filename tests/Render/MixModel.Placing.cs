using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Tests.Timelines;

namespace Seamline.Tests.Rendering;

// Where things lie: segments with transitions and seams, items with loops and edges.
internal sealed partial class MixModel
{
    private const double ShortestTransition = 0.05;
    private const int MostAtOnce = 8;

    private List<MixPiece> PlaceMain()
    {
        MixSegment[] segments = _document.Segments;
        double[] overlaps = [.. segments.Select((_, i) => Overlap(i))];
        var pieces = new List<MixPiece>();
        var numbers = new List<int>();
        (long[] starts, long[] laps) = Times(overlaps);
        long clipFrame = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            SegmentSpec s = segments[i].Spec;
            clipFrame = overlaps[i] == 0 && Continues(i) ? clipFrame + (starts[i] - starts[i - 1]) : Frame(s.In);
            if (starts[i + 1] <= starts[i]) continue; // shorter than a frame
            float gain = s.Muted || s.Speed != 1 ? 0 : Linear(s.GainDb);
            var piece = new MixPiece
            {
                OwnStart = starts[i],
                OwnEnd = starts[i + 1],
                ClipFrame = clipFrame,
                Clip = s.Clip.Value,
                Gain = gain,
                Sounds = Sounds(s.Clip, gain),
                Start = starts[i],
                End = starts[i + 1],
                RunStart = starts[i],
                RunEnd = starts[i + 1],
                Envelope = MixGain.Of(segments[i].Envelope, _rate, starts[i] - clipFrame),
            };
            pieces.Add(piece);
            numbers.Add(i);
        }

        for (int p = 1; p < pieces.Count; p++)
        {
            int i = numbers[p];
            if (overlaps[i] != 0) continue;
            Join(pieces[p - 1], pieces[p]);
        }

        Chain(pieces);
        for (int p = 1; p < pieces.Count; p++)
        {
            if (overlaps[numbers[p]] != 0) pieces[p] = Overlap(pieces[p - 1], pieces[p], laps[numbers[p]], segments[numbers[p]].Kind);
        }

        return pieces;
    }

    // How far pieces go on without a seam, from the last to the first.
    private static void Chain(List<MixPiece> pieces)
    {
        for (int p = pieces.Count - 2; p >= 0; p--)
        {
            if (pieces[p + 1].RunStart < pieces[p + 1].OwnStart) pieces[p].RunEnd = pieces[p + 1].RunEnd;
        }
    }

    // Starts of the segments and of what follows, and ends of the overlaps.
    private (long[] Starts, long[] Laps) Times(double[] overlaps)
    {
        var starts = new long[overlaps.Length + 1];
        var laps = new long[overlaps.Length];
        var sum = default(ExactSum);
        for (int i = 0; i < overlaps.Length; i++)
        {
            SegmentSpec s = _document.Segments[i].Spec;
            sum.Add(overlaps[i], 0, 1);
            starts[i] = Frame(sum.Seconds);
            ExactSum lap = sum;
            lap.Add(0, overlaps[i], 1);
            laps[i] = Frame(lap.Seconds);
            sum.Add(s.In, s.Out, s.Speed);
        }

        starts[^1] = MainFrames = Frame(sum.Seconds);
        for (int i = 0; i + 1 < laps.Length; i++) laps[i] = Math.Min(laps[i], starts[i + 1]);
        return (starts, laps);
    }

    private double Overlap(int index)
    {
        if (index == 0 || _document.Segments[index].TransitionSeconds == 0) return 0;
        double most = Math.Min(Seconds(index - 1), Seconds(index)) / 2;
        return most < ShortestTransition ? 0 : Math.Clamp(_document.Segments[index].TransitionSeconds, ShortestTransition, most);
    }

    private double Seconds(int index) => _document.Segments[index].Spec is var s ? (s.Out - s.In) / s.Speed : 0;

    private bool Continues(int index)
    {
        if (index == 0) return false;
        (SegmentSpec left, SegmentSpec right) = (_document.Segments[index - 1].Spec, _document.Segments[index].Spec);
        return left.Clip == right.Clip && left.Clip != ClipId.None && left.Speed == 1 && right.Speed == 1 && Math.Abs(right.In - left.Out) <= 1e-9;
    }

    // An ordinary seam.
    private void Join(MixPiece left, MixPiece right)
    {
        if (!left.Sounds && !right.Sounds) return;
        bool same = left.Sounds && right.Sounds && left.Clip == right.Clip && left.ClipFrame + left.Length == right.ClipFrame;
        bool one = same && left.Gain == right.Gain;
        if (one) right.RunStart = left.RunStart;
        double step = one ? (left.Envelope?.Decibels(right.OwnStart) ?? 0) - (right.Envelope?.Decibels(right.OwnStart) ?? 0) : 1;
        if (Math.Abs(step) >= 1e-3) MixPiece.Cross(left, right, Math.Min(_declick, Math.Min(left.Length, right.Length) / 2), same);
    }

    // The left piece goes on to the end of the overlap; through black neither sounds beyond the middle.
    private static MixPiece Overlap(MixPiece left, MixPiece right, long end, TransitionKind kind)
    {
        long start = right.OwnStart;
        bool black = kind == TransitionKind.ThroughBlack;
        long leftEnd = black ? start + ((end - start) / 2) : end;
        long rightStart = black ? leftEnd : start;
        left.End = left.OwnEnd = left.RunEnd = leftEnd;
        left.FadeOut = leftEnd - start;
        left.LinearOut = kind != TransitionKind.EqualPower;
        return new MixPiece
        {
            OwnStart = rightStart,
            OwnEnd = right.OwnEnd,
            ClipFrame = right.ClipFrame + (rightStart - start),
            Clip = right.Clip,
            Gain = right.Gain,
            Sounds = right.Sounds,
            Start = rightStart,
            End = right.End,
            RunStart = rightStart,
            RunEnd = right.RunEnd,
            Envelope = right.Envelope,
            FadeIn = end - rightStart,
            LinearIn = kind != TransitionKind.EqualPower,
            FadeOut = right.FadeOut,
            LinearOut = right.LinearOut,
        };
    }

    // A gap behind the last segment where a lane is longer.
    private void Extend(List<MixPiece> main)
    {
        if (main.Count == 0 || !main[^1].Sounds) return;
        MixPiece left = main[^1];
        var gap = new MixPiece { OwnStart = MainFrames, OwnEnd = LengthFrames, ClipFrame = 0 };
        long most = Math.Min(left.Length - left.FadeIn, LengthFrames - MainFrames) / 2;
        MixPiece.Cross(left, gap, Math.Clamp(most, 0, _declick), linear: false);
    }

    // Items that overlap lie in rows of their own: each in the first that is free.
    private List<MixPiece>[] PlaceItems(MixItem[] items)
    {
        var ends = new long[MostAtOnce];
        List<MixPiece>[] rows = [.. Enumerable.Range(0, MostAtOnce).Select(_ => new List<MixPiece>())];
        foreach (MixItem item in items)
        {
            long start = Frame(item.Spec.Start);
            int row = Array.FindIndex(ends, e => e <= start);
            ends[row] = Frame(item.Spec.Start + Seconds(item.Spec));
            if (Sounds(item.Spec.Clip, Linear(item.Spec.GainDb))) Place(item, rows[row], start, ends[row]);
        }

        foreach (List<MixPiece> row in rows.Where(r => r.Count > 0))
        {
            CloseAt(row[^1]);
            Chain(row);
        }

        return rows;
    }

    private void Place(MixItem item, List<MixPiece> row, long start, long end)
    {
        ItemSpec s = item.Spec;
        double range = s.Out - s.In;
        bool loops = s.LoopSeconds > range;
        long fadeIn = Math.Min(Frame(s.FadeIn), end - start);
        long fadeOut = Math.Min(Frame(s.FadeOut), end - start - fadeIn);
        MixPiece? loop = !loops || fadeIn + fadeOut == 0 ? null : new MixPiece
        {
            OwnStart = start,
            OwnEnd = end,
            ClipFrame = 0,
            Start = start,
            End = end,
            FadeIn = fadeIn,
            FadeOut = fadeOut,
            LinearIn = s.FadeInShape == FadeShape.Linear,
            LinearOut = s.FadeOutShape == FadeShape.Linear,
        };
        MixGain? envelope = MixGain.Of(item.Envelope, _rate, start);
        long at = start;
        for (int i = 0; at < end; i++)
        {
            long next = loops ? Math.Min(end, Frame(s.Start + ((i + 1) * range))) : end;
            if (next <= at) continue;
            var piece = new MixPiece
            {
                OwnStart = at,
                OwnEnd = next,
                ClipFrame = Frame(s.In),
                Clip = s.Clip.Value,
                Gain = Linear(s.GainDb),
                Sounds = true,
                Start = at,
                End = next,
                RunStart = at,
                RunEnd = next,
                Envelope = envelope,
                Loop = loop,
                FadeIn = at == start && loop == null ? fadeIn : 0,
                LinearIn = s.FadeInShape == FadeShape.Linear,
                FadeOut = next == end && loop == null ? fadeOut : 0,
                LinearOut = s.FadeOutShape == FadeShape.Linear,
            };
            MixPiece? left = row.Count == 0 ? null : row[^1];
            row.Add(piece);
            bool hasFade = piece.FadeIn > 0 || (at == start && loop?.FadeIn > 0);
            if (left != null && left.OwnEnd == at && !HasFadeOut(left) && !hasFade) JoinItems(left, piece);
            else
            {
                if (left != null) CloseAt(left);
                if (!hasFade && at > 0) OpenAt(piece);
            }

            at = next;
        }
    }

    private static bool HasFadeOut(MixPiece piece) => piece.FadeOut > 0 || (piece.Loop is { FadeOut: > 0 } loop && loop.End == piece.OwnEnd);

    private void OpenAt(MixPiece piece)
    {
        piece.FadeIn = Math.Min(_declick, (piece.Length - piece.FadeOut) / 2);
        piece.LinearIn = false;
    }

    private void CloseAt(MixPiece piece)
    {
        if (HasFadeOut(piece)) return;
        piece.FadeOut = Math.Min(_declick, piece.End - piece.Start - piece.FadeIn);
        piece.LinearOut = false;
    }

    private void JoinItems(MixPiece left, MixPiece right)
    {
        bool same = left.Clip == right.Clip && left.ClipFrame + left.Length == right.ClipFrame;
        if (same && left.Gain == right.Gain && left.Envelope == right.Envelope)
        {
            right.RunStart = left.RunStart;
            return;
        }

        long most = Math.Min(left.Length - left.FadeIn, right.Length - right.FadeOut) / 2;
        MixPiece.Cross(left, right, Math.Clamp(most, 0, _declick), same);
    }
}

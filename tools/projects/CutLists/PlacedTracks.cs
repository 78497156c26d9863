using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>A range of a medium at a place of a track.</summary>
/// <param name="Medium">Its address or name; null for silence.</param>
/// <param name="Start">Seconds of the timeline.</param>
/// <param name="End">The second after it.</param>
/// <param name="In">In point, seconds of the medium.</param>
/// <param name="Segment">Name, gain, mute and speed.</param>
internal sealed record PlacedPiece(string? Medium, double Start, double End, double In, ProjectSegment Segment)
{
    /// <summary>Where it overlaps the piece before it, how that goes.</summary>
    public TransitionKind Kind { get; init; } = TransitionKind.EqualPower;

    /// <summary>Fade at its beginning, seconds.</summary>
    public double FadeIn { get; init; }

    /// <summary>Fade at its end, seconds.</summary>
    public double FadeOut { get; init; }

    /// <summary>The curve of the fade at its beginning.</summary>
    public FadeShape Fades { get; init; } = FadeShape.Linear;

    /// <summary>The curve of the fade at its end.</summary>
    public FadeShape FadesOut { get; init; } = FadeShape.Linear;

    /// <summary>Out point where it is known exactly, seconds of the medium.</summary>
    public double? Out { get; init; }

    /// <summary>Seconds of the timeline.</summary>
    public double Seconds => End - Start;

    /// <summary>Seconds of the medium after its last.</summary>
    public double MediumEnd => Out ?? In + (Seconds * Segment.Speed);

    /// <summary>Units a second that its range is a whole number of, or 0.</summary>
    public double Rate { get; init; }

    /// <summary>The stream, as <see cref="ProjectTrack.StreamIndex"/>.</summary>
    public int Stream { get; init; } = ProjectTrack.BestStream;
}

/// <summary>
/// Puts tracks of placed pieces onto a timeline: the first with sound is the main lane, on which pieces that overlap go into each other;
/// the others are lanes.
/// </summary>
internal static class PlacedTracks
{
    /// <summary>Puts them.</summary>
    /// <param name="list">The timeline, empty so far.</param>
    /// <param name="tracks">Names and pieces, in the order of the file.</param>
    public static void Put(CutList list, IReadOnlyList<(string Name, List<PlacedPiece> Pieces)> tracks)
    {
        int main = Math.Max(0, tracks.TakeWhile(track => !track.Pieces.Exists(piece => piece.Medium is not null)).Count());
        for (int i = 0; i < tracks.Count; i++)
        {
            tracks[i].Pieces.Sort((a, b) => a.Start.CompareTo(b.Start));
            if (i == main)
                Main(list, tracks[i].Pieces);
        }
        for (int i = 0; i < tracks.Count; i++)
        {
            if (i != main && tracks[i].Pieces.Exists(piece => piece.Medium is not null))
                Lane(list, tracks[i].Name, tracks[i].Pieces);
        }
    }

    private static void Main(CutList list, List<PlacedPiece> pieces)
    {
        for (int i = 0; i < pieces.Count; i++)
        {
            PlacedPiece piece = pieces[i];
            double overlap = list.End - piece.Start;
            ProjectTransition? transition = overlap > OtioLength.ToleranceSeconds ? Overlap(list, piece, overlap)
                : Silence(list, i == 0 ? null : pieces[i - 1], piece, -overlap);
            if ((piece.FadeIn > 0 && transition is null) || (piece.FadeOut > 0 && Fade(piece, piece.FadeOut, i + 1 < pieces.Count ? pieces[i + 1].Start - piece.End : 0) == 0))
                list.Warn("has fades, which are applied on the main lane only beside silence that is as long", $"item \"{piece.Segment.Name}\"");
            if (piece.Medium is null)
                list.Gap(piece.Seconds, piece.Segment.Name, transition: transition);
            else
                list.Add(piece.Medium, piece.In, piece.MediumEnd, piece.Segment with { Transition = transition }, piece.Rate, piece.Stream);
        }
    }

    private static ProjectTransition Overlap(CutList list, PlacedPiece piece, double overlap)
    {
        double fits = Overlaps.Fit(overlap, list.Last.Seconds, piece.Seconds);
        if (Math.Abs(fits - overlap) > OtioLength.ToleranceSeconds)
            throw list.Refuse($"item \"{piece.Segment.Name}\" at {piece.Start:0.###} s overlaps the one before it by {overlap:0.###} s, more than half of one of them");
        return new ProjectTransition { Kind = piece.Kind, Seconds = overlap };
    }

    // A fade is a transition from or to silence, which is as much longer.
    private static ProjectTransition? Silence(CutList list, PlacedPiece? before, PlacedPiece piece, double seconds)
    {
        double fall = before is null ? 0 : Fade(before, before.FadeOut, seconds);
        double rise = Fade(piece, piece.FadeIn, seconds);
        if (fall == 0 && rise == 0)
            list.GapTo(piece.Start);
        else
            list.Gap(seconds + fall + rise, transition: Transition(before?.FadesOut ?? default, fall));
        return Transition(piece.Fades, rise);
    }

    private static ProjectTransition? Transition(FadeShape shape, double seconds)
        => seconds == 0 ? null : new ProjectTransition { Kind = shape == FadeShape.Linear ? TransitionKind.Linear : TransitionKind.EqualPower, Seconds = seconds };

    private static double Fade(PlacedPiece piece, double seconds, double silence)
        => piece.Medium is not null && seconds >= Overlaps.MinSeconds && seconds <= silence && seconds <= piece.Seconds / 2 ? seconds : 0;

    private static void Lane(CutList list, string name, List<PlacedPiece> pieces)
    {
        var items = new List<ProjectItem>();
        PlacedPiece? before = null;
        foreach (PlacedPiece piece in pieces.Where(piece => piece.Medium is not null))
        {
            if (piece.Segment.Speed != 1)
                throw list.Refuse($"item \"{piece.Segment.Name}\" has the speed {piece.Segment.Speed} on a further track, where speeds are not supported");
            double overlap = before is null ? 0 : Math.Max(0, before.End - piece.Start);
            FadeShape shape = overlap == 0 ? piece.Fades : piece.Kind == TransitionKind.EqualPower ? FadeShape.EqualPower : FadeShape.Linear;
            if (overlap > 0)
                items[^1] = items[^1] with { FadeOut = overlap, FadeOutShape = shape };
            items.Add(new ProjectItem
            {
                ClipId = list.Clip([new ProjectTrack { MediaPath = list.Resolve(piece.Medium!), StreamIndex = piece.Stream }], piece.Rate),
                Start = piece.Start,
                In = piece.In,
                Out = piece.MediumEnd,
                GainDb = piece.Segment.GainDb,
                Muted = piece.Segment.Muted,
                FadeIn = overlap > 0 ? overlap : piece.FadeIn,
                FadeInShape = shape,
                FadeOut = piece.FadeOut,
                FadeOutShape = piece.FadesOut,
                Name = piece.Segment.Name,
            });
            before = piece;
        }
        list.Add(new ProjectLane { Name = name, Items = items, Extends = true }, [.. items.Select(_ => (JsonObject?)null)]);
    }
}

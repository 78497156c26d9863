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
            double overlap = i == 0 ? 0 : list.End - piece.Start;
            ProjectTransition? transition = null;
            if (overlap > OtioLength.ToleranceSeconds)
            {
                double fits = Overlaps.Fit(overlap, list.Last.Seconds, piece.End - piece.Start);
                if (Math.Abs(fits - overlap) > OtioLength.ToleranceSeconds)
                    throw list.Refuse($"item \"{piece.Segment.Name}\" at {piece.Start:0.###} s overlaps the one before it by {overlap:0.###} s, more than half of one of them");
                transition = new ProjectTransition { Kind = piece.Kind, Seconds = overlap };
            }
            else if (i > 0 || piece.Start > 0)
            {
                list.GapTo(piece.Start);
            }
            if (piece.FadeIn > 0 || piece.FadeOut > 0)
                list.Warn("has fades, which are not applied on the main lane", $"item \"{piece.Segment.Name}\"");
            if (piece.Medium is null)
                list.Gap(piece.End - piece.Start, piece.Segment.Name, transition: transition);
            else
                list.Add(piece.Medium, piece.In, piece.In + ((piece.End - piece.Start) * piece.Segment.Speed), piece.Segment with { Transition = transition }, piece.Rate, piece.Stream);
        }
    }

    private static void Lane(CutList list, string name, List<PlacedPiece> pieces)
    {
        var items = new List<ProjectItem>();
        PlacedPiece? before = null;
        foreach (PlacedPiece piece in pieces.Where(piece => piece.Medium is not null))
        {
            if (piece.Segment.Speed != 1)
                throw list.Refuse($"item \"{piece.Segment.Name}\" has the speed {piece.Segment.Speed} on a further track, where speeds are not supported");
            double overlap = before is null ? 0 : Math.Max(0, before.End - piece.Start);
            FadeShape shape = piece.Kind == TransitionKind.EqualPower && overlap > 0 ? FadeShape.EqualPower : FadeShape.Linear;
            if (overlap > 0)
                items[^1] = items[^1] with { FadeOut = overlap, FadeOutShape = shape };
            items.Add(new ProjectItem
            {
                ClipId = list.Clip([new ProjectTrack { MediaPath = list.Resolve(piece.Medium!), StreamIndex = piece.Stream }], piece.Rate),
                Start = piece.Start,
                In = piece.In,
                Out = piece.In + piece.End - piece.Start,
                GainDb = piece.Segment.GainDb,
                Muted = piece.Segment.Muted,
                FadeIn = overlap > 0 ? overlap : piece.FadeIn,
                FadeInShape = shape,
                FadeOut = piece.FadeOut,
                Name = piece.Segment.Name,
            });
            before = piece;
        }
        list.Add(new ProjectLane { Name = name, Items = items, Extends = true }, [.. items.Select(_ => (JsonObject?)null)]);
    }
}

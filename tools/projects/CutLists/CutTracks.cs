using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>A piece of a track as formats of several lanes hold it.</summary>
/// <param name="Medium">Absolute path.</param>
/// <param name="Track">What of the medium is heard.</param>
/// <param name="Start">Seconds of the timeline.</param>
/// <param name="End">The second after it.</param>
/// <param name="In">In point, seconds of the medium.</param>
/// <param name="GainDb">All its gains.</param>
/// <param name="Name">Its name.</param>
internal sealed record CutPiece(string Medium, ProjectTrack Track, double Start, double End, double In, double GainDb, string Name)
{
    /// <summary>Seconds of the medium a second of the timeline.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>A speed keeps the pitch.</summary>
    public bool KeepsPitch { get; init; } = true;

    /// <summary>It is silent.</summary>
    public bool IsMuted { get; init; }

    /// <summary>Fade at its beginning, seconds.</summary>
    public double FadeIn { get; init; }

    /// <summary>Fade at its end, seconds.</summary>
    public double FadeOut { get; init; }

    /// <summary>The curve of the fade at its beginning; where it overlaps the piece before it, of both.</summary>
    public FadeShape InShape { get; init; } = FadeShape.Linear;

    /// <summary>The curve of the fade at its end.</summary>
    public FadeShape OutShape { get; init; } = FadeShape.Linear;

    /// <summary>Seconds by which it goes out of the piece before it.</summary>
    public double Overlap { get; init; }

    /// <summary>Out point, seconds of the medium.</summary>
    public double Out => In + ((End - Start) * Speed);
}

/// <summary>A track: pieces one after the other, which overlap only where they go into each other.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsMuted">It is silent.</param>
/// <param name="Pieces">Its pieces.</param>
internal sealed record CutTrack(string Name, bool IsMuted, IReadOnlyList<CutPiece> Pieces)
{
    /// <summary>The pieces cut in the middle of where they overlap, each with the length of that behind its beginning.</summary>
    public IReadOnlyList<CutPiece> Cut()
    {
        var cut = new List<CutPiece>(Pieces.Count);
        for (int i = 0; i < Pieces.Count; i++)
        {
            CutPiece piece = Pieces[i];
            double head = piece.Overlap / 2;
            double tail = i + 1 < Pieces.Count ? Pieces[i + 1].Overlap / 2 : 0;
            cut.Add(piece with { Start = piece.Start + head, In = piece.In + (head * piece.Speed), End = piece.End - tail });
        }
        return cut;
    }
}

/// <summary>The lanes of a timeline as tracks of pieces; what such formats have no word for is dropped and named.</summary>
internal static class CutTracks
{
    private const double TouchSeconds = 1e-9;
    private const int MaxRepeats = 10_000;

    /// <summary>The main lane, then the others: several tracks of one where its items overlap.</summary>
    public static IReadOnlyList<CutTrack> Of(CutOutput output, bool holdsSpeeds)
    {
        Project project = output.Project;
        bool solo = project.Lanes.Any(lane => lane.Solo);
        double end = Overlaps.Starts(project.Segments)[^1];
        Drop(output);
        var tracks = new List<CutTrack> { new(project.Name, solo, Main(output, holdsSpeeds)) };
        foreach (ProjectLane lane in project.Lanes)
        {
            var parts = new List<List<CutPiece>>();
            foreach (CutPiece piece in lane.Items.SelectMany(item => Pieces(output, lane, item, lane.Extends ? double.PositiveInfinity : end)))
            {
                List<CutPiece>? part = parts.Find(part => piece.Start >= part[^1].End - TouchSeconds || Crossfades(part[^1], piece));
                if (part is null)
                    parts.Add([piece]);
                else if (piece.Start >= part[^1].End - TouchSeconds)
                    part.Add(piece);
                else
                    Join(part, piece);
            }
            tracks.AddRange(parts.Select(part => new CutTrack(lane.Name, lane.Muted || (solo && !lane.Solo), part)));
        }
        return tracks;
    }

    private static void Drop(CutOutput output)
    {
        Project project = output.Project;
        void Warn(bool holds, string what)
        {
            if (holds)
                output.Warnings.Add($"{output.Path}: the format holds no {what}.");
        }
        Warn(project.RoomTone is not null, "room tone; gaps are silent");
        Warn(project.Master is not { GainDb: 0, Limiter: false, Envelope.Count: 0 }, "master; its gain, limiter and envelope are dropped");
        Warn(project.Segments.Any(segment => segment.Envelope.Count > 0) || project.Lanes.Any(lane => lane.Envelope.Count > 0 || lane.Items.Any(item => item.Envelope.Count > 0)), "envelopes; they are dropped");
        Warn(project.Lanes.Any(lane => lane.Ducking is not null), "ducking; it is dropped");
        Warn(project.Segments.Any(segment => segment.Transition is { Kind: TransitionKind.ThroughBlack }), "transitions through black; they are crossfades");
        ProjectClip[] mixed = [.. project.Clips.Where(clip => clip.Tracks.Count > 1 || clip.Tracks.Any(track => track.Mode != StereoMode.Stereo || track.StreamIndex >= 0))];
        Warn(mixed.Length > 0, $"stereo modes, and one medium an item, as it is; further tracks, streams and modes of {string.Join(", ", mixed.Take(5).Select(clip => clip.Name))} are dropped");
    }

    private static List<CutPiece> Main(CutOutput output, bool holdsSpeeds)
    {
        IReadOnlyList<ProjectSegment> segments = output.Project.Segments;
        double[] starts = Overlaps.Starts(segments);
        var pieces = new List<CutPiece>(segments.Count);
        for (int i = 0; i < segments.Count; i++)
        {
            ProjectSegment segment = segments[i];
            if (!IsHeard(output, segment.ClipId) || segment.Muted || (segment.Speed != 1 && segment.SpeedMode == SpeedMode.Silence))
                continue;
            if (segment.Speed != 1 && !holdsSpeeds)
                throw new ProjectException($"{output.Path}: item \"{segment.Name}\" has the speed {segment.Speed}, which the format does not hold.");
            double head = Overlaps.Of(segments, i);
            double tail = Overlaps.Of(segments, i + 1);
            bool follows = head > 0 && pieces is [.., var before] && before.End > starts[i] + TouchSeconds;
            FadeShape Shape(int index) => segments[index].Transition!.Kind == TransitionKind.EqualPower ? FadeShape.EqualPower : FadeShape.Linear;
            bool isLast = tail > 0 && !(IsHeard(output, segments[i + 1].ClipId) && !segments[i + 1].Muted);
            // Beside silence a transition is a fade.
            pieces.Add(Piece(output, segment.ClipId, starts[i], starts[i] + segment.Seconds, segment.In, segment.GainDb, segment.Name) with
            {
                Speed = segment.Speed,
                KeepsPitch = segment.SpeedMode == SpeedMode.KeepPitch,
                Overlap = follows ? head : 0,
                FadeIn = head > 0 && !follows ? head : 0,
                FadeOut = isLast ? tail : 0,
                InShape = head > 0 ? Shape(i) : FadeShape.Linear,
                OutShape = isLast ? Shape(i + 1) : FadeShape.Linear,
            });
        }
        return pieces;
    }

    private static bool IsHeard(CutOutput output, int clip) => clip != 0 && output.Project.Clips[clip - 1].Tracks.Count > 0;

    private static IEnumerable<CutPiece> Pieces(CutOutput output, ProjectLane lane, ProjectItem item, double end)
    {
        double length = item.Out - item.In;
        if (!IsHeard(output, item.ClipId) || length <= 0)
            yield break;
        int repeats = item.LoopSeconds > 0 ? (int)Math.Min(MaxRepeats + 1, Math.Ceiling((item.LoopSeconds / length) - TouchSeconds)) : 1;
        if (repeats > MaxRepeats)
            throw new ProjectException($"{output.Path}: item \"{item.Name}\" repeats more than {MaxRepeats} times, which the format cannot say in fewer items.");
        double last = Math.Min(item.End, end);
        for (int i = 0; i < repeats && item.Start + (i * length) < last - TouchSeconds; i++)
        {
            double start = item.Start + (i * length);
            double stop = Math.Min(start + length, last);
            bool isEnd = stop >= last - TouchSeconds;
            yield return Piece(output, item.ClipId, start, stop, item.In, item.GainDb + lane.GainDb, item.Name) with
            {
                IsMuted = item.Muted,
                FadeIn = i == 0 ? Math.Min(item.FadeIn, stop - start) : 0,
                // What lies behind the end of the timeline is not heard.
                FadeOut = isEnd ? Math.Clamp(item.FadeOut - (item.End - last), 0, stop - start) : 0,
                InShape = item.FadeInShape,
                OutShape = item.FadeOutShape,
            };
        }
    }

    private static CutPiece Piece(CutOutput output, int clip, double start, double end, double from, double gain, string name)
    {
        ProjectTrack track = output.Project.Clips[clip - 1].Tracks[0];
        return new CutPiece(track.MediaPath, track, start, end, from + track.OffsetSeconds, gain + track.GainDb, name);
    }

    // They overlap by exactly the length of both fades.
    private static bool Crossfades(CutPiece before, CutPiece piece)
    {
        double overlap = before.End - piece.Start;
        return overlap >= Overlaps.MinSeconds && before.OutShape == piece.InShape && Math.Abs(before.FadeOut - overlap) <= TouchSeconds && Math.Abs(piece.FadeIn - overlap) <= TouchSeconds
            && overlap <= (Math.Min(before.End - before.Start, piece.End - piece.Start) / 2) + TouchSeconds;
    }

    private static void Join(List<CutPiece> part, CutPiece piece)
    {
        double overlap = part[^1].End - piece.Start;
        part[^1] = part[^1] with { FadeOut = 0 };
        part.Add(piece with { FadeIn = 0, Overlap = overlap });
    }
}

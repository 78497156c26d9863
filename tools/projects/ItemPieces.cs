using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Which markers of an item each of its pieces carries. A marker belongs to every piece that holds its start; one that no piece
/// holds (it lies in a handle, or in what was cut out) stays with the nearest piece, so that none is lost; one without a place
/// stays with all.
/// </summary>
internal sealed class ItemPieces
{
    /// <summary>Cuts are computed in doubles: a marker this close before a cut stands on it.</summary>
    private const double OnTheCutSeconds = 1e-9;

    private readonly IReadOnlyList<ProjectSegment> _segments;
    private readonly Dictionary<int, List<int>> _pieces = [];
    private readonly Dictionary<int, HashSet<int>?[]> _owners = [];

    /// <summary>Groups segments by the item that they are pieces of.</summary>
    public ItemPieces(IReadOnlyList<ProjectSegment> segments)
    {
        _segments = segments;
        for (int i = 0; i < segments.Count; i++)
        {
            if (segments[i].Item < 0)
                continue;
            if (!_pieces.TryGetValue(segments[i].Item, out List<int>? pieces))
                _pieces.Add(segments[i].Item, pieces = []);
            pieces.Add(i);
        }
    }

    /// <summary>Takes the markers that belong to other pieces out of a copy of the item.</summary>
    /// <param name="copy">The copy of the item for one piece.</param>
    /// <param name="index">Which segment that is.</param>
    /// <param name="place">For the sentence of a refusal.</param>
    public void KeepOwnMarkers(JsonObject copy, int index, Place place)
    {
        int item = _segments[index].Item;
        if (copy["markers"] is not JsonArray { Count: > 0 } markers || _pieces[item] is not { Count: > 1 } pieces)
            return;
        if (!_owners.TryGetValue(item, out HashSet<int>?[]? owners))
        {
            double mediaStart = OtioItems.MediaStart(OtioItems.Reference(copy, place), place);
            _owners.Add(item, owners = [.. markers.Select(marker => Owners(marker, mediaStart, pieces, place))]);
        }
        for (int i = markers.Count - 1; i >= 0; i--)
        {
            if (owners[i] is { } held && !held.Contains(index))
                markers.RemoveAt(i);
        }
    }

    /// <summary>Where a marker starts on its item's clock, seconds; null where that is not known.</summary>
    public static double? Start(JsonNode? marker, Place place)
    {
        if (marker is not JsonObject item)
            return null;
        try
        {
            return OtioTime.Range(item, "marked_range", place)?.Start.Seconds;
        }
        catch (ProjectException)
        {
            // A foreign marker of a shape that is not known is kept as it is.
            return null;
        }
    }

    private HashSet<int>? Owners(JsonNode? marker, double mediaStart, List<int> pieces, Place place)
    {
        if (Start(marker, place) is not { } start)
            return null;
        var holding = new HashSet<int>();
        int nearest = pieces[0];
        double least = double.PositiveInfinity;
        foreach (int piece in pieces)
        {
            double distance = Distance(start - mediaStart, _segments[piece]);
            if (distance == 0)
                holding.Add(piece);
            if (distance < least)
                (nearest, least) = (piece, distance);
        }
        return holding.Count > 0 ? holding : [nearest];
    }

    private static double Distance(double seconds, ProjectSegment piece)
    {
        if (seconds < piece.In - OnTheCutSeconds)
            return piece.In - seconds;
        // The end belongs to what follows.
        return seconds < piece.Out - OnTheCutSeconds ? 0 : Math.Max(seconds - piece.Out, double.Epsilon);
    }
}

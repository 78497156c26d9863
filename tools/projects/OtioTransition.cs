using System;
using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>
/// A transition of a track: it lies across a cut, <see cref="In"/> seconds before it and <see cref="Out"/> behind it, and takes the
/// material for that from beyond the ends of its neighbours.
/// </summary>
/// <param name="node">The Transition.</param>
/// <param name="place">For messages.</param>
internal sealed class OtioTransition(JsonObject node, Place place)
{
    /// <summary>The Transition.</summary>
    public JsonObject Node => node;

    /// <summary>For messages.</summary>
    public Place Place => place;

    /// <summary>Seconds before the cut; what its right neighbour lends.</summary>
    public double In { get; private set; } = OtioTime.Offset(node, "in_offset", place);

    /// <summary>Seconds behind the cut; what its left neighbour lends.</summary>
    public double Out { get; private set; } = OtioTime.Offset(node, "out_offset", place);

    /// <summary>All of it, seconds.</summary>
    public double Seconds => In + Out;

    /// <summary>All of it as it is written, seconds.</summary>
    public double Asked { get; } = OtioTime.Offset(node, "in_offset", place) + OtioTime.Offset(node, "out_offset", place);

    /// <summary>There is an item before it.</summary>
    public bool HasLeft { get; set; }

    /// <summary>There is an item behind it.</summary>
    public bool HasRight { get; set; }

    /// <summary>It is the fade of one neighbour: the other is a gap of a lane, or none.</summary>
    public bool IsFade { get; set; }

    /// <summary>Its neighbours lend it material.</summary>
    public bool IsInside => IsFade || (HasLeft && HasRight);

    /// <summary>
    /// How it goes: as own data say; else with equal power, apart from those that leave the gains of both sides alone, which are
    /// linear ("Cross Fade 0 dB").
    /// </summary>
    public TransitionKind Kind { get; } = SeamlineMix.Kind(node, place)
        ?? ((Json.Text(node, "name", place) + Json.Text(node, "transition_type", place)).Contains("Cross Fade 0 dB", StringComparison.OrdinalIgnoreCase)
            ? TransitionKind.Linear : TransitionKind.EqualPower);

    /// <summary>Makes it shorter or longer at both ends.</summary>
    public void Scale(double ratio)
    {
        In *= ratio;
        Out *= ratio;
    }
}

/// <summary>An item of a track with the transitions at its ends.</summary>
/// <param name="Node">The item.</param>
/// <param name="Place">For messages.</param>
/// <param name="Before">The transition before it, or null.</param>
/// <param name="After">The transition behind it, or null.</param>
internal sealed record OtioRow(JsonObject Node, Place Place, OtioTransition? Before, OtioTransition? After)
{
    /// <summary>What it lends to the transition before it, seconds.</summary>
    public double HeadLent => Before is { IsInside: true } ? Before.In : 0;

    /// <summary>What it lends to the transition behind it, seconds.</summary>
    public double TailLent => After is { IsInside: true } ? After.Out : 0;

    /// <summary>The items of a track in order; schemas are not checked yet.</summary>
    public static List<OtioRow> Of(JsonObject track, string file)
    {
        var trackPlace = new Place(file, Json.Schema(track), Json.Text(track, "name", default) ?? "");
        JsonArray children = Json.Array(track, "children", trackPlace) ?? [];
        var rows = new List<OtioRow>(children.Count);
        OtioTransition? before = null;
        foreach (JsonNode? child in children)
        {
            if (child is not JsonObject item)
                throw trackPlace.Refuse($"has a child, item {rows.Count}, that is not an object");
            var place = new Place(file, Json.Schema(item), "", rows.Count);
            place = place with { Name = Json.Text(item, "name", place) ?? "" };
            if (place.Schema is not "Transition.1")
            {
                if (before is not null)
                    before.HasRight = true;
                rows.Add(new OtioRow(item, place, before, null));
                before = null;
                continue;
            }
            if (before is not null)
                throw place.Refuse("stands beside another transition");
            before = new OtioTransition(item, place) { HasLeft = rows.Count > 0 };
            if (rows.Count > 0)
                rows[^1] = rows[^1] with { After = before };
        }
        return rows;
    }
}

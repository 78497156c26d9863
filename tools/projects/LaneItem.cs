using System;

namespace Seamline.Projects;

/// <summary>What items of lanes have beside segments, in own data: start, loop, and fades with their curves.</summary>
internal static class LaneItem
{
    /// <summary>The keys.</summary>
    public static readonly string[] Keys = ["start", "loop", "fade_in", "fade_out", "fade_in_shape", "fade_out_shape"];

    private static readonly string[] Shapes = ["equal_power", "linear"];

    /// <summary>Fades that transitions give an item.</summary>
    public static ProjectItem WithTransitions(ProjectItem item, OtioTransition? before, OtioTransition? after) => item with
    {
        FadeIn = before?.Seconds ?? 0,
        FadeInShape = Shape(before),
        FadeOut = after?.Seconds ?? 0,
        FadeOutShape = Shape(after),
    };

    /// <summary>The exact start of an item where own data say it and it was not moved since.</summary>
    public static double Start(JsonObject node, double written, Place place)
        => SeamlineMetadata.Own(node, place) is { } own && Json.Number(own, "start", place) is { } exact && OtioItems.Near(exact, written) ? exact : written;

    /// <summary>An item with what its own data say.</summary>
    public static ProjectItem Read(ProjectItem item, JsonObject node, Place place)
    {
        if (SeamlineMetadata.Own(node, place) is not { } own)
            return item;
        return Looped(item, own, place) with
        {
            FadeIn = Length(own, "fade_in", place) ?? item.FadeIn,
            FadeOut = Length(own, "fade_out", place) ?? item.FadeOut,
            FadeInShape = Shape(own, "fade_in_shape", place) ?? item.FadeInShape,
            FadeOutShape = Shape(own, "fade_out_shape", place) ?? item.FadeOutShape,
        };
    }

    /// <summary>Writes an item's own data, as far as <paramref name="read"/>, what a reader takes from the rest, is not the same.</summary>
    public static void Write(JsonObject node, ProjectItem item, ProjectItem read) => SeamlineMetadata.Store(node, own =>
    {
        SeamlineMetadata.Set(own, "start", Number(item.Start, read.Start));
        SeamlineMetadata.Set(own, "loop", item.LoopSeconds > 0 ? JsonValue.Create(item.LoopSeconds) : null);
        SeamlineMetadata.Set(own, "fade_in", Number(item.FadeIn, read.FadeIn));
        SeamlineMetadata.Set(own, "fade_out", Number(item.FadeOut, read.FadeOut));
        SeamlineMetadata.Set(own, "fade_in_shape", item.FadeInShape == read.FadeInShape ? null : JsonValue.Create(Shapes[(int)item.FadeInShape]));
        SeamlineMetadata.Set(own, "fade_out_shape", item.FadeOutShape == read.FadeOutShape ? null : JsonValue.Create(Shapes[(int)item.FadeOutShape]));
    });

    /// <summary>What an item and a segment have in common.</summary>
    public static ProjectSegment AsSegment(ProjectItem item) => new()
    {
        ClipId = item.ClipId,
        In = item.In,
        Out = item.Out,
        GainDb = item.GainDb,
        Muted = item.Muted,
        Envelope = item.Envelope,
        Name = item.Name,
        Item = item.Item,
    };

    /// <summary>The curve of the fades that a transition gives.</summary>
    public static FadeShape Shape(OtioTransition? transition) => transition is { Kind: TransitionKind.EqualPower } ? FadeShape.EqualPower : FadeShape.Linear;

    // A loop's range is as long as all of it; another tool may have made that longer or shorter.
    private static ProjectItem Looped(ProjectItem item, JsonObject own, Place place)
    {
        if (Length(own, "loop", place) is not { } loop || loop == 0)
            return item;
        double written = item.Out - item.In;
        double? start = Json.Number(own, "in", place);
        double? end = Json.Number(own, "out", place);
        if (start is not { } from || end is not { } to || to < from)
            return item;
        bool moved = !OtioItems.Near(from, item.In);
        return item with { In = moved ? item.In : from, Out = moved ? item.In + (to - from) : to, LoopSeconds = OtioItems.Near(loop, written) ? loop : written };
    }

    private static JsonValue? Number(double value, double read)
        => BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(read) ? null : JsonValue.Create(value);

    private static double? Length(JsonObject own, string key, Place place)
    {
        double? seconds = Json.Number(own, key, place);
        return seconds is null or >= 0 ? seconds : throw place.Refuse($"has the {key} {seconds} s in metadata.seamline");
    }

    private static FadeShape? Shape(JsonObject own, string key, Place place)
    {
        if (Json.Text(own, key, place) is not { } name)
            return null;
        int shape = Array.IndexOf(Shapes, name);
        return shape >= 0 ? (FadeShape)shape : throw place.Refuse($"has the {key} \"{name}\"; known are {string.Join(" and ", Shapes)}");
    }
}

using System;
using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>Writes transitions across their cuts: what the overlap lies before and behind them.</summary>
internal static class TransitionWriter
{
    private const double ToleranceSeconds = 1e-9;

    /// <summary>A transition of so many seconds; one that the file held keeps its fields, and where its cut is.</summary>
    /// <param name="own">The file's own, or null.</param>
    /// <param name="kind">How it goes.</param>
    /// <param name="overlap">Its length as it is heard, seconds.</param>
    public static JsonObject Node(OtioTransition? own, TransitionKind kind, double overlap)
    {
        double share = own is { Seconds: > 0 } ? own.In / own.Seconds : 0.5;
        return Finish(own, kind, overlap * share, overlap - (overlap * share));
    }

    /// <summary>A fade beside a gap, which borrows nothing unless the file's own one does.</summary>
    public static JsonObject Fade(OtioTransition? own, TransitionKind kind, double seconds, bool head)
        => own is not null && Math.Abs(own.Seconds - seconds) <= ToleranceSeconds ? Finish(own, kind, own.In, own.Out)
            : head ? Finish(own, kind, 0, seconds) : Finish(own, kind, seconds, 0);

    /// <summary>The transition before each segment, or null; their lengths are those that fit.</summary>
    public static JsonObject?[] Of(Project project, OtioDocument? original)
    {
        IReadOnlyList<ProjectSegment> segments = project.Segments;
        var nodes = new JsonObject?[segments.Count];
        for (int i = 1; i < segments.Count; i++)
        {
            if (segments[i].Transition is not { } transition)
                continue;
            OtioTransition? own = original is not null && transition.Item > 0 && transition.Item < original.Project.Segments.Count ? original.Rows[transition.Item].Before : null;
            double overlap = Overlaps.Of(segments, i);
            JsonObject node = Node(own, transition.Kind, overlap);
            double read = OtioTime.Offset(node, "in_offset", default) + OtioTime.Offset(node, "out_offset", default);
            SeamlineMix.WriteTransition(node, KindToSay(node, transition.Kind), transition.Seconds.Equals(read) ? null : transition.Seconds);
            nodes[i] = node;
        }
        return nodes;
    }

    private static JsonObject Finish(OtioTransition? own, TransitionKind kind, double before, double behind)
    {
        JsonObject node = own?.Node.DeepClone().AsObject() ?? OtioTemplates.Transition();
        SetLength(node, "in_offset", before);
        SetLength(node, "out_offset", behind);
        SeamlineMix.WriteTransition(node, KindToSay(node, kind), null);
        return node;
    }

    // What other tools' fields say already is not said again.
    private static TransitionKind? KindToSay(JsonObject node, TransitionKind kind)
    {
        JsonObject bare = node.DeepClone().AsObject();
        SeamlineMix.WriteTransition(bare, null, null);
        return new OtioTransition(bare, default).Kind == kind ? null : kind;
    }

    private static void SetLength(JsonObject node, string key, double seconds)
    {
        if (node[key] is not null && Math.Abs(OtioTime.Offset(node, key, default) - seconds) <= ToleranceSeconds)
            return;
        double rate = node[key] is JsonObject time && time["rate"] is JsonValue value && value.TryGetValue(out double known) ? known : 0;
        node[key] = OtioTime.Length(seconds, rate);
    }
}

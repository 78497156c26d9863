using System.Collections.Generic;
using System.IO;

namespace Seamline.Projects;

/// <summary>
/// LosslessCut projects (.llc: JSON5): one medium beside the file, and the segments that are kept, in their order. A segment without
/// an end is a marker; one that is not selected is left out.
/// </summary>
internal static class LosslessCut
{
    private const int Version = 2;

    /// <summary>Reads one, of version 1 or 2.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        JsonObject root = Json5.Read(path);
        var place = new Place(path, "LosslessCut", "");
        if (Json.Number(root, "version", place) is not (1 or Version))
            throw place.Refuse($"has the version {Json.Shown(root["version"])}; 1 and {Version} are known");
        string medium = Json.Text(root, "mediaFileName", place) ?? throw place.Refuse("has no mediaFileName");
        // A base name: a path would name files of another machine.
        medium = Path.GetFileName(medium.Replace('\\', '/'));
        JsonArray segments = Json.Array(root, "cutSegments", place) ?? throw place.Refuse("has no cutSegments");
        var list = new CutList(path);
        var marks = new List<(double Seconds, string Name)>();
        for (int i = 0; i < segments.Count; i++)
        {
            if (segments[i] is not JsonObject segment)
                throw place.Refuse($"has the segment {i}, which is no object");
            Segment(list, segment, medium, marks, new Place(path, "segment", Json.Text(segment, "name", place) ?? "", i));
        }
        foreach ((double seconds, string name) in marks)
        {
            if (!list.MarkMedium(seconds, name))
                list.Warn("is a marker in a part that is cut out; it is left out", $"\"{name}\"");
        }
        return list.Finish(options);
    }

    /// <summary>The text.</summary>
    public static string Write(CutOutput output)
    {
        IReadOnlyList<CutItem> items = output.Items();
        string medium = output.OnlyMedium(items, "a LosslessCut project");
        if (Path.GetDirectoryName(medium) != output.Folder)
            output.Warnings.Add($"{output.Path}: LosslessCut looks for {Path.GetFileName(medium)} beside the project, and it is in {Path.GetDirectoryName(medium)}.");
        var segments = new JsonArray();
        foreach (CutItem item in items)
            segments.Add((JsonNode)new JsonObject { ["start"] = item.In, ["end"] = item.Out, ["name"] = item.Segment.Name });
        foreach (ProjectMarker marker in output.Project.Markers)
        {
            if (CutOutput.MediumTime(items, marker.Start) is { } seconds)
                segments.Add((JsonNode)new JsonObject { ["start"] = seconds, ["name"] = marker.Name });
        }
        var root = new JsonObject { ["version"] = Version, ["mediaFileName"] = Path.GetFileName(medium), ["cutSegments"] = segments };
        return JsonText.Of(root);
    }

    private static void Segment(CutList list, JsonObject segment, string medium, List<(double Seconds, string Name)> marks, Place place)
    {
        double start = Json.Number(segment, "start", place) ?? 0;
        if (Json.Flag(segment, "selected", place) == false)
            return;
        if (Json.Number(segment, "end", place) is not { } end)
            marks.Add((start, place.Name));
        else if (end < start || start < 0)
            throw place.Refuse($"reaches from {start} to {end} s");
        else
            list.Add(medium, start, end, new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = place.Name });
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Files;

namespace Seamline.Projects;

/// <summary>Keeps a project's own recordings from being written over.</summary>
public static class ProjectOutputs
{
    /// <summary>
    /// The medium of a project that an output would replace: the same file by whatever name, through symbolic and hard links. Media of
    /// tracks that are only kept count too. Null where it is none of them.
    /// </summary>
    public static string? MediumAt(Project project, string path)
    {
        ArgumentNullException.ThrowIfNull(project);
        FileIdentity output = FileIdentity.Of(path);
        if (!output.Exists) return null;
        IEnumerable<string> media = project.Clips.SelectMany(clip => clip.Tracks).Select(track => track.MediaPath);
        return media.Concat(Kept(project)).Distinct(StringComparer.Ordinal).FirstOrDefault(medium => FileIdentity.Of(medium) == output);
    }

    /// <summary>Refuses to write over a medium of a project.</summary>
    /// <exception cref="ProjectException">The path leads to one.</exception>
    internal static void Refuse(Project project, string path)
    {
        if (MediumAt(project, path) is { } medium)
            throw new ProjectException($"{path}: cannot be written: it is the medium {medium} of this project; choose another name");
    }

    private static IEnumerable<string> Kept(Project project)
    {
        if (project.Original is null) yield break;
        string folder = Path.GetDirectoryName(Path.GetFullPath(project.Path ?? ".")) ?? "";
        var pending = new Stack<JsonNode>([project.Original]);
        while (pending.TryPop(out JsonNode? node))
        {
            if (node is JsonObject item && item["target_url"] is JsonValue value && value.TryGetValue(out string? url) && Resolved(url, folder) is { } medium)
                yield return medium;
            IEnumerable<JsonNode?> children = node switch
            {
                JsonObject parent => parent.Select(field => field.Value),
                JsonArray list => list,
                _ => [],
            };
            foreach (JsonNode? child in children)
            {
                if (child is JsonObject or JsonArray) pending.Push(child);
            }
        }
    }

    // What cannot be resolved is no file of this machine.
    private static string? Resolved(string url, string folder)
    {
        try
        {
            return MediaUrl.Resolve(url, folder, default, out _);
        }
        catch (Exception error) when (error is ProjectException or ArgumentException or IOException or NotSupportedException)
        {
            return null;
        }
    }
}

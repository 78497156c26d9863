using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Keeps relative media URLs true when a project is saved in another folder, kept tracks and spare media included.</summary>
internal static class RelativeUrls
{
    private static readonly string[] Keys = ["target_url", "target_url_base"];

    /// <summary>Rewrites every relative URL of a tree, and those of media that were found elsewhere, in place.</summary>
    public static void Move(JsonNode root, string oldFolder, string newFolder, IReadOnlyDictionary<string, string> relinked)
    {
        bool stays = string.Equals(oldFolder, newFolder, System.StringComparison.Ordinal);
        if (stays && relinked.Count == 0)
            return;
        var pending = new Stack<JsonNode>();
        pending.Push(root);
        while (pending.TryPop(out JsonNode? node))
        {
            if (node is JsonObject item)
            {
                foreach (string key in Keys)
                {
                    if (item[key] is JsonValue value && value.TryGetValue(out string? url) && relinked.TryGetValue(url, out string? found))
                        item[key] = MediaUrl.For(found, newFolder);
                    else if (!stays)
                        Move(item, key, oldFolder, newFolder);
                }
            }
            IEnumerable<JsonNode?> children = node switch
            {
                JsonObject parent => parent.Select(field => field.Value),
                JsonArray list => list,
                _ => [],
            };
            foreach (JsonNode? child in children)
            {
                if (child is JsonObject or JsonArray)
                    pending.Push(child);
            }
        }
    }

    private static void Move(JsonObject item, string key, string oldFolder, string newFolder)
    {
        if (item[key] is not JsonValue value || !value.TryGetValue(out string? url) || !IsRelative(url))
            return;
        if (MediaUrl.Resolve(url, oldFolder, default, out _) is not { } path)
            return;
        bool isFolder = url.EndsWith('/');
        item[key] = MediaUrl.For(isFolder ? Path.TrimEndingDirectorySeparator(path) : path, newFolder) + (isFolder ? "/" : "");
    }

    private static bool IsRelative(string url)
        => url.Length > 0 && !url.Contains('\0', System.StringComparison.Ordinal) && !url.Contains("%00", System.StringComparison.Ordinal)
            && !Path.IsPathRooted(url) && !url.StartsWith("file:", System.StringComparison.OrdinalIgnoreCase)
            && !url.Contains("://", System.StringComparison.Ordinal) && !MediaUrl.IsDrive(url);
}

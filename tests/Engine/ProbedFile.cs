using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>What ffprobe says of a file.</summary>
internal sealed class ProbedFile(JsonElement root)
{
    /// <summary>Starts, seconds, and titles.</summary>
    public IReadOnlyList<(double Start, string Title)> Chapters =>
        [.. root.GetProperty("chapters").EnumerateArray().Select(chapter => (
            Math.Round(double.Parse(chapter.GetProperty("start_time").GetString()!, CultureInfo.InvariantCulture), 3),
            chapter.TryGetProperty("tags", out JsonElement tags) ? tags.GetProperty("title").GetString()! : ""))];

    /// <summary>The name of the audio codec.</summary>
    public string Codec => Audio.GetProperty("codec_name").GetString()!;

    private JsonElement Audio => root.GetProperty("streams").EnumerateArray().First(stream => stream.GetProperty("codec_type").GetString() == "audio");

    /// <summary>Asks ffprobe.</summary>
    public static ProbedFile Of(string path)
    {
        (int exit, string output, string error) = ChildProcess.Run(new ProcessStartInfo(
            "ffprobe", ["-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", path]));
        Assert.True(exit == 0, error);
        return new ProbedFile(JsonDocument.Parse(output).RootElement);
    }

    /// <summary>A tag of the file, or of its stream, as Ogg has them; null for none.</summary>
    public string? Tag(string key)
    {
        foreach (JsonElement owner in new[] { root.GetProperty("format"), Audio })
        {
            if (!owner.TryGetProperty("tags", out JsonElement tags)) continue;
            foreach (JsonProperty tag in tags.EnumerateObject())
            {
                if (tag.Name.Equals(key, StringComparison.OrdinalIgnoreCase)) return tag.Value.GetString();
            }
        }

        return null;
    }
}

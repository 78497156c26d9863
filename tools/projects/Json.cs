using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Seamline.Projects;

/// <summary>Reads JSON trees with sentences for errors; a field of the wrong type is refused, an absent or null one is null.</summary>
internal static class Json
{
    /// <summary>Largest project file read: 20,000 segments with rich metadata take some 60 MB.</summary>
    private const long MaxFileBytes = 512L << 20;

    private const int MaxShown = 60;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512, AllowDuplicateProperties = false };

    /// <summary>The tree in a file.</summary>
    /// <exception cref="ProjectException">The file cannot be read, or is not JSON: line and position are named.</exception>
    public static JsonNode ReadFile(string path)
    {
        byte[] bytes;
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
                throw new ProjectException($"{path}: there is no such file.");
            if (info.Length > MaxFileBytes)
                throw new ProjectException($"{path}: {info.Length} bytes are more than the {MaxFileBytes} that a project file may have.");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProjectException($"{path}: cannot be read: {error.Message}", error);
        }
        return Parse(bytes, path);
    }

    /// <summary>The tree in a text.</summary>
    public static JsonNode Parse(ReadOnlySpan<byte> utf8, string path)
    {
        ReadOnlySpan<byte> text = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        try
        {
            RefuseForeign(text, path);
            text = NonFinite.Quote(text);
            RefuseBrokenText(text, path);
            return JsonNode.Parse(text, documentOptions: Options)
                ?? throw new ProjectException($"{path}: it holds null, not a timeline.");
        }
        catch (JsonException error)
        {
            long line = (error.LineNumber ?? 0) + 1;
            long column = (error.BytePositionInLine ?? 0) + 1;
            throw new ProjectException($"{path}: line {line}, position {column}: not valid JSON: {Cause(error.Message)}.", error);
        }
    }

    /// <summary>The object under a key.</summary>
    public static JsonObject? Object(JsonObject parent, string key, Place place) => parent[key] switch
    {
        null => null,
        JsonObject value => value,
        _ => throw place.Refuse($"has a \"{key}\" that is not an object"),
    };

    /// <summary>The array under a key.</summary>
    public static JsonArray? Array(JsonObject parent, string key, Place place) => parent[key] switch
    {
        null => null,
        JsonArray value => value,
        _ => throw place.Refuse($"has a \"{key}\" that is not a list"),
    };

    /// <summary>The text under a key.</summary>
    public static string? Text(JsonObject parent, string key, Place place) => parent[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => throw place.Refuse($"has a \"{key}\" that is not a text"),
    };

    /// <summary>The truth value under a key.</summary>
    public static bool? Flag(JsonObject parent, string key, Place place) => parent[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        _ => throw place.Refuse($"has a \"{key}\" that is neither true nor false"),
    };

    /// <summary>The finite number under a key.</summary>
    public static double? Number(JsonObject parent, string key, Place place)
    {
        JsonNode? node = parent[key];
        if (node is null)
            return null;
        if (NonFinite.Is(node))
            throw place.Refuse($"has a \"{key}\" that is not finite");
        if (node is not JsonValue value || !value.TryGetValue(out double number))
            throw place.Refuse($"has a \"{key}\" that is not a number");
        return double.IsFinite(number) ? number : throw place.Refuse($"has a \"{key}\" that is not finite");
    }

    /// <summary>A value as messages show it: on one line, and no longer than a line.</summary>
    public static string Shown(JsonNode? node)
    {
        string text = string.Concat((node?.ToJsonString() ?? "null").Where(character => !char.IsControl(character)));
        return text.Length <= MaxShown ? text : $"{text[..MaxShown]}...";
    }

    /// <summary>The schema name of an object, or "" where it has none.</summary>
    public static string Schema(JsonObject item)
        => item["OTIO_SCHEMA"] is JsonValue value && value.TryGetValue(out string? schema) ? schema ?? "" : "";

    /// <summary>What the parser says is wrong, on one line.</summary>
    internal static string Cause(string message)
    {
        // The message repeats line and position at its end, in its own words.
        int tail = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string cause = tail < 0 ? message : message[..tail];
        int path = cause.IndexOf(" Path:", StringComparison.Ordinal);
        cause = (path < 0 ? cause : cause[..path]).TrimEnd('.', ' ');
        // A literal that is none is quoted to the end of the file.
        int literal = cause.StartsWith('\'') ? cause.IndexOf("' is an invalid", StringComparison.Ordinal) : -1;
        return literal > MaxShown || cause.Contains('\n', StringComparison.Ordinal) ? $"'{Line(cause.AsSpan(1))}...{cause[Math.Max(literal, 0)..]}" : cause;
    }

    /// <summary>
    /// Trees transcode their texts late, and throw then: wrong UTF-8 and halves of surrogate pairs behind "\u" are refused first.
    /// </summary>
    private static void RefuseBrokenText(ReadOnlySpan<byte> text, string path)
    {
        if (!Utf8.IsValid(text))
            throw new ProjectException($"{path}: it is not valid UTF-8, so it is not a timeline.");
        if (text.IndexOf("\\u"u8) < 0)
            return;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException error)
            {
                int line = text[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
                throw new ProjectException($"{path}: line {line}: a text is not valid Unicode: half of a surrogate pair.", error);
            }
        }
    }

    private static void RefuseForeign(ReadOnlySpan<byte> text, string path)
    {
        if (ForeignFormat.Name(path, text) is { } name)
            throw new ProjectException(ForeignFormat.Sentence(path, name));
    }

    private static string Line(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny('\r', '\n');
        return text[..Math.Min(end < 0 ? text.Length : end, MaxShown)].ToString();
    }
}

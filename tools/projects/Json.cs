using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
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
        try
        {
            using FileStream file = TextFile.Open(path, MaxFileBytes);
            byte[] head = new byte[ForeignFormat.HeadBytes];
            int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            RefuseForeign(head.AsSpan(0, read), path);
            JsonTape tape = JsonScanner.Scan(file, head.AsSpan(0, read), Options.MaxDepth) ?? throw Refusal(File.ReadAllBytes(path), path);
            return Root(tape, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProjectException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The tree in a text.</summary>
    public static JsonNode Parse(ReadOnlySpan<byte> utf8, string path)
    {
        RefuseForeign(utf8, path);
        return Root(JsonScanner.Scan(utf8, Options.MaxDepth) ?? throw Refusal(utf8, path), path);
    }

    private static JsonNode Root(JsonTape tape, string path) => JsonNode.Of(tape, 0) ?? throw new ProjectException($"{path}: it holds null, not a timeline.");

    // What is no JSON for the scanner: the parser of the runtime says why, and where.
    private static ProjectException Refusal(ReadOnlySpan<byte> text, string path)
    {
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(text))
            return new ProjectException($"{path}: it is not valid UTF-8, so it is not a timeline.");
        try
        {
            ReadOnlySpan<byte> quoted = NonFinite.Quote(text);
            RefuseBrokenText(quoted, path);
            JsonDocument.Parse(quoted.ToArray(), Options).Dispose();
            return new ProjectException($"{path}: not valid JSON.");
        }
        catch (JsonException error)
        {
            long line = (error.LineNumber ?? 0) + 1;
            long column = (error.BytePositionInLine ?? 0) + 1;
            return new ProjectException($"{path}: line {line}, position {column}: not valid JSON: {Cause(error.Message)}.", error);
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
    public static string? Text(JsonObject parent, string key, Place place) => parent.TryText(key, out string? known) ? known : parent[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => throw place.Refuse($"has a \"{key}\" that is not a text"),
    };

    /// <summary>The truth value under a key.</summary>
    public static bool? Flag(JsonObject parent, string key, Place place) => parent.TryFlag(key, out bool known) ? known : parent[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        _ => throw place.Refuse($"has a \"{key}\" that is neither true nor false"),
    };

    /// <summary>The finite number under a key.</summary>
    public static double? Number(JsonObject parent, string key, Place place)
    {
        if (parent.TryNumber(key, out double known))
            return known;
        JsonNode? node = parent[key];
        if (node is null)
            return null;
        if (node is JsonValue { NonFiniteWord: not null })
            throw place.Refuse($"has a \"{key}\" that is not finite");
        throw place.Refuse(node is JsonValue value && value.TryGetValue(out double _) ? $"has a \"{key}\" that is not finite" : $"has a \"{key}\" that is not a number");
    }

    /// <summary>A value as messages show it: on one line, and no longer than a line.</summary>
    public static string Shown(JsonNode? node)
    {
        string text = string.Concat((node?.ToJsonString() ?? "null").Where(character => !char.IsControl(character)));
        return text.Length <= MaxShown ? text : $"{text[..MaxShown]}...";
    }

    /// <summary>The schema name of an object, or "" where it has none.</summary>
    public static string Schema(JsonObject item)
        => item.TryText("OTIO_SCHEMA", out string? schema) ? schema! : "";

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
        string line = literal > MaxShown || cause.Contains('\n', StringComparison.Ordinal) ? $"'{Line(cause.AsSpan(1))}...{cause[Math.Max(literal, 0)..]}" : cause;
        return string.Concat(line.Where(character => !char.IsControl(character)));
    }

    /// <summary>
    /// Halves of surrogate pairs behind "\u" are no characters.
    /// </summary>
    internal static void RefuseBrokenText(ReadOnlySpan<byte> text, string path)
    {
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

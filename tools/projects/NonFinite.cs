using System;
using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seamline.Projects;

/// <summary>
/// NaN, Infinity and -Infinity, which JSON has no words for and which the official library writes bare where metadata hold them.
/// In a tree each is a text that begins with a character no tool writes; written out it is the bare word that was read.
/// </summary>
internal static class NonFinite
{
    private const char Mark = '\u0001';

    /// <summary>Longest first: "Inf" is the beginning of "Infinity".</summary>
    private static readonly byte[][] Words = ["-Infinity"u8.ToArray(), "Infinity"u8.ToArray(), "-Inf"u8.ToArray(), "Inf"u8.ToArray(), "-NaN"u8.ToArray(), "NaN"u8.ToArray()];

    /// <summary>The text with each bare word between quotes and marked; the same text where there is none.</summary>
    public static ReadOnlySpan<byte> Quote(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("NaN"u8) < 0 && text.IndexOf("Inf"u8) < 0)
            return text;
        var quoted = new ArrayBufferWriter<byte>(text.Length + 1_024);
        int copied = 0;
        bool inText = false;
        for (int i = 0; i < text.Length; i++)
        {
            byte character = text[i];
            if (character == '"')
                inText = !inText;
            else if (inText && character == '\\')
                i++;
            else if (!inText && character is (byte)'-' or (byte)'N' or (byte)'I' && Word(text[i..]) is { Length: > 0 } word)
            {
                quoted.Write(text[copied..i]);
                quoted.Write("\"\\u0001"u8);
                quoted.Write(word);
                quoted.Write("\""u8);
                i += word.Length - 1;
                copied = i + 1;
            }
        }
        quoted.Write(text[copied..]);
        return quoted.WrittenSpan;
    }

    /// <summary>Whether a value stands for one of the words.</summary>
    public static bool Is(JsonNode? node) => Of(node) is not null;

    /// <summary>Writes a tree, with the words bare again.</summary>
    public static void Write(JsonNode? node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case JsonObject item:
                writer.WriteStartObject();
                foreach ((string key, JsonNode? value) in item)
                {
                    writer.WritePropertyName(key);
                    Write(value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonArray list:
                writer.WriteStartArray();
                foreach (JsonNode? value in list)
                    Write(value, writer);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                if (Of(node) is { } word)
                    writer.WriteRawValue(word, skipInputValidation: true);
                else
                    node.WriteTo(writer);
                break;
        }
    }

    private static string? Of(JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String || !value.TryGetValue(out string? text) || text.Length < 2 || text[0] != Mark)
            return null;
        return Array.Exists(Words, word => text.AsSpan(1).SequenceEqual(Encoding.ASCII.GetString(word))) ? text[1..] : null;
    }

    private static byte[]? Word(ReadOnlySpan<byte> text)
    {
        foreach (byte[] word in Words)
        {
            if (text.StartsWith(word))
                return word;
        }
        return null;
    }
}

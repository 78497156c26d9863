using System;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Seamline.Projects;

/// <summary>
/// JSON5 as programs write it, made JSON: names without quotes, single quotes, comments, commas behind the last, numbers such as `.5`,
/// `+1` and `5.`. What is left is read by the JSON parser, which says what is wrong with it.
/// </summary>
internal static class Json5
{
    /// <summary>The object in a text.</summary>
    /// <exception cref="ProjectException">The line of what is wrong.</exception>
    public static JsonObject Read(string path)
    {
        byte[] json = Encoding.UTF8.GetBytes(ToJson(TextFile.Read(path)));
        if (JsonScanner.Scan(json, FormatLimits.MaxDepth, trailingCommas: true) is { } tape)
            return JsonNode.Of(tape, 0) as JsonObject ?? throw new ProjectException($"{path}: it holds no object.");
        try
        {
            Json.RefuseBrokenText(json, path);
            JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = FormatLimits.MaxDepth, AllowTrailingCommas = true, AllowDuplicateProperties = false }).Dispose();
            throw new ProjectException($"{path}: it is not valid JSON.");
        }
        catch (JsonException error)
        {
            throw new ProjectException($"{path}:{(error.LineNumber ?? 0) + 1}: this line is not valid JSON: {Json.Cause(error.Message)}.", error);
        }
    }

    // Line breaks stay where they are, so that errors name the right line.
    private static string ToJson(string text)
    {
        var json = new StringBuilder(text.Length + 64);
        for (int i = 0; i < text.Length;)
        {
            char c = text[i];
            if (c is '"' or '\'')
                i = Quoted(text, i, json);
            else if (c == '/' && i + 1 < text.Length && text[i + 1] is '/' or '*')
                i = Comment(text, i, json);
            else if (char.IsLetter(c) || c is '_' or '$')
                i = Word(text, i, json);
            else if (c is '+' or '.' || char.IsAsciiDigit(c))
                i = Number(text, i, json);
            else
                (_, i) = (json.Append(c), i + 1);
        }
        return json.ToString();
    }

    private static int Quoted(string text, int at, StringBuilder json)
    {
        char quote = text[at];
        json.Append('"');
        int i = at + 1;
        for (; i < text.Length && text[i] != quote; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                json.Append(text[++i] == '\'' ? "'" : text[i] == '\n' ? "" : "\\" + text[i]);
            else
                json.Append(text[i] == '"' ? "\\\"" : text[i].ToString());
        }
        json.Append(i < text.Length ? "\"" : "");
        return i + 1;
    }

    private static int Comment(string text, int at, StringBuilder json)
    {
        bool line = text[at + 1] == '/';
        int end = text.IndexOf(line ? "\n" : "*/", at + 2, StringComparison.Ordinal);
        end = end < 0 ? text.Length : end;
        foreach (char c in text.AsSpan(at, end - at))
            json.Append(c == '\n' ? "\n" : "");
        return line ? end : Math.Min(text.Length, end + 2);
    }

    private static int Word(string text, int at, StringBuilder json)
    {
        int end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$'))
            end++;
        string word = text[at..end];
        json.Append(word is "true" or "false" or "null" ? word : $"\"{word}\"");
        return end;
    }

    private static int Number(string text, int at, StringBuilder json)
    {
        int end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '+' or '-'))
            end++;
        string number = text[at..end].TrimStart('+');
        bool plain = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && (number[0] == '.' || number.EndsWith('.') || number.Contains(".e", StringComparison.OrdinalIgnoreCase));
        json.Append(plain ? value.ToString("R", CultureInfo.InvariantCulture) : number);
        return end;
    }
}

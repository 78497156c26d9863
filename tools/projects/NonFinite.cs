using System;
using System.Buffers;

namespace Seamline.Projects;

/// <summary>
/// NaN, Infinity and -Infinity, which JSON has no words for and which the official library writes bare where metadata hold them.
/// The scanner takes them; for the runtime's parser, which says what is wrong with a text, they are put between quotes.
/// </summary>
internal static class NonFinite
{
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

    /// <summary>The word that a text begins with, or null.</summary>
    public static byte[]? Word(ReadOnlySpan<byte> text)
    {
        foreach (byte[] word in Words)
        {
            if (text.StartsWith(word))
                return word;
        }
        return null;
    }
}

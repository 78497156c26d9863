using System;
using System.IO;
using System.Linq;
using System.Text.Unicode;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>Says of a file that is no medium that it is text, where it is.</summary>
internal static class TextSniffer
{
    private const int Looked = 4_096;
    private const int LongestCut = 3; // of a character of UTF-8, at the end of what is looked at

    /// <summary>The sentence why a clip cannot be opened: a plainer one where its file holds text.</summary>
    public static string Explain(string sentence, ProjectClip clip) =>
        clip.Tracks.FirstOrDefault(track => sentence.Contains(track.MediaPath, StringComparison.Ordinal) && IsText(track.MediaPath)) is { } text
            ? $"cannot open '{text.MediaPath}': this is a text file" : sentence;

    /// <summary>The file begins with text.</summary>
    internal static bool IsText(string path)
    {
        try
        {
            byte[] bytes = new byte[Looked];
            using FileStream file = File.OpenRead(path);
            ReadOnlySpan<byte> head = bytes.AsSpan(0, file.ReadAtLeast(bytes, Looked, throwOnEndOfStream: false));
            if (head.Length == 0 || head.ContainsAnyInRange((byte)0, (byte)8) || head.ContainsAnyInRange((byte)14, (byte)26)) return false;
            for (int cut = 0; cut <= Math.Min(LongestCut, head.Length - 1); cut++)
            {
                if (Utf8.IsValid(head[..^cut])) return cut == 0 || head.Length == Looked;
            }

            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

using System;
using System.IO;
using System.Text;

namespace Seamline.Projects;

/// <summary>Text of another program's file: UTF-8, UTF-16 with a mark, or else Latin 1, which old editors write.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text.</summary>
    /// <exception cref="ProjectException">It cannot be read, is too long, or is no text.</exception>
    public static string Read(string path)
    {
        byte[] bytes;
        try
        {
            using FileStream file = Open(path, FormatLimits.MaxFileBytes);
            bytes = new byte[file.Length];
            int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            Array.Resize(ref bytes, read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProjectException($"{path}: cannot be read: {error.Message}", error);
        }
        string text = Decode(bytes);
        return text.Contains('\0', StringComparison.Ordinal) ? throw new ProjectException($"{path}: it holds zero characters, so it is no text file.") : text;
    }

    /// <summary>Opens a file that is no longer than a limit.</summary>
    /// <exception cref="ProjectException">There is none, or it is longer.</exception>
    public static FileStream Open(string path, long maxBytes)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new ProjectException($"{path}: there is no such file.");
        if (info.Length > maxBytes)
            throw new ProjectException($"{path}: {info.Length} bytes are more than the {maxBytes} that a project file may have.");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.CanSeek)
            return file;
        file.Dispose();
        throw new ProjectException($"{path}: it is a pipe or a device, not a file.");
    }

    /// <summary>The lines, with their numbers from 1.</summary>
    public static (int Number, string Text)[] Lines(string path)
    {
        string[] lines = Read(path).ReplaceLineEndings("\n").Split('\n');
        return Array.ConvertAll<int, (int, string)>([.. System.Linq.Enumerable.Range(0, lines.Length)], i => (i + 1, lines[i]));
    }

    private static string Decode(byte[] bytes)
    {
        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(text[2..]);
        if (text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(text[2..]);
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(text);
        }
    }
}

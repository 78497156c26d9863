using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline;

/// <summary>A tag of an exported file.</summary>
/// <param name="Key">FFmpeg's name, such as title, artist, album, date, genre, comment, track.</param>
/// <param name="Value">Its text.</param>
public readonly record struct ExportTag(string Key, string Value);

/// <summary>A chapter of an exported file: it lasts until the next, or to the end.</summary>
/// <param name="Frame">Timeline frame at which it begins. One outside what is exported is left out.</param>
/// <param name="Title">Its title.</param>
public readonly record struct ExportChapter(long Frame, string Title);

/// <summary>A chapter in the file's own frames, [start, end).</summary>
internal readonly record struct ChapterSpan(long Start, long End, string Title);

/// <summary>What a file says of itself.</summary>
/// <param name="Tags">Its tags.</param>
/// <param name="Chapters">Its chapters, in order.</param>
internal sealed record ExportText(IReadOnlyList<ExportTag> Tags, IReadOnlyList<ChapterSpan> Chapters)
{
    /// <summary>Nothing.</summary>
    public static ExportText None { get; } = new([], []);

    /// <summary>There is something to write.</summary>
    public bool Any => Tags.Count + Chapters.Count > 0;

    /// <summary>Of an export of so many frames. Of several chapters at one frame the last is kept.</summary>
    public static ExportText Of(IReadOnlyList<ExportTag>? tags, IReadOnlyList<ExportChapter>? chapters, long first, long frames)
    {
        if (tags is not { Count: > 0 } && chapters is not { Count: > 0 }) return None;
        ExportChapter[] inside = [.. (chapters ?? []).Where(chapter => chapter.Frame >= first && chapter.Frame < first + frames).OrderBy(chapter => chapter.Frame)];
        var spans = new List<ChapterSpan>(inside.Length);
        for (int i = 0; i < inside.Length; i++)
        {
            long end = i + 1 < inside.Length ? inside[i + 1].Frame : first + frames;
            if (end > inside[i].Frame) spans.Add(new ChapterSpan(inside[i].Frame - first, end - first, inside[i].Title));
        }

        return new ExportText(tags ?? [], spans);
    }

    /// <summary>Why tags and chapters cannot be written; null if they can.</summary>
    public static string? Refusal(IReadOnlyList<ExportTag>? tags, IReadOnlyList<ExportChapter>? chapters)
    {
        if (tags?.Count > Limits.MaxExportTags) return $"{tags.Count} tags are more than the limit of {Limits.MaxExportTags}";
        if (chapters?.Count > Limits.MaxExportChapters) return $"{chapters.Count} chapters are more than the limit of {Limits.MaxExportChapters}";
        foreach (ExportTag tag in tags ?? [])
        {
            if (string.IsNullOrEmpty(tag.Key) || tag.Key.AsSpan().ContainsAnyExceptInRange(' ', '}') || tag.Key.Contains('=', StringComparison.Ordinal))
                return $"\"{tag.Key}\" is no name of a tag: letters, digits and signs other than = only";
            if (tag.Value is null || tag.Value.Length > Limits.MaxExportTextLength) return $"the tag {tag.Key} is longer than the limit of {Limits.MaxExportTextLength} characters";
        }

        return (chapters ?? []).Any(chapter => chapter.Title is null || chapter.Title.Length > Limits.MaxExportTextLength)
            ? $"the title of a chapter is longer than the limit of {Limits.MaxExportTextLength} characters" : null;
    }
}

using System.Collections.Generic;
using System.Globalization;
using FFmpeg.AutoGen;
using Seamline.Files;

namespace Seamline.Encode;

/// <summary>Tags and chapters of an encoded file, given to FFmpeg's muxer before it writes the header.</summary>
internal static unsafe class MuxerText
{
    /// <summary>Sets them.</summary>
    /// <param name="format">The muxer's context, which frees them.</param>
    /// <param name="choice">
    /// The codec. In Ogg and FLAC chapters are tags: the muxers write none for FLAC and Vorbis, and for Opus with seconds that are rounded up.
    /// </param>
    /// <param name="text">What to set.</param>
    /// <param name="rate">Hz.</param>
    public static void Set(AVFormatContext* format, CodecChoice choice, ExportText text, int rate)
    {
        AVDictionary* tags = format->metadata;
        foreach (ExportTag tag in text.Tags) Add(&tags, tag.Key, tag.Value);
        bool isTrack = choice.Muxer == "ipod";
        bool asTags = !isTrack && choice.Muxer != "mp3";
        if (asTags) AddAsTags(&tags, text, rate);
        format->metadata = tags;
        if (!asTags && text.Chapters.Count > 0) AddChapters(format, isTrack ? FromStart(text.Chapters) : text.Chapters, rate);
    }

    // Chapters of MP4 are a track of texts, which begins at 0 whatever its first text says.
    private static IReadOnlyList<ChapterSpan> FromStart(IReadOnlyList<ChapterSpan> chapters) =>
        chapters[0].Start == 0 ? chapters : [new ChapterSpan(0, chapters[0].Start, string.Empty), .. chapters];

    // CHAPTER000=HH:MM:SS.mmm and CHAPTER000NAME, as the Vorbis comments of chapters are.
    private static void AddAsTags(AVDictionary** tags, ExportText text, int rate)
    {
        for (int i = 0; i < text.Chapters.Count; i++)
        {
            long milliseconds = ((text.Chapters[i].Start * 1_000) + (rate / 2)) / rate;
            string time = string.Create(
                CultureInfo.InvariantCulture,
                $"{milliseconds / 3_600_000:00}:{milliseconds / 60_000 % 60:00}:{milliseconds / 1_000 % 60:00}.{milliseconds % 1_000:000}");
            Add(tags, string.Create(CultureInfo.InvariantCulture, $"CHAPTER{i:000}"), time);
            Add(tags, string.Create(CultureInfo.InvariantCulture, $"CHAPTER{i:000}NAME"), text.Chapters[i].Title);
        }
    }

    private static void AddChapters(AVFormatContext* format, IReadOnlyList<ChapterSpan> spans, int rate)
    {
        int count = spans.Count;
        var chapters = (AVChapter**)ffmpeg.av_malloc((ulong)(count * sizeof(AVChapter*)));
        if (chapters is null) throw new OutputException("no memory for its chapters");
        format->chapters = chapters;
        for (int i = 0; i < count; i++)
        {
            ChapterSpan span = spans[i];
            var chapter = (AVChapter*)ffmpeg.av_malloc((ulong)sizeof(AVChapter));
            if (chapter is null) throw new OutputException("no memory for its chapters");
            *chapter = new AVChapter { id = i, time_base = new AVRational { num = 1, den = rate }, start = span.Start, end = span.End };
            chapters[i] = chapter;
            format->nb_chapters = (uint)i + 1; // what there is so far is freed with the context
            Add(&chapter->metadata, "title", span.Title);
        }
    }

    private static void Add(AVDictionary** tags, string key, string value)
    {
        if (ffmpeg.av_dict_set(tags, key, value, 0) < 0) throw new OutputException("no memory for its tags");
    }
}

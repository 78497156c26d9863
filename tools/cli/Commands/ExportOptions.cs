using System;
using System.CommandLine;
using System.Linq;

namespace Seamline.Cli.Commands;

/// <summary>The options of what is written: codec, samples, range, tags, chapters.</summary>
internal sealed class ExportOptions
{
    private readonly Option<string?> _type = new("--type") { Description = "What is written, in place of the extension: wav, flac, m4a, opus, mp3 or ogg; for pipes, which m4a cannot go into." };
    private readonly Option<string?> _format = new("--format") { Description = "Samples of WAV: s16, s24 or f32 (default: s16 in a file, f32 in a pipe and in stems); FLAC has 16 bits with s16, else 24." };
    private readonly Option<int> _bitRate = new("--bitrate") { Description = "kb/s of AAC, Opus, MP3 or Vorbis; by default 96 a channel for AAC, 64 for Opus, by quality for the others.", HelpName = "kb/s" };
    private readonly Option<double> _quality = new("--quality") { Description = "Instead of a bit rate: MP3 0 (best) to 9, default 2; Vorbis 0 to 10 (best), default 6.", DefaultValueFactory = _ => -1 };
    private readonly Option<bool> _dither = new("--dither") { Description = "TPDF dither where samples are rounded to 16 or 24 bits." };
    private readonly Option<string?> _range = new("--range") { Description = $"The part to write: A..B, A.. to the end, ..B from the start. Times are {TimeText.Forms}, frames of --rate.", HelpName = "A..B" };
    private readonly Option<double> _edges = new("--edge-fade-ms") { Description = "Linear fade at the first and the last frames, ms, 0 to 1000.", DefaultValueFactory = _ => 0 };
    private readonly Option<string[]> _tags = new("--metadata") { Description = "A tag: title, artist, album, date, genre, comment, track and others that the format has. May be repeated.", HelpName = "KEY=VALUE", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
    private readonly Option<bool> _noChapters = new("--no-chapters") { Description = "Write no chapters; without it the project's markers are chapters (of WAV: cue points)." };

    /// <summary>Adds them to a command.</summary>
    public static ExportOptions AddTo(Command command)
    {
        var options = new ExportOptions();
        options._type.AcceptOnlyFromAmong([.. OutputCheck.Types.Select(type => type.Name)]);
        options._format.AcceptOnlyFromAmong("f32", "s24", "s16");
        foreach (Option option in (ReadOnlySpan<Option>)[options._type, options._format, options._bitRate, options._quality, options._dither, options._range, options._edges, options._tags, options._noChapters])
            command.Add(option);
        return options;
    }

    /// <summary>What --type says; null without it.</summary>
    public string? Type(ParseResult parsed) => parsed.GetValue(_type);

    /// <summary>Samples of stems, which are made to be mixed.</summary>
    public SampleFormat StemFormat(ParseResult parsed) => Format(parsed, SampleFormat.F32);

    /// <summary>What the user said, before a file is opened.</summary>
    public FileExport Of(ParseResult parsed, string path)
    {
        if (parsed.GetValue(_range) is { } range && !TimeText.TryParseRange(range, out _, out string? cause)) throw new UsageException($"--range {range}: {cause}");
        return new FileExport(path)
        {
            Codec = OutputCheck.CodecOf(path, Type(parsed)),
            Format = Format(parsed, OutputCheck.IsRegular(path) && OutputCheck.IsWav(path, Type(parsed)) ? SampleFormat.S16 : SampleFormat.F32),
            Dithers = parsed.GetValue(_dither),
            BitRate = parsed.GetValue(_bitRate) * 1_000L,
            Quality = parsed.GetValue(_quality),
            EdgeFadeMilliseconds = parsed.GetValue(_edges),
            Tags = [.. (parsed.GetValue(_tags) ?? []).Select(Tag)],
        };
    }

    /// <summary>Range and chapters, which need the timeline.</summary>
    public FileExport OnTimeline(ParseResult parsed, OpenProject open, FileExport wanted)
    {
        int rate = open.Engine.Config.Rate;
        if (!parsed.GetValue(_noChapters))
            wanted = wanted with { Chapters = [.. open.Project.Markers.Take(Limits.MaxExportChapters).Select(marker => new ExportChapter((long)Math.Round(marker.Start * rate), marker.Name))] };
        if (parsed.GetValue(_range) is not { } text || !TimeText.TryParseRange(text, out TimeRange range, out _, rate)) return wanted;
        long length = open.Engine.LengthFrames;
        long first = (long)Math.Round(range.Start * rate, MidpointRounding.AwayFromZero);
        long end = double.IsInfinity(range.End) ? length : (long)Math.Round(range.End * rate, MidpointRounding.AwayFromZero);
        string whole = TimeText.Format((double)length / rate);
        if (first >= length) throw new CommandException($"--range {text}: lies after the end ({whole})");
        if (end > length) Console.Error.WriteLine($"seamline: note: --range {text}: the timeline ends at {whole}; the range ends there");
        return wanted with { FirstFrame = first, Frames = Math.Min(end, length) - first };
    }

    private SampleFormat Format(ParseResult parsed, SampleFormat otherwise) =>
        parsed.GetValue(_format) switch { "s16" => SampleFormat.S16, "s24" => SampleFormat.S24, "f32" => SampleFormat.F32, _ => otherwise };

    private static ExportTag Tag(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? new ExportTag(text[..equals], text[(equals + 1)..]) : throw new UsageException($"--metadata {text}: write KEY=VALUE, such as title=Episode");
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Seamline.Encode;

namespace Seamline;

/// <summary>What of a timeline is written to a file, and how.</summary>
/// <param name="Path">The file; an existing one is replaced once the new one is whole.</param>
public readonly record struct FileExport(string Path)
{
    private const long MostBitsPerSecond = 10_000_000;
    private const double MinLoudness = -70;

    /// <summary>To the timeline's end, of <see cref="Frames"/>.</summary>
    public const long ToTheEnd = -1;

    /// <summary>What it is encoded as.</summary>
    public ExportCodec Codec { get; init; }

    /// <summary>Samples of a WAV file; FLAC has 16 bits with <see cref="SampleFormat.S16"/> and else 24.</summary>
    public SampleFormat Format { get; init; }

    /// <summary>TPDF dither where samples are rounded to integers.</summary>
    public bool Dithers { get; init; }

    /// <summary>Bits a second of AAC, Opus, MP3 and Vorbis; 0: 96,000 a channel for AAC, 64,000 for Opus, by quality for the others.</summary>
    public long BitRate { get; init; }

    /// <summary>On the encoder's own scale, instead of a bit rate: MP3 0 (best) to 9, Vorbis 0 to 10 (best); -1: MP3 2, Vorbis 6.</summary>
    public double Quality { get; init; } = -1;

    /// <summary>First timeline frame.</summary>
    public long FirstFrame { get; init; }

    /// <summary>How many frames, or <see cref="ToTheEnd"/>; outside the timeline is silence.</summary>
    public long Frames { get; init; } = ToTheEnd;

    /// <summary>Silence for media that cannot be read, instead of refusing.</summary>
    public bool SilenceForErrors { get; init; }

    /// <summary>A linear fade at the first and the last frames of what is written, ms, 0 to <see cref="Limits.MaxEdgeFadeMilliseconds"/>; 0 for none.</summary>
    public double EdgeFadeMilliseconds { get; init; }

    /// <summary>What the file says of itself. What a container has no name for is left out.</summary>
    public IReadOnlyList<ExportTag>? Tags { get; init; }

    /// <summary>Chapters, in any order. A WAV file has them as cue points with labels; a WAV in a pipe has none.</summary>
    public IReadOnlyList<ExportChapter>? Chapters { get; init; }

    /// <summary>One stem instead of the mix: a lane, or the default for the main lane; see <see cref="OfflineOptions.Stem"/>.</summary>
    public LaneId? Stem { get; init; }

    /// <summary>
    /// Integrated loudness of what is written, LUFS, -70 to 0: it is measured first, and gets one gain and the limiter; null: as it is. The document
    /// stays as it is.
    /// </summary>
    public double? LoudnessLufs { get; init; }

    /// <summary>Ceiling of the limiter where <see cref="LoudnessLufs"/> is set, dB true peak, -24 to 0.</summary>
    public double CeilingDb { get; init; } = -1;

    /// <summary>
    /// Gets frames done and frames in all, about once a second of sound and at the end; false cancels. Frames that are measured before they are
    /// written count twice.
    /// </summary>
    public Func<long, long, bool>? Progress { get; init; }

    /// <summary>Why its codec cannot hold it; null if it can.</summary>
    /// <param name="rate">Hz.</param>
    /// <param name="channels">Channels.</param>
    public string? Refusal(int rate, int channels)
    {
        if (Quality is not (-1 or (>= 0 and <= 10)) || BitRate < 0 || BitRate > MostBitsPerSecond) return $"a bit rate of {BitRate} and a quality of {Quality} are outside any encoder's";
        if (LoudnessLufs is { } target && !(target is >= MinLoudness and <= 0)) return $"a loudness of {target} LUFS is outside {MinLoudness}..0";
        if (!(CeilingDb is >= Limits.MinCeilingDb and <= 0)) return $"a ceiling of {CeilingDb} dB is outside {Limits.MinCeilingDb}..0";
        if (LoudnessLufs != null && Stem != null) return "a stem is not normalised by itself: it would no longer fit the others";
        if (ExportText.Refusal(Tags, Chapters) is { } text) return text;
        try
        {
            if (CodecChoice.Of(Codec, Path) is { } choice) return choice.Refusal(rate, channels, BitRate > 0, Quality >= 0);
            return BitRate > 0 || Quality >= 0 ? "WAV has neither bit rate nor quality" : null;
        }
        catch (NotSupportedException e)
        {
            return e.Message;
        }
    }

    /// <summary>Whether FFmpeg encodes it.</summary>
    internal bool IsEncoded => CodecChoice.Of(Codec, Path) is not null;

    /// <summary>The render that it is written from.</summary>
    internal OfflineOptions Options => new()
    {
        SilenceForErrors = SilenceForErrors,
        EdgeFadeMilliseconds = EdgeFadeMilliseconds,
        FirstFrame = FirstFrame,
        Frames = Frames,
        MeasureLevels = true,
        Stem = Stem,
    };

    /// <summary>Renders into a file. On failure none is left, and <paramref name="error"/> says why.</summary>
    /// <param name="render">Made with <see cref="Options"/>.</param>
    /// <param name="rate">Hz.</param>
    /// <param name="fault">Asked at the end: why what was rendered is no result, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="error">Why it failed.</param>
    /// <remarks>Thread: any one at a time.</remarks>
    internal Status Write(OfflineRender render, int rate, Func<string?> fault, CancellationToken cancellation, out string error)
    {
        try
        {
            using IFrameWriter writer = Open(rate, render, cancellation);
            Status status = Fill(writer, render, rate, cancellation, out error);
            if (status != Status.Ok) return status;
            error = fault() ?? string.Empty;
            if (error.Length > 0) return Status.MediaError;
            writer.Commit();
            return Status.Ok;
        }
        catch (OperationCanceledException)
        {
            error = $"the export of '{Path}' was cancelled";
            return Status.Cancelled;
        }
        catch (IOException e)
        {
            error = $"cannot write '{Path}': {e.Message}";
        }

        return Status.MediaError;
    }

    /// <summary>How many frames of a timeline are written.</summary>
    internal long FramesOf(long lengthFrames) => Frames == ToTheEnd ? Math.Max(0, lengthFrames - FirstFrame) : Frames;

    private IFrameWriter Open(int rate, OfflineRender render, CancellationToken cancellation)
    {
        int channels = render.Channels;
        ExportText text = ExportText.Of(Tags, Chapters, FirstFrame, FramesOf(render.LengthFrames));
        if (CodecChoice.Of(Codec, Path) is not { } choice) return new WavWriter(Path, Format, Dithers, text, rate, channels, cancellation);
        var options = new EncodeOptions(BitRate, Quality, Format == SampleFormat.S16 ? 16 : 24, Dithers);
        return new EncodedWriter(Path, choice, options, text, rate, channels, cancellation);
    }

    private Status Fill(IFrameWriter writer, OfflineRender render, int rate, CancellationToken cancellation, out string error)
    {
        float[] block = new float[Limits.MaxBlockFrames * render.Channels];
        long frames = FramesOf(render.LengthFrames);
        long reported = 0;
        for (long done = 0; done < frames;)
        {
            int count = (int)Math.Min(Limits.MaxBlockFrames, frames - done);
            Span<float> part = block.AsSpan(0, count * render.Channels);
            Status status = render.Render(FirstFrame + done, part, cancellation);
            if (status != Status.Ok)
            {
                error = render.LastError;
                return status;
            }

            writer.Write(part);
            done += count;
            if (done - reported < rate && done < frames) continue;
            reported = done;
            if (Progress?.Invoke(done, frames) != false) continue;
            error = $"the export of '{Path}' was cancelled";
            return Status.Cancelled;
        }

        error = string.Empty;
        return Status.Ok;
    }
}

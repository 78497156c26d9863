using System;
using System.IO;
using FFmpeg.AutoGen;
using Microsoft.Win32.SafeHandles;

namespace Seamline.Decode;

/// <summary>Opens a file, chooses its audio stream and says in a sentence why that is not possible.</summary>
/// <remarks>Thread: any. The border of decoding: exceptions are made here and nowhere further in.</remarks>
internal static unsafe class MediaOpener
{
    /// <summary>Of a stream: the first one of the file, or where that is not audio the best audio stream. What 0 means to a C host.</summary>
    public const int FirstOrBest = -2;

    /// <summary>How often a file that is written to is tried.</summary>
    public const int Attempts = 3;

    /// <summary>Opens a file at a stream.</summary>
    /// <param name="path">A local file.</param>
    /// <param name="streamIndex">Index of the stream in the file, or -1 for the best audio stream, <see cref="FirstOrBest"/> for the first one if it is audio.</param>
    /// <param name="channels">Channels that the stream must have.</param>
    /// <param name="stop">Asked between reads of the file whether to give up; null: never.</param>
    /// <param name="resources">The engine's; null for one without an engine.</param>
    /// <exception cref="MediaException">Not possible: names file and cause.</exception>
    public static MediaContext Open(string path, int streamIndex, ChannelChoice channels = default, RunSink? stop = null, MediaResources? resources = null)
    {
        FFmpegLibraries.Require($"cannot open '{path}'");
        for (int attempt = 1; ; attempt++)
        {
            var file = new MediaFile(path);
            try
            {
                return Open(file, streamIndex, channels, stop, resources);
            }
            catch (MediaException e) when (file.Look() != MediaState.Same && file.Opened.Kind == FileKind.Regular)
            {
                if (attempt == Attempts) throw new MediaException($"cannot open '{path}': the file is being written to", e);
            }
        }
    }

    /// <summary>Opens one version of a file at a stream: see the other.</summary>
    public static MediaContext Open(MediaFile file, int streamIndex, ChannelChoice channels = default, RunSink? stop = null, MediaResources? resources = null)
    {
        FileHead head = ReadHead(file.Path, file);
        return OpenVersion(file, head, streamIndex, channels, stop, resources ?? new MediaResources(new IdleMedia(loaders: 0)));
    }

    private static MediaContext OpenVersion(MediaFile file, FileHead head, int streamIndex, ChannelChoice channels, RunSink? stop, MediaResources resources)
    {
        string path = file.Path;
        var context = new MediaContext(file, head, resources);
        try
        {
            context.Ask(stop);
            int error = context.Open(inTurn: false);
            context.Ask(null);
            if (stop is not null && stop.Stop) throw new MediaException($"cannot open '{path}': the opening was cancelled");
            if (error == ffmpeg.AVERROR_EXIT)
                throw new MediaException($"cannot open '{path}': in {stop?.OpeningSeconds ?? ReadWatch.OpeningSeconds} s nothing was found in it that FFmpeg knows");
            if (error == Codes.NamesOthers)
                throw new MediaException($"cannot open '{path}': it is a playlist or a script that names other files, not a media file; open those files instead");
            if (error < 0) throw new MediaException($"cannot open '{path}': {Cause(error)}");
            context.Select(ChooseStream(path, context.Format, streamIndex));
            CheckStream(path, context.Stream->codecpar);
            CheckChannels(path, context.Stream->codecpar, channels);
            return context;
        }
        catch (MediaException)
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file to read it by its handle, not by a stream, which has a buffer to make and to fill.</summary>
    /// <param name="path">As it was asked for, for the sentence.</param>
    /// <param name="media">The file.</param>
    /// <exception cref="MediaException">It is not there, is no file, is empty, or may not be read.</exception>
    public static SafeFileHandle OpenChecked(string path, MediaFile media)
    {
        FileStamp stamp = media.Opened;
        string? cause = stamp.Kind switch
        {
            FileKind.Folder => "it is a folder, not a file",
            FileKind.Endless => "it is a pipe or a device, not a file: it has no length and no beginning to go back to",
            FileKind.None => "the file does not exist",
            _ => null,
        };
        if (cause is not null) throw new MediaException($"cannot open '{path}': {cause}");
        try
        {
            SafeFileHandle file = media.OpenHandle();
            if (stamp.Bytes > 0) return file;
            file.Dispose();
            throw new MediaException($"cannot open '{path}': the file is empty (0 bytes)");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new MediaException($"cannot open '{path}': the file cannot be read ({e.Message})", e);
        }
    }

    // What it calls itself.
    private static FileHead ReadHead(string path, MediaFile media)
    {
        Span<byte> head = stackalloc byte[12];
        try
        {
            using SafeFileHandle file = OpenChecked(path, media);
            if (RandomAccess.Read(file, head, 0) < head.Length) return FileHead.Other;
            media.Raw = head[8..].SequenceEqual("WAVE"u8) ? RawWave.Find(file, media.Opened.Bytes) : null;
            return head[8..].SequenceEqual("WAVE"u8) ? FileHead.Wave : head[4..8].SequenceEqual("ftyp"u8) ? FileHead.Mp4 : FileHead.Other;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new MediaException($"cannot open '{path}': the file cannot be read ({e.Message})", e);
        }
    }

    private static int ChooseStream(string path, AVFormatContext* format, int wanted)
    {
        if (wanted == FirstOrBest && format->nb_streams > 0 && format->streams[0]->codecpar->codec_type == AVMediaType.AVMEDIA_TYPE_AUDIO) return 0;
        if (wanted >= 0)
        {
            if (wanted >= format->nb_streams)
            {
                throw new MediaException($"cannot open '{path}': there is no stream {wanted}, the file has {format->nb_streams}");
            }

            AVMediaType type = format->streams[wanted]->codecpar->codec_type;
            if (type == AVMediaType.AVMEDIA_TYPE_AUDIO) return wanted;
            throw new MediaException($"cannot open '{path}': stream {wanted} is {MediaNames.Kind(type)}, not audio");
        }

        // The best one that can be decoded; where none can, the best one, so that the error names it.
        AVCodec* decoder = null;
        int best = ffmpeg.av_find_best_stream(format, AVMediaType.AVMEDIA_TYPE_AUDIO, -1, -1, &decoder, 0);
        if (best < 0 || !CanDecode(format->streams[best]->codecpar)) best = NextBest(format, best);
        return best >= 0 ? best : throw new MediaException($"cannot open '{path}': the file has no audio stream");
    }

    private static int NextBest(AVFormatContext* format, int best)
    {
        for (int i = 0; i < format->nb_streams; i++)
        {
            if (format->streams[i]->codecpar->codec_type == AVMediaType.AVMEDIA_TYPE_AUDIO && CanDecode(format->streams[i]->codecpar)) return i;
        }

        return best >= 0 ? best : ffmpeg.av_find_best_stream(format, AVMediaType.AVMEDIA_TYPE_AUDIO, -1, -1, null, 0);
    }

    /// <summary>Whether this FFmpeg has a decoder that takes the stream.</summary>
    public static bool CanDecode(AVCodecParameters* par)
        => ffmpeg.avcodec_find_decoder(par->codec_id) is not null && (!MayRefuse(par) || TryDecoder(par) >= 0);

    // A decoder is opened to see only where FFmpeg learned no sample format, and for Vorbis and Opus, which have one before their headers are read.
    private static bool MayRefuse(AVCodecParameters* par)
        => par->format < 0 || par->codec_id is AVCodecID.AV_CODEC_ID_VORBIS or AVCodecID.AV_CODEC_ID_OPUS;

    private static int TryDecoder(AVCodecParameters* par)
    {
        AVCodec* codec = ffmpeg.avcodec_find_decoder(par->codec_id);
        AVCodecContext* context = ffmpeg.avcodec_alloc_context3(codec);
        if (context is null) return Codes.NoMemory;
        int error = ffmpeg.avcodec_parameters_to_context(context, par);
        if (error >= 0) error = ffmpeg.avcodec_open2(context, codec, null);
        ffmpeg.avcodec_free_context(&context);
        return error;
    }

    private static void CheckStream(string path, AVCodecParameters* par)
    {
        AVChannelLayout layout = par->ch_layout;
        string codec = MediaNames.Codec(par);
        if (ffmpeg.avcodec_find_decoder(par->codec_id) is null)
        {
            throw new MediaException($"cannot open '{path}': the FFmpeg installed has no decoder for {codec}");
        }

        if (MayRefuse(par) && TryDecoder(par) is < 0 and var refused)
        {
            throw new MediaException($"cannot open '{path}': the FFmpeg installed cannot decode its {codec} stream ({MediaNames.Error(refused)})");
        }

        if (par->sample_rate <= 0 || layout.nb_channels <= 0)
        {
            throw new MediaException($"cannot open '{path}': its {codec} stream states neither sample rate nor channels; it is damaged or truncated");
        }

        if (par->sample_rate is < Limits.MinRate or > Limits.MaxRate)
        {
            throw new MediaException(
                $"cannot open '{path}': sample rate {par->sample_rate} Hz is outside {Limits.MinRate} to {Limits.MaxRate} Hz");
        }
    }

    private static void CheckChannels(string path, AVCodecParameters* par, ChannelChoice wanted)
    {
        AVChannelLayout layout = par->ch_layout;
        int channels = layout.nb_channels;
        if (channels > FrameConverter.MaxConverted)
            throw new MediaException($"cannot open '{path}': it has {channels} channels; at most {FrameConverter.MaxConverted} can be converted");
        if (wanted.Highest >= channels)
            throw new MediaException($"cannot open '{path}': there is no channel {wanted.Highest}, the stream has {channels} (channels are counted from 0)");
    }

    private static string Cause(int error) => error == ffmpeg.AVERROR_INVALIDDATA || error == ffmpeg.AVERROR_EOF
        ? $"it is not a media file that FFmpeg knows, or it is damaged or truncated ({MediaNames.Error(error)})"
        : $"FFmpeg says: {MediaNames.Error(error)}";
}

/// <summary>What a file's first bytes call it, as far as that matters before it is opened.</summary>
internal enum FileHead
{
    /// <summary>Anything.</summary>
    Other,

    /// <summary>A WAV.</summary>
    Wave,

    /// <summary>An mp4, of whose packets its demuxer keeps an index.</summary>
    Mp4,
}

using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>One open demuxer on one file, and the stream it delivers. Everything else in the file is discarded unread.</summary>
/// <remarks>Thread: one at a time. Reports FFmpeg's codes and allocates nothing on the GC heap: loaders reopen it.</remarks>
internal sealed unsafe class MediaContext : IDisposable
{
    // A place in FFmpeg's index takes 24 bytes, in fragmented mp4 8 more, and grows by sixteenths: three hours of m4a measured 24, fragmented 34.
    private const long PlaceBytes = 34;
    private const long LargeBytes = 3 << 20;

    // The estimate for an mp4 that has not been opened yet: 43 packets of AAC a second are 1.5 KB of index, and 12 KB of the file at 96 kb/s.
    private const int IndexShare = 8;
    private const long MostGuessedBytes = 12 << 20;

    private readonly string _url;
    private readonly bool _wave;
    private bool _spoiled;
    private ReadWatch _watch = new();
    private MediaInput _input;

    /// <summary>Makes a closed one.</summary>
    /// <param name="file">A local file; nothing in its path is taken for a protocol.</param>
    /// <param name="head">What it calls itself.</param>
    /// <param name="resources">The engine's.</param>
    public MediaContext(MediaFile file, FileHead head, MediaResources resources)
    {
        Resources = resources;
        File = file;
        FreedMemory.Prepare();
        _url = "file:" + file.Path; // for its ending: FFmpeg opens nothing by it
        _input = new MediaInput(file);
        _wave = head == FileHead.Wave;
        IndexBytes = head == FileHead.Mp4 ? Math.Min(file.Opened.Bytes / IndexShare, MostGuessedBytes) : 0;
    }

    /// <summary>Makes a closed one on the file of another.</summary>
    public MediaContext(MediaContext other)
    {
        Resources = other.Resources;
        File = other.File;
        _url = other._url;
        _input = new MediaInput(File);
        IndexBytes = other.IndexBytes;
        _wave = other._wave;
    }

    /// <summary>What it shares with the engine's other media.</summary>
    public MediaResources Resources { get; }

    /// <summary>The demuxers that it is one of.</summary>
    public IdleMedia Idle => Resources.Idle;

    /// <summary>The file, and which version of it.</summary>
    public MediaFile File { get; }

    /// <summary>Neighbours among those at rest; null, and <see cref="Resting"/> false, while in use. <see cref="IdleMedia"/>'s.</summary>
    public MediaContext? Older { get; set; }

    /// <inheritdoc cref="Older"/>
    public MediaContext? Newer { get; set; }

    /// <inheritdoc cref="Older"/>
    public bool Resting { get; set; }

    /// <summary>It was taken out of those at rest and is being closed. <see cref="IdleMedia"/>'s.</summary>
    public bool BeingClosed { get; set; }

    /// <summary>Bytes that its index takes while it is open, by when it was last measured; before the first time a guess.</summary>
    public long IndexBytes { get; private set; }

    /// <summary>Of these, what is counted for it now: 0 while it is closed. <see cref="IdleMedia"/>'s.</summary>
    public long CountedBytes { get; set; }

    /// <summary>Whether its index takes megabytes.</summary>
    public bool IsLarge => IndexBytes >= LargeBytes;

    /// <summary>Called when it was closed while at rest; may only free what its owner keeps for it.</summary>
    public Action? Closed { get; set; }

    /// <summary>FFmpeg's context; null while closed.</summary>
    public AVFormatContext* Format { get; private set; }

    /// <summary>Whether it holds a file.</summary>
    public bool IsOpen => Format is not null;

    /// <summary>A call was ended because the sink said stop: its results are void, and the demuxer must be closed.</summary>
    public bool Interrupted => _watch.Tripped;

    /// <summary>The sink that may end long calls from now on; null: none.</summary>
    public void Ask(RunSink? sink) => _watch.Ask(sink);

    /// <summary>The stream delivered; null until <see cref="Select"/>.</summary>
    public AVStream* Stream { get; private set; }

    /// <summary>Packets read since it was opened.</summary>
    public int PacketsRead { get; private set; }

    /// <summary>How often it has been opened, closed or moved to another place: between two equal counts packets came one after the other.</summary>
    public int Moves { get; private set; }

    /// <summary>True until the first packet is read or a seek is made.</summary>
    public bool Pristine { get; private set; }

    /// <summary>
    /// Opens the file and reads what its streams are. Returns FFmpeg's error, or 0. What stands under the name and is not the
    /// version that was first opened is not touched: it may be a pipe by now.
    /// </summary>
    /// <param name="inTurn">Large files one at a time: see <see cref="IdleMedia.BeginOpening"/>.</param>
    public int Open(bool inTurn)
    {
        Close();
        if (Interrupted) return ffmpeg.AVERROR_EXIT;
        if (File.Look() != MediaState.Same) return Codes.Unreadable;
        _watch.Begin(opening: true);
        int error = OpenCounted(inTurn);
        if (Interrupted) error = ffmpeg.AVERROR_EXIT;

        // What was read between two checks that find the same version is of that version.
        if (error >= 0 && File.Look() != MediaState.Same) error = Codes.Unreadable;
        if (error < 0) Close();
        return error;
    }

    /// <summary>Opens the file again at its beginning. Returns FFmpeg's error, or 0.</summary>
    public int Reopen() => Stream is null ? Codes.Unreadable : OpenAt(Stream->index);

    /// <summary>Opens the file at a stream that it is known to have. Returns FFmpeg's error, or 0.</summary>
    public int OpenAt(int index)
    {
        int error = Open(inTurn: true);
        if (error < 0) return error;
        if ((uint)index >= Format->nb_streams)
        {
            Close();
            return ffmpeg.AVERROR_INVALIDDATA;
        }

        Select(index);
        return 0;
    }

    /// <summary>Takes what another one on the same file has open, and leaves that closed.</summary>
    public void TakeOver(MediaContext other)
    {
        Close();
        Idle.Wake(other);
        (_watch, other._watch) = (other._watch, _watch);
        (_input, other._input) = (other._input, _input);
        _watch.Ask(other._watch);
        Format = other.Format;
        Stream = other.Stream;
        PacketsRead = other.PacketsRead;
        Pristine = other.Pristine;
        _spoiled = other._spoiled;
        IndexBytes = other.IndexBytes;
        other.Format = null;
        other.Stream = null;
        Idle.Move(other, this);
    }

    /// <summary>Learns what its index takes now, of all streams: those that are not delivered have theirs too.</summary>
    public void MeasureIndex()
    {
        if (!IsOpen) return;
        long places = 0;
        for (int i = 0; i < Format->nb_streams; i++) places += ffmpeg.avformat_index_get_entries_count(Format->streams[i]);
        IndexBytes = places * PlaceBytes;
    }

    /// <summary>Chooses the stream to deliver.</summary>
    public void Select(int index)
    {
        for (int i = 0; i < Format->nb_streams; i++)
        {
            Format->streams[i]->discard = i == index ? AVDiscard.AVDISCARD_DEFAULT : AVDiscard.AVDISCARD_ALL;
        }

        Stream = Format->streams[index];
    }

    /// <summary>Reads the stream's next packet. Returns FFmpeg's error (end of file among them), or 0.</summary>
    public int Read(AVPacket* packet)
    {
        Pristine = false;
        if (!IsOpen) return Codes.Unreadable; // it did not open again
        if (Interrupted) return ffmpeg.AVERROR_EXIT;
        _watch.Begin();
        while (true)
        {
            int error = ffmpeg.av_read_frame(Format, packet);
            if (Interrupted)
            {
                ffmpeg.av_packet_unref(packet);
                return ffmpeg.AVERROR_EXIT;
            }

            if (error == Codes.Again) continue;
            if (error < 0)
            {
                _spoiled = error != ffmpeg.AVERROR_EOF;
                if (_spoiled) File.MetError = true;
                return error;
            }

            PacketsRead++;
            if (packet->stream_index == Stream->index) return 0;
            ffmpeg.av_packet_unref(packet);
        }
    }

    /// <summary>
    /// Reads the stream's first packet, wherever in the file it is, and reopens the file at its beginning; closed where that fails.
    /// It takes no longer than an opening may. Returns FFmpeg's error, or 0.
    /// </summary>
    public int ReadFirst(AVPacket* packet)
    {
        int index = Stream->index;
        Pristine = false;
        _watch.Begin(opening: true);
        int error;
        do
        {
            ffmpeg.av_packet_unref(packet);
            error = ffmpeg.av_read_frame(Format, packet);
        }
        while (error == Codes.Again || (error >= 0 && packet->stream_index != index));
        _watch.Ask((RunSink?)null);
        _ = OpenAt(index);
        return error;
    }

    /// <summary>
    /// Reopens a demuxer that has met an error; nothing else. Returns FFmpeg's error, or 0. Behind a seek some read on over what they could
    /// not read before, and another one would not.
    /// </summary>
    public int Refresh() => _spoiled && IsOpen ? Reopen() : 0;

    /// <summary>Seeks at or before a time stamp of the stream. Returns FFmpeg's error, or 0.</summary>
    public int Seek(long ticks)
    {
        if (Refresh() is < 0 and var refused) return refused;
        Pristine = false;
        Moves++;
        if (!IsOpen) return Codes.Unreadable;
        if (Interrupted) return ffmpeg.AVERROR_EXIT;
        _watch.Begin();
        return Math.Min(0, ffmpeg.av_seek_frame(Format, Stream->index, ticks, ffmpeg.AVSEEK_FLAG_BACKWARD));
    }

    /// <summary>Closes it; it may be opened again.</summary>
    public void Close()
    {
        Moves++;
        Stream = null;
        AVFormatContext* format = Format;
        bool large = format is not null && IsLarge;
        if (format is not null) ffmpeg.avformat_close_input(&format);
        Format = null;
        _input.Close();
        _watch.Free();
        Idle.Forget(this);
        if (large) FreedMemory.Return();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Idle.Wake(this);
        Close();
    }

    // What FFmpeg needs while it builds an index and frees again is twice the index: it goes back at once.
    private int OpenCounted(bool inTurn)
    {
        if (!Idle.BeginOpening(this, _watch, inTurn)) return ffmpeg.AVERROR_EXIT;
        try
        {
            _watch.Begin(opening: true);
            return OpenFormat();
        }
        finally
        {
            Idle.EndOpening(this);
            if (IsLarge) FreedMemory.Return();
        }
    }

    private static AVInputFormat* DescribeBare(RawWave raw, AVDictionary** options)
    {
        _ = ffmpeg.av_dict_set(options, "sample_rate", raw.Rate, 0);
        _ = ffmpeg.av_dict_set(options, "ch_layout", raw.Channels, 0);
        _ = ffmpeg.av_dict_set(options, "skip_initial_bytes", raw.Start, 0);
        return ffmpeg.av_find_input_format(raw.Format);
    }

    private int OpenFormat()
    {
        AVFormatContext* format = ffmpeg.avformat_alloc_context();
        if (format is null) return Codes.NoMemory;
        format->interrupt_callback = _watch.Callback();
        AVDictionary* options = null;

        // What it names besides itself is not opened, by whatever protocol; and it is read through our own descriptor alone.
        _ = ffmpeg.av_dict_set(&options, "protocol_whitelist", "none", 0);

        // FFmpeg reads up to 2,500 packets of a PCM WAV to see whether DTS hides in it: 16 ms for nothing.
        if (_wave) _ = ffmpeg.av_dict_set(&options, "max_probe_packets", "1", 0);
        AVInputFormat* kind = File.Raw is { } raw ? DescribeBare(raw, &options) : null;
        int error = _input.Open(_watch);
        if (error >= 0) format->pb = _input.Context;
        if (error >= 0 && kind is null) error = Math.Min(0, ffmpeg.av_probe_input_buffer2(_input.Context, &kind, _url, null, 0, 0));
        if (error >= 0 && RefusedFormats.Has(kind)) error = Codes.NamesOthers;
        if (error < 0) ffmpeg.avformat_free_context(format);
        else error = ffmpeg.avformat_open_input(&format, _url, kind, &options);
        ffmpeg.av_dict_free(&options);
        if (error < 0) return error;
        Format = format;
        error = ffmpeg.avformat_find_stream_info(format, null);
        Pristine = true;
        PacketsRead = 0;
        _spoiled = false;
        return Math.Min(0, error);
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>What became of the wait for a run's row in the packet table.</summary>
internal enum RowState
{
    /// <summary>The row may be read.</summary>
    Ready,

    /// <summary>The run has none: the stream cannot be entered there. It is read from the <see cref="LinearStore"/>.</summary>
    Linear,

    /// <summary>The run lies beyond the source's end.</summary>
    Beyond,

    /// <summary>The sink asked to stop.</summary>
    Stopped,

    /// <summary>The file could not be read.</summary>
    Failed,
}

/// <summary>One audio stream of a media file, decoded by FFmpeg.</summary>
/// <remarks>Thread: see <see cref="MediaSource"/>. Dispose it after its decoders.</remarks>
internal sealed unsafe class FFmpegSource : MediaSource
{
    private const long MostBitsPerSecond = 4_000_000_000; // uncompressed video has less
    private const long StudiedFrames = 16L * Limits.RunFrames;

    private readonly MediaContext _prototype;
    private readonly int _wantedStream;
    private readonly int _engineChannels;
    private readonly PacketScan _scan;
    private MediaContext? _opened;
    private long _exactFrames = -1;
    private int _scanOwned;

    private FFmpegSource(MediaContext media, long leadFrames, int wantedStream, int engineRate, int engineChannels, ChannelChoice wantedChannels)
    {
        _prototype = media;
        _wantedStream = wantedStream;
        _engineChannels = engineChannels;
        AVCodecParameters* par = media.Stream->codecpar;
        AVChannelLayout layout = par->ch_layout;
        StreamIndex = media.Stream->index;
        FreshClock = new PacketClock(media.Stream, CodecRecipe.KeepsTime(media.Format));
        PacketsBeforeReopening = CodecRecipe.PacketsBeforeReopening(media.Format);
        EngineRate = engineRate;
        Recipe = CodecRecipe.For(media.Format, par);
        Grid = new RunGrid(par->sample_rate, engineRate);
        Table = new PacketTable();
        LeadFrames = leadFrames;
        Parameters = Copy(par);
        Primer = new Primer(Recipe, Parameters);
        EmptyEdits = CodecRecipe.SeeksByIndex(media.Format) ? EmptyEdits.Find(media.File, media.Stream->id, par->sample_rate) : null;
        _scan = new PacketScan(media, StreamIndex, LeadFrames, Recipe, Grid, Table, Primer, Parameters);
        if (Recipe.Linear) Table.EndAt(0);
        Facts = ReadFacts(media.File.Path, media);
        long estimate = Grid.ToEngineFrames(LeadFrames + (long)Math.Ceiling(Facts.DurationSeconds * par->sample_rate));
        Choice = wantedChannels.ForPages(layout.nb_channels, engineChannels);
        int channels = Choice.PageChannels(layout.nb_channels, engineChannels);
        Notice = Choice.Mode is ChannelMode.One or ChannelMode.Pair ? null : ChannelLayouts.Notice(layout, channels);
        Format = new SourceFormat(par->sample_rate, layout.nb_channels, channels, Math.Min(estimate, Limits.MaxSourceFrames), false);
        Store = new LinearStore(this, _prototype);
        _opened = media; // saves the first decoder a second opening
        media.Idle.Rest(media);
    }

    /// <inheritdoc/>
    public override SourceFormat Format { get; }

    /// <inheritdoc/>
    public override string Description => $"{Facts.Codec} in {Facts.Container}";

    /// <inheritdoc/>
    public override long ExactFrames => Volatile.Read(ref _exactFrames); // pairs with the exchange in LearnLength: one value, no order needed

    /// <summary>What the file says of itself.</summary>
    public MediaFacts Facts { get; }

    /// <inheritdoc/>
    public override string? Notice { get; }

    /// <inheritdoc/>
    public override ChannelChoice Choice { get; }

    /// <summary>How this stream is decoded from the middle.</summary>
    internal CodecRecipe Recipe { get; }

    /// <summary>The stream's parameters as they were when it was opened.</summary>
    internal AVCodecParameters* Parameters { get; private set; }

    /// <summary>What runs behind <see cref="LinearFrom"/> are read from.</summary>
    internal LinearStore Store { get; }

    /// <inheritdoc cref="PacketTable.LinearFrom"/>
    internal int LinearFrom => Table.LinearFrom;

    /// <summary>Where an edit list has silence; null where it has none.</summary>
    internal EmptyEdits? EmptyEdits { get; }

    /// <summary>Where runs lie.</summary>
    internal RunGrid Grid { get; }

    /// <summary>Which stream of the file.</summary>
    internal int StreamIndex { get; }

    /// <summary>The stream's clock before its first packet.</summary>
    internal PacketClock FreshClock { get; }

    /// <summary>Silence before the stream's first sample, frames at its own rate: see <see cref="StreamStart"/>.</summary>
    internal long LeadFrames { get; }

    /// <inheritdoc cref="CodecRecipe.PacketsBeforeReopening"/>
    internal int PacketsBeforeReopening { get; }

    /// <summary>Rate of the pages, Hz.</summary>
    internal int EngineRate { get; }

    /// <summary>Where runs begin, as far as the scan came.</summary>
    internal PacketTable Table { get; }

    /// <summary>The packets that a decoder hears before it begins in the middle.</summary>
    internal Primer Primer { get; }

    /// <summary>Opens a stream of a file. Milliseconds at any length: nothing is decoded or scanned.</summary>
    /// <param name="path">A local file of any container and codec that FFmpeg reads.</param>
    /// <param name="streamIndex">Stream in the file, or -1 for the best audio stream.</param>
    /// <param name="engineRate">Rate of the pages, Hz.</param>
    /// <param name="engineChannels">Channels of the engine: media with more are downmixed to so many, others keep theirs.</param>
    /// <param name="wantedChannels">Which of the medium's channels are wanted.</param>
    /// <param name="stop">Asked between reads of the file whether to give the opening up; null: never.</param>
    /// <param name="resources">The engine's; null for a source without an engine.</param>
    /// <exception cref="MediaException">Not possible: the sentence names file and cause.</exception>
    public static FFmpegSource Open(
        string path, int streamIndex, int engineRate, int engineChannels, ChannelChoice wantedChannels = default, RunSink? stop = null,
        MediaResources? resources = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(engineRate, Limits.MinRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(engineRate, Limits.MaxRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(engineChannels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(engineChannels, Limits.MaxChannels);
        MediaContext media = MediaOpener.Open(path, streamIndex, wantedChannels, stop, resources);
        return Open(media, streamIndex, engineRate, engineChannels, wantedChannels, stop);
    }

    /// <summary>Makes one of an open medium, which it owns from here on: see the other.</summary>
    public static FFmpegSource Open(MediaContext media, int streamIndex, int engineRate, int engineChannels, ChannelChoice wantedChannels, RunSink? stop)
    {
        long leadFrames = StreamStart.LeadFrames(media);
        if (!media.IsOpen) throw new MediaException($"cannot open '{media.File.Path}': it was changed while it was opened");
        var source = new FFmpegSource(media, leadFrames, streamIndex, engineRate, engineChannels, wantedChannels);

        // Without a length in the header what follows has no place: then the scan comes first.
        if (source.Format.Frames == 0) _ = source.Measure(stop);
        return source;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Whichever runs first takes over the demuxer that <c>Open</c> made; the others open the file with their first
    /// run, without a GC allocation, so that they can all be made at once with the source.
    /// </remarks>
    public override RunDecoder OpenDecoder() => new FFmpegRunDecoder(this, new MediaContext(_prototype));

    /// <inheritdoc/>
    public override MediaState State => _prototype.File.State;

    /// <inheritdoc/>
    public override MediaState Look() => _prototype.File.Look();

    /// <inheritdoc/>
    public override MediaSource Reopen(RunSink? stop = null) => Open(_prototype.File.Path, _wantedStream, EngineRate, _engineChannels, Choice, stop);

    /// <inheritdoc/>
    public override long Measure(RunSink? stop = null)
    {
        if (WaitForRow(int.MaxValue, stop) == RowState.Linear) _ = Store.Await(LinearFrom, long.MaxValue, stop);
        return ExactFrames;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What has to be decoded in one go is decoded here only where it takes up to <see cref="StudiedFrames"/>: it may never be needed.
    /// A file in which one packet takes so long that the demuxer had to be given up is left to callers that need it.
    /// </remarks>
    public override bool ScanAhead(RunSink slice)
    {
        RowState state = WaitForRow(int.MaxValue, slice);
        if (state == RowState.Linear && Format.Frames - ((long)LinearFrom * Limits.RunFrames) <= StudiedFrames) state = Store.Await(LinearFrom, long.MaxValue, slice);
        return state != RowState.Stopped || _scan.GivenUp;
    }

    /// <inheritdoc/>
    /// <remarks>FFmpeg takes thrice an index's memory while it builds it: 30 MB for three hours of mp4.</remarks>
    public override bool ScansEarly => _prototype.IsLarge;

    /// <inheritdoc/>
    public override MediaFacts? MediaFacts => Facts;

    /// <summary>Reads all packets now, so that the exact length is known. Waits for a scan under way.</summary>
    public void ScanAll(RunSink? stop = null) => _ = WaitForRow(int.MaxValue, stop);

    /// <inheritdoc/>
    public override void Dispose()
    {
        TakeKept()?.Dispose();
        _scan.Dispose();
        Store.Dispose();
        Table.Dispose();
        Primer.Dispose();
        AVCodecParameters* parameters = Parameters;
        ffmpeg.avcodec_parameters_free(&parameters);
        Parameters = null;
    }

    /// <summary>Whether <see cref="WaitForRow"/> has its answer at once.</summary>
    internal bool HasRow(int run) => run < Table.Rows || Table.Finished || Table.LinearFrom >= 0;

    /// <summary>Whether a run is read from the <see cref="LinearStore"/>.</summary>
    internal bool IsLinear(int run) => Table.LinearFrom is >= 0 and var from && (run > from || Recipe.OnlyOnce);

    /// <summary>Has a run's row made, by this thread or by the one that is at it already.</summary>
    internal RowState WaitForRow(int run, RunSink? sink)
    {
        while (true)
        {
            if (run < Table.Rows) return RowState.Ready;
            if (Table.LinearFrom >= 0) return run < Table.Rows ? RowState.Ready : RowState.Linear; // added between the two checks
            if (Table.Finished) return FinishedState(run);
            if (sink is not null && sink.Stop) return RowState.Stopped;
            if (Look() != MediaState.Same) return RowState.Failed; // a scan does not finish on another version

            // Partner: the write below. The exchange takes the scan over with all that its last owner wrote; the write below hands it on.
            if (Interlocked.CompareExchange(ref _scanOwned, 1, 0) == 0)
            {
                try
                {
                    _scan.Advance(run, sink);
                }
                finally
                {
                    Volatile.Write(ref _scanOwned, 0); // partner: the exchange above
                }
            }
            else
            {
                Thread.Sleep(1); // not a lock: a waiting loader must hear its own Stop, and allocate nothing
            }
        }
    }

    /// <summary>A decoder that has read the stream from its beginning has found the row of the next run before the scan came to it.</summary>
    /// <returns>Whether it was taken: not where the scan is at work, or has come as far.</returns>
    internal bool TryAddRow(int run, in PacketRow row, in PacketRow first, long origin)
    {
        // Partner: WaitForRow. The table has one writer, the scan's owner.
        if (Interlocked.CompareExchange(ref _scanOwned, 1, 0) != 0) return false;
        bool taken = false;
        if (!Table.Finished && Table.LinearFrom < 0)
        {
            if (Table.Rows == 0)
            {
                Table.Origin = origin;
                _ = Table.Add(in first);
            }

            taken = Table.Rows == run && Table.Add(in row);
        }

        Volatile.Write(ref _scanOwned, 0); // partner: the exchange above
        return taken;
    }

    /// <summary>Opens a decoder's medium: the one from opening the source where it is still there, else the file again.</summary>
    /// <returns>FFmpeg's error, or 0.</returns>
    internal int OpenMedium(MediaContext closed)
    {
        MediaContext? kept = TakeKept();
        if (kept is null) return closed.OpenAt(StreamIndex);
        closed.TakeOver(kept);
        return 0;
    }

    /// <summary>A decoder came to the end: the source has so many frames at its own rate.</summary>
    // Partner: ExactFrames. The first to know says it; every other would say the same.
    internal void LearnLength(long sourceFrames) => Interlocked.CompareExchange(ref _exactFrames, Grid.ToEngineFrames(sourceFrames), -1);

    private MediaContext? TakeKept()
    {
        MediaContext? kept = Interlocked.Exchange(ref _opened, null); // partner: other takers; one gets it
        if (kept is null) return null;
        kept.Idle.Wake(kept);
        return kept.IsOpen ? kept : null; // closed meanwhile: there were too many
    }

    private RowState FinishedState(int run)
    {
        if (run < Table.Rows) return RowState.Ready; // added between the two checks
        if (Table.Error < 0) return RowState.Failed;
        LearnLength(Table.SourceFrames);
        return RowState.Beyond;
    }

    private static AVCodecParameters* Copy(AVCodecParameters* of)
    {
        AVCodecParameters* copy = ffmpeg.avcodec_parameters_alloc();
        if (copy is null || ffmpeg.avcodec_parameters_copy(copy, of) < 0) throw new MediaException("no memory for a stream's parameters");
        return copy;
    }

    private static MediaFacts ReadFacts(string path, MediaContext media)
    {
        AVFormatContext* format = media.Format;
        AVStream* chosen = media.Stream;
        var streams = new List<StreamFacts>();
        for (int i = 0; i < format->nb_streams; i++)
        {
            AVCodecParameters* par = format->streams[i]->codecpar;
            AVChannelLayout layout = par->ch_layout;
            bool audio = par->codec_type == AVMediaType.AVMEDIA_TYPE_AUDIO;
            string codec = audio ? MediaNames.Codec(par) : ffmpeg.avcodec_get_name(par->codec_id);
            streams.Add(new StreamFacts(
                i, MediaNames.Kind(par->codec_type), codec, audio ? par->sample_rate : 0, audio ? layout.nb_channels : 0, BitRate(par->bit_rate))
            {
                Layout = audio ? ChannelLayouts.Describe(layout) : string.Empty,
                CanDecode = !audio || MediaOpener.CanDecode(par),
            });
        }

        AVCodecParameters* own = chosen->codecpar;
        double tick = (double)chosen->time_base.num / chosen->time_base.den;
        double start = chosen->start_time != ffmpeg.AV_NOPTS_VALUE ? chosen->start_time * tick : 0;
        double duration = chosen->duration != ffmpeg.AV_NOPTS_VALUE ? chosen->duration * tick
            : format->duration != ffmpeg.AV_NOPTS_VALUE ? format->duration / (double)ffmpeg.AV_TIME_BASE : 0;
        return new MediaFacts(
            path, MediaNames.Text(format->iformat->long_name), ffmpeg.avcodec_get_name(own->codec_id), chosen->index, start,
            Math.Max(0, duration), BitRate(own->bit_rate) is > 0 and var rate ? rate : BitRate(format->bit_rate), streams);
    }

    // Headers say -1, or what is left of it in 32 bits, for what they do not know. FFmpeg's sum over a file has it too.
    private static long BitRate(long reported) => reported is > 0 and < MostBitsPerSecond ? reported : 0;
}

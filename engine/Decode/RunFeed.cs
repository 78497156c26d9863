using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Delivers a run's packets: seeks to before its first one, reads on until that very packet comes (same time stamp, same
/// bytes), and numbers from there. Where a demuxer lands depends on what it read before; what is fed to the decoder must not.
/// </summary>
/// <remarks>Thread: one loader thread at a time. Native memory only.</remarks>
internal sealed unsafe class RunFeed : IDisposable
{
    private const int Attempts = 5; // then the file is read from its beginning

    private readonly MediaContext _media;
    private readonly CodecRecipe _recipe;
    private readonly PacketClock _fresh;
    private readonly int _packetsBeforeReopening;
    private readonly LinearReading _linear;
    private PacketClock _clock;
    private readonly PacketsAhead _later;
    private long _aheadIndex;
    private int _aheadFrames;
    private AVPacket* _ahead = ffmpeg.av_packet_alloc();
    private AVPacket* _packet = ffmpeg.av_packet_alloc();
    private bool _hasAhead;
    private PacketRow _first;
    private bool _hasFirst;

    /// <summary>Makes one on a medium, which stays the caller's and may still be closed.</summary>
    /// <param name="media">The medium.</param>
    /// <param name="recipe">How its stream is decoded from the middle.</param>
    /// <param name="fresh">The stream's clock before its first packet.</param>
    /// <param name="packetsBeforeReopening">Packets after which the demuxer is worn; 0 for never.</param>
    /// <param name="linear">Gets what is read, and is asked for what it has kept.</param>
    public RunFeed(MediaContext media, CodecRecipe recipe, in PacketClock fresh, int packetsBeforeReopening, LinearReading linear)
    {
        _linear = linear;
        _media = media;
        _later = new PacketsAhead(media);
        _recipe = recipe;
        _fresh = _clock = fresh;
        _packetsBeforeReopening = packetsBeforeReopening;
    }

    /// <summary>Index of the packet last delivered.</summary>
    public long Index { get; private set; }

    /// <summary>Frames of the packet last delivered.</summary>
    public int Frames { get; private set; }

    /// <summary>Where the stream ends by the container, if the packet last delivered is its last; else the largest number.</summary>
    public long EndLimit { get; private set; }

    /// <inheritdoc cref="PacketClock.FramesOfEdits"/>
    public long FramesOfEdits => _clock.FramesOfEdits(_media.Stream);

    /// <summary>Whether all that is delivered was read from the file's beginning without a seek.</summary>
    public bool IsLinear => _linear.IsReading(_media);

    /// <summary>Whether what is delivered comes behind a seek.</summary>
    public bool HasSought { get; private set; }

    /// <summary>Packets delivered since the start.</summary>
    public long Delivered { get; private set; }

    /// <summary>FFmpeg's error that ended the stream; 0 for an ordinary end.</summary>
    public int Error { get; private set; }

    /// <summary>Seeks that had to be repeated from earlier, since opening.</summary>
    public int Retries { get; private set; }

    /// <summary>Times the file was read from its beginning to find a packet, since opening.</summary>
    public int Rereads { get; private set; }

    /// <inheritdoc cref="PacketClock.PlacementSlack"/>
    public int Slack => _fresh.PlacementSlack;

    /// <summary>Goes to the stream's first packet.</summary>
    public Landing StartAtBeginning(RunSink? sink)
    {
        if (!_media.Pristine && _hasFirst && !_recipe.StartsAfresh)
        {
            PacketRow first = _first;
            return Start(in first, sink);
        }

        if (!_media.Pristine && _media.Reopen() < 0) return Landing.Failed;
        Reset(_fresh.State);
        HasSought = false;
        if (!_recipe.DirectPcm) _linear.Begin(_media);
        ReadAhead();
        if (!_hasAhead) return Landing.Landed; // an empty stream: ends at once
        _first = PacketRow.Of(_ahead, _fresh.State);
        _hasFirst = true;
        return Landing.Landed;
    }

    /// <summary>Goes to a run's first packet.</summary>
    public Landing Start(in PacketRow row, RunSink? sink)
    {
        bool enters = _linear.TryEnter(_media, in row);
        Reset(row.Clock, keepsLater: enters);
        HasSought = true;
        if (enters)
        {
            ReadAhead();
            HasSought = !_hasAhead;
            if (_hasAhead) return Landing.Landed;
            Reset(row.Clock);
        }

        _linear.End();
        bool worn = _packetsBeforeReopening > 0 && _media.PacketsRead > _packetsBeforeReopening;
        if (worn && _media.Reopen() < 0) return Landing.Failed;
        if (row.Pts != ffmpeg.AV_NOPTS_VALUE)
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                if (TrySeek(in row, attempt) < 0) continue;
                Landing landing = ReadUpTo(in row, sink, false);
                if (landing != Landing.Failed) return landing;
                Retries++;
            }
        }

        Rereads++;
        return _media.Reopen() < 0 ? Landing.Failed : ReadUpTo(in row, sink, true);
    }

    /// <summary>
    /// Goes to the packet that holds a frame, in PCM that can be entered anywhere. Time stamps there are sample positions.
    /// </summary>
    public Landing StartPcm(long frame)
    {
        // The stream's first time stamp is 0 in these containers; the clock is set as if it had begun there.
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Reset(_fresh.State);
            long ticks = Math.Max(0, _fresh.ToTicks(frame - FramesEarlier(attempt)));
            if (_media.Seek(ticks) < 0) continue;
            int error = _media.Read(_ahead);
            if (error < 0)
            {
                Error = error == ffmpeg.AVERROR_EOF ? 0 : error;
                continue;
            }

            long pts = _ahead->pts;
            long index = pts == ffmpeg.AV_NOPTS_VALUE ? long.MaxValue : _fresh.ToFrames(pts);
            if (index <= frame)
            {
                _hasAhead = true;
                _clock.State = new ClockState { Next = index, Base = 0, Packets = 1 };
                Number(out _);
                return Landing.Landed;
            }

            ffmpeg.av_packet_unref(_ahead);
            Retries++;
        }

        return Landing.Failed;
    }

    /// <summary>The next packet, numbered; null at the stream's end. Valid until the next call.</summary>
    public AVPacket* Next()
    {
        if (!_hasAhead) return null;
        ffmpeg.av_packet_unref(_packet);
        ffmpeg.av_packet_move_ref(_packet, _ahead);
        Index = _aheadIndex;
        Frames = _aheadFrames;
        Delivered++;

        // One packet ahead, because the last one may be shorter than it decodes to.
        ReadAhead();
        EndLimit = _hasAhead || _media.Interrupted ? long.MaxValue : _clock.EndIfLast(_packet, Index, Frames);
        return _packet;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AVPacket* ahead = _ahead;
        AVPacket* packet = _packet;
        ffmpeg.av_packet_free(&ahead);
        ffmpeg.av_packet_free(&packet);
        _ahead = _packet = null;
        _later.Free();
    }

    /// <summary>Lets go of what was read ahead: the medium is closed.</summary>
    public void Forget() => _later.Free();

    private void Reset(ClockState state, bool keepsLater = false)
    {
        if (!keepsLater) _later.Clear();
        ffmpeg.av_packet_unref(_ahead);
        ffmpeg.av_packet_unref(_packet);
        _hasAhead = false;
        _clock = _fresh;
        _clock.State = state;
        Error = 0;
        Delivered = 0;
        EndLimit = long.MaxValue;
    }

    private long FramesEarlier(int attempt)
    {
        double seconds = attempt switch { 0 => 0, 1 => 0.5, 2 => 2, 3 => 8, _ => 32 };
        return (long)(seconds * _media.Stream->codecpar->sample_rate);
    }

    private int TrySeek(in PacketRow row, int attempt)
    {
        if (_media.Refresh() is < 0 and var refused) return refused;
        if (attempt == 0 && _recipe.InjectIndex && row.Pos >= 0)
        {
            _ = ffmpeg.av_add_index_entry(_media.Stream, row.Pos, row.Pts, 0, 0, ffmpeg.AVINDEX_KEYFRAME);
        }

        return _media.Seek(row.Pts - _fresh.ToTicks(FramesEarlier(attempt)));
    }

    private Landing ReadUpTo(in PacketRow row, RunSink? sink, bool fromBeginning)
    {
        for (long ordinal = 0; ; ordinal++)
        {
            if (sink is not null && sink.Stop) return Landing.Stopped;
            if (_media.Read(_ahead) < 0) return Landing.Failed;
            bool same = PacketRow.HashOf(_ahead) == row.Hash
                && (fromBeginning ? ordinal == row.Clock.Packets : _ahead->pts == row.Pts && IsSamePlace(_ahead->pos, row.Pos));
            if (same)
            {
                _hasAhead = true;
                Number(out _);
                return Landing.Landed;
            }

            bool past = fromBeginning
                ? ordinal >= row.Clock.Packets
                : _ahead->pts != ffmpeg.AV_NOPTS_VALUE && _ahead->pts > row.Pts + PastTicks;
            ffmpeg.av_packet_unref(_ahead);
            if (past) return Landing.Failed;
        }
    }

    // Joined files and doubled parts of files have time stamps and bytes twice, and silence has no face of its own: the place tells them
    // apart. To the byte, for all demuxers give the same place for a packet however they came to it (measured in every container of the tests).
    private bool IsSamePlace(long a, long b) => a == b || (!_recipe.EntersAtPlaces && (a < 0 || b < 0));

    // Time stamps may run backwards by a packet or so right behind a seek; a second beyond, the packet was missed.
    private long PastTicks => _fresh.ToTicks(_media.Stream->codecpar->sample_rate);

    private void ReadAhead()
    {
        bool repeats = _linear.Repeats(_media);
        ClockState entered = default;
        int error = repeats ? _linear.Repeat(_ahead, out entered) : _later.Read(_ahead);
        _hasAhead = error == 0;
        if (_hasAhead && repeats) _clock.State = entered;
        if (_hasAhead) Number(out entered);
        if (_hasAhead && !repeats) _linear.Note(_media, _ahead, in entered, _aheadFrames);
        if (error >= 0 || error == ffmpeg.AVERROR_EOF) return;
        Error = error;
        _linear.End(); // some demuxers read on behind an error
    }

    private void Number(out ClockState entered) => _aheadIndex = _clock.Advance(_ahead, _later, out _aheadFrames, out entered);
}

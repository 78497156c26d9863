using System;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Reads a stream's packets once, without decoding them, and writes the packet table: 10 to 70 ms for 10 minutes.
/// It can stop at any packet and be taken up again by another thread, so a loader that has more urgent work loses nothing.
/// </summary>
/// <remarks>
/// Thread: one at a time (its owner, see <see cref="FFmpegSource"/>). It has a demuxer of its own: what a demuxer has read
/// before changes where it lands later. The first packets are decoded to learn where the decoder's output begins (priming),
/// the last ones to learn where it ends (padding): the two things that only the decoder knows.
/// </remarks>
internal sealed unsafe partial class PacketScan : IDisposable
{
    private const int RingPackets = 1_024; // more than the longest preroll: 1 s of 2.5 ms Opus packets is 400

    private const int SureEntryPackets = 64; // 3 s of HE-AAC
    private const int EntryPackets = 128;

    /// <summary>So many packets are decoded to learn where the decoder's output begins.</summary>
    public const int HeadPackets = 640; // the longest pre-skip of Opus, in packets of 2.5 ms: 546

    private readonly MediaContext _media;
    private readonly MediaFile _file;
    private readonly CodecRecipe _recipe;
    private readonly RunGrid _grid;
    private readonly PacketTable _table;
    private readonly Primer _primer;
    private readonly int _streamIndex;
    private readonly long _leadFrames;
    private readonly CodecDecoder _decoder;
    private readonly TailProbe _tail = new();
    private readonly PacketsAhead _ahead;
    private readonly AVCodecParameters* _parameters;
    private StreamChange _change;
    private PacketRow* _ring;  // the last packets' rows; 80 KB while the scan lasts
    private PacketClock _clock;
    private long _count;
    private long _resumed;     // the packet that the ring begins with
    private bool _hasOrigin;
    private bool _decoding;
    private long _endIfLast;
    private long _pcmEnd;
    private int _pcmTry;
    private RunSink? _sink;

    /// <summary>Makes one; nothing is opened yet.</summary>
    public PacketScan(MediaContext media, int streamIndex, long leadFrames, CodecRecipe recipe, RunGrid grid, PacketTable table, Primer primer, AVCodecParameters* parameters)
    {
        _media = new MediaContext(media) { Closed = Free };
        _ahead = new PacketsAhead(_media);
        _file = media.File;
        _streamIndex = streamIndex;
        _leadFrames = leadFrames;
        _recipe = recipe;
        _grid = grid;
        _table = table;
        _primer = primer;
        _parameters = parameters;
        _decoder = new CodecDecoder(recipe, parameters);
    }

    /// <summary>It had to be given up in the middle of a packet once, and start over.</summary>
    public bool GivenUp { get; private set; }

    /// <summary>Goes on until the table has the run's row, or the stream ends, or the sink asks to stop.</summary>
    /// <param name="run">The run wanted; <see cref="int.MaxValue"/>: to the end.</param>
    /// <param name="sink">Asked between packets; null: never stops.</param>
    public void Advance(int run, RunSink? sink)
    {
        if (_table.Finished || _table.LinearFrom >= 0) return;
        _media.Idle.Wake(_media);
        _sink = sink;
        _media.Ask(sink);
        int wanted = run;
        if (!_media.IsOpen)
        {
            if (!TryOpen()) return;
            if (_media.IsLarge) wanted = Math.Max(run, Math.Min(run, int.MaxValue - AheadRows) + AheadRows);
        }

        while (_table.Rows <= wanted && _media.IsOpen && (sink is null || !sink.Stop))
        {
            if (_recipe.DirectPcm) ReadOnePcm();
            else ReadOne();
        }

        _media.Ask(null);
        _media.Idle.Rest(_media);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _media.Dispose();
        Free();
        _decoder.Dispose();
    }

    private void ReadOne()
    {
        AVPacket* packet = _tail.Take(_count);
        int error = _ahead.Read(packet);
        if (error < 0)
        {
            End(_count == 0 && error != ffmpeg.AVERROR_EOF ? error : 0);
            return;
        }

        Take(packet);
    }

    private void Take(AVPacket* packet)
    {
        if (_change.IsAt(packet))
        {
            EndAtChange();
            return;
        }

        PacketRow row = PacketRow.Of(packet, default);
        long index = _clock.Advance(packet, _ahead, out int frames, out row.Clock);
        if (_media.Interrupted)
        {
            Finish(0, ffmpeg.AVERROR_EXIT); // what was read ahead is not all that there is
            return;
        }

        if (_recipe.ReadsSbr && MayBegin(index)) row.Entry = _primer.EntryOf(packet);
        _ring[_count % RingPackets] = row;
        _endIfLast = _clock.EndIfLast(packet, index, frames);
        _count++;
        packet->pts = packet->dts = index;
        packet->duration = frames;
        _primer.Keep(_count - 1, packet);
        if (!_hasOrigin) FindOrigin(packet);
        if (_hasOrigin) AddRows(index + frames);
    }

    private void FindOrigin(AVPacket* packet)
    {
        if (_decoding && ffmpeg.AVERROR_EOF != _decoder.Send(packet, packet->pts, (int)packet->duration) && _decoder.Receive() == 0)
        {
            SetOrigin(_decoder.Frame->pts == ffmpeg.AV_NOPTS_VALUE ? 0 : _decoder.Frame->pts);
        }
        else if (!_decoding || _count >= HeadPackets)
        {
            SetOrigin(0);
        }
    }

    private void SetOrigin(long origin)
    {
        _hasOrigin = true;
        _decoder.Close(); // until the end is looked for
        if (_table.Rows > 0) return;
        _table.Origin = origin - _leadFrames;
        _ = _table.Add(in _ring[0]);
    }

    // All runs whose first needed frame lies before `end`.
    private void AddRows(long end)
    {
        while (true)
        {
            long need = _table.Origin + _grid.FirstSourceFrame(_table.Rows);
            if (end <= need || _table.Rows == 0) return;
            if (!_table.Add(in StartOf(need))) return;
        }
    }

    // The packet that holds `need`, and from there back by the preroll.
    private ref readonly PacketRow StartOf(long need)
    {
        long oldest = Math.Max(_resumed, _count - RingPackets);
        long at = _count - 1;
        while (at > oldest && _ring[at % RingPackets].Clock.Next > need) at--;
        long preroll = need - (long)(_recipe.PrerollSeconds * _media.Stream->codecpar->sample_rate);
        at = Math.Max(oldest, at - _recipe.PrerollPackets);
        while (at > oldest && _ring[at % RingPackets].Clock.Next > preroll) at--;
        while (at > oldest && !_ring[at % RingPackets].CanEnter(in _ring[(at - 1) % RingPackets], _recipe.EntersAtPlaces)) at--;
        if (_primer.Places > 0) at = EntryBefore(at, oldest);
        return ref _ring[at % RingPackets];
    }

    private bool MayBegin(long index)
    {
        if (!_hasOrigin) return false;
        long latest = _table.Origin + _grid.FirstSourceFrame(_table.Rows) - (long)(_recipe.PrerollSeconds * _media.Stream->codecpar->sample_rate);
        return index <= latest && index > latest - (EntryPackets * (long)_media.Stream->codecpar->frame_size);
    }

    // The last one that can be entered, not far back; where there is none, that one itself. Those that prime are all decoded in a row.
    private long EntryBefore(long latest, long oldest)
    {
        long at = LastOf(Entry.Sure, latest, Math.Max(oldest, latest - SureEntryPackets));
        if (at < 0) at = LastOf(Entry.Likely, latest, Math.Max(oldest, latest - EntryPackets));
        if (at < 0) at = latest;
        return at <= _primer.Places ? oldest : at;
    }

    private long LastOf(Entry least, long latest, long earliest)
    {
        for (long at = latest; at >= earliest; at--)
        {
            if (_ring[at % RingPackets].Entry >= least) return at;
        }

        return -1;
    }

    private void End(int error)
    {
        if (error != 0)
        {
            Finish(0, error);
        }
        else
        {
            if (!_hasOrigin) SetOrigin(0);
            long end = _count == 0 ? 0 : Math.Min(_endIfLast, _tail.FindEnd(_decoder, _count, _clock.State.Next));
            long edits = _clock.FramesOfEdits(_media.Stream);
            if (edits != long.MaxValue && _table.Origin + _leadFrames + edits is var reported && Math.Abs(reported - end) <= _media.Stream->codecpar->sample_rate / 5) end = reported;
            Finish(Math.Max(0, end - _table.Origin), 0);
        }
    }

    // What follows is read from one decode that begins with the last run that has a row: see LinearStore.
    private void EndAtChange()
    {
        if (!_hasOrigin) SetOrigin(0);
        if (_file.Look() == MediaState.Same) _table.EndAt(Math.Max(0, _table.Rows - 1));
        _media.Dispose();
        Free();
    }

    // A length read from a file that has changed meanwhile is discarded; after an interruption the scan starts over.
    private void Finish(long frames, int error)
    {
        bool stopped = _media.Interrupted && _sink is not null && _sink.GiveUp;
        GivenUp |= stopped;
        if (!stopped && _file.Look() == MediaState.Same) _table.Finish(frames, _media.Interrupted ? ffmpeg.AVERROR_EXIT : error);
        _media.Dispose();
        Free();
    }

    // Only the end is looked at: the last second by the header; where nothing is there, by the size of the file; or all of it.
    private bool TryStartPcm()
    {
        long duration = _media.Stream->duration;
        int rate = _media.Stream->codecpar->sample_rate;
        long lastSecond = _pcmTry switch
        {
            0 when duration != ffmpeg.AV_NOPTS_VALUE => duration - _clock.ToTicks(rate),
            <= 1 => _clock.ToTicks(PcmFramesBySize() - rate),
            _ => 0,
        };
        if (!_media.IsOpen) return false;
        if (lastSecond > 0 && _media.Seek(lastSecond) >= 0) return true;
        return _media.Pristine || _media.Seek(0) >= 0 || _media.Reopen() >= 0;
    }

    // From the first sample's place to the file's end; 0 where that is not known, and the medium is closed where it does not open again.
    private long PcmFramesBySize()
    {
        if (!_media.Pristine && _media.Reopen() < 0) return 0;
        AVPacket* packet = _tail.Take(0);
        if (_media.Read(packet) < 0 || packet->pos < 0) return 0;
        long index = _clock.Advance(packet, null, out int frames, out _);
        return frames <= 0 ? 0 : index + ((_file.Opened.Bytes - packet->pos) / Math.Max(1, packet->size / frames));
    }

    private void ReadOnePcm()
    {
        if (_count == 0 && !TryStartPcm())
        {
            End(ffmpeg.AVERROR_INVALIDDATA);
            return;
        }

        AVPacket* packet = _tail.Take(_count);
        if (_media.Read(packet) >= 0)
        {
            // Time stamps are sample positions here: the first one says where the seek has landed.
            if (_count == 0) _clock.State = new ClockState { Base = 0, Next = packet->pts != ffmpeg.AV_NOPTS_VALUE ? _clock.ToFrames(packet->pts) : 0 };
            long index = _clock.Advance(packet, null, out int frames, out _);
            _pcmEnd = index + frames;
            _count++;
        }
        else if (_pcmEnd > 0 || _pcmTry >= 2 || _media.Interrupted)
        {
            Finish(_pcmEnd, 0);
        }
        else
        {
            _pcmTry++; // nothing where the end should be
            _count = 0;
        }
    }

    private void Free()
    {
        _tail.Close();
        _ahead.Free();
        _decoder.Close();
        NativeMemory.Free(_ring);
        _ring = null;
    }
}

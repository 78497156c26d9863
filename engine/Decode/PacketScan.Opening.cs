using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <content>
/// Where a scan begins, and begins again: its demuxer is closed at rest where others need the room. Rows that the table has are not added again.
/// </content>
internal sealed unsafe partial class PacketScan
{
    private const int AheadRows = 64;    // 20 ms of reading, as long as opening takes where it is for large indexes that demuxers are closed
    private const int ResumingPackets = 64; // that a seek may land early
    private const int MostOpenings = 3;

    private int _openingsGivenUp;

    private bool TryOpen()
    {
        int error = _media.Open(inTurn: true);
        if (error >= 0 && (uint)_streamIndex >= _media.Format->nb_streams) error = ffmpeg.AVERROR_INVALIDDATA;
        if (error < 0)
        {
            // An opening that was given up for something else says nothing of the file: it is tried again by the next caller that needs it, but not without end in spare time.
            if (!_media.Interrupted || _sink is null || !_sink.GiveUp) Finish(0, error);
            else GivenUp |= ++_openingsGivenUp == MostOpenings;
            return false;
        }

        _media.Select(_streamIndex);
        _ring = (PacketRow*)NativeMemory.Alloc(RingPackets, (nuint)sizeof(PacketRow));
        _tail.Open();
        _ahead.Clear();
        _change = new StreamChange(_parameters);
        if (TryResume()) return true;
        if (!_media.Pristine && _media.Reopen() is < 0 and var refused)
        {
            Finish(0, refused);
            return false;
        }

        _ahead.Clear();
        _change = new StreamChange(_parameters);
        _clock = new PacketClock(_media.Stream, CodecRecipe.KeepsTime(_media.Format));
        _count = _resumed = 0;
        _hasOrigin = false;
        _pcmEnd = 0;
        _pcmTry = 0;
        _decoding = _decoder.Open() >= 0;
        return true;
    }

    // At the row before the last, so that the end, if it comes at once, has its packets before it. Only in mp4, whose seeks land on the very packet
    // and whose index is what a scan is closed for: to start over each time would make a scan of hours as long as its length squared.
    // What an error ends is not gone on with behind it.
    private bool TryResume()
    {
        if (_table.Rows < 3 || _file.MetError || !CodecRecipe.SeeksByIndex(_media.Format)) return false;
        ref readonly PacketRow row = ref _table[_table.Rows - 2];
        if (row.Pts == ffmpeg.AV_NOPTS_VALUE || _media.Seek(row.Pts) < 0) return false;
        _count = _resumed = row.Clock.Packets;
        for (int i = 0; i < ResumingPackets; i++)
        {
            AVPacket* packet = _tail.Take(_count);
            if (_media.Read(packet) < 0) return false;
            if (packet->pts != row.Pts || packet->pos != row.Pos || PacketRow.HashOf(packet) != row.Hash) continue;
            _clock = new PacketClock(_media.Stream, CodecRecipe.KeepsTime(_media.Format)) { State = row.Clock };
            _hasOrigin = true;
            _decoding = false;
            Take(packet);
            return true;
        }

        return false;
    }
}

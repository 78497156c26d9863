using System;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// A stream that a run decoder reads from its beginning without ever a seek, one run after the other. Its packets are those
/// that the scan would read, so the next run's row of the packet table falls out of them, and the last of them are kept, so that the
/// next run begins without a seek. A loader alone then reads a file once.
/// </summary>
/// <remarks>
/// Thread: one loader thread at a time. Native memory, between <see cref="Begin"/> and <see cref="End"/> only: as many packets
/// as a preroll takes. It ends by itself with the first seek: the demuxer is asked how often it has been moved.
/// </remarks>
internal sealed unsafe class LinearReading
{
    private const int Slack = 8; // packets that a run reads beyond the next one's start: filter, what decoders hold back, one ahead

    private readonly CodecRecipe _recipe;
    private readonly Primer _primer;
    private readonly RunGrid _grid;
    private readonly int _rate;
    private readonly long _leadFrames;
    private readonly int _places;
    private readonly StreamChange _freshChange;
    private StreamChange _change;
    private bool _hasChanged;
    private AVPacket** _packets;
    private PacketRow* _rows;
    private PacketRow _first;
    private PacketRow _found;
    private long _count;
    private long _next;  // the packet that comes next: below the count one that was kept
    private int _moves;
    private int _run;    // whose row is looked for; -1 if another thread was faster
    private bool _hasFound;
    private bool _hasOrigin;
    private long _origin;

    /// <summary>Makes one that reads nothing yet.</summary>
    public LinearReading(CodecRecipe recipe, Primer primer, RunGrid grid, int sourceRate, long leadFrames, in StreamChange change)
    {
        _freshChange = change;
        _primer = primer;
        _leadFrames = leadFrames;
        _recipe = recipe;
        _grid = grid;
        _rate = sourceRate;
        _places = recipe.PrerollPackets + Slack + (recipe.PrerollSeconds > 0 ? 64 : 0);
    }

    /// <summary>A medium is about to be read from its beginning.</summary>
    public void Begin(MediaContext media)
    {
        End();
        _packets = (AVPacket**)NativeMemory.AllocZeroed((nuint)_places, (nuint)sizeof(AVPacket*));
        for (int i = 0; i < _places; i++) _packets[i] = ffmpeg.av_packet_alloc();
        _rows = (PacketRow*)NativeMemory.Alloc((nuint)_places, (nuint)sizeof(PacketRow));
        _change = _freshChange;
        _hasChanged = false;
        _count = _next = 0;
        _moves = media.Moves;
        _run = _primer.Places > 0 ? -1 : 1; // the scan keeps the packets that prime
        _hasFound = _hasOrigin = false;
    }

    /// <summary>Index of the first sample that the decoder gave out: the scan learns it in the same way.</summary>
    public void SetFirst(long index)
    {
        if (_hasOrigin) return;
        _hasOrigin = true;
        _origin = index - _leadFrames;
        if (_count >= PacketScan.HeadPackets) _run = -1; // the scan gives up before that
    }

    /// <summary>The next packet is a row's again, or for the first time; false where it is not kept.</summary>
    public bool TryEnter(MediaContext media, in PacketRow row)
    {
        long number = row.Clock.Packets;
        if (!IsReading(media) || number >= _count || number < _count - _places) return false;
        ref PacketRow kept = ref _rows[number % _places];
        if (kept.Pts != row.Pts || kept.Hash != row.Hash || kept.Pos != row.Pos || kept.Clock.Next != row.Clock.Next) return false;
        _next = number;
        return true;
    }

    /// <summary>Whether a kept packet comes next; else the medium has to be read.</summary>
    public bool Repeats(MediaContext media) => _next < _count && IsReading(media);

    /// <summary>Gives the kept packet that comes next. Returns FFmpeg's error, or 0.</summary>
    /// <param name="packet">The packet, cleared.</param>
    /// <param name="clock">The clock's state to enter with it.</param>
    public int Repeat(AVPacket* packet, out ClockState clock)
    {
        clock = _rows[_next % _places].Clock;
        return Math.Min(0, ffmpeg.av_packet_ref(packet, _packets[_next++ % _places]));
    }

    /// <summary>Whether a medium has been read from its beginning without a seek, and is still.</summary>
    public bool IsReading(MediaContext media) => _packets is not null && _moves == media.Moves;

    /// <summary>A packet was read and numbered.</summary>
    public void Note(MediaContext media, AVPacket* packet, in ClockState entered, int frames)
    {
        if (!IsReading(media)) return;
        PacketRow row = PacketRow.Of(packet, entered);
        AVPacket* place = _packets[_count % _places];
        ffmpeg.av_packet_unref(place);
        if (ffmpeg.av_packet_ref(place, packet) < 0)
        {
            End();
            return;
        }

        if (_count == 0) _first = row;
        if (_count == 0 && _primer.IsNeededBehind(packet)) _run = -1;
        _rows[_count % _places] = row;
        _next = ++_count;
        _hasChanged |= _change.IsAt(packet);
        if (_hasChanged && !_hasFound) _run = -1; // as the scan: no row behind a change
        if (_hasOrigin && _run > 0 && !_hasFound) Find(row.Clock.Next + frames);
    }

    /// <summary>Gives the packet table the row of the run behind the one that was decoded, unless another thread did.</summary>
    public void Hand(FFmpegSource source)
    {
        if (_packets is null || !_hasFound) return;
        _hasFound = false;
        _run = source.TryAddRow(_run, in _found, in _first, _origin) && !_hasChanged ? _run + 1 : -1;
    }

    /// <summary>Lets go of everything.</summary>
    public void End()
    {
        for (int i = 0; _packets is not null && i < _places; i++)
        {
            AVPacket* packet = _packets[i];
            ffmpeg.av_packet_free(&packet);
        }

        NativeMemory.Free(_packets);
        NativeMemory.Free(_rows);
        _packets = null;
        _rows = null;
        _hasFound = false;
    }

    // As PacketScan.StartOf. A row that lies farther back than packets are kept is left to the scan.
    private void Find(long end)
    {
        long need = _origin + _grid.FirstSourceFrame(_run);
        if (end <= need) return;
        long oldest = Math.Max(0, _count - _places);
        long at = _count - 1;
        while (at > oldest && _rows[at % _places].Clock.Next > need) at--;
        at = Math.Max(oldest, at - _recipe.PrerollPackets);
        long preroll = need - (long)(_recipe.PrerollSeconds * _rate);
        while (at > oldest && _rows[at % _places].Clock.Next > preroll) at--;
        while (at > oldest && !_rows[at % _places].CanEnter(in _rows[(at - 1) % _places], _recipe.EntersAtPlaces)) at--;
        _hasFound = at > oldest || oldest == 0;
        if (_hasFound) _found = _rows[at % _places];
        else _run = -1;
    }
}

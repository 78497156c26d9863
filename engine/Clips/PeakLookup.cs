using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Seamline.Kernels;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>
/// Looks a window of one source up: the largest stretches that lie in it whole, down to the finest level, and its ragged ends from
/// samples where the window is short and they are in memory, else from the stretch around.
/// </summary>
/// <remarks>
/// Thread: any, inside (<see cref="PeakReaders"/>). At most some 40 entries and two pieces of 255 frames a window, whatever its
/// length, but for pages that are known while their neighbours are not. What a window is widened by, <see cref="PeakLevels.QuantumOf"/> says.
/// </remarks>
internal unsafe ref struct PeakLookup
{
    // Below this length the ragged ends are read from samples; above, the window is widened to a sixteenth at most.
    private const long RaggedFrames = 16 * PeakLevels.Fine;

    private readonly PageTable* _table;
    private readonly ref PeakSum _sum;
    private readonly int _channel;
    private readonly int _channels;
    private readonly int _depth;
    private readonly long _from;
    private readonly long _to;
    private readonly long _start;
    private readonly long _end;
    private readonly long _wholeEnd; // where the source ends, a stretch that reaches beyond it is whole
    private readonly bool _bySample;
    private long _at;

    private PeakLookup(PageTable* table, int channel, long frames, long from, long to, ref PeakSum sum)
    {
        _table = table;
        _sum = ref sum;
        _channel = channel;
        _channels = table->Channels;
        _depth = Volatile.Read(ref table->PeakDepth); // partner: PeakStore.BeginTrim; read inside, or the level could go meanwhile
        _from = from;
        _to = to;
        int quantum = PeakLevels.QuantumOf(to - from);
        _bySample = to - from < RaggedFrames;
        _start = _bySample ? from : from / quantum * quantum;
        _end = _bySample ? to : Math.Min((to + quantum - 1) / quantum * quantum, frames);
        _wholeEnd = _end == frames ? long.MaxValue : _end;
        _at = _start;
    }

    /// <summary>Adds what is known of [<paramref name="from"/>, <paramref name="to"/>) to a sum.</summary>
    /// <param name="table">The source's pages.</param>
    /// <param name="channel">The channel, -1 for all.</param>
    /// <param name="from">First frame; may lie outside the material.</param>
    /// <param name="to">The frame after the last.</param>
    /// <param name="sum">Its <see cref="PeakSum.Asked"/> grows by the frames that lie in the material.</param>
    public static void Add(PageTable* table, int channel, long from, long to, ref PeakSum sum)
    {
        long frames = PageTable.Frames(table);
        from = Math.Max(from, 0);
        to = Math.Min(to, frames);
        if (from >= to) return;
        sum.Asked += to - from;
        var lookup = new PeakLookup(table, channel, frames, from, to, ref sum);
        while (lookup._at < lookup._end) lookup.Step();
    }

    private void Step()
    {
        long page = PageTable.PageOf(_at);
        PeakChunk* chunk = PeakChunk.Of(_table, page);
        if (chunk == null)
        {
            Unknown(PeakLevels.Chunk);
            return;
        }

        if (IsWhole(PeakLevels.Chunk) && PeakChunk.IsComplete(chunk))
        {
            Take((PeakEntry*)chunk->Whole, PeakLevels.Chunk);
            return;
        }

        PeakGroup* group = PeakChunk.GroupAt(chunk, (int)(page % PageTable.ChunkPages) / PeakLevels.GroupPages);
        if (group == null)
        {
            Unknown(PeakLevels.Group);
            return;
        }

        int known = PeakGroup.KnownOf(group);
        int place = (int)(page % PeakLevels.GroupPages);
        if (known == PeakGroup.AllKnown && IsWhole(PeakLevels.Group)) Take(PeakGroup.GroupEntries(group, _channels), PeakLevels.Group);
        else if ((known >> place & 1) == 0) Unknown(PeakLevels.Page);
        else WithinPage(group, place);
    }

    private void WithinPage(PeakGroup* group, int place)
    {
        PeakEntry* fine = _depth == (int)PeakDepth.Fine ? group->Fine : null;
        PeakEntry* middle = _depth < (int)PeakDepth.Page ? group->Middle : null;
        long at = _at % PeakLevels.Page;
        if (fine != null) fine += ((place * PeakLevels.FinePerPage) + (at / PeakLevels.Fine)) * _channels;
        if (middle != null) middle += ((place * PeakLevels.MiddlePerPage) + (at / PeakLevels.Middle)) * _channels;
        PeakEntry* page = PeakGroup.PageEntries(group, place, _channels);
        if (_to - _from < PeakLevels.Fine && TrySamples(PeakLevels.Page)) return;
        if (IsWhole(PeakLevels.Page)) Take(page, PeakLevels.Page);
        else if (middle != null && IsWhole(PeakLevels.Middle)) TakeWhole(middle, PeakLevels.Middle, PeakLevels.Page);
        else if (fine != null && IsWhole(PeakLevels.Fine)) TakeWhole(fine, PeakLevels.Fine, PeakLevels.Middle);
        else if (_bySample && TrySamples(fine != null ? PeakLevels.Fine : PeakLevels.Page)) return;
        else if (fine != null) Take(fine, PeakLevels.Fine);
        else if (middle != null) Take(middle, PeakLevels.Middle);
        else Take(page, PeakLevels.Page);
    }

    // Whether a stretch of that length begins here and ends in the window.
    private readonly bool IsWhole(long length) => _at % length == 0 && _at + length <= _wholeEnd;

    private readonly long NextOf(long length) => Math.Min(_end, (_at / length * length) + length);

    // Nothing is kept of the stretch around. Samples may be there all the same, where peaks had no room.
    private void Unknown(long length)
    {
        if (_bySample && TrySamples(PeakLevels.Page)) return;
        _at = NextOf(_bySample ? PeakLevels.Page : length);
    }

    private void Take(PeakEntry* entries, long length)
    {
        long start = _at / length * length;
        long next = NextOf(length);
        if (start < _start || start + length > _wholeEnd) _sum.Flags |= PeakFlags.Coarse;
        if (_channel >= 0) _sum.Add(entries[_channel], next - _at);
        for (int i = _channel < 0 ? 0 : _channels; i < _channels; i++) _sum.Add(entries[i], next - _at);
        MoveTo(next);
    }

    // One after the other, up to where a longer one may begin.
    private void TakeWhole(PeakEntry* entries, long length, long longer)
    {
        long last = NextOf(longer);
        do
        {
            Take(entries, length);
            entries += _channels;
        }
        while (_at < last && IsWhole(length));
    }

    private bool TrySamples(long length)
    {
        float* samples = PageTable.PageAt(_table, PageTable.PageOf(_at));
        if (samples == null) return false;
        long next = NextOf(length);
        PeakValues values;
        Unsafe.SkipInit(out values);
        PeakScan.Run(samples + (_at % PeakLevels.Page * _channels), _channels, (nuint)(next - _at), (PeakValue*)&values);
        if (_channel >= 0) _sum.Add(values[_channel], next - _at);
        for (int i = _channel < 0 ? 0 : _channels; i < _channels; i++) _sum.Add(values[i], next - _at);
        MoveTo(next);
        return true;
    }

    private void MoveTo(long next)
    {
        _sum.Known += Math.Max(0, Math.Min(next, _to) - Math.Max(_at, _from));
        _at = next;
    }

    [InlineArray(Limits.MaxChannels)]
    private struct PeakValues
    {
        private PeakValue _first;
    }
}

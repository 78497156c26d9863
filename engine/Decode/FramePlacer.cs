using System;

namespace Seamline.Decode;

/// <summary>
/// Puts decoded frames where their number says: what lies before the run's first frame or overlaps what stands already is
/// dropped, a hole becomes silence. So damage and preroll never shift what follows.
/// </summary>
/// <remarks>Thread: one loader thread at a time. Indices are the packet clock's, at the media's rate.</remarks>
internal sealed unsafe class FramePlacer
{
    private readonly RunOutput _output;
    private readonly int _channels;
    private readonly EmptyEdits? _empty;
    private long _slack;
    private long _leadFrames;
    private bool _started;
    private long _end; // of the frames before, placed or dropped; the smallest number before the first

    /// <summary>Makes one.</summary>
    public FramePlacer(RunOutput output, int channels, EmptyEdits? empty)
    {
        _empty = empty;
        _output = output;
        _channels = channels;
    }

    /// <summary>Index of the next frame wanted.</summary>
    public long Cursor { get; private set; }

    /// <summary>Index of source frame 0.</summary>
    public long Origin { get; private set; }

    /// <summary>Index of the first sample, behind the leading silence; <see cref="long.MaxValue"/> before it is known.</summary>
    public long First => _started ? Origin + _leadFrames : long.MaxValue;

    /// <summary>Frames from this index on are beyond the source's end.</summary>
    public long Limit { get; set; }

    /// <summary>Frames go right behind the ones before, whatever their number: the stream's clock says nothing of them.</summary>
    public bool Contiguous { get; set; }

    /// <summary>Holes and damaged samples so far in this run.</summary>
    public int Warnings { get; set; }

    /// <summary>Starts a run at a known place.</summary>
    /// <param name="origin">Index of source frame 0, which the leading silence begins with.</param>
    /// <param name="leadFrames">Frames of leading silence.</param>
    /// <param name="firstSourceFrame">The first one wanted.</param>
    /// <param name="slack">How far frames may lie off before it counts as a hole.</param>
    public void Begin(long origin, long leadFrames, long firstSourceFrame, int slack)
    {
        BeginAtFirst(leadFrames, slack);
        Origin = origin;
        Cursor = origin + firstSourceFrame;
        _end = long.MinValue;
        _started = true;
    }

    /// <summary>Starts the first run: the first frame that comes out stands right behind the leading silence.</summary>
    public void BeginAtFirst(long leadFrames, int slack)
    {
        _leadFrames = leadFrames;
        _slack = slack;
        _started = false;
        Limit = long.MaxValue;
        Warnings = 0;
        Contiguous = false;
        Origin = Cursor = 0;
    }

    /// <summary>Places frames.</summary>
    /// <param name="samples">The samples; those that are not finite are set to 0 in place.</param>
    /// <param name="count">How many.</param>
    /// <param name="index">Index of the first, or <see cref="long.MinValue"/>: right behind the ones before.</param>
    public void Place(in Planes samples, int count, long index)
    {
        if (!TryPlace(count, ref index, out long drop, out long keep)) return;
        Planes kept = samples.From(drop);
        bool repaired = false;
        for (int c = 0; c < _channels; c++) repaired |= Finite.Repair(kept[c], keep);
        if (repaired) Warnings++;
        _empty?.Silence(in kept, _channels, index + drop - First, keep);
        _output.Take(in kept, keep);
        Cursor = index + drop + keep;
    }

    /// <summary>Places frames in a decoder's own form, where there are no empty edits.</summary>
    /// <inheritdoc cref="Place(in Planes, int, long)"/>
    public void Place(void* samples, SampleForm form, int count, long index)
    {
        if (!TryPlace(count, ref index, out long drop, out long keep)) return;
        void* kept = (byte*)samples + (drop * _channels * PackedSamples.Bytes(form));
        if (form == SampleForm.Float32 && Finite.Repair((float*)kept, keep * _channels)) Warnings++;
        _output.Take(kept, form, keep);
        Cursor = index + drop + keep;
    }

    // What of the frames is wanted, and from where; a hole before it becomes silence. False: nothing.
    private bool TryPlace(int count, ref long index, out long drop, out long keep)
    {
        if (!_started)
        {
            _started = true;
            Cursor = index == long.MinValue ? 0 : index;
            Origin = Cursor - _leadFrames;
            _end = Cursor;
            _output.TakeSilence(_leadFrames);
        }

        // Behind those before it, though they were dropped: a run's first frames come before what it needs.
        if (_end != long.MinValue && (Contiguous || index == long.MinValue || Math.Abs(index - _end) <= _slack)) index = _end;
        if (index == long.MinValue) index = Cursor;
        _end = index + count;
        drop = Math.Clamp(Cursor - index, 0, count);
        keep = Math.Min(count, Limit - index) - drop;
        if (keep <= 0) return false;
        if (index > Cursor)
        {
            if (index > Origin + _leadFrames) Warnings++; // silence before the first sample is no damage
            _output.TakeSilence(index - Cursor);
        }

        return true;
    }

    /// <summary>Silence up to an index, where the stream goes on but nothing could be decoded.</summary>
    public void FillTo(long index)
    {
        if (!_started || index <= Cursor) return;
        _output.TakeSilence(index - Cursor);
        Cursor = index;
    }
}

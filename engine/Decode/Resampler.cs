using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Seamline.Decode;

/// <summary>
/// Turns f32 frames of the source's rate into the engine's. Started over for every run, so that its state is a function of the run; what it is fed
/// in, and in which pieces, changes nothing. Beyond the source's ends its samples go on in mirror image, as far as a filter reaches.
/// </summary>
/// <remarks>Thread: one loader thread at a time. Allocates native memory only.</remarks>
internal sealed unsafe class Resampler : IDisposable
{
    /// <summary>Most frames that are fed at a time.</summary>
    public const int FeedFrames = 8_192;

    /// <summary>Most frames that are given at a time.</summary>
    public const int OutFrames = FilterTable.MostPartFrames;

    private readonly int _sourceRate;
    private readonly int _engineRate;
    private readonly int _channels;
    private FilterTable* _table;
    private NativeFloats _held;
    private int _stride; // room for each channel
    private int _end; // of what is held, frames
    private int _at; // the source frame at or before the next frame's place
    private int _rest; // and how far behind it that place is
    private int _needed; // frames held from _at on, for a part
    private long _fed;
    private long _made;
    private bool _isOpen; // nothing of the beginning is mirrored yet
    private bool _isOver;

    /// <summary>Makes one; <see cref="Begin"/> before use.</summary>
    public Resampler(int sourceRate, int engineRate, int channels)
    {
        IdleFilters.Prepare();
        _sourceRate = sourceRate;
        _engineRate = engineRate;
        _channels = channels;
    }

    /// <summary>Forgets everything. Returns an FFmpeg error, or 0.</summary>
    public int Begin()
    {
        if (_table == null) _table = IdleFilters.Take(_sourceRate, _engineRate);
        if (_table == null) return Codes.NoMemory;
        int most = (int)(((long)_table->PartFrames * _table->Down / _table->Up) + 1); // a part may begin between two frames
        _needed = most + (_table->Taps / 2) + 1;
        _stride = ((_table->Before + _needed + FeedFrames + _table->Taps) | 15) + 1;
        _ = _held.Reserve((long)_stride * _channels);
        _at = _end = _table->Before;
        _rest = 0;
        _fed = _made = 0;
        _isOpen = true;
        _isOver = false;
        return 0;
    }

    /// <summary>Takes frames, at most <see cref="FeedFrames"/>; <see cref="TryMake"/> until it gives nothing comes first.</summary>
    public void Feed(in Planes input, int frames)
    {
        Debug.Assert(frames <= FeedFrames && !_isOver, "in parts, before the end");
        Shift();
        for (int c = 0; c < _channels; c++)
            NativeMemory.Copy(input[c], Channel(c) + _end, (nuint)frames * sizeof(float));
        _end += frames;
        _fed += frames;
    }

    /// <summary>The source ends here.</summary>
    public void End()
    {
        if (_isOver) return;
        Shift();
        _isOver = true;
        int half = (_table->Taps / 2) + 1;
        for (int c = 0; c < _channels; c++)
        {
            float* end = Channel(c) + _end;
            for (int i = 0; i < half; i++) end[i] = i + 2 <= _fed ? end[-i - 2] : 0;
        }

        _end += half;
    }

    /// <summary>Makes the next frames, interleaved: a part where so much has been fed, and what is left after <see cref="End"/>.</summary>
    /// <param name="to">Room for <see cref="OutFrames"/>.</param>
    /// <returns>Frames; 0 where more has to be fed, or all is given.</returns>
    public int TryMake(float* to)
    {
        int count = _table->PartFrames;
        if (_isOver)
        {
            long length = (long)((((Int128)_fed * _table->Up) + _table->Down - 1) / _table->Down);
            count = (int)Math.Min(count, length - _made);
        }
        else if (_end - _at < _needed)
        {
            return 0;
        }

        if (count <= 0) return 0;
        if (_isOpen) Open();
        _table->Make(_held.Pointer + _at, _rest, _stride, _channels, count, to);
        _made += count;
        long turned = _rest + ((long)count * _table->Down);
        _at += (int)(turned / _table->Up);
        _rest = (int)(turned % _table->Up);
        return count;
    }

    /// <summary>A run is over: the filter may serve any other source of these rates.</summary>
    public void Rest()
    {
        IdleFilters.Return(ref _table);
        _held.Free();
    }

    /// <inheritdoc/>
    public void Dispose() => Rest();

    private float* Channel(int channel) => _held.Pointer + ((long)channel * _stride);

    // What lies before the next place's filter is done with.
    private void Shift()
    {
        int gone = _at - _table->Before;
        if (gone <= 0 || _isOver) return;
        for (int c = 0; c < _channels; c++)
            NativeMemory.Copy(Channel(c) + gone, Channel(c), (nuint)(_end - gone) * sizeof(float));
        _at -= gone;
        _end -= gone;
    }

    private void Open()
    {
        _isOpen = false;
        for (int c = 0; c < _channels; c++)
        {
            float* first = Channel(c) + _at;
            for (int i = 1; i <= _table->Before; i++) first[-i] = i < _fed ? first[i] : 0;
        }
    }
}

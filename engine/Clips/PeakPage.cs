using System;
using Seamline.Kernels;

namespace Seamline.Clips;

/// <summary>The peaks of one page, as a loader makes them before it hands the page over: entries of three levels.</summary>
/// <remarks>Thread: its loader (or control, for a host's samples). Made once, reused; 10 KB.</remarks>
internal sealed unsafe class PeakPage(int levelShift = PeakPage.DefaultLevelShift)
{
    private const int DefaultLevelShift = 11; // at 48 kHz

    private readonly PeakValue[] _values = new PeakValue[PeakLevels.FinePerPage * Limits.MaxChannels];
    private readonly PeakEntry[] _fine = new PeakEntry[PeakLevels.FinePerPage * Limits.MaxChannels];
    private readonly PeakEntry[] _middle = new PeakEntry[PeakLevels.MiddlePerPage * Limits.MaxChannels];
    private readonly PeakEntry[] _page = new PeakEntry[Limits.MaxChannels];
    private readonly byte[] _levels = new byte[PeakLevels.FinePerPage * Limits.MaxChannels];

    /// <summary>It holds a page's peaks.</summary>
    public bool IsMade { get; private set; }

    /// <summary>Material to its last frame.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Channels of the page.</summary>
    public int Channels { get; private set; }

    /// <summary>64 entries a channel.</summary>
    public ReadOnlySpan<PeakEntry> Fine => _fine.AsSpan(0, PeakLevels.FinePerPage * Channels);

    /// <summary>8 entries a channel.</summary>
    public ReadOnlySpan<PeakEntry> Middle => _middle.AsSpan(0, PeakLevels.MiddlePerPage * Channels);

    /// <summary>One entry a channel.</summary>
    public ReadOnlySpan<PeakEntry> Page => _page.AsSpan(0, Channels);

    /// <summary>The power of two of the frames that a level stands for: see <see cref="PageLevels"/>.</summary>
    public int LevelShift => levelShift;

    /// <summary>Levels, channels side by side.</summary>
    public ReadOnlySpan<byte> Levels => _levels.AsSpan(0, (Limits.PageFrames >> levelShift) * Channels);

    /// <summary>Makes the peaks of a page.</summary>
    /// <param name="samples">The page.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="frames">Frames of material in it: less than a page holds at the end of a source.</param>
    public void Make(float* samples, int channels, int frames)
    {
        Channels = channels;
        IsMade = true;
        IsWhole = frames == Limits.PageFrames;
        fixed (PeakValue* values = _values)
        {
            for (int i = 0; i < PeakLevels.FinePerPage; i++)
            {
                long first = (long)i * PeakLevels.Fine;
                long count = Math.Clamp(frames - first, 0, PeakLevels.Fine);
                PeakScan.Run(samples + (first * channels), channels, (nuint)count, values + (i * channels));
            }
        }

        MakeLevels();
        Encode(_values, _fine, PeakLevels.Fine, PeakLevels.FinePerPage, frames);
        const int finePerMiddle = PeakLevels.Middle / PeakLevels.Fine;
        Combine(PeakLevels.MiddlePerPage, finePerMiddle);
        Encode(_values, _middle, PeakLevels.Middle, PeakLevels.MiddlePerPage, frames);
        Combine(1, PeakLevels.MiddlePerPage);
        Encode(_values, _page, PeakLevels.Page, 1, frames);
    }

    /// <summary>It holds nothing.</summary>
    public void Clear() => IsMade = false;

    private void MakeLevels()
    {
        int parts = (1 << levelShift) / PeakLevels.Fine;
        for (int i = 0; i < Limits.PageFrames >> levelShift; i++)
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                double squares = 0;
                for (int part = 0; part < parts; part++) squares += _values[(((i * parts) + part) * Channels) + channel].Squares;
                _levels[(i * Channels) + channel] = (byte)PageLevels.Of(squares / (1 << levelShift));
            }
        }
    }

    // So many values, each of so many of those before; in place, for a value is written behind those it is made of.
    private void Combine(int count, int parts)
    {
        for (int i = 0; i < count; i++)
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                PeakValue value = _values[(i * parts * Channels) + channel];
                for (int part = 1; part < parts; part++) value.Add(_values[(((i * parts) + part) * Channels) + channel]);
                _values[(i * Channels) + channel] = value;
            }
        }
    }

    private void Encode(PeakValue[] values, PeakEntry[] entries, int length, int count, int frames)
    {
        for (int i = 0; i < count; i++)
        {
            long covered = Math.Clamp(frames - ((long)i * length), 0, length);
            for (int channel = 0; channel < Channels; channel++)
                entries[(i * Channels) + channel] = PeakEntry.Of(values[(i * Channels) + channel], covered);
        }
    }
}

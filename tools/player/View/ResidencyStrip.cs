using System;
using Seamline.Ui.Model;

namespace Seamline.Ui.View;

/// <summary>What the sound of each pixel of the lane is played from: in memory, being loaded, evicted, not loaded yet.</summary>
internal sealed class ResidencyStrip
{
    private byte[] _columns = [];

    /// <summary>Bits of seamline.h, a pixel each.</summary>
    public ReadOnlySpan<byte> Columns => _columns.AsSpan(0, Count);

    /// <summary>Columns there are.</summary>
    public int Count { get; private set; }

    /// <summary>Looks again.</summary>
    public void Update(Document document, double first, double framesPerPixel, int width)
    {
        if (_columns.Length < width) _columns = new byte[width];
        Count = width;
        if (framesPerPixel >= 1)
        {
            document.Engine.Residency(first, framesPerPixel, _columns.AsSpan(0, width));
            return;
        }

        // The engine reports whole frames: pixels of one frame show what it is played from.
        int frames = Math.Min(width, (int)Math.Ceiling(width * framesPerPixel) + 1);
        long from = (long)Math.Floor(first);
        document.Engine.Residency(from, 1, _columns.AsSpan(0, frames));
        for (int x = width - 1; x >= 0; x--)
            _columns[x] = _columns[Math.Clamp((int)(Math.Floor(first + (x * framesPerPixel)) - from), 0, Math.Min(x, frames - 1))];
    }
}

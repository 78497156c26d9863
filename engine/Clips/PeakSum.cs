using System;
using Seamline.Kernels;

namespace Seamline.Clips;

/// <summary>Peaks of several stretches put together: extremes of all, mean of the squares weighted by frames.</summary>
internal struct PeakSum
{
    // In the stored form, where nothing of the kind has come: the two are compared once, at the end.
    private int _storedMin;
    private int _storedMax;
    private float _min;
    private float _max;

    /// <summary>Makes one of nothing.</summary>
    public PeakSum()
    {
        _storedMin = int.MaxValue;
        _storedMax = int.MinValue;
        _min = float.PositiveInfinity;
        _max = float.NegativeInfinity;
    }

    /// <summary>Sum of squares.</summary>
    public double Squares { get; private set; }

    /// <summary>Samples (or frames of channels taken together) that <see cref="Squares"/> is the sum of.</summary>
    public double Weight { get; private set; }

    /// <summary>Frames asked for.</summary>
    public long Asked { get; set; }

    /// <summary>Frames asked for that are known.</summary>
    public long Known { get; set; }

    /// <summary>What has to be said of it.</summary>
    public PeakFlags Flags { get; set; }

    /// <summary>Smallest of all; +infinity of nothing.</summary>
    public readonly float Min => _storedMin == int.MaxValue ? _min : Math.Min(_min, PeakEntry.Decode(_storedMin));

    /// <summary>Largest of all; -infinity of nothing.</summary>
    public readonly float Max => _storedMax == int.MinValue ? _max : Math.Max(_max, PeakEntry.Decode(_storedMax));

    /// <summary>Mean of the squares; 0 of nothing.</summary>
    public readonly double MeanSquare => Weight > 0 ? Squares / Weight : 0;

    /// <summary>Adds stored peaks that stand for so many frames here.</summary>
    public void Add(in PeakEntry entry, long frames)
    {
        if (!entry.HasSamples) return;
        if (entry.Min < _storedMin) _storedMin = entry.Min;
        if (entry.Max > _storedMax) _storedMax = entry.Max;
        double rms = PeakEntry.DecodeMagnitude(entry.Rms);
        Squares += rms * rms * frames;
        Weight += frames;
    }

    /// <summary>Adds what a scan of so many frames has found.</summary>
    public void Add(in PeakValue value, long frames) => Add(value.Min, value.Max, value.Squares, frames);

    /// <summary>Adds a range with a sum of squares over so many frames.</summary>
    public void Add(float min, float max, double squares, double frames)
    {
        if (frames <= 0) return;
        if (min < _min) _min = min;
        if (max > _max) _max = max;
        Squares += squares;
        Weight += frames;
    }

    /// <summary>Adds another sum, without what was asked of it.</summary>
    public void Add(in PeakSum other)
    {
        Add(other.Min, other.Max, other.Squares, other.Weight);
        Flags |= other.Flags;
    }

    /// <summary>Of stored entries alone, stored again: exact, but for the rms, which is rounded.</summary>
    public readonly PeakEntry ToEntry() => Weight == 0 ? PeakEntry.Empty : new PeakEntry
    {
        Min = (short)_storedMin,
        Max = (short)_storedMax,
        Rms = PeakEntry.EncodeRms((float)Math.Sqrt(MeanSquare)),
    };

    /// <summary>A column as it is handed out.</summary>
    public readonly Peak ToPeak()
    {
        if (Asked == 0) return new Peak(0, 0, 0, 1, Flags | PeakFlags.Outside);
        if (Known == 0) return new Peak(float.NaN, float.NaN, float.NaN, 0, Flags & ~PeakFlags.Coarse);
        float known = Known == Asked ? 1 : Math.Min((float)Known / Asked, 0.99999994f);

        // Known, and yet of no samples: a source that turned out shorter than its header said.
        return Weight > 0 ? new Peak(Min, Max, (float)Math.Sqrt(MeanSquare), known, Flags) : new Peak(0, 0, 0, known, Flags);
    }
}

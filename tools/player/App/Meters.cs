using System;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>Peak and RMS of what is heard now, by channel, from the engine's meters of its output. Full scale is 1.</summary>
internal sealed class Meters
{
    public const int MostChannels = 2;
    private const float Silence = 1e-5f;

    // 20 dB in 0.6 s, as programme meters fall (IEC 60268-10, type II falls slower, 24 dB in 2.8 s).
    private const double FallPerSecond = 20 / 0.6;

    private readonly float[] _peak = new float[MostChannels];
    private readonly float[] _rms = new float[MostChannels];

    public ReadOnlySpan<float> Peak => _peak;

    public ReadOnlySpan<float> Rms => _rms;

    public int Channels { get; private set; }

    /// <summary>They are falling, or follow the sound.</summary>
    public bool IsMoving { get; private set; }

    /// <summary>Looks at what is heard; whether the picture changed.</summary>
    public unsafe bool Update(NativeEngine engine, in SeamPosition position, double seconds)
    {
        bool on = engine.Meters(out SeamMeters now);
        bool wasMoving = IsMoving;
        Channels = Math.Min(MostChannels, engine.Channels);
        float fall = (float)Math.Pow(10, -FallPerSecond * seconds / 20);
        IsMoving = false;
        for (int channel = 0; channel < Channels; channel++)
        {
            float peak = 0;
            float rms = 0;
            if (position.Playing != 0 && on)
            {
                peak = Level(now.PeakDbfs[channel]);
                rms = Level(now.RmsDbfs[channel]);
            }

            _peak[channel] = Math.Max(peak, _peak[channel] * fall);
            _rms[channel] = Math.Max(rms, _rms[channel] * fall);
            if (_peak[channel] < Silence) _peak[channel] = _rms[channel] = 0;
            IsMoving |= _peak[channel] > 0;
        }

        return IsMoving || wasMoving;
    }

    private static float Level(double decibels) => double.IsFinite(decibels) ? (float)Math.Pow(10, decibels / 20) : 0;
}

/// <summary>How fast sound is loaded, in seconds of it a second, when any was last.</summary>
internal sealed class LoadRate
{
    private const double PageFrames = 16_384;
    private long _at;
    private long _pages;

    /// <summary>Times as fast as it plays.</summary>
    public double TimesRealTime { get; private set; }

    public void Note(in SeamStats stats)
    {
        long pages = stats.PagesHeld + stats.PagesEvicted;
        double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(_at).TotalSeconds;
        if (_at != 0 && seconds < 0.3) return;
        // A stretch in which nothing was loaded says nothing of how fast it is.
        if (_at != 0 && pages > _pages && seconds < 1) TimesRealTime = (pages - _pages) * PageFrames / Math.Max(1, stats.Rate) / seconds;
        (_at, _pages) = (System.Diagnostics.Stopwatch.GetTimestamp(), pages);
    }
}

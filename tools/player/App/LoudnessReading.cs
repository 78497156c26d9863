using Seamline.Ui.Model;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>
/// Loudness of what is heard, from the engine's own meters of its output, and of the timeline as far as it is known, read again when an
/// edit or loading changed it, at most twice a second.
/// </summary>
internal sealed class LoudnessReading
{
    private const double LeastSeconds = 0.5;
    private (Document? Document, long Revision, long Changes) _seen;
    private double _age = double.PositiveInfinity;

    /// <summary>Loudness of the last 3 s that were heard, LUFS; negative infinity for silence.</summary>
    public double ShortTermLufs { get; private set; } = double.NegativeInfinity;

    /// <summary>The largest true peak that was heard, dBTP.</summary>
    public double TruePeakDbtp { get; private set; } = double.NegativeInfinity;

    /// <summary>Integrated loudness of the timeline, LUFS; negative infinity while nothing is known.</summary>
    public double IntegratedLufs { get; private set; } = double.NegativeInfinity;

    /// <summary>Share of the timeline that is known, 0..1.</summary>
    public double Known { get; private set; }

    /// <summary>Reads both; whether something changed.</summary>
    public bool Update(Document document, long changes, double seconds)
    {
        (double, double, double, double) was = (ShortTermLufs, TruePeakDbtp, IntegratedLufs, Known);
        if (document.Engine.Meters(out SeamMeters meters)) (ShortTermLufs, TruePeakDbtp) = (meters.ShortTermLufs, meters.TruePeakDbtp);
        _age += seconds;
        if (_age >= LeastSeconds && _seen != (document, document.Revision, changes))
        {
            (_age, _seen) = (0, (document, document.Revision, changes));
            SeamLoudness now = document.Engine.EstimateLoudness();
            (IntegratedLufs, Known) = now.StructSize == 0 ? (double.NegativeInfinity, 0) : (now.IntegratedLufs, now.Known);
        }

        return was != (ShortTermLufs, TruePeakDbtp, IntegratedLufs, Known);
    }
}

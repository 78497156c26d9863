using Seamline.Ui.Model;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>Loudness of the timeline as far as it is known; read again when an edit or loading changed it, at most twice a second.</summary>
internal sealed class LoudnessReading
{
    private const double LeastSeconds = 0.5;
    private (Document? Document, long Revision, long Changes) _seen;
    private double _age = double.PositiveInfinity;

    /// <summary>Integrated loudness, LUFS; negative infinity while nothing is known.</summary>
    public double IntegratedLufs { get; private set; } = double.NegativeInfinity;

    /// <summary>The largest true peak, dBTP.</summary>
    public double TruePeakDbtp { get; private set; } = double.NegativeInfinity;

    /// <summary>Share of the timeline that is known, 0..1.</summary>
    public double Known { get; private set; }

    /// <summary>Reads it where something changed; whether it did.</summary>
    public bool Update(Document document, long changes, double seconds)
    {
        _age += seconds;
        if (_age < LeastSeconds || _seen == (document, document.Revision, changes)) return false;
        (_age, _seen) = (0, (document, document.Revision, changes));
        SeamLoudness now = document.Engine.EstimateLoudness();
        (double, double, double) was = (IntegratedLufs, TruePeakDbtp, Known);
        (IntegratedLufs, TruePeakDbtp, Known) = now.StructSize == 0 ? (double.NegativeInfinity, double.NegativeInfinity, 0) : (now.IntegratedLufs, now.TruePeakDbtp, now.Known);
        return was != (IntegratedLufs, TruePeakDbtp, Known);
    }
}

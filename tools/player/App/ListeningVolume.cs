using System;
using System.Globalization;

namespace Seamline.Ui.App;

/// <summary>How loud the device plays for the one who listens: no edit, and nothing of it in exports. Thread: the window's.</summary>
internal static class ListeningVolume
{
    private const double StepDb = 3;
    private const double LeastDb = -48; // a step below it is silence

    /// <summary>Those of the menu, dB.</summary>
    public static ReadOnlySpan<double> Offered => [0, -3, -6, -12, -18, -24, -36, double.NegativeInfinity];

    /// <summary>A step up or down; the last stays.</summary>
    public static void Step(Session session, int by)
    {
        double now = session.VolumeDb;
        double next = double.IsNegativeInfinity(now) ? (by > 0 ? LeastDb : now) : Math.Min(0, now + (by * StepDb));
        Set(session, next < LeastDb ? double.NegativeInfinity : next);
    }

    /// <summary>Plays as loud as that, dB at most 0, from here on.</summary>
    public static void Set(Session session, double decibels)
    {
        if (session.Document is { } document && !document.Engine.SetVolume(decibels))
        {
            session.Say(document.Engine.LastError, true);
            return;
        }

        session.VolumeDb = decibels;
        session.Say($"Volume {Of(decibels)}. The timeline and its exports stay as they are.", false);
    }

    /// <summary>A volume as people read it.</summary>
    public static string Of(double decibels) =>
        double.IsNegativeInfinity(decibels) ? "off" : string.Create(CultureInfo.InvariantCulture, $"{decibels:\u2212#;\u2212#;0} dB");
}

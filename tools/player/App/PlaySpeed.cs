using System;
using System.Globalization;

namespace Seamline.Ui.App;

/// <summary>Playing the whole timeline faster or slower at its pitch, as people review recordings. Thread: the window's.</summary>
internal static class PlaySpeed
{
    /// <summary>Those that are offered.</summary>
    public static ReadOnlySpan<double> Offered => [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

    /// <summary>The same for lists.</summary>
    public static double[] Steps => Offered.ToArray();

    /// <summary>The next one up or down; the last stays.</summary>
    public static void Step(Session session, int by)
    {
        int at = Math.Max(0, Offered.IndexOf(session.PlaySpeed));
        Set(session, Offered[Math.Clamp(at + by, 0, Offered.Length - 1)]);
    }

    /// <summary>Plays at a speed from here on, at once where it plays.</summary>
    public static void Set(Session session, double speed)
    {
        if (session.Document is not { } document) return;
        if (!document.Engine.SetPlaySpeed(speed))
        {
            session.Say(document.Engine.LastError, true);
            return;
        }

        session.PlaySpeed = speed;
        session.Say(speed == 1 ? "Plays at its own speed." : string.Create(CultureInfo.InvariantCulture, $"Plays at {speed} x, its pitch kept. The timeline stays as it is."), false);
    }
}

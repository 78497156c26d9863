using System;
using System.Collections.Generic;
using System.Globalization;

namespace Seamline.Projects;

/// <summary>
/// Transitions that lie across cuts as overlaps: each neighbour is as much longer as it lends, so that the timeline's length stays.
/// A transition must fit into half of either neighbour then; one that does not is shortened on both sides of its cut.
/// </summary>
internal static class TransitionFit
{
    /// <summary>Shortening one makes room for, or takes it from, its neighbours: more rounds than any timeline needs that people make.</summary>
    private const int MaxRounds = 16;

    private const double ToleranceSeconds = 1e-9;

    /// <summary>Shortens or lengthens the transitions of a track until all fit.</summary>
    /// <param name="rows">The items.</param>
    /// <param name="lengths">Their lengths between the cuts, seconds.</param>
    /// <param name="warnings">Receives a sentence for each that is not as long as written.</param>
    public static void Fit(IReadOnlyList<OtioRow> rows, IReadOnlyList<double> lengths, List<string> warnings)
    {
        bool changed = true;
        for (int round = 0; round < MaxRounds && changed; round++)
        {
            changed = false;
            for (int i = 1; i < rows.Count; i++)
                changed |= rows[i].Before is { Seconds: > 0, IsFade: false } transition && Fit(transition, Length(rows, lengths, i - 1), Length(rows, lengths, i));
        }
        for (int i = 1; i < rows.Count; i++)
        {
            if (rows[i].Before is { } transition && Math.Abs(transition.Seconds - transition.Asked) > ToleranceSeconds)
                warnings.Add(transition.Place.Sentence(Cause(transition.Asked, transition.Seconds)));
        }
    }

    private static string Cause(double asked, double seconds) => seconds == 0
        ? string.Create(CultureInfo.InvariantCulture, $"is a transition of {asked:0.###} s between items that are too short for one; it is a cut")
        : string.Create(CultureInfo.InvariantCulture, $"is a transition of {asked:0.###} s; {(asked < seconds ? "the shortest is" : "half of the shorter neighbour has room for")} {seconds:0.###} s");

    private static double Length(IReadOnlyList<OtioRow> rows, IReadOnlyList<double> lengths, int index)
        => lengths[index] + rows[index].HeadLent + rows[index].TailLent;

    // Lengths with what this one borrows; that share shrinks with it.
    private static bool Fit(OtioTransition transition, double left, double right)
    {
        double seconds = transition.Seconds;
        double most = Math.Min(left, right) / 2;
        if (seconds >= Overlaps.MinSeconds - ToleranceSeconds && seconds <= most + ToleranceSeconds)
            return false;
        double ratio = seconds < Overlaps.MinSeconds ? Overlaps.MinSeconds / seconds
            : Math.Min((left - transition.Out) / ((2 * seconds) - transition.Out), (right - transition.In) / ((2 * seconds) - transition.In));
        double borrowed = ratio - 1;
        most = Math.Min(left + (transition.Out * borrowed), right + (transition.In * borrowed)) / 2;
        transition.Scale(seconds * ratio < Overlaps.MinSeconds - ToleranceSeconds || most + ToleranceSeconds < Overlaps.MinSeconds ? 0 : ratio);
        return true;
    }
}

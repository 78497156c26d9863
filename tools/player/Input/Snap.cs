using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;

namespace Seamline.Ui.Input;

/// <summary>A place that something dragged comes to: the frame, and what is there; no name where nothing is.</summary>
internal readonly record struct Snapped(long Frame, string? Name)
{
    /// <summary>Something is there.</summary>
    public bool Is => !string.IsNullOrEmpty(Name);
}

/// <summary>Draws what is dragged to seams, the playhead, marks and, for ranges, quiet places. N turns it off, and Ctrl while it is held.</summary>
internal static class Snap
{
    private const float ReachPoints = 8;
    private const double MostQuietSeconds = 0.15;

    /// <summary>Where a place snaps to.</summary>
    /// <param name="session">What is shown.</param>
    /// <param name="frame">The place, frames of the timeline.</param>
    /// <param name="quiet">Quiet places count.</param>
    /// <param name="except">A frame that does not count: where what is dragged comes from; -1 for none.</param>
    public static Snapped To(Session session, long frame, bool quiet, long except = -1)
    {
        if (session.Document is not { } document || !session.Snapping || session.Mouse.Held == Held.Control) return new Snapped(frame, "");
        double reach = session.Layout.Px(ReachPoints) * session.View.FramesPerPixel;
        var best = new Snapped(frame, "");
        double least = reach;
        Try(document.SeamFrom(frame + 1, forward: false), "seam");
        Try(document.SeamFrom(frame, forward: true), "seam");
        Try(0, "start");
        Try(document.LengthFrames, "end");
        if (document.MarkIn is { } markIn) Try(markIn, "in mark");
        if (document.MarkOut is { } markOut) Try(markOut, "out mark");
        Try(session.CurrentFrame, "playhead");
        if (best.Is || !quiet) return best;
        return Quiet(document, frame, reach) is var place && place != frame ? new Snapped(place, "quiet") : best;

        void Try(long place, string name)
        {
            double away = Math.Abs(place - frame);
            if (place == except || away > least) return;
            (best, least) = (new Snapped(place, name), away);
        }
    }

    private static long Quiet(Document document, long frame, double reach)
    {
        double within = Math.Min(MostQuietSeconds, reach / document.Rate);
        return (long)Math.Round(document.Engine.Quietest(frame / (double)document.Rate, within) * document.Rate);
    }
}

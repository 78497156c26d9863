using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Input;

/// <summary>What of lanes and envelopes is under the mouse.</summary>
internal enum MixPart
{
    None,
    Lane,
    MuteSign,
    SoloSign,
    Gain,
    Item,
    ItemIn,
    ItemOut,
    FadeIn,
    FadeOut,
    Point,
}

/// <summary>A place of the mix: the lane, the item, the point of an envelope.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Lane">The lane's place in the order; -1 on the main lane.</param>
/// <param name="Item">The item's id, or 0.</param>
/// <param name="Scale">The envelope's scale.</param>
/// <param name="Point">The point's place in it.</param>
internal readonly record struct MixTarget(MixPart Part, int Lane, long Item = 0, EnvelopeScale Scale = default, int Point = -1);

/// <summary>Finds what of the mix is under the mouse, and drags it: items, their fades, points of envelopes. Thread: the window's.</summary>
internal sealed class MixHand
{
    // An envelope is heard while its point is dragged, so often.
    private const int HeardMilliseconds = 15;

    private float _downX;
    private float _downY;
    private SeamPoint[] _points = []; // of the envelope, when the drag began
    private long _heardAt;
    private long _heard; // the edit that did it; 0 for none yet

    /// <summary>What is dragged.</summary>
    public MixTarget Target { get; private set; }

    /// <summary>How long the fade would be, or how far an item or a point moves, seconds.</summary>
    public double Seconds { get; private set; }

    /// <summary>The gain that the point would have, or how much louder the lane would be, dB.</summary>
    public double Decibels { get; private set; }

    /// <summary>What is there; <see cref="MixPart.None"/> outside lanes and points.</summary>
    public static MixTarget At(Session session, float x, float y)
    {
        if (session.Document is not { } document) return default;
        Layout layout = session.Layout;
        float reach = layout.Px(6);
        if (layout.Lane.Contains(x, y)) return OnSegments(session, document, x, y, reach);
        for (int lane = layout.FirstLane; lane < layout.EndLane; lane++)
        {
            Box row = layout.LaneRow(lane);
            if (!row.Contains(x, y)) continue;
            if (layout.LaneSign(lane, 0).Contains(x, y)) return new MixTarget(MixPart.MuteSign, lane);
            if (layout.LaneSign(lane, 1).Contains(x, y)) return new MixTarget(MixPart.SoloSign, lane);
            MixTarget found = OnLane(session, document, lane, x, y, reach);
            // The lane's name lies over names of items, not over their edges.
            return found.Part is MixPart.Item or MixPart.Lane && layout.LaneName(lane).Contains(x, y) ? new MixTarget(MixPart.Gain, lane) : found;
        }

        return default;
    }

    /// <summary>The envelope that a place belongs to: the item's there, else the lane's; the segment's on the main lane.</summary>
    public static EnvelopeScale? ScaleAt(Session session, float x, float y)
    {
        if (session.Document is not { } document) return null;
        Layout layout = session.Layout;
        long frame = (long)session.View.FrameAt(x - layout.Lane.X);
        if (layout.Lane.Contains(x, y)) return document.IndexAt(frame) is >= 0 and var index ? EnvelopeScale.OfSegment(document, document.Segments[index], layout.LaneBody) : null;
        for (int lane = layout.FirstLane; lane < layout.EndLane; lane++)
        {
            Box row = layout.LaneRow(lane);
            if (!row.Contains(x, y)) continue;
            foreach (SeamItem item in document.Mix.ItemsOf(lane))
            {
                if (frame >= item.StartFrame && frame < item.EndFrame) return EnvelopeScale.OfItem(item, layout.LaneRowBody(lane));
            }

            return EnvelopeScale.OfLane(document, lane, layout.LaneRowBody(lane));
        }

        return null;
    }

    public void Press(Session session, MixTarget target, float x, float y)
    {
        (Target, _downX, _downY, _heard) = (target, x, y, 0);
        _points = target.Part == MixPart.Point && session.Document is { } document ? document.Mix.Envelope(target.Scale.Owner, target.Scale.Id).ToArray() : [];
        Move(session, x, y);
    }

    public void Move(Session session, float x, float y)
    {
        if (session.Document is not { } document) return;
        double moved = (x - _downX) * session.View.FramesPerPixel / document.Rate;
        (int lane, int index) = document.Mix.Find(Target.Item);
        SeamItem item = lane < 0 ? default : document.Mix.ItemsOf(lane)[index];
        double length = (item.EndFrame - item.StartFrame) / (double)document.Rate;
        Seconds = Target.Part switch
        {
            MixPart.FadeIn => Math.Clamp(item.FadeInSeconds + moved, 0, Math.Max(0, length - item.FadeOutSeconds)),
            MixPart.FadeOut => Math.Clamp(item.FadeOutSeconds - moved, 0, Math.Max(0, length - item.FadeInSeconds)),
            MixPart.Item => Math.Max(moved, -item.StartSeconds),
            MixPart.ItemIn or MixPart.ItemOut when lane >= 0 => TrimSeconds(document, item, length, moved, Target.Part == MixPart.ItemIn),
            MixPart.Point => PointSeconds(moved),
            _ => 0,
        };
        Decibels = Target.Part switch
        {
            MixPart.Point => Target.Scale.DecibelsAt(y),
            MixPart.Gain when session.Mouse.HasMoved => Math.Round((_downY - y) / session.Layout.GainStep * 2) / 2,
            _ => 0,
        };
        if (Target.Part == MixPart.Point && session.Mouse.HasMoved && Environment.TickCount64 - _heardAt >= HeardMilliseconds && !Hear(document)) session.Say(document.LastError, true);
    }

    /// <summary>Carries out what was dragged; whether that went well.</summary>
    public bool Release(Document document, bool moved)
    {
        MixTarget target = Target;
        Target = default;
        if (!moved) return true;
        (int lane, int index) = document.Mix.Find(target.Item);
        SeamItem item = lane < 0 ? default : document.Mix.ItemsOf(lane)[index];
        switch (target.Part)
        {
            case MixPart.FadeIn when lane >= 0: return document.SetItem(item with { FadeInSeconds = Seconds }, "fade-in");
            case MixPart.FadeOut when lane >= 0: return document.SetItem(item with { FadeOutSeconds = Seconds }, "fade-out");
            case MixPart.Item when lane >= 0: return document.SetItem(item with { StartSeconds = item.StartSeconds + Seconds }, "move");
            case MixPart.ItemIn or MixPart.ItemOut when lane >= 0: return document.TrimItem(item, target.Part == MixPart.ItemIn, Seconds);
            case MixPart.Gain: return Decibels == 0 || document.AddLaneGain(target.Lane, Decibels);
            case MixPart.Point: return Hear(document, target);
            default: return true;
        }
    }

    private bool Hear(Document document) => Hear(document, Target);

    // The envelope with its point where the mouse is; one step of undo, however often.
    private bool Hear(Document document, MixTarget target)
    {
        if (target.Point >= _points.Length) return true;
        _heardAt = Environment.TickCount64;
        SeamPoint[] points = [.. _points];
        points[target.Point] = points[target.Point] with { Seconds = Seconds, Decibels = Decibels };
        bool done = document.SetEnvelope(target.Scale.Owner, target.Scale.Id, points, instead: _heard != 0 && _heard == document.EditSerial);
        if (done) _heard = document.EditSerial;
        return done;
    }

    /// <summary>Adds a point to the envelope at a place, or takes the one there away.</summary>
    public static bool TogglePoint(Session session, Document document, float x, float y)
    {
        MixTarget target = At(session, x, y);
        if (target.Part == MixPart.Point)
        {
            SeamPoint[] rest = document.Mix.Envelope(target.Scale.Owner, target.Scale.Id).ToArray();
            rest = [.. rest.AsSpan(0, target.Point), .. rest.AsSpan(target.Point + 1)];
            return document.SetEnvelope(target.Scale.Owner, target.Scale.Id, rest);
        }

        if (ScaleAt(session, x, y) is not { } scale) return false;
        double seconds = scale.SecondsAt(document, session.View.FrameAt(x - session.Layout.Lane.X));
        ReadOnlySpan<SeamPoint> points = document.Mix.Envelope(scale.Owner, scale.Id);
        int at = 0;
        while (at < points.Length && points[at].Seconds < seconds) at++;
        return document.SetEnvelope(scale.Owner, scale.Id, [.. points[..at], new SeamPoint { Seconds = seconds, Decibels = scale.DecibelsAt(y) }, .. points[at..]]);
    }

    private static MixTarget OnSegments(Session session, Document document, float x, float y, float reach)
    {
        int index = document.IndexAt((long)session.View.FrameAt(x - session.Layout.Lane.X));
        if (index < 0 || !document.Mix.OnSegments) return default;
        return PointAt(session, document, EnvelopeScale.OfSegment(document, document.Segments[index], session.Layout.LaneBody), -1, x, y, reach);
    }

    private static MixTarget OnLane(Session session, Document document, int lane, float x, float y, float reach)
    {
        Box row = session.Layout.LaneRow(lane);
        Box body = session.Layout.LaneRowBody(lane);
        double at = x - row.X;
        foreach (SeamItem item in document.Mix.ItemsOf(lane))
        {
            double left = session.View.XOf(item.StartFrame);
            double right = session.View.XOf(item.EndFrame);
            if (at < left - reach || at > right + reach) continue;
            MixTarget point = PointAt(session, document, EnvelopeScale.OfItem(item, body), lane, x, y, reach);
            if (point.Part != MixPart.None) return point with { Item = item.Id };
            double fadeIn = left + (item.FadeInSeconds * document.Rate / session.View.FramesPerPixel);
            double fadeOut = right - (item.FadeOutSeconds * document.Rate / session.View.FramesPerPixel);
            // The handles of fades stand at the top of the waveform; the name above it moves the item.
            bool top = y >= body.Y - reach && y <= body.Y + (2 * reach);
            if (top && Math.Abs(at - fadeIn) <= reach && right - left > 4 * reach) return new MixTarget(MixPart.FadeIn, lane, item.Id);
            if (top && Math.Abs(at - fadeOut) <= reach && right - left > 4 * reach) return new MixTarget(MixPart.FadeOut, lane, item.Id);
            float edge = session.Layout.EdgeReach;
            if (at >= left && at <= left + edge && right - left > 4 * edge) return new MixTarget(MixPart.ItemIn, lane, item.Id);
            if (at <= right && at >= right - edge && right - left > 4 * edge) return new MixTarget(MixPart.ItemOut, lane, item.Id);
            if (at >= left && at <= right && y < body.Y) return new MixTarget(MixPart.Item, lane, item.Id);
        }

        MixTarget own = PointAt(session, document, EnvelopeScale.OfLane(document, lane, body), lane, x, y, reach);
        return own.Part != MixPart.None ? own : new MixTarget(MixPart.Lane, lane);
    }

    private static MixTarget PointAt(Session session, Document document, EnvelopeScale scale, int lane, float x, float y, float reach)
    {
        ReadOnlySpan<SeamPoint> points = document.Mix.Envelope(scale.Owner, scale.Id);
        for (int i = 0; i < points.Length; i++)
        {
            double at = session.Layout.Lane.X + session.View.XOf(scale.FrameOf(document, points[i].Seconds));
            if (Math.Abs(at - x) <= reach && Math.Abs(scale.Y(points[i].Decibels) - y) <= reach) return new MixTarget(MixPart.Point, lane, 0, scale, i);
        }

        return default;
    }

    // An edge stays within its medium, on the timeline, and beside the fades.
    private static double TrimSeconds(Document document, in SeamItem item, double length, double moved, bool head)
    {
        const double Least = 0.05;
        double most = length - Math.Max(Least, item.FadeInSeconds + item.FadeOutSeconds);
        if (head) return Math.Min(most, Math.Max(moved, item.LoopSeconds > 0 ? -item.StartSeconds : -Math.Min(item.StartSeconds, Math.Max(0, item.InSeconds))));
        if (item.LoopSeconds > 0 || !document.Engine.ClipFrames((int)item.Clip, out long frames)) return Math.Max(-most, moved);
        return Math.Max(-most, Math.Min(moved, Math.Max(0, (frames / (double)document.Rate) - item.OutSeconds)));
    }

    // Between its neighbours.
    private double PointSeconds(double moved)
    {
        const double Least = 0.001;
        ReadOnlySpan<SeamPoint> points = _points;
        if (Target.Point >= points.Length) return 0;
        double low = Target.Point > 0 ? points[Target.Point - 1].Seconds + Least : double.NegativeInfinity;
        double high = Target.Point + 1 < points.Length ? points[Target.Point + 1].Seconds - Least : double.PositiveInfinity;
        return Math.Max(low, Math.Min(high, points[Target.Point].Seconds + moved));
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The lanes below the main one: items with waveforms, fades and envelopes, and what the lane is. Thread: the window's.</summary>
internal sealed class LanesPainter(IntPtr renderer) : IDisposable
{
    private readonly List<ColumnImage> _images = [];

    public void Paint(Canvas canvas, Session session, Document document)
    {
        Layout layout = session.Layout;
        for (int row = 0; row < layout.LaneRows; row++)
        {
            if (_images.Count == row) _images.Add(new ColumnImage(renderer));
            Lane(canvas, session, document, layout.FirstLane + row, _images[row]);
        }

        if (layout.LaneRows > 0 && layout.LaneRows < layout.LaneCount) Place(canvas, layout);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ColumnImage image in _images) image.Dispose();
    }

    // Which of the lanes are shown: a bar at the right, and how many there are on either side.
    private static void Place(Canvas canvas, Layout layout)
    {
        Box lanes = layout.Lanes;
        float width = canvas.Px(4);
        float perLane = lanes.H / layout.LaneCount;
        canvas.Fill(lanes.Right - width, lanes.Y, width, lanes.H, Theme.Surface);
        canvas.Fill(lanes.Right - width, MathF.Round(lanes.Y + (layout.FirstLane * perLane)), width, MathF.Round(layout.LaneRows * perLane), Theme.Dim);
        More(canvas, layout.FirstLane, "above", lanes.Right - canvas.Px(12), lanes.Y + canvas.Px(10));
        More(canvas, layout.LaneCount - layout.EndLane, "below", lanes.Right - canvas.Px(12), lanes.Bottom - canvas.Px(10));
    }

    private static void More(Canvas canvas, int lanes, string where, float right, float y)
    {
        if (lanes > 0) canvas.Text($"{lanes} more lane{(lanes == 1 ? "" : "s")} {where}", right, y, canvas.Face(11), Theme.Dim, align: Align.Right);
    }

    private static void Lane(Canvas canvas, Session session, Document document, int lane, ColumnImage image)
    {
        Box row = session.Layout.LaneRow(lane);
        Box body = session.Layout.LaneRowBody(lane);
        SeamLane facts = document.Mix.Lanes[lane];
        canvas.Clip(row);
        image.Begin((int)row.W, (int)row.H, Theme.Ground.Mixed(Theme.Surface, 0.6f));
        ReadOnlySpan<SeamPeak> columns = session.LaneWaves.Columns(lane);
        foreach (SeamItem item in document.Mix.ItemsOf(lane))
        {
            (int from, int to) = Columns(session, item, row);
            if (to <= from) continue;
            Rgba color = ColorOf(document, facts, item);
            image.Color(from, to, Theme.Ground.Mixed(color, 0.18f), Theme.Ground.Mixed(color, 0.62f), color);
            image.Wave(columns, from, to, (int)(body.Y - row.Y), (int)body.H, Theme.Ground.Mixed(color, 0.4f));
        }

        image.Paint(canvas, row.X, row.Y);
        canvas.Fill(row with { Y = row.Bottom - canvas.Px(1), H = canvas.Px(1) }, Theme.Line);
        foreach (SeamItem item in document.Mix.ItemsOf(lane)) Item(canvas, session, document, facts, item, row, body);
        if (document.MarkIn is { } markIn && document.MarkOut is { } markOut)
            canvas.Fill(row.Columns(row.X + (float)session.View.XOf(markIn), row.X + (float)session.View.XOf(markOut)), Theme.Mark.Faded(0.12f));
        EnvelopePainter.Paint(canvas, session, document, EnvelopeScale.OfLane(document, lane, body), Theme.Mark);
        Sign(canvas, session, document, lane, facts);
        canvas.EndClip();
    }

    private static Rgba ColorOf(Document document, in SeamLane lane, in SeamItem item) =>
        lane.Muted != 0 || double.IsNegativeInfinity(item.GainDb) || document.Faults.ContainsKey((int)item.Clip) ? Theme.Faint : Theme.Clip(item.Clip);

    private static (int From, int To) Columns(Session session, in SeamItem item, Box row) => (
        (int)Math.Clamp(Math.Round(session.View.XOf(item.StartFrame)), 0, row.W), (int)Math.Clamp(Math.Round(session.View.XOf(item.EndFrame)), 0, row.W));

    private static void Item(Canvas canvas, Session session, Document document, in SeamLane lane, in SeamItem item, Box row, Box body)
    {
        MixHand hand = session.Mouse.Mix;
        double moved = hand.Target.Part == MixPart.Item && hand.Target.Item == item.Id ? hand.Seconds * document.Rate : 0;
        double head = hand.Target.Part == MixPart.ItemIn && hand.Target.Item == item.Id ? hand.Seconds * document.Rate : 0;
        double tail = hand.Target.Part == MixPart.ItemOut && hand.Target.Item == item.Id ? hand.Seconds * document.Rate : 0;
        float X(double frame) => (float)Math.Clamp(row.X + session.View.XOf(frame), -1e6, 1e6);
        float left = MathF.Round(X(item.StartFrame + moved + head));
        float right = MathF.Round(X(item.EndFrame + moved + tail));
        if (right <= row.X || left >= row.Right) return;
        Rgba color = ColorOf(document, lane, item);
        var box = new Box(left, row.Y, Math.Max(1, right - left), row.H - canvas.Px(1));
        canvas.Frame(box, canvas.Px(1), moved != 0 || head != 0 || tail != 0 ? Theme.Warning : Theme.Ground.Mixed(color, 0.7f));
        if (document.SelectedItem == item.Id) canvas.Frame(box, canvas.Px(2), Theme.Text);
        if (box.W > canvas.Px(40))
        {
            string name = document.NameOf(item);
            if (double.IsNegativeInfinity(item.GainDb)) name += " \u00B7 muted";
            else if (item.GainDb != 0) name += string.Create(CultureInfo.InvariantCulture, $" \u00B7 {item.GainDb:+0.0;-0.0} dB");
            float text = Math.Max(left, row.X) + canvas.Px(6);
            // The lane's own name and signs stand at the left edge.
            if (left < row.X + canvas.Px(190)) text = Math.Max(text, row.X + canvas.Px(196));
            canvas.Text(name, text, row.Y + canvas.Px(9), canvas.Face(11, bold: true), Theme.Text, right - text - canvas.Px(6));
        }

        bool fadesIn = hand.Target.Part == MixPart.FadeIn && hand.Target.Item == item.Id;
        bool fadesOut = hand.Target.Part == MixPart.FadeOut && hand.Target.Item == item.Id;
        Fade(canvas, left, X(item.StartFrame + moved + head + ((fadesIn ? hand.Seconds : item.FadeInSeconds) * document.Rate)), body, item.FadeInCurve, fadesIn);
        Fade(canvas, right, X(item.EndFrame + moved + tail - ((fadesOut ? hand.Seconds : item.FadeOutSeconds) * document.Rate)), body, item.FadeOutCurve, fadesOut);
        EnvelopePainter.Paint(canvas, session, document, EnvelopeScale.OfItem(item, body), Theme.Text);
    }

    // From the silent end to the full one, with a handle there.
    private static void Fade(Canvas canvas, float silent, float full, Box body, int curve, bool dragged)
    {
        const int Steps = 16;
        float handle = canvas.Px(7);
        canvas.Fill(MathF.Round(full - (handle / 2)), body.Y, handle, handle, dragged ? Theme.Warning : Theme.Text.Faded(0.75f));
        if (Math.Abs(full - silent) < 2) return;
        Span<SDL.FPoint> line = canvas.Points(Steps + 1);
        for (int i = 0; i <= Steps; i++)
        {
            float share = i / (float)Steps;
            float gain = curve == Seam.CurveLinear ? share : MathF.Sin(MathF.PI / 2 * share);
            line[i] = new SDL.FPoint { X = silent + ((full - silent) * share), Y = body.Bottom - (gain * body.H) };
        }

        canvas.Lines(Steps + 1, dragged ? Theme.Warning : Theme.Text);
    }

    private static void Sign(Canvas canvas, Session session, Document document, int lane, in SeamLane facts)
    {
        Box row = session.Layout.LaneRow(lane);
        Face face = canvas.Face(11, bold: true);
        canvas.Fill(row.X, row.Y, canvas.Px(190), canvas.Px(18), Theme.Surface.Faded(0.85f));
        if (session.LaneFocus == lane) canvas.Fill(row with { W = canvas.Px(3) }, Theme.Working);
        Button(canvas, session.Layout.LaneSign(lane, 0), "M", facts.Muted != 0, face);
        Button(canvas, session.Layout.LaneSign(lane, 1), "S", facts.Solo != 0, face);
        MixHand hand = session.Mouse.Mix;
        bool isDragged = hand.Target.Part == MixPart.Gain && hand.Target.Lane == lane && hand.Decibels != 0;
        double decibels = facts.GainDb + (isDragged ? hand.Decibels : 0);
        string gain = double.IsNegativeInfinity(facts.GainDb) ? "silent" : decibels == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {decibels:+0.0;-0.0} dB");
        float x = session.Layout.LaneSign(lane, 1).Right + canvas.Px(8);
        canvas.Text(document.NameOf(facts) + gain, x, row.Y + canvas.Px(9), face, isDragged ? Theme.Warning : facts.Muted != 0 ? Theme.Dim : Theme.Text, row.X + canvas.Px(186) - x);
    }

    private static void Button(Canvas canvas, Box box, string sign, bool on, Face face)
    {
        canvas.Fill(box, on ? Theme.Warning : Theme.Raised);
        canvas.Text(sign, box.CenterX, box.CenterY, face, on ? Theme.Ground : Theme.Dim, align: Align.Center);
    }
}

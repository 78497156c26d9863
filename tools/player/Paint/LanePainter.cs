using System;
using System.Collections.Generic;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>
/// The segments with their waveforms, seams, marks, what is dragged, and the playhead. What is drawn is bounded by the lane's
/// pixels: segments too narrow to be distinguished from their neighbours are drawn as one mass. Thread: the window's.
/// </summary>
internal sealed class LanePainter(IntPtr renderer) : IDisposable
{
    private readonly ColumnImage _image = new(renderer);
    private readonly List<LaneRun> _runs = [];

    /// <summary>Draws all but the playhead.</summary>
    public void Paint(Canvas canvas, Session session, Document document)
    {
        Layout layout = session.Layout;
        Box lane = layout.Lane;
        LaneRun.List(_runs, document, session.View, lane, canvas.Px(LaneRun.LeastPoints));
        Box body = layout.LaneBody;
        canvas.Clip(lane);
        Columns(session, body);
        _image.Paint(canvas, lane.X, lane.Y);
        int hover = session.HoverIndex();
        foreach (LaneRun run in _runs)
        {
            if (run.Index < 0) Mass(canvas, layout, run);
            else Segment(canvas, session, document, run, hover == run.Index);
            if (session.LaneWave.FrameCount > 0) Frames(canvas, session, run, body);
        }

        TransitionPainter.Paint(canvas, session, document, _runs, body);
        Envelopes(canvas, session, document);
        Marks(canvas, session, document, lane);
        Dragged(canvas, session, document, lane);
        canvas.EndClip();
    }

    /// <summary>The playhead, over ruler and lane, where it is heard.</summary>
    public static void Playhead(Canvas canvas, Session session)
    {
        Layout layout = session.Layout;
        float x = MathF.Round(layout.Lane.X + (float)session.View.XOf(session.CurrentFrame));
        if (x < layout.Lane.X - canvas.Px(8) || x > layout.Lane.Right + canvas.Px(8)) return;
        float line = canvas.Px(2);
        canvas.Fill(x - MathF.Floor(line / 2), layout.Ruler.Bottom - canvas.Px(2), line, layout.LoadBar.Bottom - layout.Ruler.Bottom + canvas.Px(2), Theme.Playhead);
        for (float row = 0; row < canvas.Px(7); row++)
        {
            float half = canvas.Px(6) - MathF.Floor(row * 6 / 7);
            canvas.Fill(x - half, layout.Ruler.Bottom - canvas.Px(8) + row, (2 * half) + 1, 1, Theme.Playhead);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _image.Dispose();

    private void Envelopes(Canvas canvas, Session session, Document document)
    {
        if (!document.Mix.OnSegments) return;
        foreach (LaneRun run in _runs)
        {
            if (run.Index >= 0) EnvelopePainter.Paint(canvas, session, document, EnvelopeScale.OfSegment(document, document.Segments[run.Index], session.Layout.LaneBody), Theme.Text);
        }
    }

    // Backs and waveforms of all runs, as one picture.
    private void Columns(Session session, Box body)
    {
        Box lane = session.Layout.Lane;
        (int top, int height) = ((int)(body.Y - lane.Y), (int)body.H);
        int hover = session.HoverIndex();
        _image.Begin((int)lane.W, (int)lane.H, Theme.Ground);
        foreach (LaneRun run in _runs)
        {
            bool taken = session.Mouse is { Drag: Drag.Reorder, HasMoved: true } && session.Mouse.DragSegment == run.Id;
            float share = taken ? 0.3f : run.Index >= 0 && hover == run.Index ? 0.2f : 0.15f;
            Rgba color = ColorOf(run);
            _image.Color(run.From, run.To, Theme.Ground.Mixed(color, share), RangeOf(color), color);
            ReadOnlySpan<SeamPeak> columns = run.IsFault || session.LaneWave.FrameCount > 0 ? default : session.LaneWave.Columns;
            _image.Wave(columns, run.From, run.To, top, height, Theme.Ground.Mixed(color, 0.4f));
        }
    }

    private static Rgba ColorOf(in LaneRun run) => run.IsSilent ? Theme.Faint : Theme.Clip(run.Clip);

    private static Rgba RangeOf(Rgba color) => Theme.Ground.Mixed(color, 0.62f);

    private static void Segment(Canvas canvas, Session session, Document document, in LaneRun run, bool hover)
    {
        Layout layout = session.Layout;
        Box lane = layout.Lane;
        Box seen = lane.Columns(lane.X + run.From, lane.X + run.To);
        if (seen.W <= 0) return;
        // What is chosen has a frame, and its name on the text's own colour: both have the contrast of text to what is around them.
        bool selected = document.IsSelected(run.Id);
        canvas.Fill(seen with { H = layout.HandleHeight }, selected ? Theme.Text : Theme.Ground.Mixed(ColorOf(run), hover ? 0.42f : 0.34f));
        if (selected) canvas.Frame(seen, canvas.Px(2), Theme.Text);
        if (run.IsFault) Hatch(canvas, seen with { Y = lane.Y + layout.HandleHeight, H = lane.H - layout.HandleHeight });
        Name(canvas, document, run.Index, seen, layout.HandleHeight, run.IsFault);
    }

    private static void Mass(Canvas canvas, Layout layout, in LaneRun run) =>
        canvas.Fill(layout.Lane.X + run.From, layout.Lane.Y, run.To - run.From, layout.HandleHeight, Theme.Ground.Mixed(ColorOf(run), 0.35f));

    private static void Frames(Canvas canvas, Session session, in LaneRun run, Box body)
    {
        if (run.IsFault) return;
        Rgba color = ColorOf(run);
        for (int channel = session.LaneWave.Channels - 1; channel >= 0; channel--)
            WavePainter.Frames(canvas, session.LaneWave, session.View, channel, body.X + run.From, body.X + run.To, body, channel == 0 ? color : RangeOf(color));
    }

    private static void Name(Canvas canvas, Document document, int index, Box seen, float height, bool fault)
    {
        SeamSegment segment = document.Segments[index];
        bool selected = document.IsSelected(segment.Id);
        float pad = canvas.Px(6);
        float x = seen.X + pad;
        float room = seen.Right - pad - x;
        if (room < canvas.Px(14)) return;
        string name = document.NameOf(index);
        int plain = document.UnnumberedNameOf(index).Length;
        int numbered = name.Length;
        if (fault) name += " \u00B7 missing";
        else if (segment.Muted != 0) name += " \u00B7 muted";
        if (segment.GainDb != 0) name += string.Create(System.Globalization.CultureInfo.InvariantCulture, $" \u00B7 {segment.GainDb:+0.0;-0.0} dB");
        if (segment.Speed != 1) name += string.Create(System.Globalization.CultureInfo.InvariantCulture, $" \u00B7 {segment.Speed:0.##} x");
        Face face = canvas.Face(11, bold: true);
        Rgba color = selected ? Theme.Ground : Theme.Text;
        float middle = seen.Y + MathF.Round(height / 2);
        bool isCut = canvas.Measure(name, face) > room;
        // The number tells parts of one recording apart: it outlives the name. A letter and an ellipsis say nothing.
        if (isCut && numbered > plain && canvas.Measure(name.AsSpan(plain), face) + canvas.Px(30) > room)
        {
            ReadOnlySpan<char> number = name.AsSpan(plain + 1, numbered - plain - 1);
            if (canvas.Measure(number, face) <= room) canvas.Text(number, x, middle, face, color, room);
            return;
        }

        if (isCut && room < canvas.Px(40)) return;
        canvas.Text(name, x, middle, face, color, room, keep: numbered > plain ? name.Length - plain : 0);
    }

    private static void Hatch(Canvas canvas, Box box)
    {
        float step = canvas.Px(12);
        for (float x = MathF.Ceiling(box.X / step) * step; x < box.Right; x += step) canvas.Fill(x, box.Y, canvas.Px(2), box.H, Theme.Fault.Faded(0.35f));
    }

    private static void Marks(Canvas canvas, Session session, Document document, Box lane)
    {
        float X(long frame) => MathF.Round(lane.X + (float)session.View.XOf(frame));
        if (document.MarkIn is { } from && document.MarkOut is { } to) canvas.Fill(lane.Columns(X(from), X(to)), Theme.Mark.Faded(0.22f));
        Face face = canvas.Face(11, bold: true);
        // The flags stand within the range, or outside where it is too narrow for both.
        int side = document.HasRange && X(document.MarkOut!.Value) - X(document.MarkIn!.Value) < canvas.Px(70) ? -1 : 1;
        if (document.MarkIn is { } markIn) Mark(canvas, X(markIn), lane, "IN", face, side, 0);
        if (document.MarkOut is { } markOut) Mark(canvas, X(markOut), lane, "OUT", face, -side, canvas.Px(2));
    }

    private static void Mark(Canvas canvas, float x, Box lane, string text, Face face, int side, float before)
    {
        float width = canvas.Measure(text, face) + canvas.Px(8);
        float height = canvas.Px(16);
        canvas.Fill(x - before, lane.Y, canvas.Px(2), lane.H, Theme.Mark);
        var flag = new Box(side > 0 ? x : x - width, lane.Bottom - height, width, height);
        canvas.Fill(flag, Theme.Mark);
        canvas.Text(text, flag.CenterX, flag.CenterY, face, Theme.Ground, align: Align.Center);
    }

    // What the edge came to: a dotted line, and its name at the foot.
    private static void SnappedTo(Canvas canvas, Session session, Snapped snapped, Box lane)
    {
        float x = MathF.Round(lane.X + (float)session.View.XOf(snapped.Frame));
        for (float y = lane.Y; y < lane.Bottom; y += canvas.Px(6)) canvas.Fill(x, y, canvas.Px(1), canvas.Px(3), Theme.Text);
        Face face = canvas.Face(11, bold: true);
        float width = canvas.Measure(snapped.Name, face) + canvas.Px(10);
        var plate = new Box(Math.Clamp(x + canvas.Px(4), lane.X, lane.Right - width), lane.Bottom - canvas.Px(38), width, canvas.Px(18));
        canvas.Fill(plate, Theme.Surface);
        canvas.Frame(plate, canvas.Px(1), Theme.Dim);
        canvas.Text(snapped.Name, plate.CenterX, plate.CenterY, face, Theme.Text, align: Align.Center);
    }

    private static void Dragged(Canvas canvas, Session session, Document document, Box lane)
    {
        MouseHand mouse = session.Mouse;
        if (mouse.Snapped.Is) SnappedTo(canvas, session, mouse.Snapped, lane);
        if (mouse.Drag == Drag.Reorder && mouse.DropIndex >= 0)
        {
            long frame = mouse.DropIndex < document.Segments.Length ? document.Segments[mouse.DropIndex].StartFrame : document.LengthFrames;
            float x = MathF.Round(lane.X + (float)session.View.XOf(frame));
            canvas.Fill(x - canvas.Px(2), lane.Y, canvas.Px(4), lane.H, Theme.Warning);
        }

        int index = mouse.Drag is Drag.TrimIn or Drag.TrimOut ? document.IndexOf(mouse.DragSegment) : -1;
        if (index < 0) return;
        SeamSegment segment = document.Segments[index];
        long edge = mouse.Drag == Drag.TrimIn ? segment.StartFrame : segment.EndFrame;
        float was = MathF.Round(lane.X + (float)session.View.XOf(edge));
        float now = MathF.Round(lane.X + (float)session.View.XOf(edge + mouse.TrimFrames));
        canvas.Fill(lane.Columns(Math.Min(was, now), Math.Max(was, now)), Theme.Warning.Faded(0.3f));
        canvas.Fill(now - canvas.Px(1), lane.Y, canvas.Px(2), lane.H, Theme.Warning);
        string by = (mouse.TrimFrames >= 0 ? "+" : "") + TimeText.Of(mouse.TrimFrames / (double)document.Rate, 3);
        Face face = canvas.Face(12, bold: true);
        // On the other side of the edge where the lane ends.
        bool right = now + canvas.Px(6) + canvas.Measure(by, face) <= lane.Right;
        canvas.Text(by, right ? now + canvas.Px(6) : now - canvas.Px(6), lane.Y + session.Layout.HandleHeight + canvas.Px(12), face, Theme.Warning, align: right ? Align.Left : Align.Right);
    }
}

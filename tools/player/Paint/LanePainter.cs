using System;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The segments with their waveforms, seams, marks, what is dragged, and the playhead.</summary>
internal static class LanePainter
{
    // Narrower segments are drawn as part of a mass: nothing of one could be told from its neighbour's.
    private const float LeastPoints = 3;

    public static void Paint(Canvas canvas, Session session, Document document)
    {
        Layout layout = session.Layout;
        TimelineView view = session.View;
        Box lane = layout.Lane;
        session.LaneWave.Update(document, view.First, view.FramesPerPixel, (int)lane.W, session.PeakChanges);
        canvas.Clip(lane);
        int index = document.IndexAt(Math.Clamp((long)view.First, 0, Math.Max(0, document.LengthFrames - 1)));
        while (index >= 0 && index < document.Segments.Length)
        {
            SeamSegment segment = document.Segments[index];
            float left = lane.X + (float)view.XOf(segment.StartFrame);
            float right = lane.X + (float)view.XOf(segment.EndFrame);
            if (left >= lane.Right) break;
            if (right - left >= canvas.Px(LeastPoints))
            {
                Segment(canvas, session, document, segment, left, right);
                index++;
            }
            else
            {
                index = Mass(canvas, session, document, index, left);
            }
        }

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

    private static void Segment(Canvas canvas, Session session, Document document, in SeamSegment segment, float left, float right)
    {
        Layout layout = session.Layout;
        Box lane = layout.Lane;
        float from = MathF.Round(left);
        float to = MathF.Round(right);
        // A seam: the ground shows between neighbours.
        var box = new Box(from + canvas.Px(1), lane.Y, to - from - canvas.Px(1), lane.H);
        Box seen = lane.Columns(box.X, box.Right);
        if (seen.W <= 0) return;
        bool fault = document.Faults.ContainsKey((int)segment.Clip);
        bool silent = segment.Muted != 0 || segment.Clip == 0 || fault;
        bool taken = session.Mouse is { Drag: Drag.Reorder, HasMoved: true } && session.Mouse.DragSegment == segment.Id;
        Rgba color = silent ? Theme.Faint : Theme.Clip(segment.Clip);
        bool hover = session.Mouse.IsInside && !session.Mouse.IsDragging && seen.Contains(session.Mouse.X, session.Mouse.Y) && session.Overlay == Overlay.None;
        canvas.Fill(seen, Theme.Ground.Mixed(color, taken ? 0.3f : hover ? 0.2f : 0.15f));
        canvas.Fill(seen with { H = layout.HandleHeight }, Theme.Ground.Mixed(color, hover ? 0.62f : 0.5f));
        Box body = Body(layout, canvas);
        canvas.Fill(seen.X, MathF.Round(body.CenterY), seen.W, 1, Theme.Ground.Mixed(color, 0.4f));
        if (fault) Hatch(canvas, seen with { Y = lane.Y + layout.HandleHeight, H = lane.H - layout.HandleHeight });
        else Wave(canvas, session, seen, body, color);
        Name(canvas, document, segment, box, seen, layout.HandleHeight, fault);
    }

    private static void Wave(Canvas canvas, Session session, Box seen, Box body, Rgba color)
    {
        Rgba range = Theme.Ground.Mixed(color, 0.62f);
        if (session.LaneWave.FrameCount == 0)
        {
            WavePainter.Columns(canvas, session.LaneWave.Columns, (int)(seen.X - body.X), (int)(seen.Right - body.X), body, range, color);
            return;
        }

        for (int channel = session.LaneWave.Channels - 1; channel >= 0; channel--)
            WavePainter.Frames(canvas, session.LaneWave, session.View, channel, seen.X, seen.Right, body, channel == 0 ? color : range);
    }

    private static void Name(Canvas canvas, Document document, in SeamSegment segment, Box box, Box seen, float height, bool fault)
    {
        float pad = canvas.Px(6);
        float x = Math.Max(box.X, seen.X) + pad;
        float room = seen.Right - pad - x;
        if (room < canvas.Px(14)) return;
        string name = document.NameOf(segment);
        if (fault) name += " \u00B7 missing";
        else if (segment.Muted != 0) name += " \u00B7 muted";
        if (segment.GainDb != 0) name += string.Create(System.Globalization.CultureInfo.InvariantCulture, $" \u00B7 {segment.GainDb:+0.0;-0.0} dB");
        Face face = canvas.Face(11, bold: true);
        // A letter and an ellipsis tell nothing.
        if (room < canvas.Px(40) && canvas.Measure(name, face) > room) return;
        canvas.Text(name, x, box.Y + MathF.Round(height / 2), face, Theme.Text, room);
    }

    // Segments of less than a few pixels: one body with the waveform, in the colour of each pixel's clip.
    private static int Mass(Canvas canvas, Session session, Document document, int index, float left)
    {
        Layout layout = session.Layout;
        Box lane = layout.Lane;
        float least = canvas.Px(LeastPoints);
        float x = Math.Max(lane.X, MathF.Floor(left));
        Box body = Body(layout, canvas);
        while (x < lane.Right && index < document.Segments.Length)
        {
            SeamSegment segment = document.Segments[index];
            if ((segment.EndFrame - segment.StartFrame) / session.View.FramesPerPixel >= least) break;
            uint clip = segment.Muted != 0 ? 0 : segment.Clip;
            float end = x + 1;
            int next = index;
            // As far as the clip stays the same.
            while (true)
            {
                next = document.IndexAt((long)session.View.FrameAt(end - lane.X));
                if (next < 0) next = document.Segments.Length;
                if (end >= lane.Right || next == document.Segments.Length) break;
                SeamSegment there = document.Segments[next];
                if ((there.Muted != 0 ? 0 : there.Clip) != clip || (there.EndFrame - there.StartFrame) / session.View.FramesPerPixel >= least) break;
                end++;
            }

            Rgba color = clip == 0 ? Theme.Faint : Theme.Clip(clip);
            canvas.Fill(x, lane.Y, end - x, lane.H, Theme.Ground.Mixed(color, 0.15f));
            canvas.Fill(x, lane.Y, end - x, layout.HandleHeight, Theme.Ground.Mixed(color, 0.35f));
            Wave(canvas, session, new Box(x, lane.Y, end - x, lane.H), body, color);
            index = next;
            x = end;
        }

        return x >= lane.Right ? document.Segments.Length : index;
    }

    private static Box Body(Layout layout, Canvas canvas) =>
        new Box(layout.Lane.X, layout.Lane.Y + layout.HandleHeight, layout.Lane.W, layout.Lane.H - layout.HandleHeight).Inset(0, canvas.Px(4));

    private static void Hatch(Canvas canvas, Box box)
    {
        float step = canvas.Px(12);
        for (float x = MathF.Ceiling(box.X / step) * step; x < box.Right; x += step) canvas.Fill(x, box.Y, canvas.Px(2), box.H, Theme.Fault.Faded(0.35f));
    }

    private static void Marks(Canvas canvas, Session session, Document document, Box lane)
    {
        float X(long frame) => MathF.Round(lane.X + (float)session.View.XOf(frame));
        if (document.MarkIn is { } from && document.MarkOut is { } to) canvas.Fill(lane.Columns(X(from), X(to)), Theme.Mark.Faded(0.16f));
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

    private static void Dragged(Canvas canvas, Session session, Document document, Box lane)
    {
        MouseHand mouse = session.Mouse;
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
        canvas.Text(by, now + canvas.Px(6), lane.Y + layoutHandle(session) + canvas.Px(12), canvas.Face(12, bold: true), Theme.Warning);

        static float layoutHandle(Session session) => session.Layout.HandleHeight;
    }
}

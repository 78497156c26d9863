using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The whole timeline in little, and the bar that says what is loaded of what is shown.</summary>
internal static class MapPainter
{
    public static void Map(Canvas canvas, Session session, Document document)
    {
        Box map = session.Layout.MiniMap;
        canvas.Fill(map, Theme.Surface);
        if (document.LengthFrames == 0) return;
        double scale = Math.Max(1, document.LengthFrames / (double)map.W);
        session.MapWave.Update(document, 0, scale, (int)map.W, session.PeakChanges);
        canvas.Clip(map);
        float from = map.X;
        // Runs of one clip, a pixel at a time.
        while (from < map.Right)
        {
            uint clip = ClipAt(document, (from - map.X) * scale, out bool there);
            float to = from + 1;
            while (to < map.Right && ClipAt(document, (to - map.X) * scale, out bool still) == clip && still == there) to++;
            Rgba color = clip == 0 ? Theme.Faint : Theme.Clip(clip);
            if (there) WavePainter.Columns(canvas, session.MapWave.Columns, (int)(from - map.X), (int)(to - map.X), map.Inset(0, canvas.Px(3)), Theme.Surface.Mixed(color, 0.55f), Theme.Surface.Mixed(color, 0.8f));
            from = to;
        }

        float X(double frame) => MathF.Round(map.X + (float)(frame / document.LengthFrames * map.W));
        if (document.MarkIn is { } markIn && document.MarkOut is { } markOut) canvas.Fill(map.Columns(X(markIn), X(markOut)), Theme.Mark.Faded(0.2f));
        float left = Math.Clamp(X(session.View.First), map.X, map.Right);
        float right = Math.Clamp(X(session.View.FrameAt(session.View.Width)), map.X, map.Right);
        canvas.Fill(map.Columns(map.X, left), Theme.Ground.Faded(0.55f));
        canvas.Fill(map.Columns(right, map.Right), Theme.Ground.Faded(0.55f));
        canvas.Frame(new Box(left, map.Y, Math.Max(canvas.Px(3), right - left), map.H), canvas.Px(1), Theme.Dim);
        canvas.Fill(X(session.CurrentFrame), map.Y, canvas.Px(1), map.H, Theme.Playhead);
        canvas.EndClip();
    }

    /// <summary>
    /// Of each pixel of the lane: known (its sound was loaded once, and its waveform is kept even where the sound was evicted),
    /// in memory without a hole ahead of the playhead, or not yet loaded.
    /// </summary>
    public static void LoadBar(Canvas canvas, Session session, Document document)
    {
        Box bar = session.Layout.LoadBar;
        TimelineView view = session.View;
        float begin = Math.Clamp(bar.X + (float)view.XOf(0), bar.X, bar.Right);
        float end = Math.Clamp(bar.X + (float)view.XOf(document.LengthFrames), bar.X, bar.Right);
        canvas.Fill(bar.Columns(begin, end), Theme.Raised);
        ReadOnlySpan<SeamPeak> columns = session.LaneWave.Columns;
        int x = (int)(begin - bar.X);
        int last = Math.Min((int)(end - bar.X), columns.Length);
        while (x < last)
        {
            int from = x;
            bool known = columns[x].Known > 0;
            while (x < last && columns[x].Known > 0 == known) x++;
            if (known) canvas.Fill(bar.X + from, bar.Y, x - from, bar.H, Theme.Good.Faded(0.55f));
        }

        long head = session.Position.PlayheadFrame;
        float ahead = bar.X + (float)view.XOf(head + session.Figures.ReadyAheadFrames);
        canvas.Fill(bar.Columns(bar.X + (float)view.XOf(head), Math.Min(ahead, end)), Theme.Good);
        if (session.Figures.LoadDone == 0)
        {
            float horizon = bar.X + (float)view.XOf(head + session.Figures.LoadHorizonFrames);
            canvas.Fill(bar.Columns(ahead, Math.Min(horizon, end)) with { Y = bar.Y + canvas.Px(3), H = canvas.Px(2) }, Theme.Working);
        }
    }

    private static uint ClipAt(Document document, double frame, out bool there)
    {
        int index = document.IndexAt((long)frame);
        there = index >= 0;
        return !there || document.Segments[index].Muted != 0 ? 0 : document.Segments[index].Clip;
    }
}

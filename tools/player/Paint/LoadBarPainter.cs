using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>
/// Of each pixel of the lane: known (its sound was loaded once, and its waveform is kept even where the sound was evicted),
/// in memory without a hole ahead of the playhead, or not yet loaded.
/// </summary>
internal static class LoadBarPainter
{
    public static void Paint(Canvas canvas, Session session, Document document)
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
}

using System;
using System.Globalization;
using Seamline.Ui.App;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The panel for engineers: what the engine measured of itself, in columns; as many as the window has room for.</summary>
internal static class PanelPainter
{
    private const float ColumnPoints = 228;
    private const float RowPoints = 18;
    private const float LabelPoints = 86;

    public static void Paint(Canvas canvas, Session session)
    {
        Box panel = session.Layout.Panel;
        if (panel.H < canvas.Px(40)) return;
        canvas.Fill(panel with { H = canvas.Px(1) }, Theme.Line);
        float column = canvas.Px(ColumnPoints);
        float x = panel.X + canvas.Px(16);
        float end = session.Layout.Meters.X;
        for (int i = 0; i < 5 && x + column - canvas.Px(16) <= end; i++, x += column) Column(canvas, session, i, x, panel.Y + canvas.Px(18));
    }

    private static void Column(Canvas canvas, Session session, int index, float x, float y)
    {
        var rows = new Rows(canvas, x, y, session.Layout.Panel.Bottom - canvas.Px(RowPoints / 2));
        SeamFigures now = session.Figures;
        switch (index)
        {
            case 0: Edits(ref rows, session, now); break;
            case 1: RealTime(ref rows, session, now); break;
            case 2: Memory(ref rows, now); break;
            case 3: Position(ref rows, session); break;
            default: Window(ref rows, session, now); break;
        }
    }

    private static void Edits(ref Rows rows, Session session, in SeamFigures now)
    {
        rows.Title("Last edit");
        rows.Row("published in", now.PublishedSerial > 1 ? Duration(now.EditToPublishedNs) : "\u2014");
        bool taken = now.Blocks > now.PublishedBlock;
        rows.Row("taken by", now.PublishedSerial <= 1 ? "\u2014" : taken ? $"block {now.PublishedBlock + 1:#,0}" : "the next block");
        double milliseconds = 1_000.0 / Math.Max(1, now.Rate);
        rows.Row("heard within", session.Output.PeriodFrames > 0
            ? $"{(session.Output.PeriodFrames + session.Position.LatencyFrames) * milliseconds:0.0} ms" : "\u2014");
        rows.Row("edits", $"{session.Document!.UndoDepth:#,0} done, {session.Document.RedoDepth:#,0} undone");
        rows.Row("segments", $"{now.Segments:#,0}");
        rows.Row("published", $"{now.PublishedSerial:#,0}");
    }

    private static void RealTime(ref Rows rows, Session session, in SeamFigures now)
    {
        rows.Title("Blocks");
        double deadline = session.Output.PeriodFrames * 1e9 / Math.Max(1, now.Rate);
        rows.Row("rendered", $"{now.Blocks:#,0}");
        rows.Histogram(now.BlockP50Ns, now.BlockP999Ns, now.BlockMaxNs, deadline);
        rows.Row("half, 99.9 %", $"{Duration(now.BlockP50Ns)}, {Duration(now.BlockP999Ns)}");
        rows.Row("worst", $"{Duration(now.BlockMaxNs)} of {Duration((long)deadline)}");
        rows.Row("misses", $"{now.MissFrames:#,0} frames", now.MissFrames > 0);
        rows.Row("underruns", $"{now.Underruns:#,0}", now.Underruns > 0);
    }

    private static void Memory(ref Rows rows, in SeamFigures now)
    {
        rows.Title("Memory");
        rows.Bar(now.HeldBytes / (double)Math.Max(1, now.BudgetBytes));
        rows.Row("held", $"{Megabytes(now.HeldBytes)} of {Megabytes(now.BudgetBytes)}");
        rows.Row("most so far", Megabytes(now.PeakBytes));
        rows.Row("pages", $"{now.PagesHeld:#,0}");
        rows.Row("evicted", $"{now.PagesEvicted:#,0}");
        rows.Row("GC", $"{now.Collections:#,0} runs, {now.AllocatedBytes / 1_000.0:#,0} kB", now.Collections > 0);
    }

    private static void Position(ref Rows rows, Session session)
    {
        SeamPosition at = session.Position;
        SeamFigures now = session.Figures;
        rows.Title("Position and loading");
        rows.Row("playhead", $"{at.PlayheadFrame:#,0}");
        rows.Row("audible", $"{at.AudibleFrame:#,0}");
        rows.Row("apart", $"{(at.PlayheadFrame - at.AudibleFrame) * 1_000.0 / Math.Max(1, now.Rate):0.0} ms");
        rows.Row("ready ahead", $"{now.ReadyAheadFrames / (double)Math.Max(1, now.Rate):#,0.0} s");
        rows.Row("loading", now.LoadDone != 0 ? "done" : $"to {now.LoadHorizonFrames / (double)Math.Max(1, now.Rate):#,0} s ahead");
        rows.Row("decoding", session.LoadRate.TimesRealTime > 0 ? $"{session.LoadRate.TimesRealTime:#,0} x real time" : "\u2014");
    }

    private static void Window(ref Rows rows, Session session, in SeamFigures now)
    {
        rows.Title("Window");
        rows.Row("frame", $"{session.Frames.LastMilliseconds:0.0} ms");
        rows.Row("99 %", $"{session.Frames.Percentile(0.99):0.0} ms");
        rows.Row("drawn", $"{session.Frames.Count:#,0}");
        rows.Row("opened in", $"{session.OpenMilliseconds:0} ms");
        rows.Row("its own GC", $"{GC.CollectionCount(0):#,0} runs");
        rows.Row("vectors", $"{now.VectorBits} bits");
    }

    /// <summary>A duration in the unit that suits it.</summary>
    public static string Duration(long nanoseconds) => nanoseconds switch
    {
        < 1_000 => $"{nanoseconds} ns",
        < 100_000 => $"{nanoseconds / 1e3:0.0} \u00B5s",
        < 1_000_000 => $"{nanoseconds / 1e3:0} \u00B5s",
        < 100_000_000 => $"{nanoseconds / 1e6:0.0} ms",
        _ => $"{nanoseconds / 1e6:0} ms",
    };

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:#,0} MB");

    /// <summary>Rows of a column, from the top; those that a low window has no room for are left out.</summary>
    private ref struct Rows(Canvas canvas, float x, float y, float last)
    {
        private float _y = y;

        private readonly float Width => canvas.Px(ColumnPoints - 24);

        public void Title(string text)
        {
            canvas.Text(text, x, _y, canvas.Face(12, bold: true), Theme.Text);
            Next();
        }

        public void Row(string label, string value, bool bad = false)
        {
            if (_y > last) return;
            canvas.Text(label, x, _y, canvas.Face(12), Theme.Dim);
            canvas.Text(value, x + canvas.Px(LabelPoints), _y, canvas.Face(12), bad ? Theme.Fault : Theme.Text, Width - canvas.Px(LabelPoints));
            Next();
        }

        public void Bar(double share)
        {
            if (_y > last) return;
            var bar = new Box(x, _y - canvas.Px(3), Width, canvas.Px(6));
            canvas.Fill(bar, Theme.Raised);
            canvas.Fill(bar with { W = MathF.Round(bar.W * (float)Math.Clamp(share, 0, 1)) }, Theme.Working);
            Next();
        }

        // Where block times lie, from 100 ns to 100 ms by tens: the body up to the half, the tail up to 99.9 %, the worst, the deadline.
        public void Histogram(long half, long most, long worst, double deadline)
        {
            if (_y > last) return;
            var bar = new Box(x, _y - canvas.Px(5), Width, canvas.Px(10));
            canvas.Fill(bar, Theme.Raised);
            float At(double ns) => MathF.Round(bar.X + (bar.W * (float)Math.Clamp((Math.Log10(Math.Max(100, ns)) - 2) / 6, 0, 1)));
            if (worst > 0)
            {
                canvas.Fill(bar.Columns(bar.X, At(half)), Theme.Good);
                canvas.Fill(bar.Columns(At(half), At(most)), Theme.Good.Faded(0.5f));
                canvas.Fill(At(worst) - canvas.Px(1), bar.Y, canvas.Px(2), bar.H, Theme.Text);
            }

            if (deadline > 0) canvas.Fill(At(deadline), bar.Y - canvas.Px(2), canvas.Px(2), bar.H + canvas.Px(4), Theme.Warning);
            Next();
        }

        private void Next() => _y += canvas.Px(RowPoints);
    }
}

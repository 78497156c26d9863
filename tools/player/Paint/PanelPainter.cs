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
        float end = panel.Right;
        for (int i = 0; i < 5 && x + column - canvas.Px(16) <= end; i++, x += column) Column(canvas, session, i, x, panel.Y + canvas.Px(18));
    }

    private static void Column(Canvas canvas, Session session, int index, float x, float y)
    {
        var rows = new Rows(canvas, x, y, session.Layout.Panel.Bottom - canvas.Px(RowPoints / 2));
        SeamStats now = session.Stats;
        switch (index)
        {
            case 0: Edits(ref rows, session, now); break;
            case 1: RealTime(ref rows, session, now); break;
            case 2: Memory(ref rows, now); break;
            case 3: Position(ref rows, session); break;
            default: Window(ref rows, session, now); break;
        }
    }

    private static void Edits(ref Rows rows, Session session, in SeamStats now)
    {
        rows.Title("Last edit");
        SeamSwap edit = session.Watch.Edit;
        double period = 1e9 / Math.Max(1, now.Rate);
        bool heard = edit.Serial > 0;
        rows.Row("published in", heard ? Duration(edit.EditNs) : "\u2014");
        rows.Row("in a block", heard ? $"after {Duration(edit.HeardNs)}" : "\u2014");
        rows.Row("at the ear", heard ? $"after {Duration(edit.HeardNs + (long)(session.Position.LatencyFrames * period))}" : "\u2014");
        rows.Row("block", !heard ? "\u2014" : edit.HeardBlock == edit.PublishedBlock + 1 ? $"{edit.HeardBlock:#,0}, the next" : $"{edit.HeardBlock:#,0}, after a crossfade");
        rows.Row("edits", $"{session.Document!.UndoDepth:#,0} done, {session.Document.RedoDepth:#,0} undone");
        rows.Row("segments", $"{now.Segments:#,0}");
    }

    private static void RealTime(ref Rows rows, Session session, in SeamStats now)
    {
        SeamBlockTimes blocks = session.Watch.Blocks;
        double deadline = session.Output.PeriodFrames * 1e9 / Math.Max(1, now.Rate);
        rows.Title($"Blocks: {blocks.Blocks:#,0}");
        rows.Histogram(session.Watch.Bins, deadline);
        rows.Row("half, 99.9 %", $"{Duration(blocks.P50Ns)}, {Duration(blocks.P999Ns)}");
        rows.Row("worst", Duration(blocks.MaxNs));
        rows.Row("deadline", Duration((long)deadline));
        rows.Row("misses", $"{now.MissFrames:#,0} frames", now.MissFrames > 0);
        rows.Row("underruns", $"{now.Underruns:#,0}", now.Underruns > 0);
        if (session.PlayingThread.Length > 0) rows.Row("thread", session.PlayingThread);
    }

    private static void Memory(ref Rows rows, in SeamStats now)
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
        SeamStats now = session.Stats;
        rows.Title("Position and loading");
        rows.Row("playhead", $"{at.PlayheadFrame:#,0}");
        rows.Row("audible", $"{at.AudibleFrame:#,0}");
        rows.Row("apart", $"{(at.PlayheadFrame - at.AudibleFrame) * 1_000.0 / Math.Max(1, now.Rate):0.0} ms");
        rows.Row("ready ahead", $"{now.ReadyAheadFrames / (double)Math.Max(1, now.Rate):#,0.0} s");
        rows.Row("loading", now.LoadDone != 0 ? "done" : $"to {now.LoadHorizonFrames / (double)Math.Max(1, now.Rate):#,0} s ahead");
        rows.Row("decoding", session.LoadRate.TimesRealTime > 0 ? $"{session.LoadRate.TimesRealTime:#,0} x real time" : "\u2014");
    }

    private static void Window(ref Rows rows, Session session, in SeamStats now)
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

        /// <summary>Three rows: how many blocks took how long, both by their powers, and the deadline.</summary>
        public void Histogram(ReadOnlySpan<long> bins, double deadline)
        {
            float row = canvas.Px(RowPoints);
            if (_y + (2 * row) > last) return;
            var box = new Box(x, _y - canvas.Px(6), Width, (3 * row) - canvas.Px(20));
            HistogramPainter.Paint(canvas, box, bins, deadline);
            _y += 3 * row;
        }

        private void Next() => _y += canvas.Px(RowPoints);
    }
}

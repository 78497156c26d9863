using System;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>How many blocks took how long: a bar for each half octave, as high as the logarithm of its count; labels at the tens.</summary>
internal static class HistogramPainter
{
    // 128 ns and 33 ms, by EngineWatch.BinNanoseconds: four bins an octave.
    private const int FirstBin = 24;
    private const int EndBin = 96;
    private const int BinsPerBar = 2;

    private static readonly (double Nanoseconds, string Label)[] Marks = [(1e3, "1 \u00B5s"), (1e4, "10"), (1e5, "100"), (1e6, "1 ms"), (1e7, "10")];

    public static void Paint(Canvas canvas, Box box, ReadOnlySpan<long> bins, double deadline)
    {
        canvas.Fill(box, Theme.Raised);
        long most = 1;
        for (int bin = FirstBin; bin < EndBin; bin += BinsPerBar) most = Math.Max(most, Count(bins, bin));
        double scale = 1 / Math.Log2(most + 1);
        for (int bin = FirstBin; bin < EndBin; bin += BinsPerBar)
        {
            long count = Count(bins, bin);
            if (count == 0) continue;
            float left = X(box, EngineWatch.BinNanoseconds(bin));
            float right = X(box, EngineWatch.BinNanoseconds(bin + BinsPerBar));
            // One block alone can be seen, too.
            float height = MathF.Max(canvas.Px(2), MathF.Round((float)(Math.Log2(count + 1) * scale) * box.H));
            canvas.Fill(left, box.Bottom - height, MathF.Max(1, right - left - canvas.Px(1)), height, EngineWatch.BinNanoseconds(bin) >= deadline && deadline > 0 ? Theme.Fault : Theme.Good);
        }

        if (deadline > 0) canvas.Fill(X(box, deadline), box.Y - canvas.Px(2), canvas.Px(2), box.H + canvas.Px(4), Theme.Warning);
        foreach ((double nanoseconds, string label) in Marks)
        {
            float x = X(box, nanoseconds);
            canvas.Fill(x, box.Bottom, 1, canvas.Px(3), Theme.Dim);
            canvas.Text(label, x, box.Bottom + canvas.Px(9), canvas.Face(9), Theme.Dim, align: Align.Center);
        }
    }

    // What is shorter than the first bar is counted there, what is longer than the last in the last.
    private static long Count(ReadOnlySpan<long> bins, int bar)
    {
        int from = bar == FirstBin ? 0 : bar;
        int to = bar + BinsPerBar >= EndBin ? bins.Length : bar + BinsPerBar;
        long sum = 0;
        foreach (long count in bins[from..to]) sum += count;
        return sum;
    }

    private static float X(Box box, double nanoseconds)
    {
        double first = Math.Log2(EngineWatch.BinNanoseconds(FirstBin));
        double end = Math.Log2(EngineWatch.BinNanoseconds(EndBin));
        return MathF.Round(box.X + (float)(Math.Clamp((Math.Log2(nanoseconds) - first) / (end - first), 0, 1) * box.W));
    }
}

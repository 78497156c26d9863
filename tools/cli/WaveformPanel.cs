using System;
using System.Globalization;
using System.Text;

namespace Seamline.Cli;

/// <summary>One panel of a picture: grid, crossfade, waveform, swap, axis.</summary>
internal sealed class WaveformPanel(SvgText svg, EditPicture edit, int width, int height, double peak)
{
    /// <summary>Below this many frames a pixel a line through the samples shows more than their extremes.</summary>
    private const double LineFramesPerPixel = 3;

    private readonly int _frames = Math.Max(1, Math.Max(edit.Before.Length, edit.After.Length) / edit.Channels);

    /// <summary>Draws one of the two waveforms.</summary>
    public void Draw(float[] samples, int left, int top, bool heard)
    {
        svg.Line($"""<rect class="frame" x="{left}" y="{top}" width="{width}" height="{height}"/>""");
        if (heard)
            Fade(left, top);
        Axis(left, top);
        double middle = top + (height / 2.0);
        svg.Line($"""<line class="zero" x1="{left}" x2="{left + width}" y1="{middle:0.##}" y2="{middle:0.##}"/>""");
        string colour = heard ? "after" : "before";
        if (samples.Length >= edit.Channels && _frames < LineFramesPerPixel * width)
            svg.Line($"""<path class="{colour} line" d="{Line(samples, left, middle)}"/>""");
        else if (samples.Length >= edit.Channels)
            svg.Line($"""<path class="{colour} area" d="{Area(samples, left, middle)}"/>""");
        double swap = X(edit.SwapFrame, left);
        svg.Line($"""<line class="{(heard ? "swap" : "planned")}" x1="{swap:0.##}" x2="{swap:0.##}" y1="{top}" y2="{top + height}"/>""");
    }

    private void Fade(int left, int top)
    {
        double start = X(edit.SwapFrame, left);
        double end = X(edit.SwapFrame + edit.FadeFrames, left);
        svg.Line($"""<rect class="fade" x="{start:0.##}" y="{top}" width="{end - start:0.##}" height="{height}"/>""");
    }

    /// <summary>Ticks in ms from the swap, at a round distance that leaves room for the labels.</summary>
    private void Axis(int left, int top)
    {
        double totalMs = _frames * 1000.0 / edit.Rate;
        double step = TickStep(totalMs / (width / 70.0));
        double swapMs = edit.SwapFrame * 1000.0 / edit.Rate;
        for (double tick = Math.Ceiling(-swapMs / step); (tick * step) + swapMs <= totalMs + 1e-9; tick++)
        {
            double x = left + ((tick * step) + swapMs) / totalMs * width;
            svg.Line($"""<line class="grid" x1="{x:0.##}" x2="{x:0.##}" y1="{top + 1}" y2="{top + height - 1}"/>""");
            string label = (tick * step).ToString("+0.###;-0.###;0", CultureInfo.InvariantCulture);
            svg.Text("tick", x, top + height + 16, label, "middle");
        }
        svg.Text("tick", left + (width / 2.0), top + height + 33, "ms from the swap", "middle");
    }

    /// <summary>The next of 1, 2, 5, 10, 20, ... (or their fractions) that is no smaller.</summary>
    internal static double TickStep(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (double factor in (ReadOnlySpan<double>)[1, 2, 5])
        {
            if (factor * power >= atLeast * (1 - 1e-9))
                return factor * power;
        }
        return 10 * power;
    }

    private string Line(float[] samples, int left, double middle)
    {
        var path = new StringBuilder();
        int count = samples.Length / edit.Channels;
        for (int frame = 0; frame < count; frame++)
            Point(path, frame == 0 ? 'M' : 'L', X(frame, left), Y(samples[frame * edit.Channels], middle));
        return path.ToString();
    }

    /// <summary>Highest sample of each pixel column from left to right, then the lowest back.</summary>
    private string Area(float[] samples, int left, double middle)
    {
        var upper = new StringBuilder();
        var lower = new (double X, double Y)[width];
        int count = samples.Length / edit.Channels;
        for (int column = 0; column < width; column++)
        {
            int start = (int)((long)column * _frames / width);
            // One frame of overlap joins the columns: a steep step stays one stroke.
            int end = Math.Min((int)((long)(column + 1) * _frames / width) + 1, count);
            double low = double.PositiveInfinity;
            double high = double.NegativeInfinity;
            for (int frame = start; frame < end; frame++)
            {
                double y = Y(samples[frame * edit.Channels], middle);
                low = Math.Min(low, y);
                high = Math.Max(high, y);
            }
            if (end <= start)
                low = high = middle;
            Point(upper, column == 0 ? 'M' : 'L', left + column + 0.5, low);
            lower[column] = (left + column + 0.5, high);
        }
        for (int column = width - 1; column >= 0; column--)
            Point(upper, 'L', lower[column].X, lower[column].Y);
        return upper.Append('Z').ToString();
    }

    private static void Point(StringBuilder path, char command, double x, double y)
        => path.Append(CultureInfo.InvariantCulture, $"{command}{x:0.##} {y:0.##}");

    private double X(int frame, int left) => left + (Math.Clamp(frame, 0, _frames) / (double)_frames * width);

    private double Y(float sample, double middle)
    {
        double value = float.IsFinite(sample) ? Math.Clamp(sample / peak, -1, 1) : 0;
        return middle - (value * height / 2.0);
    }
}

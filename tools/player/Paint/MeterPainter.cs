using System;
using System.Globalization;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>Peak and RMS meters, from -60 dB to full scale.</summary>
internal static class MeterPainter
{
    private const float Lowest = -60;
    private static readonly (int Decibels, string Label)[] Marks = [(0, "0"), (-6, "\u22126"), (-12, "\u221212"), (-24, "\u221224"), (-36, "\u221236"), (-48, "\u221248"), (-60, "\u221260")];

    public static void Paint(Canvas canvas, Session session)
    {
        Box box = session.Layout.Meters;
        if (box.H < canvas.Px(60)) return;
        Meters meters = session.Meters;
        var scale = new Box(box.X + canvas.Px(2), box.Y + canvas.Px(14), canvas.Px(26), box.H - canvas.Px(64));
        float width = canvas.Px(10);
        float above = float.NegativeInfinity;
        foreach ((int decibels, string label) in Marks)
        {
            float y = Y(scale, decibels);
            // A low window has fewer marks.
            if (y - above < canvas.Px(12)) continue;
            above = y;
            canvas.Text(label, scale.Right - canvas.Px(4), y, canvas.Face(10), Theme.Dim, align: Align.Right);
        }

        for (int channel = 0; channel < meters.Channels; channel++)
        {
            var bar = new Box(scale.Right + (channel * (width + canvas.Px(4))), scale.Y, width, scale.H);
            canvas.Fill(bar, Theme.Raised);
            float rms = Decibels(meters.Rms[channel]);
            float peak = Decibels(meters.Peak[channel]);
            float top = Y(bar, rms);
            canvas.Fill(bar.X, top, bar.W, bar.Bottom - top, Theme.Good);
            // Beyond -6 dB it is also wider marked, not only of another colour.
            if (peak > Lowest) canvas.Fill(bar.X, Y(bar, peak) - canvas.Px(1), bar.W, canvas.Px(peak > -6 ? 4 : 2), peak > -6 ? Theme.Warning : Theme.Text);
            canvas.Text(channel == 0 ? "L" : "R", bar.CenterX, bar.Bottom + canvas.Px(12), canvas.Face(11, bold: true), Theme.Dim, align: Align.Center);
        }

        Loudness(canvas, session, box);
    }

    /// <summary>Loudness of the last 3 s, below the meters; the timeline's while nothing is heard.</summary>
    private static void Loudness(Canvas canvas, Session session, Box box)
    {
        LoudnessReading loudness = session.Loudness;
        bool live = session.Position.Playing != 0 || !double.IsFinite(loudness.IntegratedLufs);
        double lufs = live ? loudness.ShortTermLufs : loudness.IntegratedLufs;
        Span<char> text = stackalloc char[24];
        int length = 0;
        if (!double.IsFinite(lufs) || lufs < Lowest) "\u2014".CopyTo(text[..(length = 1)]);
        else text.TryWrite(CultureInfo.InvariantCulture, $"{lufs:0.0}", out length);
        float middle = box.X + canvas.Px(30);
        canvas.Text(text[..length], middle, box.Bottom - canvas.Px(22), canvas.Face(12, bold: true), live || loudness.Known >= 0.999 ? Theme.Text : Theme.Dim, align: Align.Center);
        canvas.Text("LUFS", middle, box.Bottom - canvas.Px(8), canvas.Face(9), Theme.Dim, align: Align.Center);
    }

    private static float Decibels(float level) => level <= 0 ? Lowest : Math.Max(Lowest, 20 * MathF.Log10(level));

    private static float Y(Box box, float decibels) => MathF.Round(box.Bottom - (box.H * Math.Clamp((decibels - Lowest) / -Lowest, 0, 1)));
}

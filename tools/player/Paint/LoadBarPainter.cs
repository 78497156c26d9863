using System;
using Seamline.Ui.App;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>
/// What the sound of each pixel of the lane is played from. Shown by pattern as well as by colour: loaded is full, half where a pixel
/// holds more than is loaded; loading is striped; evicted is the lower half; not loaded yet is a line; unreadable is hatched.
/// </summary>
internal static class LoadBarPainter
{
    private const int Partly = Seam.NotLoaded | Seam.Evicted | Seam.Unreadable;

    public static void Paint(Canvas canvas, Session session)
    {
        Box bar = session.Layout.LoadBar;
        ReadOnlySpan<byte> columns = session.Residency.Columns;
        int x = 0;
        while (x < columns.Length)
        {
            int from = x;
            int bits = columns[x];
            while (x < columns.Length && columns[x] == bits) x++;
            Run(canvas, bar with { X = bar.X + from, W = x - from }, bits);
        }
    }

    /// <summary>In words.</summary>
    public static string Words(int bits) =>
        (bits & Seam.Unreadable) != 0 ? "cannot be read"
        : (bits & Seam.Loading) != 0 ? "loading"
        : (bits & Seam.Loaded) != 0 ? (bits & Partly) != 0 ? "partly loaded" : "loaded"
        : (bits & Seam.Evicted) != 0 ? "evicted, loaded again before it plays"
        : (bits & Seam.NotLoaded) != 0 ? "not loaded yet" : "nothing to load";

    /// <summary>A stretch of one kind; nothing where there is nothing to load.</summary>
    public static void Run(Canvas canvas, Box box, int bits)
    {
        if (bits == 0) return;
        canvas.Fill(box, Theme.Raised);
        float half = MathF.Floor(box.H / 2);
        if ((bits & (Seam.Loaded | Seam.Evicted)) == 0) canvas.Fill(box with { Y = box.Y + half, H = canvas.Px(1) }, Theme.Faint);
        if ((bits & Seam.Loaded) != 0) canvas.Fill((bits & Partly) != 0 ? box with { H = half } : box, Theme.Good);
        if ((bits & Seam.Evicted) != 0) canvas.Fill(box with { Y = box.Bottom - half, H = half }, Theme.Warning);
        if ((bits & Seam.Loading) != 0) Stripes(canvas, box, canvas.Px(3), Theme.Working);
        if ((bits & Seam.Unreadable) != 0) Stripes(canvas, box, canvas.Px(2), Theme.Fault);
    }

    // On a grid of the window, so that runs go on into each other.
    private static void Stripes(Canvas canvas, Box box, float width, Rgba color)
    {
        float step = canvas.Px(6);
        for (float x = MathF.Floor(box.X / step) * step; x < box.Right; x += step) canvas.Fill(box.Columns(x, x + width), color);
    }
}

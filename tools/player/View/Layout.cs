using System;

namespace Seamline.Ui.View;

/// <summary>Where everything is, in device pixels, for a window's size, scale and whether the panel is open.</summary>
internal sealed class Layout
{
    /// <summary>Smallest window, points.</summary>
    public const int LeastWidth = 640;

    /// <summary>Smallest window, points.</summary>
    public const int LeastHeight = 360;

    private const float PanelPoints = 172;
    private const float MeterPoints = 92;

    private Layout(float scale) => Scale = scale;

    /// <summary>The panel is open.</summary>
    public bool HasPanel { get; private init; }

    /// <summary>Pixels a point.</summary>
    public float Scale { get; }

    public Box Window { get; private init; }

    public Box Header { get; private init; }

    public Box MiniMap { get; private init; }

    public Box Ruler { get; private init; }

    /// <summary>The segments.</summary>
    public Box Lane { get; private init; }

    /// <summary>The strip of a segment that holds its name and is taken to move it.</summary>
    public float HandleHeight { get; private init; }

    /// <summary>How near an edge is taken to trim it.</summary>
    public float EdgeReach { get; private init; }

    /// <summary>What is loaded.</summary>
    public Box LoadBar { get; private init; }

    public Box Panel { get; private init; }

    /// <summary>Peak and RMS, at the panel's right.</summary>
    public Box Meters => Panel with { X = Math.Max(Panel.X, Panel.Right - Px(MeterPoints)), W = Math.Min(Panel.W, Px(MeterPoints)) };

    /// <summary>From the header to the ruler.</summary>
    public Box MapPart => new(0, Header.Bottom, Window.W, Ruler.Y - Header.Bottom);

    /// <summary>Ruler and lane.</summary>
    public Box Stage => new(0, Ruler.Y, Window.W, Lane.Bottom - Ruler.Y);

    /// <summary>From the lane to the panel.</summary>
    public Box BarPart => new(0, Lane.Bottom, Window.W, Panel.Y - Lane.Bottom);

    /// <summary>All between header and status.</summary>
    public Box Body => new(0, Header.Bottom, Window.W, Status.Y - Header.Bottom);

    public Box Status { get; private init; }

    /// <summary>A length in points as whole pixels.</summary>
    public float Px(float points) => MathF.Round(points * Scale);

    /// <summary>Lays out a window.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="scale">Pixels a point.</param>
    /// <param name="panel">Whether the engineers' panel is open; a window too low for it shows it all the same and the lane shrinks.</param>
    public static Layout Of(int width, int height, float scale, bool panel)
    {
        float P(float points) => MathF.Round(points * scale);
        float w = width;
        var header = new Box(0, 0, w, P(60));
        var map = new Box(P(12), header.Bottom, w - (2 * P(12)), P(40));
        var ruler = new Box(0, map.Bottom + P(8), w, P(24));
        var status = new Box(0, height - P(26), w, P(26));
        float panelHeight = panel ? Math.Min(P(PanelPoints), Math.Max(0, status.Y - ruler.Bottom - P(90))) : 0;
        var panelBox = new Box(0, status.Y - panelHeight, w, panelHeight);
        var bar = new Box(0, panelBox.Y - P(16), w, P(8));
        var lane = new Box(0, ruler.Bottom, w, Math.Max(P(20), bar.Y - P(6) - ruler.Bottom));
        return new Layout(scale)
        {
            Window = new Box(0, 0, w, height),
            Header = header,
            MiniMap = map,
            Ruler = ruler,
            Lane = lane,
            HasPanel = panel,
            HandleHeight = P(20),
            EdgeReach = P(5),
            LoadBar = bar,
            Panel = panelBox,
            Status = status,
        };
    }
}

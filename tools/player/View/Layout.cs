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
    private const float MeterPoints = 60;
    private const float LanePoints = 64;

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

    /// <summary>The lanes below it; empty without any.</summary>
    public Box Lanes { get; private init; }

    /// <summary>Lanes that there is room for.</summary>
    public int LaneRows { get; private init; }

    /// <summary>The lane at the top; lanes before it are scrolled away.</summary>
    public int FirstLane { get; private init; }

    /// <summary>The lane behind the last that is shown.</summary>
    public int EndLane => FirstLane + LaneRows;

    /// <summary>The names of lanes: the wheel scrolls the lanes there.</summary>
    public Box LaneNames => Lanes with { W = Math.Min(Lanes.W, Px(190)) };

    /// <summary>Lanes that there are.</summary>
    public int LaneCount { get; private init; }

    /// <summary>Segments and lanes.</summary>
    public Box AllLanes => Lane with { H = Math.Max(Lane.H, Lanes.Bottom - Lane.Y) };

    /// <summary>Where waveforms of the main lane stand.</summary>
    public Box LaneBody => new Box(Lane.X, Lane.Y + HandleHeight, Lane.W, Lane.H - HandleHeight).Inset(0, Px(4));

    /// <summary>A lane that is shown.</summary>
    public Box LaneRow(int lane) => new(Lanes.X, Lanes.Y + ((lane - FirstLane) * Px(LanePoints)), Lanes.W, Px(LanePoints) - Px(2));

    /// <summary>Where waveforms of a lane stand.</summary>
    public Box LaneRowBody(int lane) => LaneRow(lane) is var row ? row with { Y = row.Y + Px(18), H = row.H - Px(20) } : default;

    /// <summary>A sign of a lane: 0 mutes it, 1 is its solo.</summary>
    /// <summary>The name of a lane, which is dragged up and down for its gain.</summary>
    public Box LaneName(int lane) => LaneRow(lane) is var row ? new Box(row.X + Px(44), row.Y, Px(146), Px(18)) : default;

    /// <summary>Pixels that a lane's name is dragged for a decibel.</summary>
    public float GainStep => Px(4);

    public Box LaneSign(int lane, int sign) => LaneRow(lane) is var row ? new Box(row.X + Px(4) + (sign * Px(20)), row.Y + Px(2), Px(18), Px(14)) : default;

    /// <summary>The strip of a segment that holds its name and is taken to move it.</summary>
    public float HandleHeight { get; private init; }

    /// <summary>How near an edge is taken to trim it.</summary>
    public float EdgeReach { get; private init; }

    /// <summary>What is loaded.</summary>
    public Box LoadBar { get; private init; }

    public Box Panel { get; private init; }

    /// <summary>Peak and RMS, at the right of ruler and lanes.</summary>
    public Box Meters => new(Lane.Right, Ruler.Y, Window.W - Lane.Right, Panel.Y - Ruler.Y);

    /// <summary>From the header to the ruler.</summary>
    public Box MapPart => new(0, Header.Bottom, Window.W, Ruler.Y - Header.Bottom);

    /// <summary>Ruler and lane.</summary>
    public Box Stage => new(0, Ruler.Y, Lane.W, Lane.Bottom - Ruler.Y);

    /// <summary>From the lane to the panel.</summary>
    public Box BarPart => new(0, LanesPart.Bottom, Lane.W, Panel.Y - LanesPart.Bottom);

    /// <summary>From the segments to what is loaded; empty without lanes.</summary>
    public Box LanesPart => new(0, Lane.Bottom, Lane.W, Math.Max(0, Lanes.Bottom - Lane.Bottom));

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
    /// <param name="lanes">Lanes beside the main one; of those that a low window has no room for, some are left out.</param>
    /// <param name="firstLane">The lane at the top, as far as others fill the rows below.</param>
    public static Layout Of(int width, int height, float scale, bool panel, int lanes = 0, int firstLane = 0)
    {
        float P(float points) => MathF.Round(points * scale);
        float all = width;
        float w = all - P(MeterPoints);
        var header = new Box(0, 0, all, P(60));
        var map = new Box(P(12), header.Bottom, all - (2 * P(12)), P(40));
        var ruler = new Box(0, map.Bottom + P(8), w, P(24));
        var status = new Box(0, height - P(26), all, P(26));
        float panelHeight = panel ? Math.Min(P(PanelPoints), Math.Max(0, status.Y - ruler.Bottom - P(90))) : 0;
        var panelBox = new Box(0, status.Y - panelHeight, all, panelHeight);
        var bar = new Box(0, panelBox.Y - P(16), w, P(8));
        float room = Math.Max(P(20), bar.Y - P(6) - ruler.Bottom);
        int rows = Math.Clamp((int)((room - P(90)) / P(LanePoints)), 0, lanes);
        float laneHeight = rows == 0 ? room : room - P(4) - (rows * P(LanePoints));
        var lane = new Box(0, ruler.Bottom, w, laneHeight);
        return new Layout(scale)
        {
            Window = new Box(0, 0, all, height),
            Header = header,
            MiniMap = map,
            Ruler = ruler,
            Lane = lane,
            Lanes = rows == 0 ? new Box(0, lane.Bottom, w, 0) : new Box(0, lane.Bottom + P(4), w, rows * P(LanePoints)),
            LaneRows = rows,
            LaneCount = lanes,
            FirstLane = Math.Clamp(firstLane, 0, lanes - rows),
            HasPanel = panel,
            HandleHeight = P(20),
            EdgeReach = P(5),
            LoadBar = bar,
            Panel = panelBox,
            Status = status,
        };
    }
}

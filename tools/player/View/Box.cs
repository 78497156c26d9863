using System;

namespace Seamline.Ui.View;

/// <summary>A rectangle in device pixels.</summary>
internal readonly record struct Box(float X, float Y, float W, float H)
{
    public float Right => X + W;

    public float Bottom => Y + H;

    public float CenterX => X + (W / 2);

    public float CenterY => Y + (H / 2);

    public bool Contains(float x, float y) => x >= X && x < Right && y >= Y && y < Bottom;

    /// <summary>The same, smaller by so much on each side.</summary>
    public Box Inset(float dx, float dy) => new(X + dx, Y + dy, Math.Max(0, W - (2 * dx)), Math.Max(0, H - (2 * dy)));

    /// <summary>The part between two x that lies inside.</summary>
    public Box Columns(float left, float right)
    {
        float from = Math.Clamp(left, X, Right);
        return this with { X = from, W = Math.Max(0, Math.Clamp(right, X, Right) - from) };
    }
}

using System;

namespace Seamline.Bench;

/// <summary>How much sound one operation of a benchmark moves: what the columns per frame and per second divide by.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WorkAttribute : Attribute
{
    /// <summary>Frames; 0 for the value of the parameter `Frames` or `Minutes`.</summary>
    public long Frames { get; init; }

    /// <summary>Frames of one of that parameter.</summary>
    public int FramesPerUnit { get; init; } = 1;
}

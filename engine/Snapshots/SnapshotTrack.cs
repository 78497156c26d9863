using System.Runtime.InteropServices;
using Seamline.Memory;

namespace Seamline.Snapshots;

/// <summary>How a track's channels reach the engine's.</summary>
internal enum ChannelRoute
{
    /// <summary>Same number of channels: straight through.</summary>
    Straight = 0,

    /// <summary>One channel to the first two (its level factor is in the gain).</summary>
    Spread = 1,

    /// <summary>The left channel of two to the first two.</summary>
    PickLeft = 2,

    /// <summary>The right channel of two to the first two.</summary>
    PickRight = 3,

    /// <summary>Any other pair of channel counts.</summary>
    Matrix = 4,
}

/// <summary>One track of a clip as the renderer reads it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SnapshotTrack
{
    /// <summary>The source's pages.</summary>
    public PageTable* Pages;

    /// <summary>Source frame = clip frame + offset; at another speed both are on the stretched clock.</summary>
    public long Offset;

    /// <summary>Clip frames for each frame of the pages.</summary>
    public double Speed;

    /// <summary>Linear gain, the mono level factor included.</summary>
    public float Gain;

    /// <summary>Channel mapping.</summary>
    public ChannelRoute Route;
}

namespace Seamline.Clips;

/// <summary>What the cache keeps of a run: one bit a page.</summary>
internal struct RunState
{
    /// <summary>Pages that the timeline plays.</summary>
    public uint Needed;

    /// <summary>Pages in memory.</summary>
    public uint Ready;

    /// <summary>Pages that were in memory before: loading one of these again is a reload.</summary>
    public uint Seen;

    /// <summary>Pages that a running job will bring.</summary>
    public uint Coming;

    /// <summary>The most warnings that one decode of the run met: decoded again, in part or whole, it meets the same.</summary>
    public int Warnings;

    /// <summary>Pages that cannot be had: their run failed.</summary>
    public uint Failed;
}

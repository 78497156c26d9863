namespace Seamline.Decode;

/// <summary>The state of a <see cref="PacketClock"/> between two packets.</summary>
internal struct ClockState
{
    /// <summary>Index of the next packet's first sample, unless its time stamp says otherwise.</summary>
    public long Next;

    /// <summary>Time stamp of index 0, container ticks; no value before the first one.</summary>
    public long Base;

    /// <summary>Packets numbered so far.</summary>
    public long Packets;

    /// <summary>Where time stamps lie to the count of late, frames ahead of it, slowly followed.</summary>
    public int Level;

    /// <summary>Frames of the packet before.</summary>
    public int Length;

    /// <summary>Time stamps say nothing: the container has none of its own, or they ran away from packets whose length is certain.</summary>
    public bool IsUntimed;

    /// <summary>A time stamp was noise.</summary>
    public bool Trembles;

    /// <summary>The number of the next packet is <see cref="Next"/> whatever its time stamp says: that was decided by the packets behind it.</summary>
    public bool Decided;

    /// <summary>The container gives the first packet a length that is not its own.</summary>
    public bool FirstIsLong;

    /// <summary>Vorbis block before the next packet.</summary>
    public int VorbisBlock;

    /// <summary>How far the time stamps of long Vorbis blocks behind long ones lie off the count, frames; 0 before the first.</summary>
    public int VorbisOffset;

    /// <summary>A packet came that is to be heard.</summary>
    public bool HasSound;

    /// <summary>The last packet was one that an edit list leaves out, behind one that is to be heard: another edit follows.</summary>
    public bool IsBeforeEdit;

    /// <summary>There was more than one edit.</summary>
    public bool HasEdits;

    /// <summary>Whether <see cref="VorbisOffset"/> is known.</summary>
    public bool HasVorbisOffset;
}

using System.Runtime.CompilerServices;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>The state of a reading of peaks.</summary>
internal enum PeakScope
{
    /// <summary>The material of one track.</summary>
    Track,

    /// <summary>A clip as it is heard.</summary>
    Clip,

    /// <summary>The main lane.</summary>
    Timeline,

    /// <summary>A lane beside it.</summary>
    Lane,

    /// <summary>All lanes together.</summary>
    Mix,
}

/// <summary>A look under way: what it is at, copied or held, so that the engine can be edited meanwhile.</summary>
internal unsafe struct PeakLook
{
    /// <summary>What it is at.</summary>
    public PeakScope Scope;

    /// <summary>The lane, by the document's number.</summary>
    public long Lane;

    /// <summary>What of it is wanted; checked.</summary>
    public PeakView View;

    /// <summary>Changes of the peaks before the look, counted.</summary>
    public long Changes;

    /// <summary>Its slot in <see cref="PeakReaders"/>.</summary>
    public int Slot;

    /// <summary>Tracks in <see cref="Tracks"/>.</summary>
    public int TrackCount;

    /// <summary>Channels that the view may name: the source's of a track, else the engine's.</summary>
    public int Channels;

    /// <summary>The timeline, with a reference; null unless it is at one.</summary>
    public RegionBlock* Block;

    /// <summary>Rows of the tracks.</summary>
    public TrackRows Tracks;

    /// <summary>Room for the rows of a clip.</summary>
    [InlineArray(Limits.MaxTracksPerClip)]
    public struct TrackRows
    {
        private SnapshotTrack _first;
    }
}

using System;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>A clip at another speed: a source for each of its tracks, whose pages lie on the stretched clock.</summary>
/// <remarks>Thread: control. The rows are native, as those of <see cref="Clip"/>.</remarks>
internal sealed unsafe class Rendition : IDisposable
{
    private readonly MemoryBudget _budget;
    private readonly SnapshotTrack* _rows;
    private long _placedSerial;
    private int _placedFirst;

    private Rendition(MemoryBudget budget, SnapshotTrack* rows, double speed, SpeedMode mode, Source[] sources, uint content)
    {
        _budget = budget;
        _rows = rows;
        Speed = speed;
        Mode = mode;
        Sources = sources;
        Content = content;
    }

    /// <summary>Clip frames for each frame of it.</summary>
    public double Speed { get; }

    /// <summary>What it sounds like.</summary>
    public SpeedMode Mode { get; }

    /// <summary>The sources of its tracks, in order; it has a reference to each.</summary>
    public Source[] Sources { get; }

    /// <summary>What regions of it have in place of the clip's number: places on their clock are other places on the clip's.</summary>
    public uint Content { get; }

    /// <summary>Makes one, or null where the budget has no room.</summary>
    public static Rendition? Create(MemoryBudget budget, double speed, SpeedMode mode, Source[] sources, uint content)
    {
        var rows = (SnapshotTrack*)NativeBlock.Take(budget, Math.Max(1, sources.Length) * sizeof(SnapshotTrack));
        return rows == null ? null : new Rendition(budget, rows, speed, mode, sources, content);
    }

    /// <summary>How a track is heard: as in the clip at its own speed, but from its own pages.</summary>
    public void SetRow(int track, in SnapshotTrack clips, long lead)
    {
        _rows[track] = clips;
        _rows[track].Pages = Sources[track].Table;
        _rows[track].Offset = lead;
        _rows[track].Speed = Speed;
    }

    /// <summary>As <see cref="Clip.PlaceTracks"/>.</summary>
    public int PlaceTracks(RegionBlock* block)
    {
        if (_placedSerial == block->Serial) return _placedFirst;
        _placedSerial = block->Serial;
        _placedFirst = block->TrackCount;
        for (int i = 0; i < Sources.Length; i++) block->Tracks[_placedFirst + i] = _rows[i];
        block->TrackCount += Sources.Length;
        return _placedFirst;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        void* rows = _rows;
        NativeBlock.Return(_budget, ref rows, Math.Max(1, Sources.Length) * sizeof(SnapshotTrack));
    }
}

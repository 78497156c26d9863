using System;
using System.Collections.Generic;
using Seamline.Memory;
using Seamline.Snapshots;
using Seamline.Stretch;

namespace Seamline.Clips;

/// <summary>A recording: one or more tracks on one clip clock.</summary>
/// <remarks>Thread: control. The rows are native, because they are copied into every snapshot that plays the clip.</remarks>
internal sealed unsafe class Clip : IDisposable
{
    private readonly MemoryBudget _budget;
    private readonly int _rate;
    private readonly int _channels;
    private readonly float _monoGain;
    private SnapshotTrack* _rows;
    private long _placedSerial;
    private int _placedFirst;

    /// <summary>What clips are heard on.</summary>
    /// <param name="Rate">Frames a second, Hz.</param>
    /// <param name="Channels">Channels of the engine.</param>
    /// <param name="MonoGain">Gain of a medium of one channel on both sides, linear.</param>
    public readonly record struct Output(int Rate, int Channels, float MonoGain);

    private Clip(MemoryBudget budget, uint id, Source[] sources, ChannelChoice[]? choices, in Output output)
    {
        _budget = budget;
        _rate = output.Rate;
        _channels = output.Channels;
        _monoGain = output.MonoGain;
        Id = id;
        Sources = sources;
        Choices = choices ?? new ChannelChoice[sources.Length];
        Mixes = new TrackMix[sources.Length];
    }

    /// <summary>The host's number.</summary>
    public uint Id { get; }

    /// <summary>The sources of its tracks, in order.</summary>
    public Source[] Sources { get; }

    /// <summary>Which channels of its medium each track plays. What the pages of a source do not choose already its route does.</summary>
    public ChannelChoice[] Choices { get; }

    /// <summary>How each track is heard.</summary>
    public TrackMix[] Mixes { get; }

    /// <summary>The clip at other speeds.</summary>
    public List<Rendition> Renditions { get; } = new(4);

    /// <summary>Tracks.</summary>
    public int TrackCount => Sources.Length;

    /// <summary>Tracks at all speeds: rows that a snapshot needs room for.</summary>
    public int RowCount => TrackCount * (1 + Renditions.Count);

    /// <summary>Length on the clip's clock: its longest track after the offset, frames.</summary>
    public long Frames
    {
        get
        {
            long frames = 0;
            for (int i = 0; i < TrackCount; i++) frames = Math.Max(frames, PageTable.Frames(_rows[i].Pages) - _rows[i].Offset);
            return frames;
        }
    }

    /// <summary>Makes a clip, or null where the budget has no room.</summary>
    public static Clip? Create(
        MemoryBudget budget, uint id, Source[] sources, ChannelChoice[]? choices, ReadOnlySpan<TrackMix> mixes, in Output output)
    {
        var clip = new Clip(budget, id, sources, choices, output)
        {
            _rows = (SnapshotTrack*)NativeBlock.Take(budget, Math.Max(1, sources.Length) * sizeof(SnapshotTrack)),
        };
        if (clip._rows == null) return null;
        for (int i = 0; i < sources.Length; i++) clip.SetMix(i, mixes[i]);
        return clip;
    }

    /// <summary>Changes how a track is heard: rows of a snapshot only, nothing is decoded.</summary>
    public void SetMix(int track, in TrackMix mix)
    {
        Mixes[track] = mix;
        PageTable* pages = Sources[track].Table;
        ChannelChoice choice = Choices[track];
        StereoMode mode = choice.Mode != ChannelMode.One ? mix.Mode : choice.First == 0 ? StereoMode.MonoLeft : StereoMode.MonoRight;
        bool isMono = Sources[track].Media.Format.SourceChannels == 1; // one channel out of several keeps its level
        _rows[track] = new SnapshotTrack
        {
            Pages = pages,
            Offset = OffsetOf(mix),
            Gain = Decibels.ToGain(mix.GainDb) * (isMono && _channels > 1 ? _monoGain : 1f),
            Speed = 1,
            Route = RouteFor(pages->Channels, mode),
        };
        foreach (Rendition rendition in Renditions) SetRow(rendition, track);
    }

    /// <summary>Whether a mix moves a track against the clip's clock: then it has to be made at other speeds again.</summary>
    public bool IsMovedBy(int track, in TrackMix mix) => OffsetOf(mix) != _rows[track].Offset;

    /// <summary>A track's source frame at clip frame 0.</summary>
    public long OffsetOf(int track) => _rows[track].Offset;

    /// <summary>The clip at a speed, or null where it has not been made.</summary>
    public Rendition? Find(double speed, SpeedMode mode)
    {
        foreach (Rendition rendition in Renditions)
        {
            if (rendition.Speed == speed && rendition.Mode == mode) return rendition;
        }

        return null;
    }

    /// <summary>Adds the clip at a speed.</summary>
    public void Add(Rendition rendition)
    {
        Renditions.Add(rendition);
        for (int i = 0; i < TrackCount; i++) SetRow(rendition, i);
    }

    /// <summary>Plays a track from another source from now on; mix and place stay.</summary>
    public void Exchange(int track, Source source)
    {
        Sources[track] = source;
        SetMix(track, Mixes[track]);
    }

    /// <summary>Copies the rows into a block once a compile, and says where they are.</summary>
    public int PlaceTracks(RegionBlock* block)
    {
        if (_placedSerial == block->Serial) return _placedFirst;
        _placedSerial = block->Serial;
        _placedFirst = block->TrackCount;
        for (int i = 0; i < TrackCount; i++) block->Tracks[_placedFirst + i] = _rows[i];
        block->TrackCount += TrackCount;
        return _placedFirst;
    }

    /// <summary>Copies rows from the first track wanted on.</summary>
    public void CopyTracks(int first, Span<SnapshotTrack> to) => new ReadOnlySpan<SnapshotTrack>(_rows + first, to.Length).CopyTo(to);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Rendition rendition in Renditions) rendition.Dispose();
        Renditions.Clear();
        void* rows = _rows;
        NativeBlock.Return(_budget, ref rows, Math.Max(1, TrackCount) * sizeof(SnapshotTrack));
        _rows = null;
    }

    private long OffsetOf(in TrackMix mix) => (long)Math.Round(mix.OffsetSeconds * _rate, MidpointRounding.AwayFromZero);

    private void SetRow(Rendition rendition, int track) =>
        rendition.SetRow(track, _rows[track], new StretchClock(rendition.Speed, _rows[track].Offset).Lead);

    private ChannelRoute RouteFor(int sourceChannels, StereoMode mode)
    {
        if (sourceChannels == 2 && _channels == 2 && mode != StereoMode.Stereo)
            return mode == StereoMode.MonoLeft ? ChannelRoute.PickLeft : ChannelRoute.PickRight;
        if (sourceChannels == _channels) return ChannelRoute.Straight;
        return sourceChannels == 1 && _channels == 2 ? ChannelRoute.Spread : ChannelRoute.Matrix;
    }
}

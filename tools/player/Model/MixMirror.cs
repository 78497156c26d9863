using System;
using System.Collections.Generic;
using Seamline.Ui.Native;

namespace Seamline.Ui.Model;

/// <summary>Lanes, items, transitions and envelopes as the engine has them; read after each edit. Thread: the window's.</summary>
internal sealed class MixMirror
{
    private readonly Dictionary<(int Owner, long Id), SeamPoint[]> _envelopes = [];
    private readonly List<(SeamItem[] Items, int Count)> _items = [];
    private SeamLane[] _lanes = [];
    private SeamTransition[] _transitions = [];
    private int _lanesCount;
    private int _segments;

    /// <summary>Some segment has, or had, a transition or an envelope.</summary>
    public bool OnSegments { get; set; }

    /// <summary>The lanes in order.</summary>
    public ReadOnlySpan<SeamLane> Lanes => _lanes.AsSpan(0, _lanesCount);

    /// <summary>The items of a lane, by its place in the order.</summary>
    public ReadOnlySpan<SeamItem> ItemsOf(int lane) => _items[lane].Items.AsSpan(0, _items[lane].Count);

    /// <summary>The transition at the start of a segment, by its place in the order; its overlap is 0 where there is none.</summary>
    public SeamTransition TransitionOf(int segment) => OnSegments && segment < _segments ? _transitions[segment] : default;

    /// <summary>An owner's envelope; empty without one.</summary>
    public ReadOnlySpan<SeamPoint> Envelope(int owner, long id) => _envelopes.TryGetValue((owner, id), out SeamPoint[]? points) ? points : default;

    /// <summary>The place of an item: lane and place there; -1 where it is gone.</summary>
    public (int Lane, int Index) Find(long item)
    {
        for (int lane = 0; lane < _lanesCount; lane++)
        {
            ReadOnlySpan<SeamItem> items = ItemsOf(lane);
            for (int i = 0; i < items.Length; i++)
            {
                if (items[i].Id == item) return (lane, i);
            }
        }

        return (-1, -1);
    }

    /// <summary>Reads it all again.</summary>
    public void Read(NativeEngine engine, ReadOnlySpan<SeamSegment> segments)
    {
        _envelopes.Clear();
        engine.GetLanes(ref _lanes, out _lanesCount);
        for (int i = 0; i < _lanesCount; i++)
        {
            if (_items.Count == i) _items.Add((new SeamItem[16], 0));
            SeamItem[] items = _items[i].Items;
            engine.GetItems(_lanes[i].Id, ref items, out int count);
            _items[i] = (items, count);
            Keep(engine, Seam.OwnerLane, _lanes[i].Id);
            foreach (SeamItem item in items.AsSpan(0, count)) Keep(engine, Seam.OwnerItem, item.Id);
        }

        if (!OnSegments) return;
        if (_transitions.Length < segments.Length) _transitions = new SeamTransition[segments.Length * 2];
        _segments = segments.Length;
        for (int i = 0; i < segments.Length; i++)
        {
            _transitions[i] = i > 0 && engine.GetTransition(segments[i].Id, out SeamTransition transition) ? transition : default;
            Keep(engine, Seam.OwnerSegment, segments[i].Id);
        }
    }

    private void Keep(NativeEngine engine, int owner, long id)
    {
        SeamPoint[] points = engine.GetEnvelope(owner, id);
        if (points.Length > 0) _envelopes[(owner, id)] = points;
    }
}

using System;
using System.Collections.Generic;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Stretch;
using Seamline.Timeline;

namespace Seamline;

/// <summary>Makes clips at other speeds when a segment first needs them, and lets go of those that no segment needs.</summary>
/// <remarks>
/// Thread: control, under the edit lock. Nothing is opened or decoded here: a rendition is empty pages over sources that are open, and as with a
/// clip some of it lies on the GC heap. A clip keeps a few that are not in use, so that undo finds its pages again.
/// </remarks>
internal sealed class RenditionMaker(MemoryBudget budget, SourceCache cache, EngineConfig config)
{
    private const int MostIdle = 8;

    private readonly int _threads = Loader.ThreadsFor(config.LoaderThreads) + 1;
    private readonly List<Source> _dropped = new(16);
    private uint _content = uint.MaxValue;

    /// <summary>Makes what the rows play and is not there yet; false where there is no room for one.</summary>
    public bool TryMake(ClipTable clips, SegmentList list)
    {
        ReadOnlySpan<SegmentRow> rows = list.Rows;
        uint id = 0;
        double speed = 1;
        SpeedMode mode = SpeedMode.Silence;
        foreach (ref readonly SegmentRow row in rows)
        {
            if (!row.IsStretched || (row.Clip == id && row.Speed == speed && row.Mode == mode)) continue;
            id = row.Clip;
            speed = row.Speed;
            mode = row.Mode;
            Clip? clip = clips.Find(id);
            if (clip == null || clip.Find(speed, mode) != null) continue;
            if (clip.Renditions.Count >= MostIdle) DropIdle(clips, clip, rows);
            if (Make(clip, speed, mode) is not { } made) return false;
            clip.Add(made);
            clips.AddTracks(clip.TrackCount);
        }

        return true;
    }

    /// <summary>A clip's tracks have moved, or play other sources: what was made of them goes with the next snapshot.</summary>
    public void Drop(ClipTable clips, Clip clip)
    {
        for (int i = clip.Renditions.Count - 1; i >= 0; i--) Drop(clips, clip, i);
    }

    /// <summary>Retires what was dropped.</summary>
    public void Retire(List<(Source Source, long Serial)> retired, long serial)
    {
        foreach (Source source in _dropped) retired.Add((source, serial));
        _dropped.Clear();
    }

    private void DropIdle(ClipTable clips, Clip clip, ReadOnlySpan<SegmentRow> rows)
    {
        for (int i = clip.Renditions.Count - 1; i >= 0; i--)
        {
            Rendition rendition = clip.Renditions[i];
            bool used = false;
            foreach (ref readonly SegmentRow row in rows)
                used |= row.Clip == clip.Id && row.IsStretched && row.Speed == rendition.Speed && row.Mode == rendition.Mode;
            if (!used) Drop(clips, clip, i);
        }
    }

    private void Drop(ClipTable clips, Clip clip, int index)
    {
        Rendition rendition = clip.Renditions[index];
        clip.Renditions.RemoveAt(index);
        clips.AddTracks(-clip.TrackCount);
        _dropped.AddRange(rendition.Sources);
        rendition.Dispose();
    }

    private Rendition? Make(Clip clip, double speed, SpeedMode mode)
    {
        var sources = new Source[clip.TrackCount];
        bool made = mode == SpeedMode.KeepPitch ? TryKeepPitch(clip, speed, sources) : TryVarispeed(clip, speed, sources);
        Rendition? rendition = made ? Rendition.Create(budget, speed, mode, sources, _content) : null;
        _content--;
        if (rendition != null) return rendition;
        foreach (Source? source in sources)
        {
            if (source != null) _dropped.Add(source);
        }

        return null;
    }

    private bool TryVarispeed(Clip clip, double speed, Source[] sources)
    {
        for (int i = 0; i < sources.Length; i++)
        {
            Source source = clip.Sources[i];
            var clock = new StretchClock(speed, clip.OffsetOf(i));
            var filter = SincFilter.Create(budget, speed, clock.Phase);
            if (filter == null) return false;
            var media = new VarispeedSource(source.Media, clock, filter, new SourcePages(cache, source));
            sources[i] = cache.Add(media, KeyOf(source, speed, "varispeed"), source.Opening, source)!;
            if (sources[i] == null) return false;
        }

        return true;
    }

    private bool TryKeepPitch(Clip clip, double speed, Source[] sources)
    {
        var tracks = new PlanTrack[sources.Length];
        for (int i = 0; i < tracks.Length; i++) tracks[i] = new PlanTrack(clip.Sources[i].Media, clip.OffsetOf(i), new SourcePages(cache, clip.Sources[i]));
        var plan = new SplicePlan(budget, config.Rate, speed, tracks, _threads);
        Source[] bases = [.. clip.Sources]; // the clip's own list changes when a file is opened again: what this holds is to be let go of
        plan.AddUser();
        try
        {
            for (int i = 0; i < sources.Length && plan.IsValid; i++)
            {
                var media = new KeepPitchSource(tracks[i], new StretchClock(speed, tracks[i].OffsetFrames), plan);
                sources[i] = cache.Add(media, KeyOf(clip.Sources[i], speed, "pitch kept"), clip.Sources[i].Opening, bases)!;
                if (sources[i] == null) return false;
            }

            return plan.IsValid;
        }
        finally
        {
            plan.DropUser();
        }
    }

    private static string KeyOf(Source source, double speed, string mode) => FormattableString.Invariant($"{source.Key} ({speed}x, {mode})");
}

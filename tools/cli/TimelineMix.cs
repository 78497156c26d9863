using System.Collections.Generic;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>What a project has beside its segments (transitions, envelopes, lanes, the master), put into an engine and read back.</summary>
internal sealed class TimelineMix(Engine engine)
{
    private readonly Dictionary<long, ProjectTransition> _transitions = [];
    private readonly Dictionary<long, ProjectLane> _lanes = [];
    private readonly Dictionary<long, ProjectItem> _items = [];

    /// <summary>Puts it all into the engine, as one edit.</summary>
    /// <param name="project">The project.</param>
    /// <param name="segments">The engine's ids of its segments.</param>
    public void Set(Project project, IReadOnlyList<long> segments)
    {
        OpenProject.Check(engine, engine.BeginEdits());
        for (int i = 0; i < segments.Count; i++)
        {
            SetEnvelope(EnvelopeOwner.Segment, segments[i], project.Segments[i].Envelope);
            if (project.Segments[i].Transition is not { } transition || i == 0) continue;
            OpenProject.Check(engine, engine.SetTransition(new SegmentId(segments[i]), (TransitionKind)transition.Kind, transition.Seconds));
            _transitions[segments[i]] = transition;
        }

        foreach (ProjectLane lane in project.Lanes) SetLane(lane);
        ProjectMaster master = project.Master;
        var spec = new MasterSpec(master.GainDb, master.Limiter, master.CeilingDb);
        if (spec != MasterSpec.Neutral) OpenProject.Check(engine, engine.SetMaster(spec));
        SetEnvelope(EnvelopeOwner.Master, 0, master.Envelope);
        if (project.RoomTone is { } tone)
            OpenProject.Check(engine, engine.SetRoomTone(new RoomToneSpec(new ClipId((uint)tone.ClipId), tone.In, tone.Out, tone.GainDb, tone.CrossfadeSeconds)));
        OpenProject.Check(engine, engine.EndEdits());
    }

    /// <summary>Gives an engine's lane what it has in the project beside the engine's fields.</summary>
    public void Know(LaneId id, ProjectLane lane) => _lanes[id.Value] = lane;

    /// <summary>Gives an engine's item what it has in the project beside the engine's fields.</summary>
    public void Know(ItemId id, ProjectItem item) => _items[id.Value] = item;

    /// <summary>What the project said of an item, or null.</summary>
    public ProjectItem? Known(ItemId id) => _items.GetValueOrDefault(id.Value);

    /// <summary>What the project said of a lane, or null.</summary>
    public ProjectLane? Known(LaneId id) => _lanes.GetValueOrDefault(id.Value);

    /// <summary>The transition before a segment as it stands; null where there is none.</summary>
    public ProjectTransition? Transition(SegmentId id)
    {
        if (engine.GetTransition(id, out TransitionInfo info) != Status.Ok) return null;
        return new ProjectTransition
        {
            Kind = (Projects.TransitionKind)info.Kind,
            Seconds = info.Seconds,
            Item = _transitions.GetValueOrDefault(id.Value)?.Item ?? -1,
        };
    }

    /// <summary>An envelope as it stands.</summary>
    public IReadOnlyList<EnvelopePoint> Envelope(EnvelopeOwner owner, long id)
    {
        OpenProject.Check(engine, engine.GetEnvelope(owner, id, [], out int count));
        if (count == 0) return [];
        var points = new GainPoint[count];
        OpenProject.Check(engine, engine.GetEnvelope(owner, id, points, out _));
        return [.. points.Select(point => new EnvelopePoint(point.Seconds, point.Decibels))];
    }

    /// <summary>The lanes as they stand.</summary>
    public IReadOnlyList<ProjectLane> Lanes()
    {
        var lanes = new ProjectLane[engine.LaneCount];
        for (int i = 0; i < lanes.Length; i++)
        {
            OpenProject.Check(engine, engine.GetLane(i, out LaneInfo lane));
            lanes[i] = (Known(lane.Id) ?? new ProjectLane { Name = $"lane {lane.Id.Value}" }) with
            {
                GainDb = lane.Spec.GainDb,
                Muted = lane.Spec.Muted,
                Solo = lane.Spec.Solo,
                Ripples = lane.Spec.Ripples,
                Extends = lane.Spec.Extends,
                Envelope = Envelope(EnvelopeOwner.Lane, lane.Id.Value),
                Ducking = Ducking(lane.Id),
                Items = Items(lane),
            };
        }

        return lanes;
    }

    /// <summary>How a lane goes down as it stands; null where it does not.</summary>
    public ProjectDucking? Ducking(LaneId lane) => engine.GetDucking(lane, out DuckingInfo info) != Status.Ok ? null
        : new ProjectDucking(info.Spec.AmountDb, info.Spec.ThresholdDb, info.Spec.HoldSeconds, info.Spec.FallSeconds, info.Spec.RiseSeconds);

    /// <summary>What gaps sound like as it stands; null for silence.</summary>
    public ProjectRoomTone? RoomTone() => engine.RoomTone is not { } tone ? null
        : new ProjectRoomTone((int)tone.Clip.Value, tone.InSeconds, tone.OutSeconds, tone.GainDb, tone.CrossfadeSeconds);

    /// <summary>The master as it stands.</summary>
    public ProjectMaster Master()
    {
        MasterSpec master = engine.Master;
        return new ProjectMaster { GainDb = master.GainDb, Limiter = master.Limiter, CeilingDb = master.CeilingDb, Envelope = Envelope(EnvelopeOwner.Master, 0) };
    }

    /// <summary>An item as the engine takes it; one that is muted has no gain there.</summary>
    public static ItemSpec ToSpec(LaneId lane, ProjectItem item) => new(lane, new ClipId((uint)item.ClipId), item.Start, item.In, item.Out)
    {
        GainDb = item.Muted ? double.NegativeInfinity : item.GainDb,
        FadeIn = item.FadeIn,
        FadeOut = item.FadeOut,
        FadeInShape = (FadeShape)item.FadeInShape,
        FadeOutShape = (FadeShape)item.FadeOutShape,
        LoopSeconds = item.LoopSeconds,
    };

    /// <summary>Ducking as the engine takes it.</summary>
    public static DuckingSpec ToSpec(ProjectDucking ducking) => new(ducking.AmountDb, ducking.ThresholdDb, ducking.HoldSeconds, ducking.FallSeconds, ducking.RiseSeconds);

    /// <summary>A lane as the engine takes it.</summary>
    public static LaneSpec ToSpec(ProjectLane lane) => new()
    {
        GainDb = lane.GainDb,
        Muted = lane.Muted,
        Solo = lane.Solo,
        Ripples = lane.Ripples,
        Extends = lane.Extends,
    };

    private void SetLane(ProjectLane lane)
    {
        OpenProject.Check(engine, engine.AddLane(engine.LaneCount, ToSpec(lane), out LaneId id));
        Know(id, lane);
        SetEnvelope(EnvelopeOwner.Lane, id.Value, lane.Envelope);
        if (lane.Ducking is { } ducking) OpenProject.Check(engine, engine.SetDucking(id, ToSpec(ducking)));
        foreach (ProjectItem item in lane.Items)
        {
            OpenProject.Check(engine, engine.AddItem(ToSpec(id, item), out ItemId made));
            Know(made, item);
            SetEnvelope(EnvelopeOwner.Item, made.Value, item.Envelope);
        }
    }

    private void SetEnvelope(EnvelopeOwner owner, long id, IReadOnlyList<EnvelopePoint> points)
    {
        if (points.Count == 0) return;
        GainPoint[] given = [.. points.Select(point => new GainPoint(point.Seconds, point.Decibels))];
        OpenProject.Check(engine, engine.SetEnvelope(owner, id, given));
    }

    private ProjectItem[] Items(in LaneInfo lane)
    {
        var items = new ProjectItem[lane.Items];
        for (int i = 0; i < items.Length; i++)
        {
            OpenProject.Check(engine, engine.GetItem(lane.Id, i, out ItemInfo info));
            ItemSpec spec = info.Spec;
            ProjectItem known = Known(info.Id) ?? new ProjectItem { ClipId = 0, Start = 0, In = 0, Out = 0 };
            bool muted = known.Muted && double.IsNegativeInfinity(spec.GainDb);
            items[i] = known with
            {
                ClipId = (int)spec.Clip.Value,
                Start = spec.Start,
                In = spec.In,
                Out = spec.Out,
                GainDb = muted ? known.GainDb : spec.GainDb,
                Muted = muted,
                FadeIn = spec.FadeIn,
                FadeOut = spec.FadeOut,
                FadeInShape = (Projects.FadeShape)spec.FadeInShape,
                FadeOutShape = (Projects.FadeShape)spec.FadeOutShape,
                LoopSeconds = spec.LoopSeconds,
                Envelope = Envelope(EnvelopeOwner.Item, info.Id.Value),
            };
        }

        return items;
    }
}

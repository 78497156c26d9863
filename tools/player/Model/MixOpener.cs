using System.Collections.Generic;
using System.Linq;
using Seamline.Projects;
using Seamline.Ui.Native;

namespace Seamline.Ui.Model;

/// <summary>Puts what a project has beside its segments into an engine. Thread: any.</summary>
internal static class MixOpener
{
    /// <summary>Sets it, as one edit; the project's lanes and items by the engine's ids.</summary>
    /// <exception cref="ProjectException">The engine refuses something.</exception>
    public static MixNames Set(NativeEngine engine, Project project)
    {
        var names = new MixNames();
        if (!project.HasMix) return names;
        Check(engine, engine.BeginEdits());
        var segments = new SeamSegment[project.Segments.Count];
        Check(engine, engine.GetTimeline(ref segments, out int count));
        for (int i = 0; i < count; i++)
        {
            SetEnvelope(engine, Seam.OwnerSegment, segments[i].Id, project.Segments[i].Envelope);
            if (i == 0 || project.Segments[i].Transition is not { } transition) continue;
            Check(engine, engine.SetTransition(segments[i].Id, (int)transition.Kind, transition.Seconds));
            names.Transitions[segments[i].Id] = transition;
        }

        foreach (ProjectLane lane in project.Lanes) SetLane(engine, names, lane);
        ProjectMaster master = project.Master;
        Check(engine, engine.SetMaster(new SeamMaster { GainDb = master.GainDb, Limiter = master.Limiter ? 1 : 0, CeilingDb = master.CeilingDb }));
        SetEnvelope(engine, Seam.OwnerMaster, 0, master.Envelope);
        if (project.RoomTone is { } tone)
            Check(engine, engine.SetRoomTone(new SeamRoomTone { Clip = (uint)tone.ClipId, InSeconds = tone.In, OutSeconds = tone.Out, GainDb = tone.GainDb, CrossfadeSeconds = tone.CrossfadeSeconds }));
        Check(engine, engine.EndEdits());
        return names;
    }

    private static void SetLane(NativeEngine engine, MixNames names, ProjectLane lane)
    {
        var row = new SeamLane { GainDb = lane.GainDb, Muted = lane.Muted ? 1 : 0, Solo = lane.Solo ? 1 : 0, Ripples = lane.Ripples ? 1 : 0, Extends = lane.Extends ? 1 : 0 };
        Check(engine, engine.AddLane(names.Lanes.Count, row, out long id));
        names.Lanes[id] = lane;
        SetEnvelope(engine, Seam.OwnerLane, id, lane.Envelope);
        if (lane.Ducking is { } down)
        {
            Check(engine, engine.SetDucking(id, new SeamDucking
            {
                AmountDb = down.AmountDb,
                ThresholdDb = down.ThresholdDb,
                HoldSeconds = down.HoldSeconds,
                FallSeconds = down.FallSeconds,
                RiseSeconds = down.RiseSeconds,
            }));
        }

        foreach (ProjectItem item in lane.Items)
        {
            Check(engine, engine.AddItem(Row(id, item), out long made));
            names.Items[made] = item;
            SetEnvelope(engine, Seam.OwnerItem, made, item.Envelope);
        }
    }

    private static SeamItem Row(long lane, ProjectItem item) => new()
    {
        Lane = lane,
        Clip = (uint)item.ClipId,
        StartSeconds = item.Start,
        InSeconds = item.In,
        OutSeconds = item.Out,
        GainDb = item.Muted ? double.NegativeInfinity : item.GainDb,
        FadeInSeconds = item.FadeIn,
        FadeOutSeconds = item.FadeOut,
        FadeInCurve = (int)item.FadeInShape,
        FadeOutCurve = (int)item.FadeOutShape,
        LoopSeconds = item.LoopSeconds,
    };

    private static void SetEnvelope(NativeEngine engine, int owner, long id, IReadOnlyList<EnvelopePoint> points)
    {
        if (points.Count == 0) return;
        SeamPoint[] rows = [.. points.Select(point => new SeamPoint { Seconds = point.Seconds, Decibels = point.Decibels })];
        Check(engine, engine.SetEnvelope(owner, id, rows));
    }

    private static void Check(NativeEngine engine, bool done)
    {
        if (!done) throw new ProjectException(engine.LastError);
    }
}

/// <summary>What the project says of lanes, items and transitions beside the engine's fields, by the engine's ids.</summary>
internal sealed class MixNames
{
    public Dictionary<long, ProjectLane> Lanes { get; } = [];

    public Dictionary<long, ProjectItem> Items { get; } = [];

    public Dictionary<long, ProjectTransition> Transitions { get; } = [];
}

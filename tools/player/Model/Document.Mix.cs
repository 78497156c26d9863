using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Seamline.Ui.Native;

namespace Seamline.Ui.Model;

/// <summary>Transitions, envelopes, lanes and items: edits like others.</summary>
internal sealed partial class Document
{
    /// <summary>Length of a new transition, seconds.</summary>
    public const double TransitionSeconds = 0.5;

    private readonly MixNames _names;

    /// <summary>Lanes, items, transitions and envelopes as the engine has them.</summary>
    public MixMirror Mix { get; } = new();

    /// <summary>Name of a lane.</summary>
    public string NameOf(in SeamLane lane) => _names.Lanes.TryGetValue(lane.Id, out ProjectLane? known) && known.Name.Length > 0 ? known.Name : "lane";

    /// <summary>Name of an item.</summary>
    public string NameOf(in SeamItem item) => _names.Items.TryGetValue(item.Id, out ProjectItem? known) && known.Name.Length > 0 ? known.Name
        : _clipNames.GetValueOrDefault((int)item.Clip, "missing");

    /// <summary>Joins a segment to the one before it by a transition, or takes the one away that does.</summary>
    public bool ToggleTransition(int index)
    {
        if (index <= 0 || index >= _count) return Refuse("There is no cut here: a transition joins two segments.");
        Mix.OnSegments = true;
        long id = _segments[index].Id;
        string at = Short(Seconds(_segments[index].StartFrame));
        return Engine.GetTransition(id, out _) ? Edit(Engine.RemoveTransition(id), $"removal of the transition at {at}") : Edit(Engine.SetTransition(id, 0, TransitionSeconds), $"transition at {at}");
    }

    /// <summary>The segment behind the cut nearest to a frame; -1 without a cut.</summary>
    public int CutNear(long frame)
    {
        int at = IndexAt(Math.Clamp(frame, 0, Math.Max(0, LengthFrames - 1)));
        if (at < 0 || _count < 2) return -1;
        bool right = frame - _segments[at].StartFrame > _segments[at].EndFrame - frame;
        return Math.Clamp(right ? at + 1 : at, 1, _count - 1);
    }

    /// <summary>Sets an owner's envelope; no points take it away.</summary>
    /// <param name="owner">Kind of the owner.</param>
    /// <param name="id">The owner.</param>
    /// <param name="points">Its points.</param>
    /// <param name="instead">In the place of the last edit, which set it too: the two are one step of undo.</param>
    public bool SetEnvelope(int owner, long id, SeamPoint[] points, bool instead = false)
    {
        Mix.OnSegments |= owner == Seam.OwnerSegment;
        if (!instead) return Edit(Engine.SetEnvelope(owner, id, points), points.Length == 0 ? "removal of an envelope" : "envelope");
        if (!Engine.Undo()) return Refuse(Engine.LastError);
        bool done = Engine.SetEnvelope(owner, id, points);
        string why = Engine.LastError;
        if (!done) Engine.Redo();
        Changed();
        return done || Refuse(why);
    }

    /// <summary>Moves an edge of an item, seconds; what it plays stays where it is, and so do the points of its envelope.</summary>
    public bool TrimItem(in SeamItem item, bool head, double seconds)
    {
        string name = NameOf(item);
        SeamItem row = item;
        if (!head && row.LoopSeconds > 0) row.LoopSeconds += seconds;
        else if (!head) row.OutSeconds += seconds;
        else
        {
            row.StartSeconds += seconds;
            if (row.LoopSeconds > 0) row.LoopSeconds -= seconds;
            else row.InSeconds += seconds;
        }

        SeamPoint[] points = head ? Mix.Envelope(Seam.OwnerItem, row.Id).ToArray() : [];
        foreach (ref SeamPoint point in points.AsSpan()) point.Seconds -= seconds;
        if (!Engine.BeginEdits()) return Refuse(Engine.LastError);
        if (Engine.SetItem(row) && (points.Length == 0 || Engine.SetEnvelope(Seam.OwnerItem, row.Id, points))) return Edit(Engine.EndEdits(), $"trim of {name}");
        string why = Engine.LastError;
        Engine.CancelEdits();
        return Refuse(why);
    }

    /// <summary>Changes an item.</summary>
    public bool SetItem(in SeamItem item, string label) => Edit(Engine.SetItem(item), $"{label} of {NameOf(item)}");

    public bool RemoveItem(long id)
    {
        (int lane, int index) = Mix.Find(id);
        string name = lane < 0 ? "an item" : NameOf(Mix.ItemsOf(lane)[index]);
        return Edit(Engine.RemoveItem(id), $"removal of {name}");
    }

    public bool ToggleLaneMute(int lane)
    {
        SeamLane row = Mix.Lanes[lane];
        row.Muted = row.Muted == 0 ? 1 : 0;
        return Edit(Engine.SetLane(row), $"{(row.Muted != 0 ? "mute" : "unmute")} of {NameOf(row)}");
    }

    public bool ToggleLaneSolo(int lane)
    {
        SeamLane row = Mix.Lanes[lane];
        row.Solo = row.Solo == 0 ? 1 : 0;
        return Edit(Engine.SetLane(row), $"{(row.Solo != 0 ? "solo" : "end of solo")} of {NameOf(row)}");
    }

    /// <summary>Changes a lane's gain, dB, within what is heard.</summary>
    public bool AddLaneGain(int lane, double decibels)
    {
        SeamLane row = Mix.Lanes[lane];
        row.GainDb = Math.Clamp(double.IsNegativeInfinity(row.GainDb) ? -60 : row.GainDb + decibels, -60, 24);
        return Edit(Engine.SetLane(row), $"gain of {NameOf(row)}");
    }

    /// <summary>Puts a medium on a lane of its own, at a frame.</summary>
    public bool AddLane(string path, long frame)
    {
        Project media = Project.OfMedia([path], ProjectTrack.BestStream);
        ProjectClip? known = Project.Clips.FirstOrDefault(clip => clip.Tracks is [{ } track] && track == media.Clips[0].Tracks[0]);
        ProjectClip clip = known ?? media.Clips[0] with { Id = Project.Clips.Count + 1 };
        if (known == null && !File.Exists(clip.Tracks[0].MediaPath)) return Refuse($"{path}: there is no such file.");
        if (known == null && !Engine.SetClip(clip)) return Refuse(Engine.LastError);
        if (!Engine.ClipFrames(clip.Id, out long frames)) return Refuse(Engine.LastError);
        if (known == null) Project = Project with { Clips = [.. Project.Clips, clip] };
        _clipNames.TryAdd(clip.Id, clip.Name);
        if (!Engine.BeginEdits()) return Refuse(Engine.LastError);
        bool added = Engine.AddLane(Mix.Lanes.Length, default, out long lane);
        var item = new SeamItem { Lane = lane, Clip = (uint)clip.Id, StartSeconds = Seconds(frame), OutSeconds = Seconds(frames), FadeInCurve = Seam.CurveLinear, FadeOutCurve = Seam.CurveLinear };
        if (!added || !Engine.AddItem(item, out long made))
        {
            string why = Engine.LastError;
            Engine.CancelEdits();
            return Refuse(why);
        }

        _names.Lanes[lane] = new ProjectLane { Name = Path.GetFileNameWithoutExtension(path) };
        _names.Items[made] = new ProjectItem { ClipId = clip.Id, Start = 0, In = 0, Out = 0, Name = clip.Name };
        return Edit(Engine.EndEdits(), $"lane {Path.GetFileNameWithoutExtension(path)}");
    }

    private ProjectTransition? TransitionOf(long segment) => !Engine.GetTransition(segment, out SeamTransition transition) ? null : new ProjectTransition
    {
        Kind = (TransitionKind)transition.Kind,
        Seconds = transition.Seconds,
        Item = _names.Transitions.GetValueOrDefault(segment)?.Item ?? -1,
    };

    private EnvelopePoint[] Points(int owner, long id) => [.. Engine.GetEnvelope(owner, id).Select(point => new EnvelopePoint(point.Seconds, point.Decibels))];

    private ProjectMaster CurrentMaster()
    {
        SeamMaster master = Engine.Master();
        return new ProjectMaster { GainDb = master.GainDb, Limiter = master.Limiter != 0, CeilingDb = master.CeilingDb, Envelope = Points(Seam.OwnerMaster, 0) };
    }

    private List<ProjectLane> CurrentLanes()
    {
        var lanes = new List<ProjectLane>();
        for (int i = 0; i < Mix.Lanes.Length; i++)
        {
            SeamLane row = Mix.Lanes[i];
            lanes.Add((_names.Lanes.GetValueOrDefault(row.Id) ?? new ProjectLane { Name = "lane" }) with
            {
                GainDb = row.GainDb,
                Muted = row.Muted != 0,
                Solo = row.Solo != 0,
                Ripples = row.Ripples != 0,
                Extends = row.Extends != 0,
                Envelope = Points(Seam.OwnerLane, row.Id),
                Ducking = Engine.GetDucking(row.Id, out SeamDucking down)
                    ? new ProjectDucking(down.AmountDb, down.ThresholdDb, down.HoldSeconds, down.FallSeconds, down.RiseSeconds) : null,
                Items = [.. Mix.ItemsOf(i).ToArray().Select(Current)],
            });
        }

        return lanes;
    }

    private ProjectItem Current(SeamItem row)
    {
        ProjectItem known = _names.Items.GetValueOrDefault(row.Id) ?? new ProjectItem { ClipId = 0, Start = 0, In = 0, Out = 0 };
        bool muted = known.Muted && double.IsNegativeInfinity(row.GainDb);
        return known with
        {
            ClipId = (int)row.Clip,
            Start = row.StartSeconds,
            In = row.InSeconds,
            Out = row.OutSeconds,
            GainDb = muted ? known.GainDb : row.GainDb,
            Muted = muted,
            FadeIn = row.FadeInSeconds,
            FadeOut = row.FadeOutSeconds,
            FadeInShape = (FadeShape)row.FadeInCurve,
            FadeOutShape = (FadeShape)row.FadeOutCurve,
            LoopSeconds = row.LoopSeconds,
            Envelope = Points(Seam.OwnerItem, row.Id),
        };
    }
}

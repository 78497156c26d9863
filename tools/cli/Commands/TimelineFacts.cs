using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli.Commands;

/// <summary>What `info` says of a timeline: segments with transitions and envelopes, lanes with their items, the master.</summary>
internal sealed class TimelineFacts(OpenProject open)
{
    private readonly Project _project = open.Current();

    private Engine Engine => open.Engine;

    private double Rate => Engine.Config.Rate;

    /// <summary>As text.</summary>
    public void PrintText()
    {
        Console.WriteLine($"timeline: {Engine.SegmentCount} segments, {TimeText.Format(Engine.LengthFrames / Rate)} ({Engine.LengthFrames} frames)");
        bool overlaps = _project.Segments.Any(segment => segment.Transition != null);
        bool shaped = _project.Segments.Any(segment => segment.Envelope.Count > 0);
        bool fast = _project.Segments.Any(segment => segment.Speed != 1);
        var segments = new Table(["segment|", "start|", "end|", "in|", "out|", "clip", "gain dB|", .. Only(fast, "speed"), .. Only(overlaps, "transition"), .. Only(shaped, "envelope")]);
        for (int i = 0; i < Engine.SegmentCount; i++)
        {
            open.Check(Engine.GetSegment(i, out SegmentInfo segment));
            segments.Add([
                Text(i), TimeText.Format(segment.StartFrame / Rate), TimeText.Format(segment.EndFrame / Rate),
                TimeText.Format(segment.Spec.In), TimeText.Format(segment.Spec.Out), segment.Spec.Clip.Value == 0 ? "(gap)" : _project.Segments[i].Name,
                segment.Spec.Muted ? "muted" : Decibels(segment.Spec.GainDb), .. Only(fast, SpeedChoice.Text(segment.Spec)), .. Only(overlaps, _project.Segments[i].Transition == null ? "" : Transition(segment.Id)), .. Only(shaped, Points(_project.Segments[i].Envelope))]);
        }

        segments.Write(Console.Out, "  ");
        for (int i = 0; i < _project.Lanes.Count; i++) PrintLane(i);
        ProjectMaster master = _project.Master;
        if (master.GainDb != 0 || master.Limiter || master.Envelope.Count > 0)
        {
            string[] facts = [$"gain {Decibels(master.GainDb)} dB", .. Only(master.Limiter, $"limiter at {Decibels(master.CeilingDb)} dBTP"), .. Only(master.Envelope.Count > 0, $"envelope {Points(master.Envelope)}")];
            Console.WriteLine($"master: {string.Join(", ", facts)}");
        }

        if (_project.RoomTone is { } tone)
            Console.WriteLine($"room tone: {NameOf(tone.ClipId)} {TimeText.Format(tone.In)}..{TimeText.Format(tone.Out)}, gain {Decibels(tone.GainDb)} dB, crossfade {Seconds(tone.CrossfadeSeconds)}");
    }

    /// <summary>As fields of a JSON object.</summary>
    public void PrintJson(JsonOut json)
    {
        json.List("segments", Engine.SegmentCount, (row, i) =>
        {
            open.Check(Engine.GetSegment(i, out SegmentInfo segment));
            row.Field("clip", segment.Spec.Clip.Value).Field("in", segment.Spec.In).Field("out", segment.Spec.Out);
            row.Field("start_frame", segment.StartFrame).Field("end_frame", segment.EndFrame);
            row.Field("gain_db", segment.Spec.GainDb).Field("muted", segment.Spec.Muted).Field("name", _project.Segments[i].Name);
            row.Field("speed", segment.Spec.Speed).Field("speed_mode", SpeedChoice.Name(segment.Spec.SpeedMode));
            if (_project.Segments[i].Transition != null && Engine.GetTransition(segment.Id, out TransitionInfo transition) == Status.Ok)
                row.Object("transition", fields => fields.Field("kind", Kind(transition.Kind)).Field("seconds", transition.Seconds).Field("overlap_seconds", transition.Overlap));
            else row.Field("transition", null);
            Envelope(row, _project.Segments[i].Envelope);
        });
        json.List("lanes", _project.Lanes.Count, (row, i) =>
        {
            ProjectLane lane = _project.Lanes[i];
            row.Field("name", lane.Name).Field("gain_db", lane.GainDb).Field("muted", lane.Muted).Field("solo", lane.Solo).Field("ripples", lane.Ripples).Field("extends", lane.Extends);
            Envelope(row, lane.Envelope);
            Ducking(row, lane.Ducking);
            open.Check(Engine.GetLane(i, out LaneInfo info));
            row.List("items", lane.Items.Count, (one, k) => Item(one, info.Id, k, lane.Items[k]));
        });
        ProjectMaster master = _project.Master;
        json.Object("master", fields => Envelope(fields.Field("gain_db", master.GainDb).Field("limiter", master.Limiter).Field("ceiling_db", master.CeilingDb), master.Envelope));
        if (_project.RoomTone is not { } tone) json.Field("room_tone", null);
        else
        {
            json.Object("room_tone", fields => fields.Field("clip", tone.ClipId).Field("name", NameOf(tone.ClipId)).Field("in", tone.In).Field("out", tone.Out)
                .Field("gain_db", tone.GainDb).Field("crossfade", tone.CrossfadeSeconds));
        }
    }

    private string NameOf(int clip) => _project.Clips.FirstOrDefault(one => one.Id == clip)?.Name ?? "(missing)";

    private static void Ducking(JsonOut row, ProjectDucking? ducking)
    {
        if (ducking == null) row.Field("ducking", null);
        else
        {
            row.Object("ducking", fields => fields.Field("amount_db", ducking.AmountDb).Field("threshold_db", ducking.ThresholdDb)
                .Field("hold", ducking.HoldSeconds).Field("fall", ducking.FallSeconds).Field("rise", ducking.RiseSeconds));
        }
    }

    private void Item(JsonOut row, LaneId lane, int index, ProjectItem item)
    {
        open.Check(Engine.GetItem(lane, index, out ItemInfo info));
        row.Field("clip", item.ClipId).Field("name", item.Name).Field("start", item.Start).Field("in", item.In).Field("out", item.Out);
        row.Field("start_frame", info.StartFrame).Field("end_frame", info.EndFrame).Field("gain_db", item.GainDb).Field("muted", item.Muted);
        row.Field("fade_in", item.FadeIn).Field("fade_in_shape", Shape(item.FadeInShape)).Field("fade_out", item.FadeOut).Field("fade_out_shape", Shape(item.FadeOutShape));
        row.Known("loop_seconds", item.LoopSeconds);
        Envelope(row, item.Envelope);
    }

    private void PrintLane(int index)
    {
        ProjectLane lane = _project.Lanes[index];
        string[] facts =
        [
            $"gain {Decibels(lane.GainDb)} dB", .. Only(lane.Muted, "muted"), .. Only(lane.Solo, "solo"), .. Only(lane.Ripples, "ripples"), .. Only(lane.Extends, "extends"),
            .. Only(lane.Envelope.Count > 0, $"envelope {Points(lane.Envelope)}"),
            .. Only(lane.Ducking != null, $"ducking {Decibels(lane.Ducking?.AmountDb ?? 0)} dB from {Decibels(lane.Ducking?.ThresholdDb ?? 0)} dBFS on"),
        ];
        Console.WriteLine($"lane {index} \"{lane.Name}\": {lane.Items.Count} items, {string.Join(", ", facts)}");
        if (lane.Items.Count == 0) return;
        bool shaped = lane.Items.Any(item => item.Envelope.Count > 0);
        bool loops = lane.Items.Any(item => item.LoopSeconds > 0);
        var items = new Table(["item|", "start|", "end|", "in|", "out|", "clip", "gain dB|", "fade in|", "fade out|", .. Only(loops, "loop|"), .. Only(shaped, "envelope")]);
        for (int i = 0; i < lane.Items.Count; i++)
        {
            ProjectItem item = lane.Items[i];
            items.Add([
                Text(i), TimeText.Format(item.Start), TimeText.Format(item.End), TimeText.Format(item.In), TimeText.Format(item.Out), item.ClipId == 0 ? "(missing)" : item.Name,
                item.Muted ? "muted" : Decibels(item.GainDb), Seconds(item.FadeIn), Seconds(item.FadeOut), .. Only(loops, Seconds(item.LoopSeconds)), .. Only(shaped, Points(item.Envelope))]);
        }

        items.Write(Console.Out, "  ");
    }

    private string Transition(SegmentId id) => Engine.GetTransition(id, out TransitionInfo info) != Status.Ok ? ""
        : $"{Kind(info.Kind)} {Seconds(info.Overlap)}{(info.Overlap.Equals(info.Seconds) ? "" : $" of {Seconds(info.Seconds)}")}";

    private static void Envelope(JsonOut row, IReadOnlyList<EnvelopePoint> points)
        => row.List("envelope", points.Count, (point, i) => point.Field("seconds", points[i].Seconds).Field("gain_db", points[i].Decibels));

    private static string Kind(TransitionKind kind) => kind switch { TransitionKind.Linear => "linear", TransitionKind.ThroughBlack => "black", _ => "power" };

    private static string Shape(Projects.FadeShape shape) => shape == Projects.FadeShape.Linear ? "linear" : "power";

    private static string Points(IReadOnlyList<EnvelopePoint> points) => points.Count switch { 0 => "", 1 => "1 point", _ => $"{points.Count} points" };

    private static string[] Only(bool holds, string text) => holds ? [text] : [];

    private static string Seconds(double seconds) => seconds == 0 ? "" : $"{seconds.ToString("0.###", CultureInfo.InvariantCulture)} s";

    private static string Decibels(double gain) => double.IsNegativeInfinity(gain) ? "-inf" : gain.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

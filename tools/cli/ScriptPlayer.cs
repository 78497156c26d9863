using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Cli;

/// <summary>
/// Carries script lines out when their time comes: wall time since the start, or the playhead's timeline time. Each line
/// once; lines of the same clock in order of time.
/// </summary>
/// <param name="engine">What they act on.</param>
/// <param name="lines">The script.</param>
/// <param name="done">Called for each line that was carried out.</param>
internal sealed class ScriptPlayer(Engine engine, IReadOnlyList<ScriptLine> lines, Action<ScriptLine, Status> done)
{
    private readonly List<ScriptLine> _wall = [.. lines.Where(line => !line.OnTimeline).OrderBy(line => line.Seconds)];
    private readonly List<ScriptLine> _timeline = [.. lines.Where(line => line.OnTimeline).OrderBy(line => line.Seconds)];

    /// <summary>Whether a line said quit.</summary>
    public bool Quit { get; private set; }

    /// <summary>Whether lines by wall time are left.</summary>
    public bool HasMore => _wall.Count > 0;

    /// <summary>Carries out what is due.</summary>
    public void Run(double wallSeconds)
    {
        while (!Quit && _wall.Count > 0 && _wall[0].Seconds <= wallSeconds) Apply(_wall);
        while (!Quit && _timeline.Count > 0 && PlayheadSeconds() >= _timeline[0].Seconds) Apply(_timeline);
    }

    private double PlayheadSeconds() => (double)engine.GetPosition().PlayheadFrame / engine.Config.Rate;

    /// <summary>Carries out what no script says.</summary>
    public Status Do(ScriptAction action) => Apply(action);

    private void Apply(List<ScriptLine> queue)
    {
        ScriptLine line = queue[0];
        queue.RemoveAt(0);
        done(line, Apply(line.Action));
    }

    private Status Apply(ScriptAction action) => action switch
    {
        ScriptAction.Play => engine.Play(),
        ScriptAction.Pause => engine.Pause(),
        ScriptAction.Stop => Stop(),
        ScriptAction.Seek seek => engine.Seek(seek.Seconds),
        ScriptAction.Delete => DeleteHere(),
        ScriptAction.DeleteSegment delete => At(delete.Segment, out SegmentId id) is var status and not Status.Ok ? status : engine.DeleteSegment(id),
        ScriptAction.RippleDelete delete => engine.RippleDelete(delete.Range.Start, Within(delete.Range.End)),
        ScriptAction.Split split => engine.Split(split.Seconds ?? PlayheadSeconds(), out _),
        ScriptAction.Move move => At(move.From, out SegmentId id) is var status and not Status.Ok ? status : engine.Move(id, move.To),
        ScriptAction.TrimIn trim => At(trim.Segment, out SegmentId id) is var status and not Status.Ok ? status : engine.TrimIn(id, trim.Seconds),
        ScriptAction.TrimOut trim => At(trim.Segment, out SegmentId id) is var status and not Status.Ok ? status : engine.TrimOut(id, trim.Seconds),
        ScriptAction.Undo => engine.Undo(),
        ScriptAction.Redo => engine.Redo(),
        ScriptAction.Loop { Range: { } range } => engine.SetLoop(range.Start, Within(range.End)),
        ScriptAction.Loop => engine.ClearLoop(),
        ScriptAction.Status => Status.Ok,
        ScriptAction.Check => Check(),
        ScriptAction.Invalidate invalidate => Invalidate(invalidate.Segment),
        ScriptAction.Quit => End(),
        _ => throw new CommandException($"{action}: not an action of the player"),
    };

    // The end of a range that is open, or reaches beyond the timeline.
    private double Within(double seconds) => Math.Min(seconds, (double)engine.LengthFrames / engine.Config.Rate);

    private Status At(int index, out SegmentId id)
    {
        Status status = engine.GetSegment(index, out SegmentInfo info);
        id = info.Id;
        return status;
    }

    private Status DeleteHere()
    {
        Status status = engine.GetSegmentAt(engine.GetPosition().PlayheadFrame, out SegmentInfo segment, out _);
        return status == Status.Ok ? engine.DeleteSegment(segment.Id) : status;
    }

    private Status Check()
    {
        _ = engine.CheckMedia();
        return Status.Ok;
    }

    private Status Invalidate(int index)
    {
        Status status = engine.GetSegment(index, out SegmentInfo segment);
        return status == Status.Ok ? engine.Invalidate(segment.Spec.Clip) : status;
    }

    private Status Stop()
    {
        engine.Pause();
        return engine.SeekFrame(0);
    }

    private Status End()
    {
        Quit = true;
        return Status.Ok;
    }
}

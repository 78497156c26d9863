using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Device;
using Seamline.Projects;

namespace Seamline.Cli.Demo;

/// <summary>
/// Opens the recording, plays it, edits while it plays, and notes what happened. From the moment the media are open until
/// playback ends nothing here allocates, so that the GC counts are the engine's.
/// </summary>
internal sealed class DemoRun : IDisposable
{
    private const int Rate = 48_000;
    private const double WallSeconds = 15.5;
    private const int PlayableMilliseconds = 250;

    private readonly SwapInfo[] _swaps = new SwapInfo[64];
    private long _swapsRead;

    /// <summary>The edits, in order.</summary>
    public DemoEvent[] Events { get; } =
    [
        new(2.5, "delete the segment under the playhead", DemoAction.DeleteHere),
        new(4.5, "delete the segment ahead", DemoAction.DeleteAhead),
        new(6.5, "split at the playhead", DemoAction.Split),
        new(8.0, "undo the split", DemoAction.Undo),
        new(9.5, "undo the deletion ahead", DemoAction.Undo),
        new(11.0, "seek five minutes on", DemoAction.Seek),
        new(13.0, "delete the segment under the playhead", DemoAction.DeleteHere),
    ];

    /// <summary>The engine, until disposed.</summary>
    public Engine Engine { get; private set; } = null!;

    /// <summary>What was delivered to the output.</summary>
    public OutputTap Tap { get; } = new(2, (int)((WallSeconds + 4) * Rate), 16_384);

    /// <summary>From nothing to the first 250 ms in memory, ms.</summary>
    public double OpenMilliseconds { get; private set; }

    /// <summary>The same for the first time in this process, FFmpeg's libraries loaded on the way, ms.</summary>
    public double ColdMilliseconds { get; private set; }

    /// <summary>What it played on.</summary>
    public string Output { get; private set; } = string.Empty;

    /// <summary>The engine's stats when the media were open.</summary>
    public EngineStatus AtOpen { get; private set; }

    /// <summary>The engine's stats at the end of playback.</summary>
    public EngineStatus AtEnd { get; private set; }

    /// <summary>
    /// Opens the project's media and waits for the first 250 ms: once in a process that has not loaded FFmpeg's libraries yet,
    /// and once more, to stay.
    /// </summary>
    public void Open(Project project)
    {
        ColdMilliseconds = OpenOnce(project);
        Engine.Dispose();
        OpenMilliseconds = OpenOnce(project);
    }

    private double OpenOnce(Project project)
    {
        TrackSpec[] tracks = [ToSpec(project.Clips[0].Tracks[0]), ToSpec(project.Clips[0].Tracks[1])];
        var segments = new SegmentSpec[project.Segments.Count];
        for (int i = 0; i < segments.Length; i++) segments[i] = new SegmentSpec(new ClipId(1), project.Segments[i].In, project.Segments[i].Out);
        long start = Stopwatch.GetTimestamp();
        if (Engine.Create(new EngineConfig { Rate = Rate }, out Engine? engine, out string error) != Status.Ok) throw new CommandException(error);
        Engine = engine!;
        Check(Engine.SetClip(new ClipId(1), tracks));
        Check(Engine.SetTimeline(segments));
        Check(Engine.WaitReady(Rate * PlayableMilliseconds / 1_000, 10_000));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Plays with the edits.</summary>
    public void Play(string? device)
    {
        OpenOutput(device);
        AtOpen = Engine.GetStatus();
        Check(Engine.Play());
        long start = Stopwatch.GetTimestamp();
        int next = 0;
        while (true)
        {
            double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (wall >= WallSeconds) break;
            if (next < Events.Length && wall >= Events[next].WallSeconds) Carry(Events[next++]);
            Notice();
            Thread.Sleep(2);
        }

        Check(Engine.Pause());
        Thread.Sleep(60); // the fade-out is heard
        Notice();
        AtEnd = Engine.GetStatus();
        Engine.CloseDevice();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Engine?.Dispose();
        Tap.Dispose();
    }

    private void OpenOutput(string? device)
    {
        Status status = device switch
        {
            null => Engine.OpenDevice(default(OutputConfig) with { Channels = 2, TimeScale = 1 }, Tap),
            "null" => Engine.OpenNullDevice(tap: Tap),
            "dummy" => Engine.OpenDevice(new OutputConfig { Driver = "dummy" }, Tap),
            _ => Engine.OpenDevice(new OutputConfig { DeviceName = device }, Tap),
        };
        string note = string.Empty;
        if (status != Status.Ok && device == null)
        {
            note = "no sound card: ";
            status = Engine.OpenNullDevice(tap: Tap);
        }

        Check(status);
        OutputInfo info = Engine.Device!.Value;
        Output = $"{note}{info.DeviceName} ({info.Driver}), {info.Rate} Hz, {info.Channels} channels, {info.PeriodFrames} frames a period, {(info.RawEntry ? "raw" : "documented")} entry";
    }

    private void Carry(DemoEvent happening)
    {
        happening.BeforeCount = Copy(happening.Before);
        happening.Status = Do(happening.Action);
        EngineStatus status = Engine.GetStatus();
        happening.PublishedNanoseconds = status.EditToPublishedNanoseconds;
        happening.Serial = status.PublishedSerial;
        happening.PublishedBlock = status.PublishedBlock;
        happening.AfterCount = Copy(happening.After);
    }

    private Status Do(DemoAction action)
    {
        Position position = Engine.GetPosition();
        _ = Engine.GetSegmentAt(position.PlayheadFrame, out SegmentInfo segment, out int index);
        switch (action)
        {
            case DemoAction.DeleteHere:
                return Engine.DeleteSegment(segment.Id);
            case DemoAction.DeleteAhead:
                Status status = Engine.GetSegment(index + 1, out SegmentInfo ahead);
                return status == Status.Ok ? Engine.DeleteSegment(ahead.Id) : status;
            case DemoAction.Split:
                return Engine.Split((double)position.PlayheadFrame / Rate, out _);
            case DemoAction.Undo:
                return Engine.Undo();
            default:
                return Engine.SeekFrame(position.PlayheadFrame + (300L * Rate));
        }
    }

    private int Copy(SegmentSpec[] specs)
    {
        int count = Engine.SegmentCount;
        for (int i = 0; i < count; i++)
        {
            _ = Engine.GetSegment(i, out SegmentInfo info);
            specs[i] = info.Spec;
        }

        return count;
    }

    private void Notice()
    {
        int count = Engine.ReadSwaps(ref _swapsRead, _swaps);
        for (int i = 0; i < count; i++)
        {
            foreach (DemoEvent happening in Events)
            {
                if (happening.Serial != _swaps[i].Serial || happening.Heard) continue;
                happening.Swap = _swaps[i];
                happening.Heard = true;
            }
        }
    }

    private void Check(Status status) => OpenProject.Check(Engine, status);

    private static TrackSpec ToSpec(ProjectTrack track) => new(track.MediaPath) { Mix = new TrackMix { GainDb = track.GainDb } };
}

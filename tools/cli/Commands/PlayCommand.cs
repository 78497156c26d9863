using System;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Seamline.Device;

namespace Seamline.Cli.Commands;

/// <summary>`seamline play PROJECT`: to a device, to none, or to a file, with edits from a script while it plays.</summary>
internal static class PlayCommand
{
    private const int PollMilliseconds = 2;
    private const int LoadMilliseconds = 2_000;
    private const int LineWidth = 79;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> project = CommonOptions.Project();
        Option<string?> device = new("--device")
        {
            Description = "A device's name or number as `seamline devices` lists them, `null` for none (a clock), `dummy` for SDL's, `disk:FILE` for raw samples; default: the system's.",
        };
        Option<string?> from = new("--from") { Description = $"Where to begin: {TimeText.Forms}." };
        Option<double> speed = new("--speed")
        {
            Description = $"How fast, at its pitch: {Limits.MinSpeed} to {Limits.MaxPlaySpeed}. The timeline stays as it is.",
            DefaultValueFactory = _ => 1,
        };
        Option<string?> script = new("--script") { Description = "Actions while it plays, a line each: TIME ACTION ARGS." };
        Option<string> anchor = new("--anchor") { Description = "What the playhead keeps at an edit: frame or content.", DefaultValueFactory = _ => "frame" };
        anchor.AcceptOnlyFromAmong("frame", "content");
        Option<bool> lockMemory = new("--lock-memory") { Description = "Keep what plays from being swapped out, as far as the system allows (ulimit -l)." };
        Option<bool> json = CommonOptions.Json();
        Option<double?> declick = CommonOptions.Declick();
        Option<string> sourceChannels = ChannelOptions.SourceChannels();
        Option<string> monoLevel = ChannelOptions.MonoLevel();
        Option<int> budget = CommonOptions.Budget();
        var command = new Command("play", "Play a timeline.") { project, device, from, speed, script, anchor, lockMemory, json, declick, budget, sourceChannels, monoLevel };
        OpeningOptions opening = OpeningOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string? name = DevicesCommand.NameOf(parsed.GetValue(device));
            if (FileOf(name) is { } heard) OutputCheck.RefuseInput(parsed.GetRequiredValue(project), heard);
            var config = new EngineConfig
            {
                Rate = name == null ? Engine.PreferredRate() : 48_000,
                Anchor = parsed.GetValue(anchor) == "content" ? Anchor.Content : Anchor.Frame,
                BudgetBytes = (long)parsed.GetValue(budget) << 20,
                LockMemory = parsed.GetValue(lockMemory),
                MonoLevel = ChannelOptions.Level(parsed.GetRequiredValue(monoLevel)),
            };
            ScriptLine[] lines = parsed.GetValue(script) is { } file ? [.. ScriptFile.Read(file, config.Rate)] : [];
            OpenOptions how = opening.Of(parsed) with { Channels = ChannelOptions.Choice(parsed.GetRequiredValue(sourceChannels)) };
            using OpenProject open = OpenProject.Open(parsed.GetRequiredValue(project), config, parsed.GetValue(declick), how);
            if (parsed.GetValue(from) is { } text)
                open.Check(TimeText.TryParse(text, out double seconds, config.Rate) ? open.Engine.Seek(seconds) : throw new UsageException($"--from {text}: not a time ({TimeText.Forms})"));
            double fast = parsed.GetValue(speed);
            if (open.Engine.SetPlaySpeed(fast) != Status.Ok) throw new UsageException(FormattableString.Invariant($"--speed {fast}: give {Limits.MinSpeed} to {Limits.MaxPlaySpeed}"));
            if (FileOf(name) is { } raw) OutputCheck.RefuseMedium(open.Project, raw);
            OpenOutput(open, name);
            Play(open, lines, parsed.GetValue(json));
            MediaWarnings.Print(open.Engine);
            return 0;
        });
        return command;
    }

    /// <summary>Opens what --device names.</summary>
    public static void OpenOutput(OpenProject open, string? name, OutputTap? tap = null)
    {
        Status status = name switch
        {
            "null" => open.Engine.OpenNullDevice(tap: tap),
            "dummy" => open.Engine.OpenDevice(new OutputConfig { Driver = "dummy" }, tap),
            not null when FileOf(name) is { } file => open.Engine.OpenDevice(new OutputConfig { Driver = "disk", DiskFile = Path.GetFullPath(file) }, tap),
            _ => open.Engine.OpenDevice(new OutputConfig { DeviceName = name }, tap),
        };
        if (status != Status.Ok && name == null) throw new CommandException($"{open.Engine.LastError} Without a sound card: --device null");
        open.Check(status);
    }

    private static string? FileOf(string? device) => device?.StartsWith("disk:", StringComparison.Ordinal) == true ? device[5..] : null;

    private static void Play(OpenProject open, ScriptLine[] lines, bool json)
    {
        Engine engine = open.Engine;
        using var interrupt = new Interrupt();
        var script = new ScriptPlayer(engine, lines, (line, status) => Report(engine, line, status, json));
        _ = engine.WaitReady(engine.Config.Rate / 4, LoadMilliseconds); // the first quarter second; a slow medium begins with a miss
        engine.Play();
        PlayKeys? keys = !json && !Console.IsInputRedirected && !Console.IsOutputRedirected ? new PlayKeys(engine) : null;
        if (keys != null) Console.WriteLine(PlayKeys.Help);
        long start = Stopwatch.GetTimestamp();
        double nextStatus = 0;
        while (!interrupt.Token.WaitHandle.WaitOne(PollMilliseconds) && !script.Quit)
        {
            double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
            script.Run(wall);
            if (json || !Console.IsOutputRedirected) EventText.Print(engine, json, LineWidth);
            if (keys?.Poll() is { } done) Console.WriteLine($"\r{done,-LineWidth}");
            if (keys is { Quit: true }) break;
            if (wall >= nextStatus)
            {
                PrintStatus(engine, wall, json);
                nextStatus = wall + 1;
            }

            Position position = engine.GetPosition();
            if (!position.Playing && position.PlayheadFrame >= position.LengthFrames && !script.HasMore && keys is not { IsHeld: true }) break;
        }

        engine.Pause();
        Thread.Sleep(50); // the fade-out is heard
        PrintStatus(engine, Stopwatch.GetElapsedTime(start).TotalSeconds, json);
        engine.CloseDevice();
        if (!json) Console.WriteLine();
    }

    private static string Beside(OutputState state) => state switch
    {
        OutputState.Clock => "  no device",
        OutputState.Substitute => "  another device",
        _ => string.Empty,
    };

    private static void Report(Engine engine, ScriptLine line, Status status, bool json)
    {
        string outcome = status == Status.Ok ? "ok" : engine.LastError;
        string action = line.Action.Word;
        if (!json)
        {
            Console.WriteLine($"\r{action}: {outcome}");
            return;
        }

        using var row = new JsonOut(oneLine: true);
        EngineStatus stats = engine.GetStatus();
        row.Field("event", "script").Field("line", line.Line).Field("action", action).Field("outcome", outcome);
        row.Field("edit_to_published_us", stats.EditToPublishedNanoseconds / 1_000.0);
        row.WriteTo(Console.Out);
    }

    private static void PrintStatus(Engine engine, double wall, bool json)
    {
        Position position = engine.GetPosition();
        EngineStatus status = engine.GetStatus();
        double rate = engine.Config.Rate;
        if (!json)
        {
            if (!Console.IsOutputRedirected)
                Console.Write($"\r{TimeText.Format(position.AudibleFrame / rate)} / {TimeText.Format(position.LengthFrames / rate)}  loaded {TimeText.Format(status.ReadyAheadFrames / rate)} ahead  misses {status.MissFrames}  underruns {status.Underruns}{Beside(engine.DeviceState)} ");
            return;
        }

        using var row = new JsonOut(oneLine: true);
        row.Field("event", "status").Field("wall", wall).Field("playhead", position.PlayheadFrame / rate).Field("audible", position.AudibleFrame / rate);
        row.Field("length", position.LengthFrames / rate).Field("playing", position.Playing);
        row.Field("horizon", status.LoadHorizonFrames / rate).Field("load_done", status.LoadDone).Field("ready_ahead", status.ReadyAheadFrames / rate);
        row.Field("held_bytes", status.HeldBytes).Field("budget_bytes", status.BudgetBytes).Field("miss_frames", status.MissFrames);
        row.Field("output", EventText.State(engine.DeviceState)).Field("latency_frames", engine.DeviceLatencyFrames);
        ThreadScheduling thread = engine.DeviceThread;
        row.Field("thread", EventText.Policy(thread.Policy)).Field("thread_priority", thread.Priority);
        row.Field("locked_bytes", status.LockedBytes).Field("lock_refused_bytes", status.LockRefusedBytes);
        row.Field("underruns", status.Underruns).Field("underrun_frames", status.UnderrunFrames).Field("blocks", status.Blocks).Field("block_p50_ns", status.BlockP50Nanoseconds);
        row.Field("block_p999_ns", status.BlockP999Nanoseconds).Field("block_max_ns", status.BlockMaxNanoseconds);
        row.Field("sources_changed", status.SourcesChanged).Field("sources_missing", status.SourcesMissing).Field("media_warnings", status.MediaWarnings);
        row.Field("gc_collections", status.Collections).Field("gc_bytes", status.AllocatedBytes);
        row.WriteTo(Console.Out);
    }
}

using System;
using System.Globalization;
using Seamline.Device;

namespace Seamline.Cli;

/// <summary>Events of an engine as lines: for people, and as JSON.</summary>
internal static class EventText
{
    /// <summary>Prints the events that there are.</summary>
    public static void Print(Engine engine, bool json, int lineWidth)
    {
        while (engine.NextEvent(out EngineEvent what) == Status.Ok)
        {
            if (json) WriteJson(engine, what);
            else if (Sentence(what, engine.Config.Rate) is { } sentence) Console.WriteLine($"\r{sentence.PadRight(lineWidth)}");
        }
    }

    /// <summary>What to tell a person of an event, or null for what they have asked for themselves or do not need.</summary>
    internal static string? Sentence(in EngineEvent what, int rate) => what.Kind switch
    {
        EngineEventKind.DeviceChanged => $"now on \"{what.Text}\"",
        EngineEventKind.DeviceLost => $"{what.Text}; a clock goes on without sound",
        EngineEventKind.DeviceReturned => $"sound is back, on \"{what.Text}\"",
        EngineEventKind.DeviceStalled => what.Text,
        EngineEventKind.Underrun => string.Create(CultureInfo.InvariantCulture, $"{what.Frames * 1_000.0 / rate:F1} ms not heard: {Cause(what.Cause)}"),
        EngineEventKind.MediaChanged => $"{what.Text}: the file has changed",
        EngineEventKind.MediaMissing => $"{what.Text}: the file is gone",
        EngineEventKind.MediaReturned => $"{what.Text}: the file is back",
        EngineEventKind.LatencyChanged => string.Create(CultureInfo.InvariantCulture, $"heard {what.Frames * 1_000.0 / rate:F0} ms after it is played"),
        EngineEventKind.DevicesChanged when what.Text.Length != 0 => $"the devices have changed; the default is \"{what.Text}\"",
        EngineEventKind.MemoryNotLocked => what.Text,
        _ => null,
    };

    /// <summary>An event's name in JSON: device_lost.</summary>
    internal static string Name(EngineEventKind kind) => Snake(kind.ToString());

    /// <summary>What plays, in JSON.</summary>
    internal static string State(OutputState state) => Snake(state.ToString());

    /// <summary>How a thread is scheduled, in JSON.</summary>
    internal static string Policy(ThreadPolicy policy) => Snake(policy.ToString());

    private static string Cause(UnderrunCause cause) => cause switch
    {
        UnderrunCause.LateCallback => "the system called too late",
        UnderrunCause.SlowBlock => "rendering was too slow",
        UnderrunCause.StarvedLoader => "the media were not loaded in time",
        _ => "the cause is not known",
    };

    private static void WriteJson(Engine engine, in EngineEvent what)
    {
        using var row = new JsonOut(oneLine: true);
        row.Field("event", Name(what.Kind)).Field("host_ns", what.HostNanoseconds).Field("playhead", (double)what.PlayheadFrame / engine.Config.Rate);
        if (what.Kind == EngineEventKind.Underrun) row.Field("cause", Snake(what.Cause.ToString())).Field("frames", what.Frames).Field("count", what.Count);
        if (what.Kind == EngineEventKind.LatencyChanged) row.Field("frames", what.Frames);
        if (what.Text.Length != 0) row.Field("text", what.Text);
        if (what.Dropped != 0) row.Field("dropped", what.Dropped);
        row.WriteTo(Console.Out);
    }

    private static string Snake(string pascal)
    {
        var text = new System.Text.StringBuilder(pascal.Length + 4);
        foreach (char letter in pascal)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

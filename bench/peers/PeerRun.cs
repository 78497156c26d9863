using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Seamline.Bench.Peers;

/// <summary>A line that the harness wrote.</summary>
internal sealed record PeerLine(
    string Event, long Position, long Cut, double CallMs, long[][]? Segments, double[][]? Blocks, string? Version, double StartMs, long PeakKb)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The lines of a file; none where it is not there. A line cut short by a crash is left out.</summary>
    public static List<PeerLine> Read(string path)
    {
        var lines = new List<PeerLine>();
        foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            if (line.EndsWith('}') && JsonSerializer.Deserialize<PeerLine>(line, Options) is { } read) lines.Add(read);
        }

        return lines;
    }

    public PeerTruth Truth(float[] recording) => new(recording, [.. (Segments ?? []).Select(s => (s[0], s[1]))]);
}

/// <summary>One repetition of one peer, judged. What is missing did not come about.</summary>
internal sealed class PeerRun
{
    public required string Codec { get; init; }

    public required string Peer { get; init; }

    public required string Repetition { get; init; }

    public string? Version { get; init; }

    /// <summary>How it ended where it did not end well: `timed out`, `crashed`, `failed`.</summary>
    public string? Trouble { get; init; }

    /// <summary>What a process loads once, ms.</summary>
    public double? StartMs { get; init; }

    /// <summary>Peak resident memory of the live session, or of the command it drives, KiB.</summary>
    public long? PeakKb { get; init; }

    /// <summary>By name: first, open, ahead, under.</summary>
    public Dictionary<string, PeerEvent> Events { get; init; } = [];

    public double? RenderMs { get; init; }

    /// <summary>Frames that the render should have.</summary>
    public long RenderFrames { get; init; }

    public PeerRender? Render { get; init; }

    /// <summary>Judges the live session whose files lie in a folder; Trouble from run.sh's file `status`.</summary>
    public static PeerRun Live(string folder, float[] recording, double ownStep)
    {
        List<PeerLine> lines = PeerLine.Read(Path.Combine(folder, "live.jsonl"));
        PeerLine? end = lines.Find(l => l.Event == "end");
        PeerRun run = Named(folder, end);
        foreach (PeerLine line in lines.Where(l => l.Event != "end"))
        {
            string sound = Path.Combine(folder, line.Event + ".f32");
            float[] samples = File.Exists(sound) ? PeerSound.ReadRaw(sound) : [];
            var blocks = (line.Blocks ?? []).Select(b => (b[0], (int)b[1])).ToList();
            run.Events[line.Event] = PeerHeard.Judge(new PeerCapture(samples, line.Cut, line.Position, blocks), line.Truth(recording), ownStep);
        }

        return run;
    }

    /// <summary>Judges the render in a folder. Without its sound, a repetition, only the time.</summary>
    public static PeerRun Rendered(string folder, float[] recording, double ownStep)
    {
        List<PeerLine> lines = PeerLine.Read(Path.Combine(folder, "render.jsonl"));
        PeerRun run = Named(folder, null);
        if (lines.Find(l => l.Event == "render") is not { } line) return run;
        string sound = Path.Combine(folder, "render.f32");
        PeerTruth truth = line.Truth(recording);
        return new PeerRun
        {
            Codec = run.Codec,
            Peer = run.Peer,
            Repetition = run.Repetition,
            Trouble = run.Trouble,
            RenderMs = line.CallMs,
            RenderFrames = truth.Length,
            Render = File.Exists(sound) ? PeerHeard.Judge(PeerSound.ReadRaw(sound), truth, ownStep) : null,
        };
    }

    // RAW/codec/peer/live-1
    private static PeerRun Named(string folder, PeerLine? end)
    {
        string[] parts = Path.GetFullPath(folder).Split(Path.DirectorySeparatorChar);
        string status = Path.Combine(folder, "status");
        return new PeerRun
        {
            Codec = parts[^3],
            Peer = parts[^2],
            Repetition = parts[^1],
            Version = end?.Version,
            StartMs = end?.StartMs,
            PeakKb = end?.PeakKb,
            Trouble = TroubleOf(File.Exists(status) ? File.ReadAllText(status).Trim() : "0"),
        };
    }

    /// <summary>What the exit code of a shell's `timeout` says.</summary>
    internal static string? TroubleOf(string status) => status switch
    {
        "0" => null,
        "124" or "137" => "timed out",
        "134" or "135" or "136" or "139" => "crashed",
        _ => "failed",
    };
}

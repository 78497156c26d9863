using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Seamline.Bench.Peers;

/// <summary>
/// <c>peers judge RECORDING.wav FOLDER</c> judges one run, and leaves judged.json in its folder.
/// <c>peers report RAW_FOLDER FACTS TABLE.md CHART.svg</c> makes the table and the chart of all of them.
/// </summary>
internal static class PeerReport
{
    private const string Judged = "judged.json";
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>The peers in the order of the table.</summary>
    internal static readonly string[] Order = ["seamline", "mlt", "ges", "openshot", "ffmpeg", "sox", "ffmpeg-decode"];

    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["judge", string recording, .. string[] folders]:
                Judge(recording, folders);
                return 0;
            case ["report", string raw, string facts, string table, string chart]:
                Report(raw, facts, table, chart);
                return 0;
            default:
                Console.Error.WriteLine("peers judge RECORDING.wav FOLDER... | peers report RAW_FOLDER FACTS TABLE.md CHART.svg");
                return 2;
        }
    }

    private static void Judge(string recordingPath, string[] folders)
    {
        float[] recording = PeerSound.ReadWave(recordingPath);
        double ownStep = PeerSound.LargestStep(recording);
        foreach (string folder in folders)
        {
            PeerRun run = Path.GetFileName(folder).StartsWith("live", StringComparison.Ordinal)
                ? PeerRun.Live(folder, recording, ownStep)
                : PeerRun.Rendered(folder, recording, ownStep);
            File.WriteAllText(Path.Combine(folder, Judged), JsonSerializer.Serialize(run, Options));
        }
    }

    private static void Report(string raw, string factsPath, string tablePath, string chartPath)
    {
        var runs = new List<PeerRun>();
        foreach (string path in Directory.EnumerateFiles(raw, Judged, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (JsonSerializer.Deserialize<PeerRun>(File.ReadAllText(path)) is { } run) runs.Add(run);
        }

        File.WriteAllText(Path.Combine(raw, "peers.json"), JsonSerializer.Serialize(runs, Options));
        var codecs = runs.GroupBy(r => r.Codec, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Summaries(g), StringComparer.Ordinal);
        string table = PeerTable.Write(File.ReadAllText(factsPath).TrimEnd(), codecs);
        Console.WriteLine(table);
        File.WriteAllText(tablePath, table);
        if (codecs.Count > 0) File.WriteAllText(chartPath, PeerChart.Draw(codecs));
    }

    private static List<PeerSummary> Summaries(IEnumerable<PeerRun> runs) =>
        [.. runs.GroupBy(r => r.Peer, StringComparer.Ordinal)
            .OrderBy(g => Array.IndexOf(Order, g.Key) is var place && place < 0 ? Order.Length : place)
            .Select(g => new PeerSummary(g.Key, [.. g]))];
}

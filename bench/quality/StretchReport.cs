using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Seamline.Bench.Quality;

/// <summary>
/// Seamline's other speeds beside those of other programs, on sound that is generated, or on files: prints a table, and with --listen writes what
/// each made. Not real speech and music unless files of it are given.
/// </summary>
internal static class StretchReport
{
    private static readonly double[] Speeds = [0.5, 0.75, 1.25, 1.5, 2, 3];

    public static int Run(string[] arguments)
    {
        string? listen = null;
        var files = new List<string>();
        double[] speeds = Speeds;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--listen" && i + 1 < arguments.Length) listen = arguments[++i];
            else if (arguments[i] == "--speed" && i + 1 < arguments.Length) speeds = [double.Parse(arguments[++i], CultureInfo.InvariantCulture)];
            else files.Add(arguments[i]);
        }

        string folder = Directory.CreateTempSubdirectory("seamline-stretch-").FullName;
        try
        {
            if (listen != null) Directory.CreateDirectory(listen);
            Material[] played = [.. Played(files, folder)];
            Console.WriteLine(files.Count > 0 ? "sound: files" : "sound: generated, not recordings; the voices are a synthesizer's");
            KeepPitch(played, speeds, folder, listen);
            if (files.Count == 0) Varispeed(speeds, folder);
        }
        finally
        {
            Directory.Delete(folder, true);
        }

        return 0;
    }

    private static IEnumerable<Material> Played(List<string> files, string folder)
    {
        if (files.Count == 0)
        {
            yield return Materials.Speech("rms", folder);
            yield return Materials.Speech("slt", folder);
            yield return Materials.Music();
        }

        foreach (string file in files)
        {
            string raw = Path.Combine(folder, "file.raw");
            if (Command.Run("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", file, "-t", "30", "-ac", "1", "-ar", Text(Material.Rate), "-f", "f32le", raw))
                yield return new Material(Path.GetFileNameWithoutExtension(file), Command.ReadRaw(raw));
        }

        yield return Materials.Hits();
        yield return Materials.Steady("tone", 443);
        yield return Materials.Steady("chord", 220, 277.18, 329.63, 659.26);
    }

    private static void KeepPitch(Material[] played, double[] speeds, string folder, string? listen)
    {
        var fourier = new Fourier(Material.Rate);
        string[] heads = ["speed", "by", .. played.Where(m => m.Tones.Count == 0).Select(m => $"{m.Name}, dB"), "hits: off median, worst, ms", "wider, ms", "wrong",
            .. played.Where(m => m.Tones.Count > 0).Select(m => $"{m.Name} warbles, dB"), "length off, ms"];
        Row(heads);
        Row(heads.Select(static _ => "---"));
        foreach (double speed in speeds)
        {
            foreach (Stretcher stretcher in Stretcher.KeepingPitch())
            {
                var cells = new List<string> { Text(speed), stretcher.Name };
                var hits = new List<string>();
                var warbles = new List<string>();
                double off = 0;
                foreach (Material material in played)
                {
                    if (stretcher.Play(material.Sound, speed, folder) is not { } heard) break;
                    if (listen != null) Command.WriteWave(Path.Combine(listen, $"{Plain(material.Name)}-{Text(speed)}x-{Plain(stretcher.Name)}.wav"), heard);
                    double length = (heard.Length - (material.Sound.Length / speed)) * 1_000 / Material.Rate;
                    if (Math.Abs(length) > Math.Abs(off)) off = length;
                    if (material.Tones.Count > 0) warbles.Add($"{Measures.Warble(heard, material.Tones):F1}");
                    else cells.Add($"{Measures.SpectralDistance(fourier, material.Sound, heard, speed):F2}");
                    if (material.Hits.Count == 0) continue;
                    HitFigures figures = Measures.Hits(material.Sound, heard, material.Hits, speed);
                    hits.AddRange([$"{figures.Median:F1}, {figures.Worst:F1}", $"{figures.Width:F1}", $"{figures.Wrong}"]);
                }

                if (warbles.Count == 0) Row([Text(speed), stretcher.Name, "not installed", .. heads.Skip(3).Select(static _ => "")]);
                else Row([.. cells, .. hits, .. warbles, $"{off:F1}"]);
            }
        }
    }

    // What is beside tones at the speed's pitch, and their level: as far as their band reaches.
    private static void Varispeed(double[] speeds, string folder)
    {
        Console.WriteLine();
        string[] heads = ["varispeed", "by", .. Parts.Select(static part => $"tone at {part * 100:F0} % of the band: beside it, dB")];
        Row(heads);
        Row(heads.Select(static _ => "---"));
        foreach (double speed in (double[])[.. speeds, 1.37])
        {
            foreach (Stretcher stretcher in Stretcher.Varispeed())
            {
                var cells = new List<string> { Text(speed), stretcher.Name };
                foreach (double part in Parts)
                {
                    double hertz = Math.Round(part * Material.Rate / 2 / Math.Max(1, speed));
                    float[]? heard = stretcher.Play(Materials.Steady("tone", hertz).Sound, speed, folder);
                    cells.Add(heard == null ? "" : $"{Measures.Warble(heard, [hertz * speed]):F1}");
                }

                Row(cells);
            }
        }
    }

    private static double[] Parts => [0.1, 0.5, 0.8];

    private static void Row(IEnumerable<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    private static string Plain(string name) => string.Concat(name.Select(static c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Replace("--", "-", StringComparison.Ordinal).Trim('-');

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

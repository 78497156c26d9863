using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Seamline.Cli;

/// <summary>Files that are rendered of one timeline: progress, summary, warnings.</summary>
/// <param name="open">The timeline.</param>
/// <param name="wanted">The file.</param>
/// <param name="toStandardOutput">The standard output is taken: nothing else is written to it.</param>
internal sealed class Rendering(OpenProject open, FileExport wanted, bool toStandardOutput)
{
    private RenderLevels _worst;
    private bool _isFloat;

    /// <summary>The timeline.</summary>
    public OpenProject Open => open;

    /// <summary>The file.</summary>
    public FileExport Wanted => wanted;

    /// <summary>Writes the file, and says so.</summary>
    /// <param name="given">As the user called it.</param>
    /// <param name="asJson">As JSON.</param>
    public void ToFile(string given, bool asJson)
    {
        long start = Stopwatch.GetTimestamp();
        RenderLevels levels = Run(wanted, "rendering");
        double seconds = Summary.Since(start);
        EngineConfig config = open.Engine.Config;
        long bytes = toStandardOutput ? -1 : Summary.BytesOf(wanted.Path);
        if (asJson) PrintJson(given, config, levels, bytes, seconds);
        else if (!toStandardOutput && OutputCheck.IsRegular(wanted.Path)) Console.WriteLine(Summary.OfSound(given, levels.Frames, config.Rate, config.Channels, FormatOf(wanted), bytes, seconds, levels));
    }

    /// <summary>Writes a file; Ctrl-C ends it and leaves nothing.</summary>
    public RenderLevels Run(FileExport file, string work)
    {
        using var interrupt = new Interrupt();
        using var line = new ProgressLine(work);
        file = file with
        {
            Progress = (done, frames) =>
            {
                line.Report(done, frames);
                return true;
            },
        };
        open.Check(open.Engine.Export(file, out RenderLevels levels, interrupt.Token));
        _isFloat = FormatOf(file) == "f32";
        if (levels.ClippedSamples > _worst.ClippedSamples) _worst = levels;
        return levels;
    }

    /// <summary>Says how many samples are beyond full scale, if any.</summary>
    public void WarnOfClipping()
    {
        if (Clipping(_worst, _isFloat) is { } sentence) Console.Error.WriteLine($"seamline: warning: {sentence}");
    }

    /// <summary>What to say of samples beyond full scale; null where there are none.</summary>
    internal static string? Clipping(in RenderLevels levels, bool isFloat)
    {
        if (levels.ClippedSamples == 0) return null;
        string facts = string.Create(
            CultureInfo.InvariantCulture, $"{levels.ClippedSamples:#,0} sample{(levels.ClippedSamples == 1 ? "" : "s")}; peak {levels.PeakDbfs:+0.0;-0.0;0.0} dBFS");
        return !isFloat ? $"Clipped: {facts}. Lower the gain or write f32."
            : $"Above full scale: {facts}. The file keeps them, but they clip when it is played or converted; lower the gain.";
    }

    /// <summary>Of WAV the samples, else the codec.</summary>
    internal static string FormatOf(in FileExport file)
    {
        string extension = Path.GetExtension(file.Path).TrimStart('.').ToLowerInvariant();
        return (file.Codec == ExportCodec.ByExtension ? extension : "") switch
        {
            "wav" => Samples(file.Format),
            "m4a" => "aac",
            "ogg" => "vorbis",
            "" => file.Codec == ExportCodec.Wav ? Samples(file.Format) : file.Codec.ToString().ToLowerInvariant(),
            _ => extension,
        };
    }

    private static string Samples(SampleFormat format) => format.ToString().ToLowerInvariant();

    private void PrintJson(string path, EngineConfig config, in RenderLevels levels, long bytes, double seconds)
    {
        using var json = new JsonOut();
        json.Field("output", path).Field("format", FormatOf(wanted)).Field("rate", (long)config.Rate);
        json.Field("channels", (long)config.Channels).Field("frames", levels.Frames).Field("seconds", (double)levels.Frames / config.Rate);
        json.Field("clipped_samples", levels.ClippedSamples).Field("peak", levels.Peak).Field("peak_dbfs", levels.PeakDbfs).Field("master_gain_db", levels.GainDb);
        json.Known("bytes", bytes).Field("render_seconds", seconds);
        json.WriteTo(Console.Out);
    }
}

using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Seamline.Projects;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Model;

/// <summary>An export under way on a thread of its own; edits and playback go on beside it.</summary>
internal sealed class ExportJob
{
    /// <summary>Fade at both ends of the file, ms: a cut in the middle of a sound would pop.</summary>
    public const double EdgeFadeMs = 5;

    private readonly Task<string> _task;
    private readonly ExportSettings _settings;
    private volatile float _progress;
    private volatile bool _cancel;

    /// <summary>Begins to write the timeline, as it stands now.</summary>
    public ExportJob(Document document, string path, ExportSettings settings)
    {
        Path = path;
        _settings = settings;
        (double from, double to) = settings.MarkedOnly && document is { MarkIn: { } markIn, MarkOut: { } markOut }
            ? (markIn / (double)document.Rate, markOut / (double)document.Rate) : (0, document.LengthFrames / (double)document.Rate);
        int rate = settings.Rate == 0 ? document.Rate : settings.Rate;
        int channels = settings.ChannelsOf(document);
        NativeEngine engine = document.Engine;
        // Another rate or other channels are another engine's, as with the command.
        Project? project = rate == engine.Rate && channels == engine.Channels ? null : document.Current();
        _task = Task.Run(() => Write(engine, project, rate, channels, from, to));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>From 0 to 1.</summary>
    public float Progress => _progress;

    /// <summary>Whether it has ended, one way or another.</summary>
    public bool IsDone => _task.IsCompleted;

    /// <summary>How it ended, in a sentence; waits until it has.</summary>
    public string Outcome => _task.GetAwaiter().GetResult();

    /// <summary>Whether the file is there.</summary>
    public bool Succeeded { get; private set; }

    /// <summary>Ends it; no file is left.</summary>
    public void Cancel() => _cancel = true;

    private string Write(NativeEngine engine, Project? project, int rate, int channels, double from, double to)
    {
        if (project == null) return Write(engine, from, to);
        try
        {
            using NativeEngine other = DocumentOpener.EngineOf(project, rate, channels);
            return Write(other, from, to);
        }
        catch (ProjectException error)
        {
            return $"The export failed: {error.Message}";
        }
    }

    private string Write(NativeEngine engine, double from, double to)
    {
        long first = (long)Math.Round(from * engine.Rate);
        bool twice = _settings.LoudnessLufs != 0;
        var wanted = new SeamFileExport
        {
            Codec = _settings.Format.Codec,
            Format = _settings.Format.Sample,
            Flags = _settings.Format.Sample == 1 ? Seam.Dither : 0,
            FirstFrame = first,
            Frames = (long)Math.Round(to * engine.Rate) - first,
            LoudnessLufs = _settings.LoudnessLufs,
            EdgeFadeMs = EdgeFadeMs,
        };
        bool done = engine.ExportFile(
            Path,
            wanted,
            (frames, all) =>
            {
                _progress = all > 0 ? frames / (float)all : 1;
                return !_cancel;
            },
            out SeamLevels levels,
            out bool cancelled);
        Succeeded = done;
        string name = System.IO.Path.GetFileName(Path);
        if (done) return $"Exported {name}: {TimeText.Of(to - from, 1)}, {new FileInfo(Path).Length / 1e6:0.0} MB{(twice ? $", {_settings.LoudnessText}" : "")}.{Clipping(levels)}";
        return cancelled ? "The export was cancelled; no file was left." : $"The export failed: {engine.LastError}";
    }

    private string Clipping(in SeamLevels levels) => levels.ClippedSamples == 0 ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $" {levels.ClippedSamples:#,0} sample{(levels.ClippedSamples == 1 ? "" : "s")} above full scale, peak {20 * Math.Log10(levels.Peak):+0.0} dBFS: lower the gain{(_settings.Format is { Codec: 1, Sample: 0 } ? ", or they clip when it is played" : "")}.");
}

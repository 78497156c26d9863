using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Seamline.Ui.Native;

namespace Seamline.Ui.Model;

/// <summary>An export under way on a thread of its own; edits and playback go on beside it.</summary>
internal sealed class ExportJob
{
    /// <summary>Fade at both ends of the file, ms: a cut in the middle of a sound would pop.</summary>
    public const double EdgeFadeMs = 5;

    private readonly Task<string> _task;
    private volatile float _progress;
    private volatile bool _cancel;

    /// <summary>Begins to write the timeline, as it stands now, to a WAV file.</summary>
    public ExportJob(NativeEngine engine, string path)
    {
        Path = path;
        _task = Task.Run(() => Write(engine));
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

    /// <summary>It was cancelled.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>Ends it; no file is left.</summary>
    public void Cancel() => _cancel = true;

    private string Write(NativeEngine engine)
    {
        bool done = engine.Export(
            Path,
            EdgeFadeMs,
            (frames, all) =>
            {
                _progress = all > 0 ? frames / (float)all : 1;
                return !_cancel;
            },
            out SeamLevels levels,
            out bool cancelled);
        (Succeeded, WasCancelled) = (done, cancelled);
        string name = System.IO.Path.GetFileName(Path);
        if (done) return $"Exported {name}, {new FileInfo(Path).Length / 1e6:0.0} MB.{Clipping(levels)}";
        return cancelled ? "The export was cancelled; no file was left." : $"The export failed: {engine.LastError}";
    }

    // The file is of 32-bit floats, which keep what is beyond full scale.
    private static string Clipping(in SeamLevels levels) => levels.ClippedSamples == 0 ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $" {levels.ClippedSamples:#,0} sample{(levels.ClippedSamples == 1 ? "" : "s")} above full scale, peak {20 * Math.Log10(levels.Peak):+0.0} dBFS: lower the gain, or they clip when it is played.");
}

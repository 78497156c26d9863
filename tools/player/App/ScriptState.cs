using System;
using System.Diagnostics;
using System.IO;

namespace Seamline.Ui.App;

/// <summary>What scripts can ask about, in numbers; what is so or not is 1 or 0.</summary>
internal static class ScriptState
{
    /// <summary>So near counts as the same: a pixel's click is some milliseconds.</summary>
    public const double Near = 0.02;

    /// <summary>A state by its name; null where there is none of that name, or nothing is open.</summary>
    public static double? Of(Session session, string name) => name == "overlay" ? (int)session.Overlay : session.Document is not { } document ? null : name switch
    {
        "segments" => session.Stats.Segments,
        "seconds" => document.Engine.Position().LengthFrames / (double)document.Rate,
        "lanes" => document.Mix.Lanes.Length,
        "missing" => document.Faults.Count,
        "exporting" => session.Export == null ? 0 : 1,
        "playing" => document.Engine.Position().Playing,
        "skim" => session.Shuttle.Speed,
        "speed" => session.PlaySpeed,
        "volume" => session.VolumeDb,
        "undo" => document.UndoDepth,
        "redo" => document.RedoDepth,
        "edited" => document.IsDirty ? 1 : 0,
        "kept" => session.Autosave.IsKept ? 1 : 0,
        "marked" => document.HasRange ? 1 : 0,
        "loop" => document.IsLooping ? 1 : 0,
        "misses" => session.Stats.MissFrames,
        _ => null,
    };
}

/// <summary>Takes a picture so often.</summary>
internal sealed class ScriptFilm(string prefix, double perSecond)
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _taken;

    /// <summary>Takes one where it is due; the sentence where that fails.</summary>
    public string? Take(PlayerWindow window)
    {
        if (Stopwatch.GetElapsedTime(_began).TotalSeconds * perSecond < _taken) return null;
        return window.Screenshot(Path.GetFullPath($"{prefix}{_taken++:0000}.png"), quick: true);
    }
}

/// <summary>What a window that is left alone does.</summary>
internal sealed class Rest
{
    private long _frames;
    private double _cpu;

    /// <summary>It is being left alone: nothing hurries it.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>For how long it was left alone.</summary>
    public double Seconds { get; private set; }

    /// <summary>Frames drawn meanwhile.</summary>
    public long Frames { get; private set; }

    /// <summary>CPU that the whole process took meanwhile.</summary>
    public double CpuSeconds { get; private set; }

    private long _began;

    /// <summary>Begins, goes on, ends.</summary>
    public void Watch(Session session, bool goesOn)
    {
        double cpu = Environment.CpuUsage.TotalTime.TotalSeconds;
        if (!IsUnderWay) (_frames, _cpu, _began) = (session.Frames.Count, cpu, Stopwatch.GetTimestamp());
        (IsUnderWay, Frames, CpuSeconds) = (goesOn, session.Frames.Count - _frames, cpu - _cpu);
        Seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
    }
}

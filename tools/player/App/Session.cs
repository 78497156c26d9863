using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.App;

/// <summary>What lies over the timeline and takes the keys.</summary>
internal enum Overlay
{
    None,
    Help,
    Prompt,
    Question,
}

/// <summary>
/// Everything the window shows: what is open, where playback is, what was said last. Painters read it, actions and the mouse
/// change it. Thread: the window's.
/// </summary>
internal sealed partial class Session(PlayerOptions options) : IDisposable
{
    private Task<Opened>? _opening;
    private long _figuresAt;
    private long _seekAt;
    private long _seekFrame;

    public PlayerOptions Options { get; } = options;

    public Document? Document { get; private set; }

    public TimelineView View { get; } = new();

    public Layout Layout { get; set; } = Layout.Of(1_280, 720, 1, true);

    public WaveStrip LaneWave { get; } = new();

    public WaveStrip MapWave { get; } = new();

    public Meters Meters { get; } = new();

    public LoadRate LoadRate { get; } = new();

    public FrameMeter Frames { get; } = new();

    public MouseHand Mouse { get; } = new();

    public ButtonBar Buttons { get; } = new();

    public SeamPosition Position { get; private set; }

    public SeamFigures Figures { get; private set; }

    /// <summary>Changes of waveforms that were seen.</summary>
    public long PeakChanges { get; private set; }

    public OutputFacts Output { get; private set; }

    /// <summary>Why nothing is heard; empty where a device plays.</summary>
    public string DeviceFault { get; private set; } = "";

    /// <summary>Why there is no engine at all; empty where there is one.</summary>
    public string EngineFault { get; set; } = "";

    /// <summary>Why what was to be opened was not; empty else.</summary>
    public string OpenFault { get; private set; } = "";

    /// <summary>What is being opened; null when nothing is.</summary>
    public string? Opening { get; private set; }

    /// <summary>How long the last opening took, ms.</summary>
    public double OpenMilliseconds { get; private set; }

    /// <summary>From the start of the process to the first frame that showed the first timeline, ms; 0 before.</summary>
    public double FirstFrameMilliseconds { get; private set; }

    /// <summary>From the start of the process until a quarter of a second from the playhead on was in memory, ms; 0 before.</summary>
    public double PlayableMilliseconds { get; private set; }

    public ExportJob? Export { get; set; }

    public Overlay Overlay { get; set; }

    public Prompt Prompt { get; } = new();

    public bool PanelOpen { get; set; } = true;

    public bool Following { get; set; } = true;

    /// <summary>The window may end.</summary>
    public bool Ended { get; private set; }

    /// <summary>Something is to be drawn.</summary>
    public bool IsDirty { get; set; } = true;

    /// <summary>Frames must follow each other: something moves by itself.</summary>
    public bool IsMoving => Position.Playing != 0 || View.IsMoving || Meters.IsMoving || _opening != null || Export != null;

    /// <summary>The frame that actions go by: what was sought last, else what is heard.</summary>
    public long CurrentFrame =>
        Stopwatch.GetElapsedTime(_seekAt).TotalMilliseconds < 150 ? _seekFrame : Position.Playing != 0 ? Position.AudibleFrame : Position.PlayheadFrame;

    /// <summary>The segment that an edit means: under the mouse where it is over the lane, else under the playhead; -1 for none.</summary>
    public int TargetIndex()
    {
        if (Document == null) return -1;
        bool over = Mouse.IsInside && Layout.Lane.Contains(Mouse.X, Mouse.Y);
        return Document.IndexAt(over ? (long)View.FrameAt(Mouse.X - Layout.Lane.X) : CurrentFrame);
    }

    /// <summary>Goes to a frame of the timeline.</summary>
    public void Seek(long frame)
    {
        if (Document == null) return;
        _seekFrame = Math.Clamp(frame, 0, Document.LengthFrames);
        _seekAt = Stopwatch.GetTimestamp();
        if (!Document.Engine.Seek(_seekFrame)) Say(Document.Engine.LastError, true);
    }

    /// <summary>Opens files in the background; what is open stays until they are. None: the demo recording.</summary>
    public void Open(IReadOnlyList<string> paths)
    {
        if (EngineFault.Length > 0 || _opening != null) return;
        OpenFault = "";
        Opening = paths.Count == 0 ? "Making the demo recording" : $"Opening {string.Join(", ", paths.Select(path => System.IO.Path.GetFileName(path)))}";
        _opening = paths.Count == 0 ? DocumentOpener.BeginDemo(Options.DemoFolder) : DocumentOpener.Begin(paths);
        IsDirty = true;
    }

    /// <summary>Ends the window without asking.</summary>
    public void End() => Ended = true;

    /// <summary>Looks at what went on meanwhile.</summary>
    /// <param name="seconds">Wall time since the last look.</param>
    public void Update(double seconds)
    {
        if (_opening is { IsCompleted: true } task)
        {
            _opening = null;
            Opening = null;
            Take(task.GetAwaiter().GetResult());
        }

        FinishExport();
        AgeMessage();
        if (Document == null) return;
        View.Resize(Layout.Lane.W, Document.LengthFrames);
        LookAt(Document);
        IsDirty |= Meters.Update(Document.Engine, Position, seconds);
        if (Position.Playing != 0 && Following && !Mouse.IsDragging) View.Follow(Position.AudibleFrame);
        IsDirty |= View.Advance(seconds);
    }

    /// <summary>A frame is ready to be shown.</summary>
    public void Drawn()
    {
        if (FirstFrameMilliseconds == 0 && Document != null) FirstFrameMilliseconds = SinceStart();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Export?.Cancel();
        _ = Export?.Outcome;
        _opening?.GetAwaiter().GetResult().Document?.Dispose();
        Document?.Dispose();
        Document = null;
    }

    private double SinceStart() => Stopwatch.GetElapsedTime(Options.Began).TotalMilliseconds;

    private void LookAt(Document document)
    {
        SeamPosition now = document.Engine.Position();
        IsDirty |= now.Playing != 0 || now.Playing != Position.Playing || now.PlayheadFrame != Position.PlayheadFrame;
        Position = now;
        long changes = document.Engine.PeakChanges();
        if (changes == PeakChanges && Stopwatch.GetElapsedTime(_figuresAt).TotalMilliseconds < 100) return;
        IsDirty |= changes != PeakChanges;
        PeakChanges = changes;
        Figures = document.Engine.Figures();
        LoadRate.Note(Figures);
        if (PlayableMilliseconds == 0 && Figures.ReadyAheadFrames >= Math.Min(document.Rate / 4, document.LengthFrames - now.PlayheadFrame)) PlayableMilliseconds = SinceStart();
        _figuresAt = Stopwatch.GetTimestamp();
    }

    private void Take(Opened opened)
    {
        IsDirty = true;
        OpenMilliseconds = opened.Milliseconds;
        if (opened.Document == null)
        {
            OpenFault = opened.Error;
            Say(opened.Error, true);
            return;
        }

        Document?.Dispose();
        Document = opened.Document;
        View.Resize(Layout.Lane.W, Document.LengthFrames);
        View.ShowAll(false);
        Following = true;
        OpenOutput();
        if (Options.Play) Document.Engine.Play();
        foreach (string fault in Document.Faults.Values) Say(fault, true);
        if (Document.Faults.Count == 0) Say($"Opened in {opened.Milliseconds:0} ms. H shows the keys.", false);
        foreach (string warning in Document.Project.Warnings) Say(warning, true);
    }
}

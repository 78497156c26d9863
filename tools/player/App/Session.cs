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
    Menu,
    Export,
}

/// <summary>
/// Everything the window shows: what is open, where playback is, what was said last. Painters read it, actions and the mouse
/// change it. Thread: the window's.
/// </summary>
internal sealed partial class Session(PlayerOptions options) : IDisposable
{
    private Task<Opened>? _opening;
    private IReadOnlyList<string> _openedPaths = [];
    private RecoveryFile? _recovering;
    private UserSettings? _settings;
    private volatile int _signal;
    private long _statsAt;
    private long _seekAt;
    private long _seekFrame;

    public PlayerOptions Options { get; set; } = options;

    public Document? Document { get; private set; }

    public TimelineView View { get; } = new();

    public Layout Layout { get; set; } = Layout.Of(1_280, 720, 1, true);

    public WaveStrip LaneWave { get; } = new();

    public WaveStrip MapWave { get; } = new();

    public LaneStrip LaneWaves { get; } = new();

    public LoudnessReading Loudness { get; } = new();

    public ResidencyStrip Residency { get; } = new();

    public EngineWatch Watch { get; } = new();

    public Meters Meters { get; } = new();

    public LoadRate LoadRate { get; } = new();

    public FrameMeter Frames { get; } = new();

    public MouseHand Mouse { get; } = new();

    public ButtonBar Buttons { get; } = new();

    public Shuttle Shuttle { get; } = new();

    /// <summary>How fast the whole timeline plays, its pitch kept; set by <see cref="App.PlaySpeed"/>.</summary>
    public double PlaySpeed { get; set; } = 1;

    /// <summary>How loud the device plays, dB; set by <see cref="ListeningVolume"/>.</summary>
    public double VolumeDb { get; set; }

    public SeamPosition Position { get; private set; }

    public SeamStats Stats { get; private set; }

    /// <summary>How often the stats were looked at.</summary>
    public long StatsSeen { get; private set; }

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

    /// <summary>What is asked before an export.</summary>
    public ExportDialog ExportDialog { get; } = new();

    public Overlay Overlay { get; set; }

    /// <summary>Page of the help that is shown, from 0; a large window has one.</summary>
    public int HelpPage { get; private set; }

    public Prompt Prompt { get; } = new();

    /// <summary>What is asked, while the overlay is a question.</summary>
    public Question? Question { get; private set; }

    /// <summary>Keeps edits that are not saved.</summary>
    public Autosave Autosave { get; } = new(options.StateFolder);

    /// <summary>What was opened last.</summary>
    public Recents Recents { get; } = new(options.StateFolder);

    /// <summary>What the user has set.</summary>
    public UserSettings Settings => _settings ??= new UserSettings(Options.StateFolder, () => PanelOpen);

    /// <summary>The entry of the start page that the keyboard is at.</summary>
    public int StartFocus { get; set; }

    public bool PanelOpen { get; set; }

    /// <summary>What is dragged is drawn to seams, marks, the playhead and quiet places.</summary>
    public bool Snapping { get; set; } = true;

    /// <summary>The lane that keys mean, by its place; -1 for the main one.</summary>
    public int LaneFocus { get; set; } = -1;

    /// <summary>The lane at the top of those below the segments.</summary>
    public int FirstLane { get; set; }

    public bool Following { get; set; } = true;

    /// <summary>The signal that ends the program; 0 for none. Set by any thread, read by the window's.</summary>
    public int Signal
    {
        get => _signal;
        set => _signal = value;
    }

    /// <summary>The window may end.</summary>
    public bool Ended { get; private set; }

    /// <summary>Something is to be drawn.</summary>
    public bool IsDirty { get; set; } = true;

    /// <summary>The driver lost what was drawn: all of it is to be drawn again.</summary>
    public bool PictureLost { get; set; }

    /// <summary>Frames must follow each other: something moves by itself.</summary>
    public bool IsMoving => Position.Playing != 0 || View.IsMoving || Meters.IsMoving || _opening != null || Export != null;

    /// <summary>The frame that actions go by: what was sought last, else what is heard.</summary>
    public long CurrentFrame => Shuttle.IsOn ? Shuttle.Frame
        : Stopwatch.GetElapsedTime(_seekAt).TotalMilliseconds < 150 ? _seekFrame : Position.Playing != 0 ? Position.AudibleFrame : Position.PlayheadFrame;

    /// <summary>Opens files in the background; what is open stays until they are.</summary>
    public void Open(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || !BeginOpening($"Opening {string.Join(", ", paths.Select(path => System.IO.Path.GetFileName(path)))}")) return;
        _openedPaths = paths;
        _opening = DocumentOpener.Begin(paths, Options.MediaRoots);
    }

    /// <summary>Opens the demo recording; it is made where it is not there yet.</summary>
    public void OpenDemo()
    {
        if (!BeginOpening("Making the demo recording")) return;
        _openedPaths = [];
        _opening = DocumentOpener.BeginDemo(System.IO.Path.GetFullPath(Options.DemoFolder));
    }

    /// <summary>Shows the help, or its next page, or closes it after the last.</summary>
    public void TurnHelp()
    {
        bool open = Overlay == Overlay.Help;
        HelpPage = open ? HelpPage + 1 : 0;
        Overlay = open && HelpPage >= HelpLayout.Of(Layout).Pages ? Overlay.None : Overlay.Help;
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
        AnswerDialogs();
        UpdateTip();
        Autosave.Update(Document);
        if (Autosave.Fault.Length > 0 && Autosave.Fault != _autosaveFault) Say(_autosaveFault = Autosave.Fault, true);
        if (Document == null) return;
        View.Resize(Layout.Lane.W, Document.LengthFrames);
        LookAt(Document);
        WatchMedia(Document);
        Skim(Document, seconds);
        IsDirty |= Meters.Update(Document.Engine, Position, seconds);
        IsDirty |= Loudness.Update(Document, PeakChanges, seconds);
        if (Position.Playing != 0 && Following && !Mouse.IsDragging) View.Follow(CurrentFrame);
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
        foreach (ExportJob job in _ending) _ = job.Outcome;
        _opening?.GetAwaiter().GetResult().Document?.Dispose();
        _recovering?.Dispose();
        _left?.Dispose();
        Autosave.End(leave: _isRescued);
        Document?.Dispose();
        Document = null;
    }

    private double SinceStart() => Stopwatch.GetElapsedTime(Options.Began).TotalMilliseconds;

    private void LookAt(Document document)
    {
        SeamPosition now = document.Engine.Position();
        IsDirty |= now.Playing != 0 || now.Playing != Position.Playing || now.PlayheadFrame != Position.PlayheadFrame;
        Position = now;
        // Ten times a second: waveforms sharpen and counters run visibly, and most frames paint nothing but the playhead.
        if (Stopwatch.GetElapsedTime(_statsAt).TotalMilliseconds < 100) return;
        _statsAt = Stopwatch.GetTimestamp();
        (SeamStats was, long heard) = (Stats, Watch.Edit.Serial);
        long changes = document.Engine.PeakChanges();
        Stats = document.Engine.Stats();
        LoadRate.Note(Stats);
        Watch.Note(document.Engine, document.EditSerial);
        HearDevice(document.Engine);
        if (PlayableMilliseconds == 0 && Stats.ReadyAheadFrames >= Math.Min(document.Rate / 4, document.LengthFrames - now.PlayheadFrame)) PlayableMilliseconds = SinceStart();
        // Blocks are rendered while it stands, too: silent ones, whether in time or not. They alone are not worth a picture.
        bool changed = changes != PeakChanges || now.Playing != 0 || heard != Watch.Edit.Serial
            || Lasting(was) != Lasting(Stats);
        PeakChanges = changes;
        if (!changed) return;
        StatsSeen++;
        IsDirty = true;
    }

    private static SeamStats Lasting(in SeamStats stats) => stats with { Blocks = 0, FramesRendered = 0, BlockP50Ns = 0, BlockP999Ns = 0, BlockMaxNs = 0, Underruns = 0, AllocatedBytes = 0 };

    // A slice of a skim begins where it has come to; at an end it stands.
    private void Skim(Document document, double seconds)
    {
        if (!Shuttle.IsOn) return;
        bool within = document.IsLooping && document.MarkIn <= Shuttle.Frame && Shuttle.Frame < document.MarkOut;
        bool begins = Shuttle.Advance(seconds, document.Rate, within ? document.MarkIn!.Value : 0, within ? document.MarkOut!.Value : document.LengthFrames, within);
        IsDirty = true;
        if (begins) document.Engine.Seek(Shuttle.Frame);
        if (Shuttle.IsOn) return;
        Seek(Shuttle.Frame);
        document.Engine.Pause();
    }

    private void Take(Opened opened)
    {
        IsDirty = true;
        OpenMilliseconds = opened.Milliseconds;
        RecoveryFile? recovering = _recovering;
        _recovering = null;
        if (opened.Document == null)
        {
            recovering?.Dispose();
            OpenFault = opened.Error;
            // With nothing open it stands in the middle of the window.
            if (Document == null) Hush();
            else Say(opened.Error, true);
            return;
        }

        Document?.Dispose();
        Document = opened.Document;
        if (VolumeDb != 0) _ = Document.Engine.SetVolume(VolumeDb);
        if (PlaySpeed != 1) _ = Document.Engine.SetPlaySpeed(PlaySpeed);
        if (recovering != null) Recovered(recovering, Document);
        else Recents.Add(_openedPaths);
        Shuttle.Stop();
        (LaneFocus, FirstLane, _mediaFault) = (-1, 0, "");
        Watch.Clear();
        View.Resize(Layout.Lane.W, Document.LengthFrames);
        View.ShowAll(false);
        Following = true;
        OpenOutput();
        if (!Document.Engine.StartMeters()) Say(Document.Engine.LastError, true);
        if (Options.Play) Document.Engine.Play();
        // What is said last stays: the worst is last.
        Say(recovering != null ? $"Recovered {Document.Title} with its unsaved edits. Ctrl S saves it." : $"Opened in {opened.Milliseconds:0} ms. H shows the keys.", false);
        if (Document.Project.Warnings is [var warning, ..]) Say(Document.Project.Warnings.Count == 1 ? warning : $"{warning} ({Document.Project.Warnings.Count - 1} more)", true);
        if (DeviceFault.Length > 0) Say(DeviceFault, true);
        foreach (string fault in Document.Faults.Values.Take(1)) Say(Document.Faults.Count == 1 ? fault : $"{fault} ({Document.Faults.Count - 1} more)", true);
    }
}

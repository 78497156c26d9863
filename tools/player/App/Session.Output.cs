using System;
using System.Collections.Generic;
using System.Diagnostics;
using Seamline.Ui.Model;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>The audio device, what is said at the bottom of the window, and the end of exports.</summary>
internal sealed partial class Session
{
    private const double MessageSeconds = 8;
    private const int NowhereBlockFrames = 480;

    private readonly List<ExportJob> _ending = []; // cancelled, and not done with it
    private long _messageAt;
    private long _noteAt;

    /// <summary>What was said last; empty when that is long ago.</summary>
    public string Message { get; private set; } = "";

    /// <summary>It says what went wrong.</summary>
    public bool MessageIsFault { get; private set; }

    /// <summary>The output, in a word or two.</summary>
    public string DeviceName { get; private set; } = "";

    /// <summary>What has happened to the device lately; empty when that is long ago. Said where nothing else is.</summary>
    public string DeviceNote { get; private set; } = "";

    /// <summary>How the system schedules the thread that plays; empty where that is not known.</summary>
    public string PlayingThread { get; private set; } = "";

    /// <summary>What the media are, in a few words.</summary>
    public string Format => Document?.Format ?? "";

    /// <summary>Says a sentence at the bottom of the window.</summary>
    public void Say(string sentence, bool isFault)
    {
        Message = sentence;
        MessageIsFault = isFault;
        _messageAt = Stopwatch.GetTimestamp();
        IsDirty = true;
    }

    /// <summary>Takes back what was said.</summary>
    public void Hush() => Message = "";

    /// <summary>Opens the audio device; where there is none, plays to nowhere, and says so.</summary>
    public void OpenOutput()
    {
        if (Document == null) return;
        NativeEngine engine = Document.Engine;
        DeviceFault = "";
        string? driver = string.Equals(Options.Driver, "null", StringComparison.OrdinalIgnoreCase) ? null : Options.Driver;
        if (PlaysNowhere || !engine.OpenDevice(driver, DeviceChoice.Length == 0 ? null : DeviceChoice))
        {
            if (!PlaysNowhere) DeviceFault = $"{engine.LastError.TrimEnd('.')}. It plays silently; D tries again.";
            if (!engine.OpenNowhere(NowhereBlockFrames)) DeviceFault = engine.LastError;
        }

        DeviceNote = PlayingThread = "";
        NameDevice(engine);
    }

    /// <summary>Something has happened to the device.</summary>
    internal void Hear(NativeEngine engine, in DeviceEvent what)
    {
        if (what.Kind == DeviceEventKind.Thread) PlayingThread = what.Text;
        if (what.Kind is DeviceEventKind.Changed or DeviceEventKind.Returned) DeviceFault = "";
        if (what.Kind == DeviceEventKind.Underrun && (PlaysNowhere || DeviceFault.Length > 0)) return; // nobody would have heard it
        if (DeviceWords.FaultOf(what) is { Length: > 0 } fault)
        {
            DeviceFault = fault;
            DeviceNote = "";
            if (!MessageIsFault) Hush(); // or it would be seen seconds later
        }

        if (what.Kind is DeviceEventKind.Changed or DeviceEventKind.Returned or DeviceEventKind.Lost) NameDevice(engine);
        if (DeviceWords.NoteOf(what, Document?.Rate ?? 0, Output.IsSubstitute) is not { Length: > 0 } note) return;
        DeviceNote = note;
        _noteAt = Stopwatch.GetTimestamp();
        IsDirty = true;
    }

    private void HearDevice(NativeEngine engine)
    {
        while (engine.TryTakeEvent(out DeviceEvent what)) Hear(engine, what);
    }

    private void NameDevice(NativeEngine engine)
    {
        Output = engine.Output();
        DeviceName = DeviceFault.Length > 0 ? "no audio device" : Output.Device.Length > 0 ? $"{Output.Driver}: {Output.Device}" : Output.Driver;
        IsDirty = true;
    }

    private void AgeMessage()
    {
        if (DeviceNote.Length > 0 && Stopwatch.GetElapsedTime(_noteAt).TotalSeconds >= MessageSeconds)
        {
            DeviceNote = "";
            IsDirty = true;
        }

        if (Message.Length == 0 || MessageIsFault || Stopwatch.GetElapsedTime(_messageAt).TotalSeconds < MessageSeconds) return;
        Hush();
        IsDirty = true;
    }

    private void FinishExport()
    {
        _ending.RemoveAll(static one => one.IsDone);
        if (Export is not { IsDone: true } job) return;
        Export = null;
        string outcome = job.Outcome;
        Say(outcome, !job.Succeeded);
    }

    /// <summary>Asks what to export.</summary>
    public void AskExport(Document document)
    {
        if (Export != null)
        {
            Say("An export is under way: Esc cancels it.", true);
            return;
        }

        ExportDialog.Open(document);
        Overlay = Overlay.Export;
        IsDirty = true;
    }

    /// <summary>Begins what the dialog says; the dialog stays where that cannot be done.</summary>
    public void BeginExport(Document document)
    {
        IsDirty = true;
        if (!ExportDialog.TryTake(document, out string path))
        {
            Say(ExportDialog.Fault, true);
            return;
        }

        Overlay = Overlay.None;
        Hush();
        Export = new ExportJob(document, path, ExportDialog.Settings);
    }

    /// <summary>Ends the export for the user at once; its thread lets go of the file a moment later.</summary>
    public void CancelExport()
    {
        if (Export is not { } job) return;
        job.Cancel();
        _ending.Add(job);
        Export = null;
        Say("The export was cancelled; no file was left.", false);
    }
}

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

    /// <summary>What was said last; empty when that is long ago.</summary>
    public string Message { get; private set; } = "";

    /// <summary>It says what went wrong.</summary>
    public bool MessageIsFault { get; private set; }

    /// <summary>The output, in a word or two.</summary>
    public string DeviceName { get; private set; } = "";

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

        Output = engine.Output();
        DeviceName = DeviceFault.Length > 0 ? "no audio device" : Output.Device.Length > 0 ? $"{Output.Driver}: {Output.Device}" : Output.Driver;
        IsDirty = true;
    }

    private void AgeMessage()
    {
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

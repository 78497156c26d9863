using System;
using System.Diagnostics;
using Seamline.Ui.Model;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>The audio device, what is said at the bottom of the window, and the end of exports.</summary>
internal sealed partial class Session
{
    private const double MessageSeconds = 8;
    private const int NowhereBlockFrames = 480;

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
        bool nowhere = string.Equals(Options.Driver, "null", StringComparison.OrdinalIgnoreCase);
        DeviceFault = "";
        if (nowhere || !engine.OpenDevice(Options.Driver))
        {
            if (!nowhere) DeviceFault = engine.LastError;
            if (!engine.OpenNowhere(NowhereBlockFrames)) DeviceFault = engine.LastError;
        }

        Output = engine.Output();
        DeviceName = DeviceFault.Length > 0 ? "no audio device" : Output.Device.Length > 0 ? $"{Output.Driver}: {Output.Device}" : Output.Driver;
        IsDirty = true;
    }

    /// <summary>Whether something would be lost by closing or opening something else now; then the question is up.</summary>
    /// <param name="then">What is to be done once that is settled.</param>
    public void Leave(Action then)
    {
        if (Export != null)
        {
            Say("An export is under way: wait for its end, or Esc cancels it.", true);
            return;
        }

        if (Document is not { IsDirty: true })
        {
            then();
            return;
        }

        _then = then;
        Overlay = Overlay.Question;
        IsDirty = true;
    }

    /// <summary>Answers the question: saves first, or not, or stays.</summary>
    public void Answer(QuestionAnswer answer)
    {
        Overlay = Overlay.None;
        IsDirty = true;
        if (answer == QuestionAnswer.Cancel) return;
        if (answer == QuestionAnswer.Discard)
        {
            _then();
            return;
        }

        SaveThen(Document?.SavePath, _then);
    }

    /// <summary>Saves, asking for a name where there is none; what follows is done only when it is saved.</summary>
    public void SaveThen(string? path, Action? then)
    {
        if (Document == null) return;
        if (path == null)
        {
            Ask("Save the timeline as", Document.SuggestPath(".otio"), name => SaveThen(name, then), writes: true);
            return;
        }

        if (Document.IsMedium(path))
        {
            Say($"{System.IO.Path.GetFileName(path)} is a recording of this timeline: choose another name.", true);
            return;
        }

        if (!Document.Save(path))
        {
            Say(Document.LastError, true);
            return;
        }

        Say($"Saved {path}", false);
        then?.Invoke();
    }

    /// <summary>Asks for a path.</summary>
    /// <param name="title">For what.</param>
    /// <param name="suggestion">What stands there at first.</param>
    /// <param name="then">What is done with it.</param>
    /// <param name="writes">A file will be written there: one that is there already is pointed out.</param>
    public void Ask(string title, string suggestion, Action<string> then, bool writes = false)
    {
        Document? document = Document;
        Prompt.Open(title, suggestion, path => !writes || !System.IO.File.Exists(path) ? "" : document?.IsMedium(path) == true ? "This is a recording of this timeline." : "A file of this name is there: it will be replaced.", then);
        Overlay = Overlay.Prompt;
        IsDirty = true;
    }

    private Action _then = static () => { };

    private void AgeMessage()
    {
        if (Message.Length == 0 || MessageIsFault || Stopwatch.GetElapsedTime(_messageAt).TotalSeconds < MessageSeconds) return;
        Hush();
        IsDirty = true;
    }

    private void FinishExport()
    {
        if (Export is not { IsDone: true } job) return;
        Export = null;
        string outcome = job.Outcome;
        Say(outcome, !job.Succeeded && !job.WasCancelled);
    }
}

/// <summary>What is done with edits that are not saved.</summary>
internal enum QuestionAnswer
{
    Save,
    Discard,
    Cancel,
}

using System;
using System.Collections.Generic;
using System.IO;
using SDL3;
using Seamline.Ui.Model;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>Asking for files, opening and saving, and what was not saved when the player ended.</summary>
internal sealed partial class Session
{
    private readonly Dictionary<int, Action<IReadOnlyList<string>?>> _dialogs = [];
    private int _dialog;
    private RecoveryFile? _left;
    private bool _isRescued;
    private string _autosaveFault = "";

    /// <summary>SDL's window, for the system's dialogs; 0 asks with the player's own.</summary>
    public IntPtr Window { get; set; }

    /// <summary>Where a medium or a project was last opened or saved; what an own dialog begins in.</summary>
    public string LastFolder => Path.GetDirectoryName(Document?.SavePath ?? Document?.Project.Path) ?? Recents.Folder ?? Environment.CurrentDirectory;

    /// <summary>Asks for what to open.</summary>
    public void AskOpen() => AskFiles("Open recordings or a timeline", many => Leave(() => Open(many)));

    /// <summary>Asks for files that are there, by the system's dialog where it has one.</summary>
    public void AskFiles(string title, Action<IReadOnlyList<string>> then)
    {
        void Own() => Ask(PromptKind.Open, title, LastFolder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, then);
        if (!UsesSystemDialogs)
        {
            Own();
            return;
        }

        SystemDialog.Open(Expect(files => { if (files == null) Own(); else if (files.Count > 0) then(files); }), Window, "Sound, video and timelines", FolderList.Extensions, LastFolder);
    }

    /// <summary>Asks for a file to write.</summary>
    /// <param name="title">For what.</param>
    /// <param name="suggestion">The path that stands there at first.</param>
    /// <param name="then">What is done with it.</param>
    public void AskSave(string title, string suggestion, Action<string> then)
    {
        void Own() => Ask(PromptKind.Save, title, suggestion, files => then(files[0]));
        if (!UsesSystemDialogs)
        {
            Own();
            return;
        }

        SystemDialog.Save(Expect(files => { if (files == null) Own(); else if (files.Count > 0) then(files[0]); }), Window, suggestion);
    }

    /// <summary>Asks for a line of text, or a path with the entries of its folder below.</summary>
    public void Ask(PromptKind kind, string title, string suggestion, Action<IReadOnlyList<string>> then)
    {
        Document? document = Document;
        Prompt.Open(kind, title, suggestion, path => kind != PromptKind.Save || !File.Exists(path) ? "" : document?.IsMedium(path) == true ? "This is a recording of this timeline." : "A file of this name is there: it will be replaced.", then);
        Overlay = Overlay.Prompt;
        IsDirty = true;
    }

    /// <summary>Puts a question over the window.</summary>
    public void Ask(Question question)
    {
        Question = question;
        Overlay = Overlay.Question;
        IsDirty = true;
    }

    /// <summary>Gives an answer.</summary>
    public void Give(Answer answer)
    {
        Overlay = Overlay.None;
        IsDirty = true;
        answer.Do();
    }

    /// <summary>Does something that closes what is open; asks first where edits would be lost.</summary>
    public void Leave(Action then)
    {
        if (Export != null)
        {
            Say("An export is under way: wait for its end, or Esc cancels it.", true);
            return;
        }

        if (Document is not { IsDirty: true } document)
        {
            then();
            return;
        }

        Ask(new Question("There are edits that are not saved.", document.Title,
        [
            new Answer("Save (S)", SDL.Keycode.S, () => SaveThen(document.SavePath, then)),
            new Answer("Discard (D)", SDL.Keycode.D, then),
            new Answer("Cancel (Esc)", SDL.Keycode.C, static () => { }),
        ]));
    }

    /// <summary>Saves, asking for a name where there is none; what follows is done only when it is saved.</summary>
    public void SaveThen(string? path, Action? then)
    {
        if (Document is not { } document) return;
        if (path == null)
        {
            AskSave("Save the timeline as", document.SuggestPath(".otio"), name => SaveAs(document, name, then));
            return;
        }

        if (TrySave(document, path) is { } why) Say(why, true);
        else then?.Invoke();
    }

    /// <summary>Offers what an earlier run left behind, if anything.</summary>
    public void OfferRecovery()
    {
        if (EngineFault.Length > 0 || Overlay != Overlay.None) return;
        _left ??= Autosave.FindLeft();
        if (_left is not { Facts: { } facts } left) return;
        string edits = facts.Edits == 0 ? "" : $"{facts.Edits} edit{(facts.Edits == 1 ? "" : "s")}, ";
        Ask(new Question("These edits were not saved when the player ended.", $"{facts.Title} \u00B7 {edits}kept {Ago(DateTime.UtcNow - left.Written)}",
        [
            new Answer("Recover (R)", SDL.Keycode.R, () => Leave(() => Recover(left))),
            new Answer("Discard (D)", SDL.Keycode.D, () => { left.Clear(); _left = null; left.Dispose(); OfferRecovery(); }),
            new Answer("Later (Esc)", SDL.Keycode.L, static () => { }),
        ]));
    }

    /// <summary>The program must end at once: what is not saved is kept for the next start.</summary>
    public void Rescue()
    {
        Autosave.Rescue(Document);
        _isRescued = true;
        Ended = true;
    }

    private bool UsesSystemDialogs => Options.SystemDialogs && Window != IntPtr.Zero;

    private static string Ago(TimeSpan since) => since.TotalMinutes switch
    {
        < 1 => "a moment ago",
        < 60 => Counted((int)since.TotalMinutes, "minute"),
        < 24 * 60 => Counted((int)since.TotalHours, "hour"),
        _ => Counted((int)since.TotalDays, "day"),
    };

    private static string Counted(int count, string unit) => $"{count} {unit}{(count == 1 ? "" : "s")} ago";

    private void Recover(RecoveryFile left)
    {
        if (!BeginOpening($"Recovering {left.Facts!.Title}")) return;
        _left = null;
        _recovering = left;
        _openedPaths = [];
        _opening = DocumentOpener.Begin([left.Timeline], Options.MediaRoots);
    }

    private void Recovered(RecoveryFile file, Document document)
    {
        document.TakeRecovery(file.Facts!);
        document.Engine.Seek(Math.Clamp(file.Facts!.PlayheadFrame, 0, document.LengthFrames));
        Autosave.Adopt(file, document);
    }

    private bool BeginOpening(string what)
    {
        if (EngineFault.Length > 0 || _opening != null) return false;
        OpenFault = "";
        Opening = what;
        IsDirty = true;
        return true;
    }

    // What was typed stays where it could not be written.
    private void SaveAs(Document document, string path, Action? then)
    {
        if (TrySave(document, path) is { } why)
        {
            Say(why, true);
            Ask(PromptKind.Save, "Save the timeline as", path, files => SaveAs(document, files[0], then));
            Prompt.Refuse(path, why);
            return;
        }

        then?.Invoke();
    }

    private string? TrySave(Document document, string path)
    {
        if (document.IsMedium(path)) return $"{Path.GetFileName(path)} is a recording of this timeline: choose another name.";
        if (!document.Save(path)) return document.LastError;
        Recents.Add([path]);
        Say($"Saved {path}", false);
        return null;
    }

    private int Expect(Action<IReadOnlyList<string>?> then)
    {
        _dialogs[++_dialog] = then;
        return _dialog;
    }

    private void AnswerDialogs()
    {
        while (_dialogs.Count > 0 && SystemDialog.TryTake(out DialogResult? result))
        {
            IsDirty = true;
            if (_dialogs.Remove(result!.Dialog, out Action<IReadOnlyList<string>?>? then)) then(result.Files);
        }
    }
}

using System;
using System.Diagnostics;
using System.Linq;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Paint;
using Seamline.Ui.View;

namespace Seamline.Ui.App;

/// <summary>Menus, tooltips, themes, the time that is typed, devices that are chosen, media that have changed.</summary>
internal sealed partial class Session
{
    private const double TipSeconds = 0.5;
    private const double MediaSeconds = 2;
    // Of more, what loaders find on their way is enough: a check looks at each file.
    private const int MostCheckedClips = 64;

    private (PlayerAction Action, long Since) _hovered;
    private long _mediaAt;
    private string _mediaFault = "";

    /// <summary>The menu, while the overlay is one.</summary>
    public Menu? Menu { get; private set; }

    /// <summary>Where its corner is, pixels.</summary>
    public (float X, float Y) MenuPlace { get; private set; }

    /// <summary>The device that was chosen; empty for the system's default.</summary>
    public string DeviceChoice { get; private set; } = "";

    /// <summary>Nothing is to be heard: it was chosen, or asked for on the command line.</summary>
    public bool PlaysNowhere { get; private set; } = string.Equals(options.Driver, "null", StringComparison.OrdinalIgnoreCase);

    /// <summary>The button that the mouse has rested on.</summary>
    public PlayerAction Tip { get; private set; }

    /// <summary>Puts a menu over the window.</summary>
    public void Show(Menu menu, (float X, float Y) place)
    {
        (Menu, MenuPlace, Overlay) = (menu, place, Overlay.Menu);
        IsDirty = true;
    }

    /// <summary>Does a line of the menu.</summary>
    public void Take(int item)
    {
        if (Menu is not { } menu || item < 0 || item >= menu.Items.Count || menu.Items[item].Do is not { } then) return;
        Overlay = Overlay.None;
        // The mouse stands on the menu, and not on what lies below it.
        Mouse.Leave();
        IsDirty = true;
        then();
    }

    /// <summary>Where the playhead is, for a menu that a key opens.</summary>
    public (float X, float Y) PlaceOfPlayhead() =>
        (Math.Clamp(Layout.Lane.X + (float)View.XOf(CurrentFrame), Layout.Lane.X, Layout.Lane.Right), Layout.Lane.Y + Layout.HandleHeight);

    /// <summary>Goes on to the next theme.</summary>
    public void NextTheme()
    {
        Theme.Next();
        PictureLost = IsDirty = true;
        Say($"Theme: {Theme.Name}.", false);
        Settings.Save();
    }

    /// <summary>Asks for a time to go to.</summary>
    public void AskTime()
    {
        if (Document is not { } document) return;
        Ask(PromptKind.Text, "Go to a time", TimeText.Of(CurrentFrame / (double)document.Rate, 3), texts => GoTo(document, texts[0]));
    }

    /// <summary>Plays on another device, by its name; an empty one is the system's default, null none.</summary>
    public void UseDevice(string? name)
    {
        PlaysNowhere = name == null;
        DeviceChoice = name ?? "";
        OpenOutput();
        Say(DeviceFault.Length > 0 ? DeviceFault : PlaysNowhere ? "Plays silently." : $"Plays on {Output.Device}.", DeviceFault.Length > 0);
    }

    /// <summary>Opens media again whose files have changed.</summary>
    public void ReloadMedia()
    {
        if (Document is not { } document) return;
        string[] changed = document.ChangedMedia();
        string[] failed = [.. changed.Where(name => !document.Reopen(name))];
        _mediaFault = "";
        if (changed.Length == 0) Say("No medium has changed.", false);
        else Say(failed.Length > 0 ? document.LastError : $"Opened {string.Join(", ", changed)} again.", failed.Length > 0);
    }

    /// <summary>Asks where a missing medium is; its folder is looked through for the others too.</summary>
    public void FindMedia()
    {
        if (Document is not { Faults.Count: > 0, Project: { Path: { } project } read })
        {
            Say("No media are missing.", false);
            return;
        }

        string name = read.Missing.Count > 0 ? System.IO.Path.GetFileName(read.Missing[0].Medium) : "the missing medium";
        AskFiles($"Where is {name}?", files =>
        {
            Options = Options with { MediaRoots = [.. Options.MediaRoots, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(files[0]))!] };
            Leave(() => Open([project]));
        });
    }

    private void GoTo(Document document, string text)
    {
        if (TimeText.TryParse(text, CurrentFrame / (double)document.Rate, document.Rate, out double seconds))
        {
            Seek((long)Math.Round(seconds * document.Rate));
            View.Follow(CurrentFrame);
            return;
        }

        int dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots > 0 && TimeText.TryParse(text[..dots], 0, document.Rate, out double from) && TimeText.TryParse(text[(dots + 2)..], from, document.Rate, out double to) && to > from)
        {
            long first = Math.Min(document.LengthFrames, (long)Math.Round(from * document.Rate));
            document.SetMarkIn(first);
            document.SetMarkOut(Math.Min(document.LengthFrames, (long)Math.Round(to * document.Rate)));
            Seek(first);
            View.Follow(first);
            return;
        }

        Ask(PromptKind.Text, "Go to a time", text, texts => GoTo(document, texts[0]));
        Prompt.Refuse(text, $"\u201C{text}\u201D is not a time: 62.5, 1:02.5, 1h2m3s, +5, @frame, 3..4.");
    }

    // A button that the mouse rests on says what it does.
    private void UpdateTip()
    {
        PlayerAction action = Overlay == Overlay.None && Mouse.IsInside && !Mouse.IsDragging ? Buttons.At(Mouse.X, Mouse.Y) : PlayerAction.None;
        if (action != _hovered.Action) _hovered = (action, Stopwatch.GetTimestamp());
        PlayerAction tip = action != PlayerAction.None && Stopwatch.GetElapsedTime(_hovered.Since).TotalSeconds >= TipSeconds ? action : PlayerAction.None;
        IsDirty |= tip != Tip;
        Tip = tip;
    }

    // What media turned out to be: shorter than the timeline needs, damaged, changed on the disk. Each is said once.
    private void WatchMedia(Document document)
    {
        if (Stopwatch.GetElapsedTime(_mediaAt).TotalSeconds < MediaSeconds) return;
        _mediaAt = Stopwatch.GetTimestamp();
        string fault = document.MediaFault(Stats.SourcesChanged > 0 || Stats.SourcesMissing > 0 || document.Project.Clips.Count <= MostCheckedClips, Stats.MediaWarnings > 0);
        if (fault == _mediaFault) return;
        _mediaFault = fault;
        if (fault.Length > 0) Say(fault, true);
    }
}

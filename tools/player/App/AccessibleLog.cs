using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.App;

/// <summary>
/// What the window shows, as lines of plain text, each when it changes: for screen readers and braille displays that follow a terminal or a
/// file, because SDL has no way to the system's own accessibility. Thread: the window's.
/// </summary>
internal sealed class AccessibleLog : IDisposable
{
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);
    private readonly TextWriter _out;
    private readonly bool _owns;

    private AccessibleLog(TextWriter output, bool owns) => (_out, _owns) = (output, owns);

    /// <summary>Writes to a file, or with - to standard output; null, and the sentence, where that cannot be.</summary>
    public static AccessibleLog? Open(string path, out string error)
    {
        error = "";
        if (path == "-") return new AccessibleLog(Console.Out, owns: false);
        try
        {
            return new AccessibleLog(new StreamWriter(path, append: false, new UTF8Encoding(false)) { AutoFlush = true }, owns: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            error = $"--accessible-log: {failed.Message}";
            return null;
        }
    }

    /// <summary>A log to a writer of the caller's.</summary>
    public static AccessibleLog To(TextWriter output) => new(output, owns: false);

    /// <summary>Says what has changed.</summary>
    public void Update(Session session)
    {
        if (session.Document is { } document) Timeline(session, document);
        else Start(session);
        Over(session);
        Say(session.MessageIsFault ? "error" : "message", session.Message);
        if (session.Message.Length == 0) _said.Remove("error");
        Say("device", session.DeviceFault.Length > 0 ? session.DeviceFault : session.DeviceNote);
        _out.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_owns) _out.Dispose();
    }

    private void Start(Session session)
    {
        if (session.EngineFault.Length > 0) Say("error", session.EngineFault);
        else if (session.Opening is { } what) Say("opening", what);
        else if (session.OpenFault.Length > 0) Say("error", session.OpenFault);
        if (!StartInput.IsShown(session)) return;
        List<StartEntry> entries = StartLayout.Of(session);
        StartEntry entry = entries[Math.Min(session.StartFocus, entries.Count - 1)];
        Say("start page", $"{entry.Label}, {entry.Detail}");
    }

    private void Timeline(Session session, Document document)
    {
        string At(long frame) => TimeText.Of(frame / (double)document.Rate, 3);
        Say("open", $"{document.Title}, {document.Segments.Length} segment{(document.Segments.Length == 1 ? "" : "s")}, {At(document.LengthFrames)}{(document.IsDirty ? ", edited" : "")}");
        bool plays = session.Position.Playing != 0;
        Say("transport", session.Shuttle.IsOn ? $"skims at {session.Shuttle.Speed} x" : (plays ? "plays" : "stands") + (session.PlaySpeed == 1 ? "" : FormattableString.Invariant($" at {session.PlaySpeed} x")));
        if (session.VolumeDb != 0) Say("volume", ListeningVolume.Of(session.VolumeDb));
        if (!plays)
        {
            int index = document.IndexAt(session.CurrentFrame);
            string muted = index >= 0 && document.Segments[index].Muted != 0 ? ", muted" : "";
            Say("at", index < 0 ? At(session.CurrentFrame) : $"{At(session.CurrentFrame)}, {document.NameOf(index)}{muted}");
        }

        Say("marked", document is { MarkIn: { } from, MarkOut: { } to } ? $"{At(from)} to {At(to)}, {At(to - from)} long{(document.IsLooping ? ", loops" : "")}"
            : document.MarkIn is { } markIn ? $"in at {At(markIn)}" : document.MarkOut is { } markOut ? $"out at {At(markOut)}" : "nothing");
        Say("chosen", Chosen(document, At));
        Say("lane", session.LaneFocus < 0 || session.LaneFocus >= document.Mix.Lanes.Length ? "segments" : document.NameOf(document.Mix.Lanes[session.LaneFocus]));
        if (session.Export is { } export) Say("export", $"{(int)(export.Progress * 10) * 10} %");
    }

    private static string Chosen(Document document, Func<long, string> at)
    {
        (int lane, int item) = document.Mix.Find(document.SelectedItem);
        if (document.SelectedItem != 0 && lane >= 0) return $"item {document.NameOf(document.Mix.ItemsOf(lane)[item])}";
        int[] indexes = document.SelectedIndexes();
        if (indexes.Length == 0) return "nothing";
        if (indexes.Length > 1) return $"{indexes.Length} segments";
        SeamSegment segment = document.Segments[indexes[0]];
        return $"{document.NameOf(indexes[0])}, {at(segment.StartFrame)} to {at(segment.EndFrame)}";
    }

    private void Over(Session session)
    {
        Say("dialog", session.Overlay switch
        {
            Overlay.None => "closed",
            Overlay.Help => $"keys, page {session.HelpPage + 1}",
            Overlay.Prompt => session.Prompt.Title,
            Overlay.Question => $"{session.Question?.Title} {session.Question?.Detail}",
            Overlay.Menu => session.Menu is { Title.Length: > 0 } titled ? $"menu of {titled.Title}" : "menu",
            _ => "Export",
        });
        switch (session.Overlay)
        {
            case Overlay.Prompt:
                Say("text", session.Prompt.Text);
                if (session.Prompt.Index >= 0) Say("entry", session.Prompt.Entries[session.Prompt.Index] is var entry && entry.IsFolder ? $"folder {entry.Name}" : entry.Name);
                Say("warning", session.Prompt.Warning);
                break;
            case Overlay.Question when session.Question is { } question: Say("answer", question.Answers[question.Focus].Label); break;
            case Overlay.Menu when session.Menu is { Focus: >= 0 } menu:
                MenuItem item = menu.Items[menu.Focus];
                Say("line", $"{item.Label}{(item.IsOn ? ", on" : "")}{(item.Key.Length > 0 ? $", key {item.Key}" : "")}");
                break;
            case Overlay.Export when session.Document is { } document:
                Say("field", $"{session.ExportDialog.Focus}: {session.ExportDialog.ValueOf(session.ExportDialog.Focus)}");
                Say("warning", session.ExportDialog.Warning(document));
                break;
            case Overlay.Help:
                foreach ((HelpLine line, _) in HelpLayout.Of(session.Layout).Page(Math.Min(session.HelpPage, HelpLayout.Of(session.Layout).Pages - 1))) Say($"key {line.Name}", line.What);
                break;
        }

        if (session.Overlay != Overlay.None) return;
        // What was closed is said again when it is opened again.
        foreach (string name in (ReadOnlySpan<string>)["text", "entry", "warning", "answer", "line", "field"]) _said.Remove(name);
    }

    private void Say(string what, string text)
    {
        if (_said.TryGetValue(what, out string? was) ? was == text : text.Length == 0 || text is "nothing" or "closed" or "segments") return;
        _said[what] = text;
        if (text.Length > 0) _out.WriteLine($"{what}: {text}");
    }
}

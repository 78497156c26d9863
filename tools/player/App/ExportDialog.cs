using System;
using System.IO;
using Seamline.Ui.Model;

namespace Seamline.Ui.App;

/// <summary>The fields of the export dialog, from the top.</summary>
internal enum ExportField
{
    Path,
    Format,
    Rate,
    Channels,
    Range,
    Loudness,
}

/// <summary>What is asked before an export. What was chosen last is there again. Thread: the window's.</summary>
internal sealed class ExportDialog
{
    /// <summary>Fields there are.</summary>
    public const int Count = (int)ExportField.Loudness + 1;

    public ExportSettings Settings { get; private set; } = new();

    public TextField Path { get; } = new();

    public ExportField Focus { get; private set; }

    /// <summary>Why it was refused; empty where it was not.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Opens it for a document.</summary>
    public void Open(Document document)
    {
        Settings = Settings with { MarkedOnly = document.HasRange };
        Path.Set(document.SuggestPath(Settings.Format.Extension), isSuggestion: true);
        (Focus, Fault) = (ExportField.Path, "");
    }

    public void Go(int by) => Focus = (ExportField)(((int)Focus + by + Count) % Count);

    public void GoTo(ExportField field) => Focus = field;

    /// <summary>Types into the path; its extension says what kind of file is wanted.</summary>
    public void Edit(Action<TextField> edit)
    {
        Focus = ExportField.Path;
        edit(Path);
        Fault = "";
        Settings = Settings.For(Path.Text.Trim());
    }

    /// <summary>Goes to the next value of a field, or the one before.</summary>
    public void Change(Document document, ExportField field, int by)
    {
        Focus = field;
        Fault = "";
        Settings = field switch
        {
            ExportField.Format => Settings with { Format = ExportSettings.Next(ExportFormat.All, Settings.Format, by) },
            ExportField.Rate => Settings with { Rate = ExportSettings.Next(ExportSettings.Rates, Settings.Rate, by) },
            ExportField.Channels => Settings with { Channels = ExportSettings.Next([0, 1, 2], Settings.Channels, by) },
            ExportField.Range => Settings with { MarkedOnly = !Settings.MarkedOnly && document.HasRange },
            ExportField.Loudness => Settings with { LoudnessLufs = ExportSettings.Next(ExportSettings.Targets, Settings.LoudnessLufs, by) },
            _ => Settings,
        };
        if (field != ExportField.Format) return;
        bool suggested = Path.IsSuggestion;
        Path.Set(suggested ? document.SuggestPath(Settings.Format.Extension) : System.IO.Path.ChangeExtension(Path.Text.Trim(), Settings.Format.Extension), suggested);
    }

    /// <summary>The value of a field, in words.</summary>
    public string ValueOf(ExportField field) => field switch
    {
        ExportField.Format => Settings.Format.Name,
        ExportField.Rate => Settings.RateText,
        ExportField.Channels => Settings.ChannelsText,
        ExportField.Range => Settings.RangeText,
        ExportField.Loudness => Settings.LoudnessText,
        _ => Path.Text,
    };

    /// <summary>What there is to know of the choice, in a sentence: that a file is replaced, why it was refused.</summary>
    public string Warning(Document document)
    {
        if (Fault.Length > 0) return Fault;
        string path = Path.Text.Trim();
        return !File.Exists(path) ? "" : document.IsMedium(path) ? "This is a recording of this timeline." : "A file of this name is there: it will be replaced.";
    }

    /// <summary>Whether the path can be taken, made whole; else <see cref="Fault"/> says why not.</summary>
    public bool TryTake(Document document, out string path)
    {
        path = Path.Text.Trim();
        if (path.StartsWith("~/", StringComparison.Ordinal)) path = System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        string extension = System.IO.Path.GetExtension(path);
        if (path.Length == 0) Fault = "A name is needed.";
        else if (!extension.Equals(Settings.Format.Extension, StringComparison.OrdinalIgnoreCase))
            Fault = extension.Length == 0 ? $"The name has no extension: {Settings.Format.Extension} for {Settings.Format.Name}." : $"{extension} is not exported: .wav, .flac, .m4a, .opus, .mp3 or .ogg.";
        else if (document.IsMedium(path)) Fault = $"{System.IO.Path.GetFileName(path)} is a recording of this timeline: choose another name.";
        else if (!Directory.Exists(System.IO.Path.GetDirectoryName(path = System.IO.Path.GetFullPath(path)))) Fault = $"There is no folder {System.IO.Path.GetDirectoryName(path)}.";
        else Fault = "";
        return Fault.Length == 0;
    }
}

using System;
using System.Globalization;
using System.IO;
using System.Text.Json;
using Seamline.Files;
using Seamline.Projects;

namespace Seamline.Ui.Model;

/// <summary>What is known of edits that were not saved, beside the timeline itself.</summary>
/// <param name="Path">Where the timeline would be saved; null where it has no file yet.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Opened">What it was opened from: a project or the first medium.</param>
/// <param name="Edits">Edits since it was saved.</param>
/// <param name="PlayheadFrame">Where the playhead was.</param>
internal sealed record RecoveryFacts(string? Path, string Title, string Opened, int Edits, long PlayheadFrame);

/// <summary>
/// A timeline with unsaved edits on the disk: NAME.otio, NAME.json with what else is known, and NAME.lock, which the player that writes
/// them holds. The lock goes with the process, however that ends: what is not locked was left behind. Thread: one at a time.
/// </summary>
internal sealed class RecoveryFile : IDisposable
{
    private readonly FileStream _lock;

    private RecoveryFile(string name, FileStream held)
    {
        Name = name;
        _lock = held;
    }

    /// <summary>Path without extension.</summary>
    public string Name { get; }

    /// <summary>The timeline.</summary>
    public string Timeline => Name + ".otio";

    /// <summary>What is known of it; null before something was written, or where it cannot be read.</summary>
    public RecoveryFacts? Facts { get; private set; }

    /// <summary>When it was written last.</summary>
    public DateTime Written => File.GetLastWriteTimeUtc(Timeline);

    /// <summary>Begins a new one; null where the folder cannot be written.</summary>
    public static RecoveryFile? Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string stamp = DateTime.UtcNow.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
            return Hold(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{stamp}-{Environment.ProcessId}")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The newest that no player holds any more, now held by this one; null where there is none.</summary>
    public static RecoveryFile? Newest(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        string[] timelines = Directory.GetFiles(folder, "*.otio");
        Array.Sort(timelines, static (a, b) => string.CompareOrdinal(b, a));
        foreach (string timeline in timelines)
        {
            if (Hold(Path.ChangeExtension(timeline, null)) is not { } file) continue;
            file.Facts = file.Read();
            if (file.Facts != null) return file;
            // Ended between its two files: without a name it is offered all the same.
            file.Facts = new RecoveryFacts(null, "a timeline", "", 0, 0);
            return file;
        }

        return null;
    }

    /// <summary>Writes the timeline and what is known of it, each whole or not at all.</summary>
    /// <exception cref="ProjectException">It cannot be written.</exception>
    public void Write(Project project, RecoveryFacts facts)
    {
        OtioWriter.Write(project, Timeline);
        using OutputFile file = OutputFile.Create(Name + ".json");
        using (var json = new Utf8JsonWriter(file.Stream))
        {
            json.WriteStartObject();
            if (facts.Path != null) json.WriteString("path", facts.Path);
            json.WriteString("title", facts.Title);
            json.WriteString("opened", facts.Opened);
            json.WriteNumber("edits", facts.Edits);
            json.WriteNumber("playhead", facts.PlayheadFrame);
            json.WriteEndObject();
        }

        file.Commit();
        Facts = facts;
    }

    /// <summary>Removes what was written: there is nothing to recover. The lock stays.</summary>
    public void Clear()
    {
        if (Facts == null) return;
        Facts = null;
        File.Delete(Timeline);
        File.Delete(Name + ".json");
    }

    /// <summary>Lets go of it; what was written and not cleared stays for the next start.</summary>
    public void Dispose()
    {
        bool empty = Facts == null;
        string path = _lock.Name;
        _lock.Dispose();
        if (empty) File.Delete(path);
    }

    private static RecoveryFile? Hold(string name)
    {
        try
        {
            return new RecoveryFile(name, new FileStream(name + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private RecoveryFacts? Read()
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Name + ".json"));
            JsonElement root = json.RootElement;
            return new RecoveryFacts(
                root.TryGetProperty("path", out JsonElement path) ? path.GetString() : null,
                root.GetProperty("title").GetString() ?? "",
                root.GetProperty("opened").GetString() ?? "",
                root.GetProperty("edits").GetInt32(),
                root.GetProperty("playhead").GetInt64());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or System.Collections.Generic.KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Seamline.Projects;
using Seamline.Ui.Model;

namespace Seamline.Ui.App;

/// <summary>
/// Keeps unsaved edits on the disk: a second after an edit, and every five seconds while edits go on, the timeline is written on a thread of
/// its own. Saved or discarded edits are removed there. Thread: the window's.
/// </summary>
internal sealed class Autosave : IDisposable
{
    private const double RestSeconds = 1;
    private const double MostSeconds = 5;

    private readonly string? _folder;
    private RecoveryFile? _file;
    private Task<string>? _writing;
    private (Document? Document, long Revision) _seen;
    private (Document? Document, long Revision) _written;
    private long _changedAt;
    private long _dueAt;

    /// <param name="stateFolder">The user's folder; null keeps nothing.</param>
    public Autosave(string? stateFolder) => _folder = stateFolder == null ? null : Path.Combine(stateFolder, "recovery");

    /// <summary>Why the last writing failed; empty else.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>All that is unsaved is on the disk.</summary>
    public bool IsKept => _writing == null && _file?.Facts != null && _written == _seen;

    /// <summary>What an earlier run left behind, held by this one; null where there is nothing.</summary>
    public RecoveryFile? FindLeft() => _folder == null ? null : RecoveryFile.Newest(_folder);

    /// <summary>A timeline that was left behind is open: it goes on being kept where it is.</summary>
    public void Adopt(RecoveryFile file, Document document)
    {
        Finish();
        _file?.Clear();
        _file?.Dispose();
        _file = file;
        _seen = _written = (document, document.Revision);
    }

    /// <summary>Looks whether something is to be written or removed.</summary>
    public void Update(Document? document)
    {
        if (_folder == null) return;
        if (_writing is { IsCompleted: true }) Finish();
        if (document is not { IsDirty: true })
        {
            if (_file?.Facts == null || _writing != null) return;
            Remove();
            _written = _seen = default;
            return;
        }

        long now = Stopwatch.GetTimestamp();
        if (_seen != (document, document.Revision))
        {
            if (_seen == _written) _dueAt = now;
            _seen = (document, document.Revision);
            _changedAt = now;
        }

        bool due = _seen != _written && (Stopwatch.GetElapsedTime(_changedAt, now).TotalSeconds >= RestSeconds || Stopwatch.GetElapsedTime(_dueAt, now).TotalSeconds >= MostSeconds);
        if (due && _writing == null) Begin(document);
    }

    /// <summary>Writes what is unsaved now, and waits for it: the program ends.</summary>
    public void Rescue(Document? document)
    {
        if (_folder == null || document is not { IsDirty: true }) return;
        Finish();
        _seen = (document, document.Revision);
        if (_seen != _written) Begin(document);
        Finish();
    }

    /// <summary>Waits for what is being written.</summary>
    public void Finish()
    {
        if (_writing == null) return;
        Fault = _writing.GetAwaiter().GetResult();
        _writing = null;
    }

    /// <summary>Ends; what is not saved was discarded, unless it is to be left for the next start.</summary>
    public void End(bool leave)
    {
        Finish();
        if (!leave) Remove();
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Finish();
        _file?.Dispose();
        _file = null;
    }

    private void Begin(Document document)
    {
        _file ??= RecoveryFile.Create(_folder!);
        _written = _seen;
        _dueAt = Stopwatch.GetTimestamp();
        if (_file == null)
        {
            Fault = $"Edits cannot be kept for recovery: there is no permission to write in {_folder}.";
            return;
        }

        RecoveryFile file = _file;
        Project project = document.Current();
        RecoveryFacts facts = document.Facts();
        _writing = Task.Run(() =>
        {
            try
            {
                file.Write(project, facts);
                return "";
            }
            catch (Exception error) when (error is ProjectException or IOException or UnauthorizedAccessException)
            {
                return $"Edits cannot be kept for recovery: {error.Message}";
            }
        });
    }

    private void Remove()
    {
        try
        {
            _file?.Clear();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fault = error.Message;
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Seamline.Ui.Native;

namespace Seamline.Ui.Model;

/// <summary>
/// What is open: an engine with its timeline, mirrored after each edit, and what only the player knows of it: marks, names,
/// what is saved. Thread: the window's.
/// </summary>
internal sealed partial class Document : IDisposable
{
    private const int MostKinds = 2;
    private readonly ItemOrigins _origins;
    private readonly Dictionary<int, string> _clipNames;
    private readonly PartNames _partNames = new();
    private SeamSegment[] _segments = new SeamSegment[64];
    private long[] _ids = [];
    private int _count;
    private int _savedDepth; // -1 where what was saved cannot be come back to
    private int _recoveredEdits;
    private string? _beside; // what a recovered timeline was opened from

    public Document(NativeEngine engine, Project project, IReadOnlyDictionary<int, string> faults, MixNames names)
    {
        _names = names;
        Mix.OnSegments = project.Segments.Any(segment => segment.Transition != null || segment.Envelope.Count > 0);
        Engine = engine;
        Project = project;
        Faults = faults;
        // Other formats hold less: they are read, and saved as .otio beside.
        SavePath = IsOtio(project.Path) ? project.Path : null;
        Title = TitleOf();
        Format = FormatOf();
        _clipNames = project.Clips.ToDictionary(clip => clip.Id, clip => clip.Name);
        Mirror();
        _origins = new ItemOrigins(Ids(), project.Segments);
    }

    /// <summary>The engine; the document owns it.</summary>
    public NativeEngine Engine { get; }

    /// <summary>The project as it was read.</summary>
    public Project Project { get; private set; }

    /// <summary>Clips whose media could not be opened, with the sentence; they are silent.</summary>
    public IReadOnlyDictionary<int, string> Faults { get; }

    /// <summary>Segments in timeline order, as the engine has them.</summary>
    public ReadOnlySpan<SeamSegment> Segments => _segments.AsSpan(0, _count);

    /// <summary>Frames.</summary>
    public long LengthFrames { get; private set; }

    /// <summary>Hz.</summary>
    public int Rate => Engine.Rate;

    /// <summary>Rises with every change of the timeline.</summary>
    public long Revision { get; private set; }

    /// <summary>The engine's number of the last edit's publication; 0 before the first.</summary>
    public long EditSerial { get; private set; }

    /// <summary>Edits that can be taken back.</summary>
    public int UndoDepth { get; private set; }

    /// <summary>Edits that can be done again.</summary>
    public int RedoDepth { get; private set; }

    /// <summary>Whether there is something to save.</summary>
    public bool IsDirty => UndoDepth != _savedDepth;

    /// <summary>What is known of it beside the timeline, where its edits are not saved.</summary>
    public RecoveryFacts Facts() => new(SavePath, Title, Project.Path ?? (Project.Clips is [{ Tracks: [var track, ..] }, ..] ? track.MediaPath : ""),
        _savedDepth < 0 ? _recoveredEdits + UndoDepth : Math.Abs(UndoDepth - _savedDepth), Engine.Position().PlayheadFrame);

    /// <summary>It was read from what another run left: it belongs where that one would have saved it, and is not saved.</summary>
    public void TakeRecovery(RecoveryFacts facts)
    {
        SavePath = facts.Path;
        Title = facts.Title;
        _beside = facts.Path ?? facts.Opened;
        _recoveredEdits = facts.Edits;
        _savedDepth = -1;
    }

    /// <summary>Where saving goes without asking; null before the first time.</summary>
    public string? SavePath { get; private set; }

    /// <summary>Why the last call failed.</summary>
    public string LastError { get; private set; } = "";

    /// <summary>What it is called.</summary>
    public string Title { get; private set; }

    /// <summary>What its media are, in a few words.</summary>
    public string Format { get; }

    /// <summary>Name of a segment by its place; parts of one recording have numbers.</summary>
    public string NameOf(int index) => _partNames.Of(this, index);

    /// <summary>Its name without the number.</summary>
    public string UnnumberedNameOf(int index) => _partNames.PlainOf(this, index);

    /// <summary>Name of a segment without the number of the part; one that has none is a piece of its clip.</summary>
    public string PlainNameOf(in SeamSegment segment) =>
        _origins.Of(segment.Id) is >= 0 and var item && Project.Segments[item].Name is { Length: > 0 } name ? name
        : segment.Clip == 0 ? "gap" : _clipNames.GetValueOrDefault((int)segment.Clip, "missing");

    /// <summary>The segment that plays at a frame, or -1.</summary>
    public int IndexAt(long frame)
    {
        if (frame < 0 || _count == 0 || frame >= _segments[_count - 1].EndFrame) return -1;
        int low = 0;
        int high = _count - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_segments[middle].EndFrame > frame) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    /// <summary>Where it is in the order, or -1.</summary>
    public int IndexOf(long id)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_segments[i].Id == id) return i;
        }

        return -1;
    }

    /// <summary>The nearest seam before or after a frame; the timeline's ends count.</summary>
    public long SeamFrom(long frame, bool forward)
    {
        int at = _count == 0 ? -1 : IndexAt(Math.Clamp(frame, 0, Math.Max(0, _segments[_count - 1].EndFrame - 1)));
        if (at < 0) return 0;
        if (forward) return frame >= _segments[_count - 1].EndFrame ? LengthFrames : _segments[at].EndFrame;
        if (frame >= _segments[_count - 1].EndFrame) return _segments[_count - 1].StartFrame;
        return frame > _segments[at].StartFrame ? _segments[at].StartFrame : at > 0 ? _segments[at - 1].StartFrame : 0;
    }

    /// <summary>Writes the project; false, with <see cref="LastError"/>, where that fails.</summary>
    public bool Save(string path)
    {
        try
        {
            OtioWriter.Write(Current(), path);
        }
        catch (Exception error) when (error is ProjectException or IOException or UnauthorizedAccessException)
        {
            LastError = error.Message;
            return false;
        }

        SavePath = Path.GetFullPath(path);
        Title = TitleOf();
        _savedDepth = UndoDepth;
        return true;
    }

    /// <summary>Where a file of this document would go: beside the project, else beside the first medium.</summary>
    public string SuggestPath(string extension)
    {
        string? beside = SavePath ?? (_beside is { Length: > 0 } ? _beside : null) ?? Project.Path ?? (Project.Clips is [{ Tracks: [var track, ..] }, ..] ? track.MediaPath : null);
        string path = beside == null ? Path.GetFullPath("timeline" + extension) : Path.ChangeExtension(beside, extension);
        return IsMedium(path) ? Path.ChangeExtension(path, null) + " cut" + extension : path;
    }

    /// <summary>Whether a file is one of the recordings that this is made of.</summary>
    /// <remarks>By whatever name: through symbolic and hard links.</remarks>
    public bool IsMedium(string path) => ProjectOutputs.MediumAt(Project, path) != null;

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();

    /// <summary>The project as it stands now, to be written.</summary>
    internal Project Current() => Project with
    {
        Segments = [.. Enumerable.Range(0, _count).Select(i => _segments[i]).Select(segment => new ProjectSegment
        {
            ClipId = (int)segment.Clip,
            In = segment.InSeconds,
            Out = segment.OutSeconds,
            Speed = segment.Speed,
            SpeedMode = segment.Speed == 1 ? SpeedMode.KeepPitch : (SpeedMode)segment.SpeedMode,
            GainDb = segment.GainDb,
            Muted = segment.Muted != 0,
            Transition = TransitionOf(segment.Id),
            Envelope = Points(Seam.OwnerSegment, segment.Id),
            Name = _origins.Of(segment.Id) is >= 0 and var item ? Project.Segments[item].Name : PlainNameOf(segment),
            Item = _origins.Of(segment.Id) is >= 0 and var own ? Project.Segments[own].Item : -1,
        })],
        Lanes = CurrentLanes(),
        Master = CurrentMaster(),
    };

    private static bool IsOtio(string? path) => path != null && Path.GetExtension(path).Equals(".otio", StringComparison.OrdinalIgnoreCase);

    private string TitleOf() => (SavePath ?? Project.Path) is { } path ? Path.GetFileName(path)
        : Project.Clips.Count switch { 0 => "empty", 1 => Project.Clips[0].Name, var n => $"{Project.Clips[0].Name} and {n - 1} more" };

    // Each kind of medium once, in the order of the clips.
    private string FormatOf()
    {
        string[] kinds = [.. Project.Clips
            .SelectMany(clip => Enumerable.Range(0, clip.Tracks.Count).Select(track => Engine.SourceKind(clip.Id, track)))
            .Where(kind => kind.Length > 0).Distinct(StringComparer.Ordinal)];
        return kinds.Length <= MostKinds ? string.Join(", ", kinds) : $"{string.Join(", ", kinds[..MostKinds])} and {kinds.Length - MostKinds} more";
    }

    private void Mirror()
    {
        if (!Engine.GetTimeline(ref _segments, out _count)) LastError = Engine.LastError;
        Mix.Read(Engine, Segments);
        LengthFrames = Engine.Length();
        Revision++;
    }

    private ReadOnlySpan<long> Ids()
    {
        if (_ids.Length < _count) _ids = new long[_segments.Length];
        for (int i = 0; i < _count; i++) _ids[i] = _segments[i].Id;
        return _ids.AsSpan(0, _count);
    }
}

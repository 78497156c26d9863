using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Seamline.Projects;

/// <summary>Numbers clips in order of first use; the same tracks, to the bit, are the same clip.</summary>
internal sealed class ClipTable
{
    private readonly List<ProjectClip> _clips = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private (IReadOnlyList<ProjectTrack>? Tracks, int Id) _last;

    /// <summary>The clips so far, ids 1..n.</summary>
    public IReadOnlyList<ProjectClip> Clips => _clips;

    /// <summary>The id of the clip with these tracks; the first name, rate and length given stay.</summary>
    public int Add(string name, IReadOnlyList<ProjectTrack> tracks, double rate = 0, double statedSeconds = 0)
    {
        // Items of one recording follow each other.
        if (ReferenceEquals(tracks, _last.Tracks))
            return _last.Id;
        string key = Key(tracks);
        if (_ids.TryGetValue(key, out int id))
        {
            _last = (tracks, id);
            return id;
        }
        id = _clips.Count + 1;
        _last = (tracks, id);
        _ids.Add(key, id);
        _clips.Add(new ProjectClip { Id = id, Name = name, Tracks = tracks, Rate = rate, StatedSeconds = statedSeconds });
        return id;
    }

    /// <summary>A text that is equal exactly where the tracks are. No path holds the character 0.</summary>
    public static string Key(IReadOnlyList<ProjectTrack> tracks)
    {
        var key = new StringBuilder();
        foreach (ProjectTrack track in tracks)
        {
            key.Append(CultureInfo.InvariantCulture, $"{track.MediaPath}\0{track.StreamIndex}\0{(int)track.Mode}\0");
            key.Append(CultureInfo.InvariantCulture, $"{BitConverter.DoubleToInt64Bits(track.OffsetSeconds):x}\0");
            key.Append(CultureInfo.InvariantCulture, $"{BitConverter.DoubleToInt64Bits(track.GainDb):x}\0");
        }
        return key.ToString();
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Model;

/// <summary>What the media turned out to be: changed or gone, shorter than the timeline needs, damaged.</summary>
internal sealed partial class Document
{
    // What a container rounds a length to; less is no loss.
    private const double ShortSeconds = 0.1;

    /// <summary>What is wrong with the media, in a sentence; empty where nothing is.</summary>
    /// <param name="changed">Some file has changed or is gone, by the engine's count.</param>
    /// <param name="damaged">Some medium has holes, by the engine's count.</param>
    public string MediaFault(bool changed, bool damaged)
    {
        if (changed && ChangedMedia() is { Length: > 0 } names)
        {
            string name = names[0];
            bool gone = Project.Clips.Any(clip => clip.Tracks.Any(track => Path.GetFileName(track.MediaPath) == name && !File.Exists(track.MediaPath)));
            string more = names.Length > 1 ? $" ({names.Length - 1} more)" : "";
            return gone ? $"{name} is gone from the disk{more}: what is loaded plays on, the rest is silence." : $"{name} has changed on the disk{more}: what is loaded plays on. Ctrl R opens it again.";
        }

        if (ShortMedium() is { } sentence) return sentence;
        if (!damaged) return "";
        foreach (ProjectClip clip in Project.Clips)
        {
            for (int track = 0; track < clip.Tracks.Count; track++)
            {
                if (Engine.Source(clip.Id, track, out _, out int holes) && holes > 0)
                    return $"{Path.GetFileName(clip.Tracks[track].MediaPath)} is damaged: {holes:#,0} packet{(holes == 1 ? " was" : "s were")} replaced by silence.";
            }
        }

        return "";
    }

    /// <summary>All media are mono.</summary>
    public bool IsMono => Project.Clips.Any(clip => clip.Tracks.Count > 0) && Project.Clips.All(clip => Enumerable.Range(0, clip.Tracks.Count).All(track => Engine.SourceChannels(clip.Id, track) is 0 or 1));

    /// <summary>Names of media whose files have changed or are gone.</summary>
    public string[] ChangedMedia() =>
        [.. Project.Clips.Where(clip => Engine.ChangedMedia(clip.Id) > 0).SelectMany(clip => clip.Tracks).Select(track => Path.GetFileName(track.MediaPath)).Distinct(StringComparer.Ordinal)];

    /// <summary>Opens a medium again, by its name.</summary>
    public bool Reopen(string name)
    {
        foreach (ProjectClip clip in Project.Clips.Where(clip => clip.Tracks.Any(track => Path.GetFileName(track.MediaPath) == name)))
        {
            if (!Engine.ReopenClip(clip.Id)) return Refuse(Engine.LastError);
        }

        Changed();
        return true;
    }

    // Of the clips whose segments reach beyond their media the first; null where none does, or lengths are still estimates.
    private string? ShortMedium()
    {
        var needed = new Dictionary<uint, double>();
        foreach (ref readonly SeamSegment segment in Segments)
        {
            if (segment.Clip != 0 && segment.OutSeconds > needed.GetValueOrDefault(segment.Clip)) needed[segment.Clip] = segment.OutSeconds;
        }

        foreach ((uint id, double end) in needed)
        {
            if (Project.Clips.FirstOrDefault(clip => clip.Id == id) is not { } clip || Faults.ContainsKey(clip.Id)) continue;
            double longest = -1;
            string name = "";
            for (int track = 0; track < clip.Tracks.Count; track++)
            {
                if (!Engine.Source(clip.Id, track, out double? seconds, out _) || seconds is not { } exact) return null;
                double there = exact - clip.Tracks[track].OffsetSeconds;
                if (there > longest) (longest, name) = (there, Path.GetFileName(clip.Tracks[track].MediaPath));
            }

            if (longest >= 0 && end - longest >= ShortSeconds) return $"{name} ends at {TimeText.Of(longest, 3)}, and the timeline uses it until {TimeText.Of(end, 3)}: the rest is silence.";
        }

        return null;
    }
}

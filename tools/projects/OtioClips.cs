using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Finds the clips that items of any track play.</summary>
internal sealed class OtioClips(MediaFinder finder, List<string> warnings)
{
    private readonly ClipTable _clips = new();
    private readonly Dictionary<string, int> _plain = new(System.StringComparer.Ordinal);
    private readonly Dictionary<int, StartTimecode> _clocks = [];
    private readonly HashSet<int> _timeless = [];

    /// <summary>Clips in order of first use.</summary>
    public IReadOnlyList<ProjectClip> Clips => _clips.Clips;

    /// <summary>The clip of an item; 0 where it is silent, which is said.</summary>
    public int Of(JsonObject? reference, Place place, ItemMetadata own)
    {
        string? path = MediaPath(reference, place, quiet: own.Tracks is { } listed && listed.All(track => track.TargetUrl is not null));
        if (path is not null && own.Tracks is null && _plain.TryGetValue(path, out int known))
            return known;
        var tracks = new List<ProjectTrack>();
        foreach (TrackMetadata track in own.Tracks ?? [new TrackMetadata(null, -1, 0, 0, StereoMode.Stereo)])
        {
            string? media = track.TargetUrl is null ? path : finder.Find(track.TargetUrl, place);
            if (media is null)
                continue;
            tracks.Add(new ProjectTrack
            {
                MediaPath = media,
                StreamIndex = track.Stream,
                OffsetSeconds = track.Offset,
                GainDb = track.GainDb,
                Mode = track.Mode,
            });
        }
        if (tracks.Count == 0 && own.Tracks is not { Count: 0 })
            return 0;
        string name = reference is null ? "" : Json.Text(reference, "name", place) ?? "";
        if (name.Length == 0)
            name = path is null ? place.Name : Path.GetFileName(path);
        double? stated = reference is null || own.Tracks is not null ? null : OtioTime.Range(reference, "available_range", place)?.Duration.Seconds;
        int clip = _clips.Add(name, tracks, statedSeconds: stated ?? 0);
        if (path is not null && own.Tracks is null)
            _plain.Add(path, clip);
        return clip;
    }

    /// <summary>
    /// Source times of an item whose reference says no available range may count from the start timecode that the medium carries: where they
    /// begin behind its end, the reference is given that range.
    /// </summary>
    public void Clock(int clip, JsonObject item, JsonObject? reference, Place place)
    {
        if (_timeless.Contains(clip) || reference is null || !reference.HasNone("available_range")
            || OtioTime.Range(item, "source_range", place) is not { } range || range.Start.Seconds <= 0)
            return;
        if (!_clocks.TryGetValue(clip, out StartTimecode clock))
        {
            if (Json.Schema(reference) is not "ExternalReference.1" || Clips[clip - 1].Tracks is not [var track, ..] || StartTimecode.Of(track.MediaPath) is not { } known)
            {
                _timeless.Add(clip);
                return;
            }
            _clocks.Add(clip, clock = known);
        }
        if (range.Start.Seconds >= clock.Seconds && range.Start.Seconds >= (clock.Value / clock.Rate) - OtioLength.ToleranceSeconds)
            reference["available_range"] = OtioTime.Range(clock.Value / clock.Rate, clock.Seconds, clock.Rate);
    }

    /// <summary>The clip of tracks that all name their media; 0 where it is silent.</summary>
    public int Of(IReadOnlyList<TrackMetadata> tracks, Place place)
    {
        string name = tracks.Count > 0 && finder.Find(tracks[0].TargetUrl!, place) is { } first ? Path.GetFileName(first) : place.Name;
        return Of(null, place with { Name = name }, new ItemMetadata { Tracks = tracks });
    }

    /// <summary>The medium's path, there or not; null where the item is silent, which is said.</summary>
    private string? MediaPath(JsonObject? reference, Place place, bool quiet)
    {
        string schema = reference is null ? "MissingReference.1" : Json.Schema(reference);
        switch (schema)
        {
            case "ExternalReference.1":
                return ExternalPath(reference!, place);
            case "MissingReference.1":
                return quiet ? null : Silence("has no medium (MissingReference)", place); // its tracks name their own
            case "ImageSequenceReference.1":
                return Silence($"has an image sequence ({schema}) as its medium, which has no sound", place);
            case "GeneratorReference.1":
                string kind = Json.Text(reference!, "generator_kind", place) ?? "";
                return Silence($"has a generator ({schema} \"{kind}\") as its medium, which is not generated", place);
            default:
                finder.Lost(schema, $"has a medium of the schema \"{schema}\", which is not known", place);
                return null;
        }
    }

    private string? ExternalPath(JsonObject reference, Place place)
    {
        string url = Json.Text(reference, "target_url", place) ?? "";
        if (url.Length == 0)
            return Silence("has no medium (an empty target_url)", place);
        if (Stills.IsStill(url))
            return Silence($"has the still picture {url} as its medium, which has no sound", place);
        // Editors write a range of the rate 0 for stills and for media that were lost: there is nothing to find.
        bool timeless = OtioTime.Range(reference, "available_range", place) is null && Json.Object(reference, "available_range", place) is not null;
        return timeless && !finder.Exists(url, place)
            ? Silence($"has the medium {url}, which has no clock (an available_range of the rate 0) and is not there", place)
            : finder.Find(url, place, reference);
    }

    private string? Silence(string cause, Place place)
    {
        warnings.Add(place.Sentence($"{cause}; it is silence of its length"));
        return null;
    }
}

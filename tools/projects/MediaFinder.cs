using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Turns the addresses of a project into files, and keeps count of those that lead nowhere.</summary>
internal sealed class MediaFinder(string file, OtioReadOptions options, List<string> warnings)
{
    /// <summary>Lengths that programs write are whole frames of picture, and packed sound is longer by what its encoder adds.</summary>
    private const double SameLengthSeconds = 0.25;

    private const int MaxNamed = 3;

    private readonly IReadOnlyList<string> _roots = options.MediaRoots;
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? "";
    private readonly MediaSearch _search = new(options.MediaRoots);
    private readonly Dictionary<string, MissingMedium> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _relinked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);

    /// <summary>Media that are not there, in order of first use.</summary>
    public IReadOnlyList<MissingMedium> Missing => [.. _missing.Values];

    /// <summary>Addresses that led nowhere, and the files found for them under the folders that the user named.</summary>
    public IReadOnlyDictionary<string, string> Relinked => _relinked;

    /// <summary>Whether an address leads to a file, without a word where it does not.</summary>
    public bool Exists(string url, Place place) => File.Exists(MediaUrl.Resolve(url, _folder, place, out _));

    /// <summary>Where a medium that was asked for was found; null where it was not.</summary>
    public string? Known(string url) => _found.TryGetValue(url, out string? found) || _relinked.TryGetValue(url, out found) ? found : null;

    /// <summary>The absolute path of a medium, there or not; null where the address can mean no file of this machine.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="place">For messages.</param>
    /// <param name="reference">What says how long it is: of files of its name elsewhere only one of that length is taken.</param>
    public string? Find(string url, Place place, JsonObject? reference = null) => Known(url) ?? Search(url, place, reference); // clips of one medium are many, and a file is asked for once

    private string? Search(string url, Place place, JsonObject? reference)
    {
        string? path = MediaUrl.Resolve(url, _folder, place, out string cause);
        if (path is not null && File.Exists(path))
            return _found[url] = path;
        double? length = reference is null ? null : OtioTime.Range(reference, "available_range", place)?.Duration.Seconds;
        var others = new List<string>();
        if (_roots.Count > 0 && _search.Find(Names(url, path), path ?? url, candidate => Fits(candidate, length, others)) is { } elsewhere)
        {
            _relinked.Add(url, elsewhere);
            return elsewhere;
        }
        string looked = _roots.Count == 0 ? "" : $" there or under {string.Join(", ", _roots)}{string.Concat(others.Take(MaxNamed).Select(other => $"; {other}"))}";
        Lost(path ?? url, path is null ? $"has the medium {url}: {cause}{looked}" : $"has the medium {path}, and there is no such file{looked}", place);
        return path;
    }

    /// <summary>Notes a medium that cannot be had.</summary>
    public void Lost(string medium, string cause, Place place)
        => _missing[medium] = _missing.TryGetValue(medium, out MissingMedium? known)
            ? known with { Items = known.Items + 1 }
            : new MissingMedium(medium, cause, place, 1);

    /// <summary>Turns what is missing into one refusal that names all, or into a warning each.</summary>
    public void Finish(bool require)
    {
        warnings.AddRange(_search.Warnings);
        if (require && _missing.Count > 0)
            throw new ProjectException(Project.AllMissing(file, Missing));
        warnings.AddRange(_missing.Values.Select(medium => medium.Sentence));
    }

    private bool Fits(string candidate, double? length, List<string> others)
    {
        if (length is not { } expected || options.MediumSeconds is null)
            return true;
        double? seconds = options.MediumSeconds(candidate);
        if (seconds is { } known && Math.Abs(known - expected) <= SameLengthSeconds)
            return true;
        others.Add(string.Create(CultureInfo.InvariantCulture, $"{candidate} has its name, but {(seconds is { } other ? $"is {other:0.###} s long instead of {expected:0.###} s" : "cannot be heard")}"));
        return false;
    }

    /// <summary>What the file may be called: addresses are written raw by some tools and escaped by others.</summary>
    private static List<string> Names(string url, string? path)
    {
        string last = url[(url.LastIndexOfAny(['/', '\\']) + 1)..];
        string?[] names = [path is null ? null : Path.GetFileName(path), last, Uri.UnescapeDataString(last)];
        return [.. names.OfType<string>().Where(name => name.Length > 0 && name is not ("." or "..")).Distinct(StringComparer.Ordinal)];
    }
}

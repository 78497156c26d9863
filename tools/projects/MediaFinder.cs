using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Turns the addresses of a project into files, and keeps count of those that lead nowhere.</summary>
internal sealed class MediaFinder(string file, IReadOnlyList<string> mediaRoots, List<string> warnings)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? "";
    private readonly MediaSearch _search = new(mediaRoots);
    private readonly Dictionary<string, MissingMedium> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _relinked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);

    /// <summary>Media that are not there, in order of first use.</summary>
    public IReadOnlyList<MissingMedium> Missing => [.. _missing.Values];

    /// <summary>Addresses that led nowhere, and the files found for them under the folders that the user named.</summary>
    public IReadOnlyDictionary<string, string> Relinked => _relinked;

    /// <summary>Whether an address leads to a file, without a word where it does not.</summary>
    public bool Exists(string url, Place place) => File.Exists(MediaUrl.Resolve(url, _folder, place, out _));

    /// <summary>The absolute path of a medium, there or not; null where the address can mean no file of this machine.</summary>
    public string? Find(string url, Place place)
    {
        // Clips of one medium are many, and a file is asked for once.
        if (_found.TryGetValue(url, out string? found) || _relinked.TryGetValue(url, out found))
            return found;
        string? path = MediaUrl.Resolve(url, _folder, place, out string cause);
        if (path is not null && File.Exists(path))
            return _found[url] = path;
        if (mediaRoots.Count > 0 && _search.Find(Names(url, path), path ?? url) is { } elsewhere)
        {
            _relinked.Add(url, elsewhere);
            return elsewhere;
        }
        string looked = mediaRoots.Count == 0 ? "" : $" there or under {string.Join(", ", mediaRoots)}";
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

    /// <summary>What the file may be called: addresses are written raw by some tools and escaped by others.</summary>
    private static List<string> Names(string url, string? path)
    {
        string last = url[(url.LastIndexOfAny(['/', '\\']) + 1)..];
        string?[] names = [path is null ? null : Path.GetFileName(path), last, Uri.UnescapeDataString(last)];
        return [.. names.OfType<string>().Where(name => name.Length > 0 && name is not ("." or "..")).Distinct(StringComparer.Ordinal)];
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>The tracks of a project's file that are kept and not played: pictures, titles, disabled audio.</summary>
public static class OtherTracks
{
    /// <summary>Their names, as messages show them, of those that hold anything.</summary>
    public static IReadOnlyList<string> Of(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        if (project.Original is null)
            return [];
        OtioDocument document = Read(project);
        var place = new Place(project.Path ?? "", "Timeline.1", project.Name);
        return [.. document.Root["tracks"]!["children"]!.AsArray().OfType<JsonObject>()
            .Where(track => track != document.Track && !document.IsLane(track) && OtioLength.OfChildren(track, place) > 0)
            .Select(track => $"\"{(string?)track["name"]}\" ({(string?)track["kind"] ?? "Video"})")];
    }

    /// <summary>The project with ranges of the timeline taken out of them, one after the other.</summary>
    /// <param name="project">The project.</param>
    /// <param name="ranges">Seconds [from, to) of the timeline as the ranges before them have left it.</param>
    /// <exception cref="ProjectException">An item at another speed would have to be cut.</exception>
    public static Project Ripple(Project project, IReadOnlyList<(double From, double To)> ranges)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(ranges);
        if (project.Original is null || ranges.Count == 0)
            return project;
        OtioDocument document = Read(project);
        foreach ((double from, double to) in ranges)
            TrackRipple.Remove(document.Root, track => track == document.Track || document.IsLane(track), from, to, project.Path ?? "");
        return project with { Original = document.Root };
    }

    private static OtioDocument Read(Project project)
        => OtioReader.ReadTree(project.Original!.DeepClone(), project.Path ?? "", new OtioReadOptions { RequireMedia = false, PlaysSpeeds = true });
}

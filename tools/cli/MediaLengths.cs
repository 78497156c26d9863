using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>Lengths of whole media. They are laid end to end, so they must be exact: the engine looks through the files.</summary>
internal static class MediaLengths
{
    internal const long SmallestBudget = 32 << 20;

    /// <summary>A clip's length in the engine's frames, seconds.</summary>
    public static double InEngineFrames(Engine engine, ProjectClip clip)
    {
        var id = new ClipId((uint)clip.Id);
        OpenProject.Check(engine, engine.MeasureClip(id));
        OpenProject.Check(engine, engine.GetClipFrames(id, out long frames));
        return (double)frames / engine.Config.Rate;
    }

    /// <summary>
    /// A clip's length in its media's own frames, seconds, and their rate; in the engine's where its media differ in rate. Rounded
    /// to the engine's frames a length is up to half a frame off, and renders at other rates have a frame more or less.
    /// </summary>
    public static (double Seconds, int Rate) InOwnFrames(Engine engine, ProjectClip clip)
    {
        int[] rates = [.. engine.GetSources().Where(source => IsOf(source, clip)).Select(source => source.SourceRate).Distinct()];
        if (rates is not [>= Limits.MinRate and <= Limits.MaxRate and var rate] || rate == engine.Config.Rate)
            return (InEngineFrames(engine, clip), engine.Config.Rate);
        if (Engine.Create(new EngineConfig { Rate = rate, BudgetBytes = SmallestBudget }, out Engine? own, out string error) != Status.Ok) throw new CommandException(error);
        using (own)
        {
            ClipMedia.Open(own!, new Project { Clips = [clip] });
            return (InEngineFrames(own!, clip), rate);
        }
    }

    /// <summary>A medium's length in its own frames, seconds; null where nothing of it can be heard.</summary>
    public static double? OfFile(string path)
    {
        if (Engine.Create(new EngineConfig { BudgetBytes = SmallestBudget }, out Engine? engine, out string error) != Status.Ok) throw new CommandException(error);
        using (engine)
        {
            Project project = Project.OfMedia([path], -1);
            return ClipMedia.Open(engine!, project).Count > 0 ? null : InOwnFrames(engine!, project.Clips[0]).Seconds;
        }
    }

    /// <summary>The audio streams of a medium, by their indices in the file; none where it cannot be opened.</summary>
    public static IReadOnlyList<int> StreamsOf(string path)
    {
        if (Engine.Create(new EngineConfig { BudgetBytes = SmallestBudget }, out Engine? engine, out string error) != Status.Ok) throw new CommandException(error);
        using (engine)
        {
            Project project = Project.OfMedia([path], -1);
            return ClipMedia.Open(engine!, project).Count > 0 ? [] : ClipMedia.AudioStreams(engine!, project.Clips[0]);
        }
    }

    private static bool IsOf(SourceInfo source, ProjectClip clip) => clip.Tracks.Any(track =>
        source.Name == track.MediaPath || source.Name.StartsWith($"{track.MediaPath} (stream ", StringComparison.Ordinal));
}

using System;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>How many channels a file gets that nobody chose them for.</summary>
internal static class MediaChannels
{
    private const int Stereo = 2;

    /// <summary>
    /// The most that a medium of a project has; 0 where none can be opened. An engine has its channels before it opens media, so another looks. With
    /// ducking at least two: one channel of mono media is 3 dB louder than either of two, and the threshold is meant for what is heard.
    /// </summary>
    public static int Most(Project project)
    {
        if (Engine.Create(new EngineConfig { BudgetBytes = MediaLengths.SmallestBudget }, out Engine? engine, out string error) != Status.Ok) throw new CommandException(error);
        using (engine)
        {
            ClipMedia.Open(engine!, project);
            int most = engine!.GetSources().Select(source => source.SourceChannels).DefaultIfEmpty().Max();
            return most > 0 && project.Lanes.Any(lane => lane.Ducking != null) ? Math.Max(Stereo, most) : most;
        }
    }
}

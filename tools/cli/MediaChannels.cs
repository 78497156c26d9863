using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>How many channels a file gets that nobody chose them for.</summary>
internal static class MediaChannels
{
    /// <summary>The most that a medium of a project has; 0 where none can be opened. An engine has its channels before it opens media, so another looks.</summary>
    public static int Most(Project project)
    {
        if (Engine.Create(new EngineConfig { BudgetBytes = MediaLengths.SmallestBudget }, out Engine? engine, out string error) != Status.Ok) throw new CommandException(error);
        using (engine)
        {
            ClipMedia.Open(engine!, project);
            return engine!.GetSources().Select(source => source.SourceChannels).DefaultIfEmpty().Max();
        }
    }
}

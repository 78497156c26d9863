using System.Collections.Generic;
using System.Threading;
using Seamline.Clips;
using Seamline.Files;

namespace Seamline;

// What files are written: never a medium, and never silence in place of media that nothing could be decoded of.
public sealed unsafe partial class Engine
{
    /// <summary>The medium of a clip that a path leads to, by device and inode where the system has them, else null.</summary>
    /// <remarks>Asks the file system outside the engine's lock.</remarks>
    private string? MediumAt(string path)
    {
        FileIdentity output = FileIdentity.Of(path);
        if (!output.Exists) return null;
        foreach (string medium in MediaPaths())
        {
            if (FileIdentity.Of(medium) == output) return medium;
        }

        return null;
    }

    private HashSet<string> MediaPaths()
    {
        var paths = new HashSet<string>(System.StringComparer.Ordinal);
        using (_lock.Hold())
        {
            foreach (Clip clip in _clips.Clips.All)
            {
                foreach (Source source in clip.Sources)
                {
                    if (source.Media.MediaFacts is { } facts) paths.Add(facts.Path);
                }
            }
        }

        return paths;
    }

    // Damage is silence and a warning; media that are nothing but damage are an error.
    private string? Undecoded(CancellationToken cancellation)
    {
        _cache.WaitForCounts(cancellation);
        string? undecoded = null;
        using (_lock.Hold())
        {
            foreach (Clip clip in _clips.Clips.All)
            {
                foreach (Source source in clip.Sources)
                {
                    if (source.Media.MediaFacts is not { } facts || source.PagesLoaded == 0) continue;
                    if (source.FramesDecoded > 0) return null;
                    undecoded ??= $"{facts.Path}: nothing of it could be decoded ({facts.Codec})";
                }
            }
        }

        return undecoded;
    }
}

using System.Collections.Generic;
using Seamline.Clips;

namespace Seamline;

// What hosts ask of media and of loading, to draw it.
public sealed unsafe partial class Engine
{
    /// <summary>The source of a clip's track as it stands, with what its file says of itself (null for what is no file).</summary>
    public Status GetClipSource(ClipId id, int track, out SourceInfo source, out MediaFacts? facts)
    {
        source = default;
        facts = null;
        using (_gate.Hold())
        {
            Clip? clip = _desk.Clips.Find(id.Value);
            if (clip == null) return _error.Fail(Status.NotFound, $"there is no clip {id.Value}");
            if (track < 0 || track >= clip.TrackCount)
                return _error.Fail(Status.NotFound, $"clip {id.Value} has {clip.TrackCount} tracks; there is no track {track}");
            source = _cache.Describe(clip.Sources[track]);
            facts = clip.Sources[track].Media.MediaFacts;
            return Status.Ok;
        }
    }

    /// <summary>The parts of the timeline that are in memory, [first, end) frames, in order.</summary>
    public List<(long FirstFrame, long EndFrame)> GetLoadedRanges()
    {
        var ranges = new List<FrameRange>();
        using (_gate.Hold()) _cache.ReadyRanges(_block, ranges);
        return ranges.ConvertAll(range => (range.Start, range.End));
    }
}

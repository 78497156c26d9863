using System.Collections.Generic;

namespace Seamline.Clips;

// What the cache says of itself.
internal sealed unsafe partial class SourceCache
{
    /// <summary>How far round the playhead loading has come, frames, and whether all is there or the budget used up.</summary>
    public (long HorizonFrames, bool Done) Progress
    {
        get
        {
            using (_gate.Hold())
            {
                _queue.Serve();
                LoadPlan plan = _queue.Live.Plan;
                return (plan.HorizonFrames, plan.Done && _jobs == 0);
            }
        }
    }

    /// <summary>The sources as they stand.</summary>
    public IReadOnlyList<SourceInfo> Describe()
    {
        using (_gate.Hold())
        {
            var list = new List<SourceInfo>(_sources.Count);
            foreach (Source? source in _sources)
            {
                if (source != null && source.References > 0) list.Add(source.Info());
            }

            return list;
        }
    }
}

using System.Collections.Generic;
using System.Threading;

namespace Seamline.Clips;

// A job hands its pages over one by one, and what it counted (frames, damage) at its end: readers of the counts wait for those ends.
internal sealed unsafe partial class SourceCache
{
    private readonly List<long> _underWay = new(Limits.MaxLoaderThreads + 1);
    private long _begun;

    /// <summary>A job's number, by which its end is known. Thread: as <see cref="RunJob.Begin"/>, under the lock.</summary>
    public long Number()
    {
        _underWay.Add(++_begun);
        return _begun;
    }

    /// <summary>
    /// Waits for the jobs that are under way now, not for those that begin later: then the counts hold all that was decoded for the pages
    /// that were ready before. Thread: any control thread.
    /// </summary>
    public void WaitForCounts(CancellationToken cancellation)
    {
        long last;
        using (_lock.Hold()) last = _begun;
        while (!cancellation.IsCancellationRequested && IsUnderWay(last)) Thread.Sleep(1);
    }

    private bool IsUnderWay(long last)
    {
        using (_lock.Hold())
        {
            foreach (long number in _underWay)
            {
                if (number <= last) return true;
            }

            return false;
        }
    }
}

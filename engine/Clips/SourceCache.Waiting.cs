using System.Threading;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>A page that someone waits for; none where <paramref name="Source"/> is null.</summary>
/// <param name="Source">Whose page.</param>
/// <param name="Page">Which.</param>
internal readonly record struct AwaitedPage(Source? Source, long Page);

/// <content>Waiting for what loaders bring, under a lock of its own. Thread: any.</content>
internal sealed unsafe partial class SourceCache
{
    // After this time without anything new a waiter has the plans made again.
    private const int PatienceMilliseconds = 100;

    // So many pages behind the first missing one are looked at for the last: of a day's timeline not every look walks all of it.
    private const int PagesAwaited = 4_096;

    private readonly NativeMutex _ready = new();
    private long _arrivals;
    private AwaitedPage _awaited; // of the one waiter that waits for one page
    private int _waiters;         // those that any page wakes

    /// <summary>Pages and ends of jobs so far, counted: for <see cref="WaitForPage(long, int)"/>.</summary>
    public long Arrivals => Volatile.Read(ref _arrivals); // partner: Arrived

    /// <summary>Waits for anything to come in, up to a limit, unless something has since <paramref name="seen"/>; a caller looks again afterwards.</summary>
    /// <param name="seen"><see cref="Arrivals"/> from before the caller looked at what it waits for.</param>
    /// <param name="milliseconds">The longest wait.</param>
    public void WaitForPage(long seen, int milliseconds) => WaitForPage(seen, default, milliseconds);

    /// <summary>
    /// The same, but of pages only <paramref name="awaited"/> ends the wait: a waiter that every page woke cost a tenth of the
    /// processor time of loading, on the core that the second loader needs. The ends of jobs, and whatever else is no page, do as before.
    /// </summary>
    public void WaitForPage(long seen, in AwaitedPage awaited, int milliseconds)
    {
        using (_ready.Hold())
        {
            if (_arrivals == seen)
            {
                bool alone = awaited.Source != null && _awaited.Source == null; // a second one is woken by all
                if (alone) _awaited = awaited;
                else _waiters++;
                _ready.Wait(milliseconds);
                if (alone) _awaited = default;
                else _waiters--;
            }
        }

        // Nothing came for long: plans are made again, in case what is waited for was passed over.
        if (milliseconds >= PatienceMilliseconds && Arrivals == seen) _queue.Ask(newNeeds: false);
    }

    // Something has come in, or never will; a page, where one is named.
    private void Arrived(in AwaitedPage page = default)
    {
        using (_ready.Hold())
        {
            Volatile.Write(ref _arrivals, _arrivals + 1); // partner: Arrivals
            if (_waiters > 0 || page.Source == null || page == _awaited) _ready.WakeAll();
        }
    }
}

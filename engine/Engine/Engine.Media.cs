using System;
using System.Threading;
using Seamline.Snapshots;

namespace Seamline;

// Media whose files change under the engine.
public sealed unsafe partial class Engine
{
    // Opening has taken milliseconds already; so long is waited at most for the first of the new sound.
    private const int FirstSoundMilliseconds = 100;

    /// <summary>
    /// Opens a clip's media files anew, changed or not, as new sources, for every clip that uses them; nothing else is loaded
    /// again. Segments keep their in and out points, whatever the length now. While playing it is heard by the crossfade of
    /// every edit, from where the playhead is; for its first sound 100 ms are waited at most, and what is not there by then is a miss.
    /// A file that cannot be opened: the sentence names it, and nothing changes. A clip of host samples is refused.
    /// </summary>
    public Status Invalidate(ClipId id)
    {
        using (_gate.Hold()) return Reserve(0) ? Commit(_desk.Invalidate(id), FirstSoundMilliseconds) : NoRoom();
    }

    /// <summary>
    /// Looks at the files of all sources: size and time of modification. Loaders look by themselves before they hand over a page; this is
    /// for a host that wants to know of what is already in memory, and for a file that was missing and is back.
    /// </summary>
    /// <returns>Sources whose file is not the one that was opened: changed or missing. <see cref="GetSources"/> has each.</returns>
    public int CheckMedia()
    {
        using (_gate.Hold()) return _cache.LookAll();
    }

    /// <inheritdoc cref="CheckMedia()"/>
    /// <param name="id">The clip whose files are looked at.</param>
    /// <param name="changed">How many of them are not what was opened.</param>
    public Status CheckMedia(ClipId id, out int changed)
    {
        using (_gate.Hold()) return _desk.Look(id, out changed);
    }

    // Before a timeline with new sources is published: lets their first pages come, so that the crossfade is into sound.
    private void Anticipate(RegionBlock* block, int milliseconds)
    {
        if (Volatile.Read(ref State->Sounding) == 0) return; // partner: Transport.Acknowledge
        long until = Environment.TickCount64 + milliseconds;
        long frames = FramesOf(2 * milliseconds);
        _cache.Want(block, Playhead());
        while (Environment.TickCount64 < until)
        {
            long seen = _cache.Arrivals;
            if (_cache.IsReady(block, Playhead(), frames)) return;
            _cache.WaitForPage(seen, 10);
        }
    }
}

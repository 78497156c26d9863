using System.Threading;

namespace Seamline.Clips;

/// <summary>What the callback says of playback, for loaders that keep what may still sound.</summary>
/// <param name="sounding">Not 0: it sounds.</param>
/// <param name="block">Counted up when a block begins, to odd, and when it ends.</param>
/// <param name="rendered">Frames rendered in all.</param>
/// <param name="playhead">The frame of the timeline that comes next, on the timeline that the callback has taken.</param>
/// <remarks>Thread: under the cache's lock.</remarks>
internal sealed unsafe class LivePlayback(long* sounding, long* block, long* rendered, long* playhead)
{
    private long _asked = -1;

    /// <summary>Frames rendered in all.</summary>
    public long Rendered => Volatile.Read(ref *rendered); // partner: Transport.Advance

    /// <summary>Where playback is: plans follow it, up to seconds behind, and a seek that no block has taken has not moved it.</summary>
    public long Playhead => Volatile.Read(ref *playhead); // partner: Transport.Acknowledge

    /// <summary>
    /// Whether playback sounds, and a block may have begun since this was last asked. Where none has, what has been wanted since was never heard.
    /// </summary>
    public bool MayHaveSounded()
    {
        if (Volatile.Read(ref *sounding) == 0) return false; // partner: Transport.Acknowledge
        long now = Volatile.Read(ref *block); // partner: Callback.Render
        if (now == _asked) return false;
        _asked = (now & 1) == 0 ? now : -1; // inside a block it may take what is published meanwhile
        return true;
    }
}

using Seamline.Render;

namespace Seamline.Device;

/// <summary>
/// The audible clock of a host that pulls: the host says when a block's first frame will be heard, and <see cref="AudibleClock"/> follows these times as it
/// follows the times at which a device asks.
/// </summary>
/// <remarks>Raw. Thread: the one that renders.</remarks>
internal static unsafe class PullClock
{
    /// <summary>The flag of times that do not jitter.</summary>
    public const uint Exact = 1;

    /// <summary>A block is heard from a time on. Before it is rendered.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="state">What it is rendered from.</param>
    /// <param name="frames">Its frames.</param>
    /// <param name="heardNanoseconds">The time, of the host's clock.</param>
    /// <param name="flags">0 or <see cref="Exact"/>.</param>
    public static void Follow(AudibleClock* clock, RenderState* state, uint frames, long heardNanoseconds, uint flags)
    {
        long first = state->FramesRendered;
        AudibleClock.Follow(clock, AudibleClock.Pulled, heardNanoseconds, first, frames, 0, AudibleClock.Pace(clock), first, 1, (flags & Exact) != 0 ? ClockTimes.Exact : ClockTimes.Late);
    }
}

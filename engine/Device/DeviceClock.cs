using System.Threading;

namespace Seamline.Device;

/// <summary>
/// Where the device is in what was delivered to it. With it the control thread knows the audible frame:
/// playhead - <see cref="UnheardFrames"/>.
/// </summary>
/// <remarks>
/// That holds while the playhead advances by one a delivered frame. After a seek it holds once UnheardFrames more have been
/// delivered; while the engine is paused it goes on delivering silence, and the audible frame is the playhead itself after that.
/// </remarks>
/// <param name="FramesDelivered">Frames delivered since the output was opened.</param>
/// <param name="QueuedFrames">Frames SDL holds that the device has not taken.</param>
/// <param name="LatencyFrames">Frames the device holds when it takes the next: one period; the driver reports nothing better.</param>
/// <param name="BlockFrames">Frames of the newest block.</param>
/// <param name="NanosecondsSinceDelivery">Time since the newest block was delivered.</param>
/// <param name="Rate">Frames a second.</param>
internal readonly record struct DeviceClock(
    long FramesDelivered, long QueuedFrames, long LatencyFrames, long BlockFrames, long NanosecondsSinceDelivery, int Rate)
{
    /// <summary>
    /// Delivered frames that the ear has not heard: queued + latency just before the next delivery. Since the newest block was
    /// delivered, at most its length has played, so this falls evenly between deliveries and the audible frame moves smoothly.
    /// </summary>
    public long UnheardFrames
    {
        get
        {
            long played = long.Min((long)(NanosecondsSinceDelivery * 1e-9 * Rate), BlockFrames);
            return long.Min(FramesDelivered, QueuedFrames + LatencyFrames + BlockFrames - played);
        }
    }

    /// <summary>A whole copy of the progress, never a mix of two blocks. Thread: control.</summary>
    public static DeviceProgress Read(ref DeviceProgress progress)
    {
        var wait = default(SpinWait);
        while (true)
        {
            long version = Volatile.Read(ref progress.Version); // partner: DeviceCallback.Account
            DeviceProgress copy = progress;
            // Partner: DeviceCallback.Account. The copy's reads come before the second look at the version, or a block could slip in between unseen.
            Interlocked.MemoryBarrier();
            if ((version & 1) == 0 && Volatile.Read(ref progress.Version) == version) // partner: DeviceCallback.Account
            {
                return copy;
            }

            wait.SpinOnce();
        }
    }
}

/// <summary>What an output counted.</summary>
/// <param name="Blocks">Callbacks that delivered.</param>
/// <param name="Frames">Frames delivered.</param>
/// <param name="Underruns">Times the device ran dry, by <see cref="UnderrunRule"/>.</param>
/// <param name="LongestDryNanoseconds">The longest of them, ns.</param>
/// <param name="Refused">Deliveries that SDL did not take.</param>
internal readonly record struct DeviceCounters(long Blocks, long Frames, long Underruns, long LongestDryNanoseconds, long Refused);

namespace Seamline.Device;

/// <summary>
/// When the device must have run dry, by the clock against what was delivered: no driver tells.
/// </summary>
/// <remarks>
/// The rule:
/// 1. Once a block is delivered the device holds at most that block and one period (drivers ask for the next period while
///    the one before plays).
/// 2. What it holds plays away with time. A block whose delivery ends after nothing is left is an underrun; the time since
///    then is how long the device was dry. It then holds that block alone.
/// 3. A device that waited at least half the last block's length before it asked again was not hungry: it is taken to hold
///    the full block and period of point 1. This follows clocks that differ by parts per million, and the drivers "dummy" and
///    "disk", whose sleeps are rounded and never caught up; a device that is behind asks at once and gets no such credit.
/// So one delivery may be late by a period; render times longer than a block add up until the device is dry; and a thread
/// that the system starts late is counted when it is later than that. An output without a pace is never dry.
/// </remarks>
internal static unsafe class UnderrunRule
{
    /// <summary>
    /// A block of <paramref name="frames"/>, asked for at <paramref name="began"/>, was delivered at <paramref name="ended"/>;
    /// returns for how long the device had been dry, ns, 0 for not. Raw.
    /// </summary>
    public static long Deliver(DeviceSetup* setup, DeviceProgress* progress, long frames, long began, long ended)
    {
        if (setup->NanosecondsPerFrame <= 0)
        {
            return 0;
        }

        unchecked
        {
            double block = frames * setup->NanosecondsPerFrame;
            double full = block + setup->ReserveNanoseconds;
            double held = full;
            long dry = 0;
            if (progress->Blocks > 0)
            {
                double left = progress->HeldNanoseconds - (ended - progress->DeliveredNanoseconds);
                double waited = began - progress->DeliveredNanoseconds;
                bool hungry = waited < progress->BlockFrames * setup->NanosecondsPerFrame * 0.5;
                dry = left < 0 ? (long)-left : 0;
                held = left < 0 ? block : hungry && left + block < full ? left + block : full;
            }

            progress->HeldNanoseconds = held;
            return dry;
        }
    }
}

namespace Seamline.Device;

/// <summary>
/// When the device must have run dry, by the clock against what was delivered: no driver reports it.
/// </summary>
/// <remarks>
/// The rule:
/// 1. Once a block is delivered the device holds at most that block and one period (drivers ask for the next period while
///    the one before plays). A delivery that ends later than that after the one before is an underrun.
/// 2. A device that waited at least half the last block's length before it asked was not hungry: it is taken to hold all of
///    point 1 again. This follows clocks that differ by parts per million, and the drivers "dummy" and "disk", whose sleeps
///    are rounded and never caught up.
/// 3. A device that asked sooner is behind: what it holds is what it held, less the time that passed, and the block. A delivery
///    that ends after nothing was left is an underrun; the device then holds that block alone.
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
            double left = Left(setup, progress, began, ended);
            double held = IsHungry(setup, progress, began) || left < 0 ? (left < 0 ? 0 : left) + block : full;
            progress->HeldNanoseconds = held < full ? held : full;
            return left < 0 ? (long)-left : 0;
        }
    }

    /// <summary>
    /// Whether the device has been dry since before <paramref name="now"/>, while a block is made for it that it asked for at
    /// <paramref name="began"/>. At <paramref name="began"/> itself: whether it was asked for too late, however long it takes. Raw.
    /// </summary>
    public static bool IsDry(DeviceSetup* setup, DeviceProgress* progress, long began, long now) =>
        setup->NanosecondsPerFrame > 0 && Left(setup, progress, began, now) < 0;

    // What the device still holds at a time, ns; below 0 for how long it has been dry.
    private static double Left(DeviceSetup* setup, DeviceProgress* progress, long began, long now)
    {
        unchecked
        {
            double lastBlock = progress->BlockFrames * setup->NanosecondsPerFrame;
            double passed = progress->Blocks > 0 ? now - progress->DeliveredNanoseconds : 0;
            return (IsHungry(setup, progress, began) ? progress->HeldNanoseconds : lastBlock + setup->ReserveNanoseconds) - passed;
        }
    }

    private static bool IsHungry(DeviceSetup* setup, DeviceProgress* progress, long began) =>
        progress->Blocks > 0 && unchecked(began - progress->DeliveredNanoseconds) < progress->BlockFrames * setup->NanosecondsPerFrame * 0.5;
}

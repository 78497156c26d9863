namespace Seamline;

// Live meters of the output.
public sealed unsafe partial class Engine
{
    private readonly MeterHost _meters;

    /// <summary>
    /// Turns the meters of the output on, from nothing, or off; off at first. They measure what blocks deliver, device and pull alike, silence while
    /// paused included.
    /// </summary>
    public Status SetMeters(bool on)
    {
        using (_lock.Hold())
        {
            if (_disposed) return _error.FailText(Status.InvalidState, ClosedSentence);
            if (!on) _meters.Stop();
            else if (!_meters.Start()) return _error.FailText(Status.OutOfBudget, "the memory budget has no room for meters");
            return Status.Ok;
        }
    }

    /// <summary>
    /// Reads the meters: published every 10 ms of output, loudness every 100 ms. Takes no lock and waits for nobody; any thread, as often as wanted.
    /// Fails while they are off.
    /// </summary>
    public Status GetMeters(out Meters meters) =>
        _meters.TryRead(out meters) ? Status.Ok : Refuse(Status.InvalidState, "the meters are off");
}

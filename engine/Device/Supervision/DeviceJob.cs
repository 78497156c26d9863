using System;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Device;

/// <summary>
/// A call of the system that may not come back, on a thread of its own. Whoever has waited long enough abandons it: what it brings, if it ever comes
/// back, is closed there and then.
/// </summary>
/// <remarks>Thread: control. Allocates, as opening and closing devices does.</remarks>
internal sealed class DeviceJob
{
    private readonly NativeMutex _mutex = new();
    private AudioOutput? _output;
    private bool _isAbandoned;
    private bool _isDone;

    private DeviceJob(Func<AudioOutput?> work, string name) =>
        new Thread(() => Run(work)) { IsBackground = true, Name = name }.Start();

    /// <summary>Whether it is over.</summary>
    public bool IsDone
    {
        get
        {
            using (_mutex.Hold()) return _isDone;
        }
    }

    /// <summary>Why it failed, once it is over; null if it did not.</summary>
    public DeviceException? Failure { get; private set; }

    /// <summary>Opens an output, after the one before is closed or was waited for long enough.</summary>
    public static DeviceJob Open(Func<AudioOutput> open, DeviceJob? before = null, int patienceMilliseconds = 1_000) => new(
        () =>
        {
            _ = before?.Wait(patienceMilliseconds);
            return open();
        },
        "seamline device opening");

    /// <summary>Starts an output that is open.</summary>
    public static DeviceJob Start(AudioOutput output) => new(
        () =>
        {
            output.Start();
            return null;
        },
        "seamline device start");

    /// <summary>Closes an output.</summary>
    public static DeviceJob Close(AudioOutput output) => new(
        () =>
        {
            output.Dispose();
            return null;
        },
        "seamline device closing");

    /// <summary>Waits until it is over, at most so long.</summary>
    public bool Wait(int milliseconds)
    {
        long until = Environment.TickCount64 + milliseconds;
        using (_mutex.Hold())
        {
            while (!_isDone)
            {
                long left = until - Environment.TickCount64;
                if (left <= 0) return false;
                _mutex.Wait((int)left);
            }

            return true;
        }
    }

    /// <summary>What was opened, once it is over; the caller owns it. Null for a failure, and at the second time.</summary>
    public AudioOutput? Take()
    {
        using (_mutex.Hold()) return TakeHeld();
    }

    /// <summary>Nobody waits any more: what it opens is closed on a thread of its own.</summary>
    public void Abandon()
    {
        AudioOutput? late;
        using (_mutex.Hold())
        {
            _isAbandoned = true;
            late = TakeHeld();
        }

        if (late != null) _ = Close(late);
    }

    private AudioOutput? TakeHeld()
    {
        AudioOutput? output = _output;
        _output = null;
        return output;
    }

    private void Run(Func<AudioOutput?> work)
    {
        AudioOutput? late = null;
        try
        {
            AudioOutput? output = work();
            using (_mutex.Hold())
            {
                _output = output;
                if (_isAbandoned) late = TakeHeld();
            }
        }
        catch (DeviceException e)
        {
            Failure = e;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Failure = new DeviceException($"The audio device failed: {e.Message}", e);
        }

        using (_mutex.Hold())
        {
            _isDone = true;
            _mutex.WakeAll();
        }

        late?.Dispose();
        SdlLibrary.LeaveThread();
    }
}

using System.Threading;
using Seamline.Memory;

namespace Seamline.Device;

/// <summary>Asks an open output now and then what has become of its device, on a thread of its own, for the answer may wait for the system.</summary>
internal sealed class DeviceProber
{
    private const int EveryMilliseconds = 250;

    private readonly NativeMutex _mutex = new();
    private readonly AudioOutput _output;
    private OutputProbe _newest;
    private bool _hasNews;
    private bool _stop;

    /// <summary>Begins.</summary>
    public DeviceProber(AudioOutput output)
    {
        _output = output;
        new Thread(Run) { IsBackground = true, Name = "seamline device probe" }.Start();
    }

    /// <summary>The newest answer, once.</summary>
    public bool TryTake(out OutputProbe probe)
    {
        using (_mutex.Hold())
        {
            probe = _newest;
            bool has = _hasNews;
            _hasNews = false;
            return has;
        }
    }

    /// <summary>Ends, soon; waits for nobody.</summary>
    public void Stop()
    {
        using (_mutex.Hold())
        {
            _stop = true;
            _mutex.WakeAll();
        }
    }

    private void Run()
    {
        Ask();
        SdlLibrary.LeaveThread();
    }

    private void Ask()
    {
        while (Waits())
        {
            OutputProbe probe;
            try
            {
                if (!_output.TryProbe(out probe)) continue;
            }
            catch (DeviceException)
            {
                continue; // it has nothing to say: the callbacks tell what there is to know
            }

            using (_mutex.Hold())
            {
                // What was not taken yet still holds.
                _newest = _hasNews ? probe with { Moved = probe.Moved || _newest.Moved, Gone = probe.Gone || _newest.Gone } : probe;
                _hasNews = true;
            }
        }
    }

    private bool Waits()
    {
        using (_mutex.Hold())
        {
            if (!_stop) _mutex.Wait(EveryMilliseconds);
            return !_stop;
        }
    }
}

using System;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Isolation;

/// <summary>
/// A worker as the engine sees it: its lanes, who uses them, whether it lives, and who is to blame when it does not. Its memory stays mapped until
/// the last lane in use is given back.
/// </summary>
/// <remarks>Thread: any. Its lock is held for some instructions, and for its end, which takes milliseconds.</remarks>
internal sealed unsafe class WorkerProcess
{
    private const int SendSignal = 424;    // pidfd_send_signal
    private const int EndMilliseconds = 1_000;
    private const int GrantMilliseconds = 10_000;
    private const int LimitCpu = 0;        // RLIMIT_CPU
    private const int DoNotWait = 1;       // WNOHANG

    private readonly NativeMutex _lock = new();
    private readonly LaunchedWorker _worker;
    private readonly RemoteSource?[] _active;
    private readonly RemoteSource?[] _sources = new RemoteSource?[WorkerLayout.MaxSources];
    private readonly int[] _sequences;
    private int _inUse;
    private bool _isDead;
    private bool _isReleased;
    private long _granted;

    /// <summary>Takes over a worker that has said that it is ready.</summary>
    public WorkerProcess(LaunchedWorker worker)
    {
        _worker = worker;
        _active = new RemoteSource?[worker.Sockets.Length];
        _sequences = new int[worker.Sockets.Length];
        _granted = System.Environment.TickCount64;
    }

    /// <summary>Its number.</summary>
    public int Number => _worker.Process;

    /// <summary>It has ended, or was ended.</summary>
    public bool IsDead => Volatile.Read(ref _isDead); // partner: Die

    /// <summary>Sources that it has, or has been asked to open.</summary>
    public int Sources { get; private set; }

    /// <summary>The engine's end of a lane.</summary>
    public int Socket(int lane) => _worker.Sockets[lane];

    /// <summary>A lane's slot.</summary>
    public byte* Slot(int lane) => (byte*)_worker.Pages + WorkerLayout.SlotAt(lane);

    /// <summary>Counts up while the lane's thread is at work.</summary>
    public int* Beat(int lane) => (int*)((byte*)_worker.Pages + (lane * WorkerLayout.RowBytes));

    /// <summary>The lane's flags.</summary>
    public LaneFlags* Flags(int lane) => (LaneFlags*)((byte*)_worker.Flags + (lane * WorkerLayout.RowBytes));

    /// <summary>Takes a free lane; -1: there is none now, -2: it is dead.</summary>
    /// <param name="source">Who is to blame for what happens meanwhile.</param>
    /// <param name="preferred">The lane to take where it is free.</param>
    /// <param name="sequence">Of the request that it is taken for.</param>
    public int TakeLane(RemoteSource source, int preferred, out int sequence)
    {
        sequence = 0;
        using NativeMutex.Held held = _lock.Hold();
        if (_isDead) return -2;
        int lane = preferred >= 0 && preferred < _active.Length && _active[preferred] is null ? preferred : Array.IndexOf(_active, null);
        if (lane < 0) return -1;
        _active[lane] = source;
        _inUse++;
        sequence = ++_sequences[lane] == 0 ? ++_sequences[lane] : _sequences[lane];
        Grant();
        return lane;
    }

    /// <summary>Gives a lane back.</summary>
    public void ReturnLane(int lane)
    {
        using NativeMutex.Held held = _lock.Hold();
        _active[lane] = null;
        _inUse--;
        if (_isDead) Release();
    }

    /// <summary>A number for a source; -1: it has as many as it takes.</summary>
    public int Add(RemoteSource source)
    {
        using NativeMutex.Held held = _lock.Hold();
        int number = Array.IndexOf(_sources, null);
        if (number < 0) return -1;
        _sources[number] = source;
        Sources++;
        return number;
    }

    /// <summary>A source's number is free again.</summary>
    public void Remove(int number)
    {
        using NativeMutex.Held held = _lock.Hold();
        _sources[number] = null;
        Sources--;
    }

    /// <summary>
    /// It has ended, or is to be ended. Who is to blame: the culprit; without one, where it has ended by a fault of its own, the source that it worked
    /// for; where those are several, none of them, but they are kept apart from here on. A kill from outside is nobody's fault.
    /// </summary>
    /// <param name="culprit">The source whose file made it lie or hang; null: it is not known.</param>
    /// <param name="innocent">It is ended for a reason that lies with no file.</param>
    public void Die(RemoteSource? culprit = null, bool innocent = false)
    {
        using NativeMutex.Held held = _lock.Hold();
        if (_isDead) return;
        bool fault = End(culprit is null && !innocent);
        if (culprit is not null)
        {
            culprit.Blame();
        }
        else if (fault)
        {
            RemoteSource? only = null;
            int count = 0;
            foreach (RemoteSource? source in _active)
            {
                if (source is null || source == only) continue;
                only = source;
                count++;
            }

            if (count == 1) only!.Blame();
            else
            {
                foreach (RemoteSource? source in _active) source?.KeepApart();
            }
        }

        Volatile.Write(ref _isDead, true); // partner: IsDead. What was found out comes first.
        Release();
    }

    // Waits for its end, or brings it about. Returns whether it ended by a fault of its own.
    private bool End(bool byItself)
    {
        int status = 0;
        int ended = 0;
        long began = System.Environment.TickCount64;
        while (byItself && (ended = Linux.waitpid(_worker.Process, &status, DoNotWait)) == 0 && System.Environment.TickCount64 - began < EndMilliseconds) Thread.Sleep(1);
        if (ended > 0)
        {
            int signal = status & 127;
            return signal is not (1 or 2 or Linux.Kill or 15); // hang-up, interrupt, kill, termination: from outside
        }

        Signal();
        _ = Linux.waitpid(_worker.Process, &status, 0);
        return byItself;
    }

    // By its handle, whose number no other process gets, also where the host has taken its end already.
    private void Signal()
    {
        if (_worker.Handle >= 0) _ = Linux.syscall(SendSignal, _worker.Handle, Linux.Kill, 0, 0, 0);
        else _ = Linux.kill(_worker.Process, Linux.Kill);
    }

    // What a worker uses beyond what its requests can need ends it, also while nothing is asked of it.
    private void Grant()
    {
        long now = System.Environment.TickCount64;
        if (now - _granted < GrantMilliseconds) return;
        _granted = now;
        long* used = stackalloc long[2];
        if (Linux.clock_gettime((~_worker.Process << 3) | 2, used) != 0) return; // its CPU clock
        Linux.Limit limit;
        if (Linux.prlimit(_worker.Process, LimitCpu, null, &limit) != 0) return;
        limit.Soft = Math.Min(limit.Hard, (ulong)(used[0] + (Worker.Lockdown.CpuSeconds * (1 + _active.Length))));
        _ = Linux.prlimit(_worker.Process, LimitCpu, &limit, null);
    }

    private void Release()
    {
        if (_inUse > 0 || _isReleased) return;
        _isReleased = true;
        WorkerLaunch.Release(_worker);
    }
}

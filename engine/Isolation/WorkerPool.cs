using System;
using System.Collections.Generic;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Isolation;

/// <summary>
/// Workers, of one or several engines (<see cref="EngineWorkers"/>). None is started before the first file is opened. One serves all files and stays;
/// what has crashed, hung or lied before is opened in others. From the first failure on another one stands by.
/// </summary>
/// <remarks>Thread: any. Its lock is held while a worker starts: whoever opens a file then needs it.</remarks>
internal sealed class WorkerPool : IDisposable
{
    private const int MostApart = 4;
    private const int WaitMilliseconds = 100;
    private const int MostStarts = 3; // in a row that come to nothing

    private readonly NativeMutex _lock = new();
    private readonly List<WorkerProcess> _apart = [];
    private readonly string? _program;
    private readonly int _lanes;
    private readonly IsolationSettings _settings;
    private readonly List<WorkerProcess> _full = [];
    private Thread? _starter;
    private WorkerProcess? _shared;
    private WorkerProcess? _standby;
    private WorkerTemplate? _template; // of whoever starts a worker, one at a time
    private int _failedStarts;
    private int _failedTemplates;
    private bool _wantsStandby;
    private bool _isClosed;

    /// <summary>Makes one that has started nothing yet.</summary>
    /// <param name="settings">How workers are treated.</param>
    /// <param name="loaders">Threads that decode at the same time.</param>
    public WorkerPool(IsolationSettings settings, int loaders)
    {
        _settings = settings;
        _program = WorkerLocation.IsKnownSystem ? settings.Program ?? WorkerLocation.Find() : null;
        _lanes = Math.Min(loaders + 2, WorkerLayout.MaxLanes);
    }

    /// <summary>How workers are treated.</summary>
    public IsolationSettings Settings => _settings;

    /// <summary>Workers started.</summary>
    public int Started { get; private set; }

    /// <summary>Whether workers can be had, as far as is known: the program is there, and was not refused.</summary>
    public bool IsAvailable => _program is not null && Reason == Refusal.None;

    /// <summary>Why the last start came to nothing.</summary>
    public Refusal Reason { get; private set; }

    /// <summary>Landlock's version in the kernel, as the last worker said; 0: files are kept from it by the filter alone.</summary>
    public int LandlockVersion { get; private set; }

    /// <summary>Why no worker is to be had, for a sentence.</summary>
    public string Why => Reason switch
    {
        _ when !WorkerLocation.IsKnownSystem => "there is no seamline-decoder for this system, only for Linux on x64",
        _ when _program is null => "the program seamline-decoder was not found beside the library",
        Refusal.NoFFmpeg => "the decoder found no FFmpeg",
        Refusal.NoFilter => "the system refused to lock the decoder down",
        Refusal.OtherVersion => $"'{_program}' belongs to another version of the library",
        _ => $"'{_program}' could not be started",
    };

    /// <summary>A worker with room for another source; null where none is to be had.</summary>
    /// <param name="apart">For a source that is kept apart from others.</param>
    public WorkerProcess? Take(bool apart)
    {
        while (true)
        {
            Thread? starter;
            using (_lock.Hold())
            {
                if (_isClosed) return null;
                WorkerProcess? taken = apart ? Apart() : Shared();
                if (taken is null && _starter is null) return null;
                if (taken is not null && _wantsStandby && _standby is null) StartBeside();
                if (taken is not null) return taken;
                starter = _starter;
            }

            starter!.Join(); // what is being started comes sooner than another one
        }
    }

    /// <summary>A worker has ended: one stands by from now on.</summary>
    public void NoteEnd()
    {
        using NativeMutex.Held held = _lock.Hold();
        _wantsStandby = true;
        if (_standby is { IsDead: true }) _standby = null;
        if (_standby is null && !_isClosed) StartBeside();
    }

    /// <summary>Live workers' numbers; for tests.</summary>
    public int[] Numbers()
    {
        using NativeMutex.Held held = _lock.Hold();
        var numbers = new List<int>();
        foreach (WorkerProcess? worker in (WorkerProcess?[])[_shared, _standby, .. _apart, .. _full])
        {
            if (worker is { IsDead: false }) numbers.Add(worker.Number);
        }

        return [.. numbers];
    }

    /// <summary>The number of the process that forks the workers; 0: there is none. For tests.</summary>
    public int Template
    {
        get
        {
            using NativeMutex.Held held = _lock.Hold();
            return _template?.Number ?? 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Thread? starter;
        using (_lock.Hold())
        {
            _isClosed = true;
            starter = _starter;
        }

        starter?.Join();
        using NativeMutex.Held held = _lock.Hold();
        foreach (WorkerProcess? worker in (WorkerProcess?[])[_shared, _standby, .. _apart, .. _full]) worker?.Die(innocent: true);
        _apart.Clear();
        _full.Clear();
        _shared = _standby = null;
        _template?.Dispose();
        _template = null;
    }

    private WorkerProcess? Shared()
    {
        if (_shared is { IsDead: false } && _shared.Sources < WorkerLayout.MaxSources - 1) return _shared;
        if (_shared is { IsDead: false } full) _full.Add(full);
        _full.RemoveAll(static worker => worker.IsDead);
        _shared = New();
        return _shared;
    }

    private WorkerProcess? Apart()
    {
        _apart.RemoveAll(static worker => worker.IsDead);
        WorkerProcess? emptiest = null;
        foreach (WorkerProcess worker in _apart)
        {
            if (worker.Sources == 0) return worker;
            if (emptiest is null || worker.Sources < emptiest.Sources) emptiest = worker;
        }

        if (_apart.Count >= MostApart) return emptiest;
        WorkerProcess? made = New();
        if (made is not null) _apart.Add(made);
        return made;
    }

    // Null: none is to be had, or one is being started beside.
    private WorkerProcess? New()
    {
        if (_standby is { IsDead: false } ready)
        {
            _standby = null;
            return ready;
        }

        return _starter is null && _failedStarts < MostStarts ? Launch() : null;
    }

    private void StartBeside()
    {
        using NativeMutex.Held held = _lock.Hold();
        if (_starter is not null || _isClosed || _failedStarts >= MostStarts) return;
        _starter = new Thread(Stand) { IsBackground = true, Name = "seamline worker" };
        _starter.Start();
    }

    private void Stand()
    {
        WorkerProcess? made = Launch();
        using NativeMutex.Held held = _lock.Hold();
        _starter = null;
        if (_isClosed || _standby is { IsDead: false }) made?.Die(innocent: true);
        else _standby = made;
    }

    private WorkerProcess? Launch()
    {
        if (_program is null) return null;
        LaunchedWorker? worker = TryFork() ?? WorkerLaunch.Start(_program, _lanes, _settings.Environment, null);
        Reason = worker is null ? Refusal.NotStarted : AwaitReady(worker);
        if (Reason == Refusal.None)
        {
            _failedStarts = 0;
            if (_template is not null) _failedTemplates = 0;
            Started++;
            return new WorkerProcess(worker!);
        }

        _failedStarts++;
        if (worker is not null) new WorkerProcess(worker).Die(innocent: true);
        return null;
    }

    // From the template, which is started with the first worker and again when it has ended. Null: a worker is started by itself.
    private LaunchedWorker? TryFork()
    {
        while (_settings.Forks && _failedTemplates < MostStarts)
        {
            _template ??= WorkerTemplate.Start(_program!, _settings);
            if (_template is null)
            {
                _failedTemplates = MostStarts;
                continue;
            }

            if (WorkerLaunch.Start(_program!, _lanes, _settings.Environment, _template) is { } worker) return worker;
            _template.Dispose();
            _template = null;
            _failedTemplates++;
        }

        return null;
    }

    private Refusal AwaitReady(LaunchedWorker worker)
    {
        // Waits are counted, not what the clock says: suspended, or without a share of the processor, this thread waits no longer than the worker works.
        for (int waits = 0; waits * WaitMilliseconds < _settings.StartSeconds * 1_000;)
        {
            switch (LaneSocket.Receive(worker.Sockets[0], out TellMessage message, WaitMilliseconds))
            {
                case Received.Closed: return Refusal.NotStarted;
                case Received.Nothing:
                    waits++;
                    continue;
                default:
                    LandlockVersion = message.Count;
                    if (message.Tell == WorkerTell.Ready) return Refusal.None;
                    return message.ErrorCode is > 0 and <= (int)Refusal.NotStarted ? (Refusal)message.ErrorCode : Refusal.NotStarted;
            }
        }

        return Refusal.NotStarted;
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Isolation;

/// <summary>
/// An engine's part of its process's workers. The first engine that opens a file makes them, others that treat them alike share them, and the last
/// one that closes ends them. An engine that opens no file costs nothing.
/// </summary>
/// <remarks>Thread: any.</remarks>
internal sealed class EngineWorkers(IsolationSettings settings, int loaders) : IDisposable
{
    private static readonly NativeMutex Lock = new();
    private static readonly List<Shared> Pools = [];

    private Shared? _shared;
    private bool _isClosed;

    /// <summary>The workers, which nothing has been asked of so far where this engine is the first; null once it is closed.</summary>
    public WorkerPool? Enter()
    {
        using NativeMutex.Held held = Lock.Hold();
        if (_shared is not null || _isClosed) return _shared?.Pool;
        Shared? shared = Pools.Find(pool => pool.Pool.Settings == settings);
        if (shared is null)
        {
            // As many as the processors keep busy, for engines to come as well.
            shared = new Shared(new WorkerPool(settings, Math.Max(loaders, 2 * Environment.ProcessorCount)));
            Pools.Add(shared);
        }

        shared.Users++;
        Volatile.Write(ref _shared, shared); // partner: Pool
        return shared.Pool;
    }

    /// <summary>The workers; null where this engine has opened no file.</summary>
    public WorkerPool? Pool => Volatile.Read(ref _shared)?.Pool; // partner: Enter, Dispose

    /// <summary>Ends the workers where no other engine uses them.</summary>
    public void Dispose()
    {
        WorkerPool? last = null;
        using (Lock.Hold())
        {
            _isClosed = true;
            if (_shared is { } shared && --shared.Users == 0)
            {
                Pools.Remove(shared);
                last = shared.Pool;
            }

            Volatile.Write(ref _shared, null); // partner: Pool
        }

        last?.Dispose();
    }

    private sealed class Shared(WorkerPool pool)
    {
        public WorkerPool Pool => pool;

        public int Users { get; set; }
    }
}

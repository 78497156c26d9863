using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using Seamline.Decode;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>
/// The loader threads: each takes the nearest missing run, decodes it, and looks again. All cores but one work for playback
/// (at least one); an offline render gets them all.
/// </summary>
/// <remarks>Thread: made and closed by control. Nothing is allocated on the GC heap once the constructor returns, but for exceptions.</remarks>
internal sealed unsafe class Loader : IDisposable
{
    // How long a loader sleeps when there is nothing to do while playing: often enough to load ahead of the playhead.
    private const int FollowMilliseconds = 100;

    // How long nothing must have been asked for before files are looked through. A clip is mostly followed by the timeline that plays
    // it: a loader that had begun to look through its file by then let the first page wait for 2 to 4 ms.
    private const int RestMilliseconds = 10;

    private readonly SourceCache _cache;
    private readonly PagePool _pool;
    private readonly Thread?[] _threads;
    private readonly Action _follow;
    private readonly int _liveLoaders;
    private readonly RunJob _first;
    private Exception? _failure;
    private int _firstTaken;

    /// <summary>Starts the threads.</summary>
    /// <param name="cache">What they load into.</param>
    /// <param name="pool">Where pages come from.</param>
    /// <param name="loaders">Threads for playback; 0 for all cores but one.</param>
    /// <param name="follow">Called now and then on a loader, to move the plan with the playhead.</param>
    public Loader(SourceCache cache, PagePool pool, int loaders, Action follow)
    {
        _cache = cache;
        _pool = pool;
        _follow = follow;
        _first = new RunJob(cache, pool);
        _liveLoaders = loaders > 0 ? loaders : Math.Max(1, Environment.ProcessorCount - 1);
        _threads = new Thread?[ThreadsFor(loaders)];
        var started = new CountdownEvent(_threads.Length); // not disposed: a thread may just be leaving its signal
        for (int i = 0; i < _threads.Length; i++)
        {
            int number = i;
            var thread = new Thread(() => Run(number, started)) { IsBackground = true, Name = "seamline loader" };
            if (!TryStart(thread)) break;
            _threads[i] = thread;
        }

        if (Array.IndexOf(_threads, null) < 0)
        {
            started.Wait();
            if (Volatile.Read(ref _failure) == null) return; // partner: Run
        }

        Dispose();
        ExceptionDispatchInfo.Throw(_failure!);
    }

    /// <summary>Loader threads.</summary>
    public int Threads => _threads.Length;

    /// <summary>Loader threads there are, for a configured number; 0 for one a core.</summary>
    public static int ThreadsFor(int loaders) => loaders > 0 ? loaders : Math.Max(1, Environment.ProcessorCount);

    /// <summary>Ends the threads; a running job stops at the next packet.</summary>
    public void Dispose() => _ = TryStop(Timeout.Infinite);

    /// <summary>Has the threads end, and waits for them; false where one has not ended by then, kept by the system in a read for instance.</summary>
    public bool TryStop(int milliseconds)
    {
        _cache.Close();
        long until = Environment.TickCount64 + milliseconds;
        bool ended = true;
        foreach (Thread? thread in _threads)
        {
            if (thread == null) continue;
            if (milliseconds < 0) thread.Join();
            else ended &= thread.Join((int)Math.Max(0, until - Environment.TickCount64));
        }

        return ended;
    }

    /// <summary>
    /// A caller that waits for the playhead's page, the first of a clip, may decode it instead of waiting for a loader: see
    /// <see cref="SourceCache.TryBeginFirst"/>. On true <see cref="BringFirst"/> must follow, without any lock.
    /// </summary>
    public bool TryTakeFirst(RegionBlock* block, long frame, long until)
    {
        // Partner: BringFirst. One at a time; the exchange takes the job over with what its last user wrote.
        if (Interlocked.CompareExchange(ref _firstTaken, 1, 0) != 0) return false;
        if (_cache.TryBeginFirst(_first, block, frame, until)) return true;
        Volatile.Write(ref _firstTaken, 0); // partner: the exchange above
        return false;
    }

    /// <summary>Decodes that page. Thread: the one that has taken it.</summary>
    public void BringFirst()
    {
        Run(_first);
        _cache.FinishFirst();
        Volatile.Write(ref _firstTaken, 0); // partner: the exchange in TryTakeFirst
    }

    // Without room for a stack the system refuses.
    private bool TryStart(Thread thread)
    {
        try
        {
            thread.Start();
            return true;
        }
        catch (OutOfMemoryException e)
        {
            _failure = e;
            return false;
        }
    }

    private void Run(int number, CountdownEvent started)
    {
        try
        {
            Work(number, started);
        }
        catch (OutOfMemoryException e) when (!started.IsSet)
        {
            // It could not begin. Once begun nothing here allocates but in jobs, which catch what they throw.
            Volatile.Write(ref _failure, e); // partner: the constructor
            started.Signal();
        }
    }

    private void Work(int number, CountdownEvent started)
    {
        var job = new RunJob(_cache, _pool);
        var slice = new ScanSlice(_cache.Queue);
        LoadQueue queue = _cache.Queue;
        bool offlineOnly = number >= _liveLoaders;
        OsThread.NeverPreempt();
        queue.WaitForWork(queue.Wakeups, 1); // a thread's first wait allocates what it waits with: before the engine is open
        _cache.WaitForPage(_cache.Arrivals, 1);
        bool first = number == 0;
        if (first) _pool.Prepare();
        started.Signal();
        if (first) _pool.Warm(); // not at the first page; nor while a file is opened: see docs/performance.md
        var quiet = new QuietTime(queue);
        long returned = FreedMemory.Returns;
        long rested = -1; // wake-ups counted when it last had looked for work: the same now means that it has rested since
        while (!queue.Closing)
        {
            long seen = queue.Wakeups;
            if (!offlineOnly) _follow();
            FreedMemory.ReturnOwn(ref returned);
            if (number > 0 && quiet.IsLong() && _cache.TryBeginScan(seen, early: true, out Source source)) ScanAhead(source, slice, seen);
            else if (_cache.TryBegin(job, offlineOnly)) Run(job);
            else if (rested == seen && _cache.TryBeginScan(seen, early: false, out source)) ScanAhead(source, slice, seen);
            else queue.WaitForWork(seen, rested != seen ? RestMilliseconds : number == 0 ? FollowMilliseconds : Timeout.Infinite);
            rested = seen;
        }
    }

    // Whether nothing has been asked for a while, whatever comes in meanwhile: a file that is better looked through before the budget is full has
    // to wait for that only, and for a loader that is not the one on which playback counts.
    private struct QuietTime(LoadQueue queue)
    {
        private long _requests;
        private long _since;

        public bool IsLong()
        {
            long now = Environment.TickCount64;
            if (_requests != queue.Requests) _since = now;
            _requests = queue.Requests;
            return now - _since >= RestMilliseconds;
        }
    }

    private void ScanAhead(Source source, ScanSlice slice, long seen)
    {
        bool done = true;
        try
        {
            slice.Begin(seen);
            done = source.Media.ScanAhead(slice);
        }
        catch (Exception)
        {
            // The job that needs the source reports what is wrong with it.
        }

        _cache.FinishScan(source, done);
    }

    private void Run(RunJob job)
    {
        string? sentence = null;
        RunResult result;
        try
        {
            result = job.Decode();
        }
        catch (Exception e)
        {
            // Whatever a decoder throws, a want of memory for instance: its source is in error, the engine plays on.
            result = new RunResult(RunEnd.Failed, -1, 0, 0, 0);
            sentence = $"{job.Source.Key}: cannot be read ({e.Message})";
        }

        _cache.Finish(job, result, sentence);
    }
}

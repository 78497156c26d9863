using System;
using System.Threading;
using Seamline.Decode;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>
/// The loader threads: each takes the nearest missing run, decodes it, and looks again. All cores but one work for playback
/// (at least one); an offline render gets them all.
/// </summary>
/// <remarks>Thread: made and closed by control. Nothing is allocated on the GC heap for a job but a decoder's first opening.</remarks>
internal sealed class Loader : IDisposable
{
    // How long a loader sleeps when there is nothing to do while playing: often enough to load ahead of the playhead.
    private const int FollowMilliseconds = 100;

    private readonly SourceCache _cache;
    private readonly PagePool _pool;
    private readonly Thread[] _threads;
    private readonly Action _follow;
    private readonly int _liveLoaders;

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
        _liveLoaders = loaders > 0 ? loaders : Math.Max(1, Environment.ProcessorCount - 1);
        _threads = new Thread[loaders > 0 ? loaders : Math.Max(_liveLoaders, Environment.ProcessorCount)];
        for (int i = 0; i < _threads.Length; i++)
        {
            int number = i;
            _threads[i] = new Thread(() => Work(number)) { IsBackground = true, Name = "seamline loader" };
            _threads[i].Start();
        }
    }

    /// <summary>Loader threads.</summary>
    public int Threads => _threads.Length;

    /// <summary>Ends the threads; a running job stops at the next packet.</summary>
    public void Dispose()
    {
        _cache.Close();
        foreach (Thread thread in _threads) thread.Join();
    }

    private void Work(int number)
    {
        var job = new RunJob(_cache, _pool);
        bool offlineOnly = number >= _liveLoaders;
        while (!_cache.Closing)
        {
            long seen = _cache.Wakeups;
            if (!offlineOnly) _follow();
            if (_cache.TryBegin(job, offlineOnly, out RunDecoder? decoder)) Run(job, decoder);
            else _cache.WaitForWork(seen, number == 0 ? FollowMilliseconds : Timeout.Infinite);
        }
    }

    private void Run(RunJob job, RunDecoder? decoder)
    {
        RunResult result;
        string? error = null;
        try
        {
            decoder ??= job.Source.Media.OpenDecoder();
            result = job.Decode(decoder);
            if (result.End == RunEnd.Failed) error = $"{job.Source.Key}: cannot be read (error {result.ErrorCode})";
        }
        catch (MediaException e)
        {
            result = new RunResult(RunEnd.Failed, -1, 0, 0, 0);
            error = e.Message;
        }

        _cache.Finish(job, decoder, result, error);
    }
}

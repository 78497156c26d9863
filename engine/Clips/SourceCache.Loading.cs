using System;
using System.Diagnostics;
using Seamline.Decode;
using Seamline.Kernels;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <content>What the loader threads call.</content>
internal sealed unsafe partial class SourceCache
{
    private const int FirstMilliseconds = 10;

    private int _renderJobs;  // of jobs under way those for offline renders
    private long _firstUntil; // until then loaders of playback begin nothing: see TryBeginFirst

    /// <summary>Gives a loader the nearest run that is missing. Thread: loaders.</summary>
    /// <param name="job">Set up on success.</param>
    /// <param name="offlineOnly">The loader works for offline renders only.</param>
    public bool TryBegin(RunJob job, bool offlineOnly)
    {
        using (_lock.Hold())
        {
            if (_queue.Closing || (!offlineOnly && Stopwatch.GetTimestamp() < _firstUntil)) return false;
            _queue.Serve();
            bool isFull = _renderJobs > 0 && !_pool.CanTake(Limits.MaxChannels);
            while (_queue.TryNext(offlineOnly, isFull, out LoadPlan plan, out PageVisit visit))
            {
                Source source = _sources[visit.Table->Source]!;
                if (!_pool.CanTake(source.Table->Channels) && !_store.CanEvict(_queue.Readers, visit.Distance))
                {
                    plan.Finish();
                    continue;
                }

                int run = (int)(visit.Page / Limits.RunPages);
                ref RunState state = ref source.Runs[run];
                uint wanted = state.Needed & ~(state.Ready | state.Coming | state.Failed);
                wanted |= 1u << (int)(visit.Page % Limits.RunPages);
                if (source.Bases.Length != 0) wanted &= uint.MaxValue << (int)(visit.Page % Limits.RunPages); // its pages are made in any order
                Count(source, ref state, wanted);
                if (plan != _queue.Live.Plan) _renderJobs++;
                job.Begin(source, run, wanted, plan, visit, offlineOnly, _queue.Requests);
                return true;
            }

            return false;
        }
    }

    /// <summary>
    /// Gives a caller that waits for the playhead's page that page to decode, if nothing of its source has been decoded yet and the page begins a
    /// run. A page takes a millisecond; handing it to a loader and back takes half a millisecond more, and several on a busy machine. Loaders leave
    /// that page alone for at most 10 ms: it would be slower with the next run decoded beside it, and the file opened twice. In the middle
    /// of a run the next page, which most callers wait for too, would be decoded from the beginning of the run a second time: a loader brings both.
    /// </summary>
    /// <param name="job">Set up on success; then for <see cref="RunJob.Decode"/> and <see cref="Finish"/>.</param>
    /// <param name="block">What is played.</param>
    /// <param name="frame">The playhead.</param>
    /// <param name="until">When the waiter has had enough: see <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <remarks>Thread: any that holds a reference to the block; one job at a time.</remarks>
    public bool TryBeginFirst(RunJob job, RegionBlock* block, long frame, long until)
    {
        using (_lock.Hold())
        {
            if (_queue.Closing) return false;
            _queue.Serve();
            PageWalk walk = PageWalk.Forward(block, frame);
            if (!walk.Next(frame + 1, out PageVisit visit)) return false;
            Source source = _sources[visit.Table->Source]!;
            if (source.FramesDecoded != 0 || source.Jobs != 0 || !source.IsMissing(visit.Page) || source.IsFailed(visit.Page)) return false;
            if (!_pool.CanTake(source.Table->Channels)) return false;
            if (visit.Page % Limits.RunPages != 0) return false;
            int run = (int)(visit.Page / Limits.RunPages);
            const uint wanted = 1;
            Count(source, ref source.Runs[run], wanted);
            _firstUntil = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1_000 * FirstMilliseconds);
            job.Begin(source, run, wanted, _queue.Live.Plan, visit, offlineOnly: false, _queue.Requests);
            job.StopAt(until);
            return true;
        }
    }

    /// <summary>What <see cref="TryBeginFirst"/> has begun is over, after <see cref="Finish"/>.</summary>
    public void FinishFirst()
    {
        using (_lock.Hold()) _firstUntil = 0;
        _queue.Wake();
    }

    private void Count(Source source, ref RunState run, uint wanted)
    {
        run.Coming |= wanted;
        source.Jobs++;
        _jobs++;
    }

    /// <summary>Gives a loader with nothing to load a source whose file has not been looked through. Thread: loaders.</summary>
    /// <param name="seen"><see cref="LoadQueue.Wakeups"/> since when it rests: a source that was added since is not scanned yet.</param>
    /// <param name="early">Only one that is better not put off.</param>
    /// <param name="source">The source, until <see cref="FinishScan"/>.</param>
    public bool TryBeginScan(long seen, bool early, out Source source)
    {
        using (_lock.Hold())
        {
            foreach (Source? candidate in _sources)
            {
                if (_queue.Closing || _queue.Wakeups != seen || candidate == null || candidate.References == 0) continue;
                if ((early && !candidate.Media.ScansEarly) || !candidate.BeginScan()) continue;
                source = candidate;
                return true;
            }

            source = null!;
            return false;
        }
    }

    /// <summary>Takes the outcome of a scan ahead. Thread: loaders.</summary>
    public void FinishScan(Source source, bool done)
    {
        bool learned;
        using (_lock.Hold())
        {
            source.EndScan(done);
            SetState(source, source.Media.State);
            learned = source.Learn(source.Media.ExactFrames);
        }

        if (learned) _queue.Ask(newNeeds: true);
        else if (done) _queue.Wake(); // the source may have been let go meanwhile
        Arrived();
    }

    /// <summary>Takes a job's outcome. Thread: loaders.</summary>
    public void Finish(RunJob job, in RunResult result, string? sentence)
    {
        bool learned;
        bool again;
        using (_lock.Hold())
        {
            Source source = job.Source;
            source.Jobs--;
            _jobs--;
            _underWay.Remove(job.Number);
            if (job.Plan != _queue.Live.Plan) _renderJobs--;
            source.KeepDecoder(job.Decoder);
            source.FramesDecoded += result.FramesDecoded;
            if (result.End == RunEnd.Changed) SetState(source, source.Media.State);
            if (result.End == RunEnd.Failed) source.Fail(result.ErrorCode, sentence);
            learned = source.Learn(result.SourceFrames >= 0 ? result.SourceFrames : source.Media.ExactFrames);

            // Looked up only now: a source that has grown has its runs elsewhere.
            ref RunState run = ref source.Runs[job.Run];
            source.Warnings += Math.Max(0, result.Warnings - run.Warnings);
            run.Warnings = Math.Max(run.Warnings, result.Warnings);
            uint left = job.Pending;
            run.Coming &= ~left; // not those it brought: they may have been evicted since, and come again with another job

            // A run that is through, or failed, and did not bring a page: it will never come.
            if (result.End is not (RunEnd.Stopped or RunEnd.Changed)) run.Failed |= left & job.Left;
            left &= run.Needed & ~run.Failed;
            again = left != 0 && (!job.IsFull || _queue.WasPassed(job, left));
        }

        if (learned || again) _queue.Ask(newNeeds: learned);
        else _queue.Wake();
        Arrived();
    }

    /// <summary>A decoder has come to the end of a source, whose last page is not in yet. Thread: loaders.</summary>
    public void Ended(Source source, long frames)
    {
        bool learned;
        using (_lock.Hold()) learned = source.Learn(frames);
        if (learned) _queue.Ask(newNeeds: true);
    }

    /// <summary>Whether a running job should make room for something nearer, or brings nothing that is still wanted. Thread: loaders.</summary>
    public bool ShouldYield(RunJob job)
    {
        using (_lock.Hold())
        {
            _queue.Serve();
            if (!job.Keep(job.Source.Runs[job.Run].Needed)) return true;
            job.Remeasure();
            return !job.OfflineOnly && job.YieldTo(_queue.Live.Plan);
        }
    }

    /// <summary>A page to fill: a free one, or one that is wanted less. None when the budget holds only what is wanted more.</summary>
    public PageId TakePage(int channels, long distance)
    {
        long bytes = (long)channels * Limits.PageChannelBytes;
        while (true)
        {
            PageId page = _pool.Take(channels);
            if (!page.IsNone) return page;
            using (_lock.Hold()) page = _store.Evict(_queue.Readers, distance);
            if (page.IsNone) return page;
            Grace.Wait();
            if (_pool.Bytes(page) >= bytes) return page;
            _pool.Return(ref page); // too small: a slab of such pages is cut again once it is empty
        }
    }

    /// <summary>Copies frames of a page that is in memory, which goes under the lock only; false where it is not. Some 10 us. Thread: loaders.</summary>
    public bool TryCopy(Source source, long page, int first, int frames, float* to)
    {
        using (_lock.Hold())
        {
            if (page >= source.Pages || !source.IsReady(page)) return false;
            int channels = source.Table->Channels;
            Copy.Run(to, PageTable.PageAt(source.Table, page) + ((long)first * channels), (nuint)((long)frames * channels));
            return true;
        }
    }

    /// <summary>Puts a filled page in. Thread: loaders.</summary>
    public void Attach(RunJob job, long page, float* samples, PageId id, long distance)
    {
        using (_lock.Hold())
        {
            job.Source.Attach(page, samples, id);
            job.Brought(page);
            _store.Attached(id, job.Source, page, met: distance <= job.Plan.Reach);
            _peaks.Put(job.Source, page, job.Peaks);
            if (!job.OfflineOnly && job.IsNear) _ = job.YieldTo(_queue.Live.Plan);
        }

        Arrived(new AwaitedPage(job.Source, page));
        TrimPeaks();
    }
}

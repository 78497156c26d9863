using System;
using System.Diagnostics;
using System.Numerics;
using Seamline.Decode;
using Seamline.Kernels;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>
/// One loader's work: decodes a run and hands each page over as soon as it is whole. Pages of the run that are not needed are
/// decoded past, not kept; behind the last wanted page it stops.
/// </summary>
/// <remarks>Thread: its loader, or a caller that waits for a first page. One each, reused, so that nothing is allocated for a job.</remarks>
internal sealed unsafe class RunJob(SourceCache cache, PagePool pool) : RunSink
{
    private readonly long[] _distances = new long[Limits.RunPages];
    private readonly PeakPage _peaks = new(cache.LevelShift);
    private PageId _page;
    private float* _samples;
    private long _pageIndex;
    private int _filled;
    private long _seenRequests;
    private long _until; // its thread's patience, by the stopwatch
    private bool _yields;

    /// <summary>What is decoded.</summary>
    public Source Source { get; private set; } = null!;

    /// <summary>What decodes it.</summary>
    public RunDecoder Decoder { get; private set; } = null!;

    /// <summary>For whom.</summary>
    public LoadPlan Plan { get; private set; } = null!;

    /// <summary>Which run of it.</summary>
    public int Run { get; private set; }

    /// <summary>The pages it set out to bring and has not brought, one bit each.</summary>
    public uint Pending { get; private set; }

    /// <summary>The pages it set out to bring, without what is no longer needed and what has no room.</summary>
    public uint Left { get; private set; }

    /// <summary>It works for offline renders only.</summary>
    public bool OfflineOnly { get; private set; }

    /// <summary>How often had been asked for anything when it began: another count now means that plans have started over since.</summary>
    public long BegunAt { get; private set; }

    /// <summary>Which of all jobs it is: see <see cref="SourceCache.WaitForCounts"/>.</summary>
    public long Number { get; private set; }

    /// <summary>The peaks of the page that is handed over.</summary>
    public PeakPage Peaks => _peaks;

    /// <summary>A page had no room: the budget is used up by pages that are nearer.</summary>
    public bool IsFull { get; private set; }

    /// <inheritdoc/>
    public override bool Stop
    {
        get
        {
            if (_yields || cache.Queue.Closing || Past || (_page.IsNone && Left >> InRun == 0)) return true;
            if (_until != long.MaxValue && Stopwatch.GetTimestamp() >= _until) return true;
            long requests = cache.Queue.Requests;
            if (requests == _seenRequests) return false;
            _seenRequests = requests;
            return cache.ShouldYield(this);
        }
    }

    /// <summary>What it brings next is played soon: it is worth checking whether something nearer is missing.</summary>
    public bool IsNear => !Past && _distances[InRun] <= 2L * Limits.RunFrames;

    private int InRun => (int)(_pageIndex % Limits.RunPages);

    private bool Past => _pageIndex >= (Run + 1L) * Limits.RunPages;

    /// <summary>Sets the job up. Thread: its loader, under the cache's lock.</summary>
    public void Begin(Source source, int run, uint wanted, LoadPlan plan, in PageVisit met, bool offlineOnly, long requests)
    {
        Source = source;
        Decoder = source.TakeDecoder();
        Plan = plan;
        Run = run;
        Pending = wanted;
        Left = wanted;
        OfflineOnly = offlineOnly;
        IsFull = false;
        plan.Measure(met, _distances);
        _pageIndex = (long)run * Limits.RunPages;
        _filled = 0;
        _yields = false;
        _seenRequests = requests;
        _until = long.MaxValue;
        BegunAt = requests;
        Number = cache.Number();
    }

    /// <summary>It stops then in any case: see <see cref="Stopwatch.GetTimestamp"/>. Thread: as <see cref="Begin"/>.</summary>
    public void StopAt(long until) => _until = until;

    /// <summary>Gives up what is not among <paramref name="needed"/>; false when nothing is left to bring. Thread: under the cache's lock.</summary>
    public bool Keep(uint needed)
    {
        Left &= needed;
        return Past || Left >> InRun != 0;
    }

    /// <summary>Stops at the next packet where <paramref name="playback"/> needs something else sooner. Thread: under the cache's lock.</summary>
    public bool YieldTo(LoadPlan playback) => _yields |= !Past && playback.IsUrgent(Source, Run, Left & (uint.MaxValue << InRun));

    /// <summary>The plans have started over: what was near may be far. Thread: under the cache's lock.</summary>
    public void Remeasure() => Plan.Remeasure(Source, Run, _distances);

    /// <summary>A page is in its table. Thread: under the cache's lock.</summary>
    public void Brought(long page)
    {
        Pending &= ~(1u << (int)(page % Limits.RunPages));
        Left &= Pending;
    }

    /// <summary>Decodes. What comes out is in the pages by then.</summary>
    public RunResult Decode()
    {
        try
        {
            RunResult result = Decoder.Decode(Run, this);
            if (_filled > 0 && result.End == RunEnd.EndOfSource && !_page.IsNone)
            {
                // The source's last page: silence behind its end.
                long samples = (long)(Limits.PageFrames - _filled) * Source.Table->Channels;
                new Span<float>(_samples + ((long)_filled * Source.Table->Channels), (int)samples).Clear();
                cache.Ended(Source, result.SourceFrames); // first: a thread that finds the last page finds the exact length
                HandOver(_filled);
            }

            return result;
        }
        finally
        {
            pool.Return(ref _page);
        }
    }

    /// <inheritdoc/>
    public override int Unwanted => Left == 0 ? 0 : BitOperations.TrailingZeroCount(Left) * Limits.PageFrames;

    /// <inheritdoc/>
    public override void Skip(int frames) => _pageIndex += frames / Limits.PageFrames;

    /// <inheritdoc/>
    public override void Write(float* interleaved, int frames)
    {
        int channels = Source.Table->Channels;
        while (frames > 0 && !Past)
        {
            int count = Room(frames);
            if (HasPage()) Copy.Run(At, interleaved, (nuint)(count * channels));
            interleaved += (long)count * channels;
            frames -= count;
            Filled(count);
        }
    }

    /// <inheritdoc/>
    public override void WriteShared(void* interleaved, SampleForm form, int frames, int channels)
    {
        int frameBytes = channels * PackedSamples.Bytes(form);
        while (frames > 0 && !Past)
        {
            int count = Room(frames);
            if (HasPage()) PackedSamples.CopyTo(At, interleaved, form, (long)count * channels);
            interleaved = (byte*)interleaved + ((long)count * frameBytes);
            frames -= count;
            Filled(count);
        }
    }

    /// <inheritdoc/>
    public override void Write(in Planes planes, int channels, int frames)
    {
        for (int at = 0; at < frames && !Past;)
        {
            int count = Room(frames - at);
            if (HasPage()) planes.From(at).CopyTo(At, channels, count);
            at += count;
            Filled(count);
        }
    }

    private float* At => _samples + ((long)_filled * Source.Table->Channels);

    // Whether what comes now has a page to go to: at its first frame one is taken, where it is wanted and there is room.
    private bool HasPage() => !_page.IsNone || (_filled == 0 && (Left >> InRun & 1) != 0 && TakePage());

    private int Room(int frames) => Math.Min(frames, Limits.PageFrames - _filled);

    private void Filled(int frames)
    {
        _filled += frames;
        if (_filled < Limits.PageFrames) return;
        if (_page.IsNone) NextPage();
        else HandOver(Limits.PageFrames);
    }

    private bool TakePage()
    {
        long distance = _distances[InRun];
        _page = cache.TakePage(Source.Table->Channels, distance);
        if (!_page.IsNone)
        {
            _samples = pool.Data(_page);
            return true;
        }

        // No room for it, nor for what is at least as far. What is nearer may come later in the run.
        IsFull = true;
        for (int i = 0; i < _distances.Length; i++)
        {
            if (_distances[i] >= distance) Left &= ~(1u << i);
        }

        return false;
    }

    private void HandOver(int frames)
    {
        if (PeakStore.Has(Source, _pageIndex) && PageLevels.Has(Source.Table, _pageIndex, cache.LevelShift)) _peaks.Clear();
        else _peaks.Make(_samples, Source.Table->Channels, frames);
        PageShapes.Put(Source.Table, _pageIndex, _samples, Limits.PageFrames);
        cache.Attach(this, _pageIndex, _samples, _page, _distances[InRun]);
        _page = PageId.None;
        NextPage();
    }

    private void NextPage()
    {
        _pageIndex++;
        _filled = 0;
    }
}

using System;
using Seamline.Decode;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>
/// One loader's work: decodes a run and hands each page over as soon as it is whole. Pages of the run that nobody wants are
/// decoded past, not kept; behind the last wanted page it stops.
/// </summary>
/// <remarks>Thread: its loader. One a loader, reused, so that nothing is allocated for a job.</remarks>
internal sealed unsafe class RunJob(SourceCache cache, PagePool pool) : RunSink
{
    private PageId _page;
    private float* _samples;
    private long _pageIndex;
    private int _filled;
    private long _seenRequests;
    private long _nearest;
    private long _distance;
    private bool _full;
    private bool _yields;

    /// <summary>What is decoded.</summary>
    public Source Source { get; private set; } = null!;

    /// <summary>Which run of it.</summary>
    public int Run { get; private set; }

    /// <summary>The pages wanted, one bit each.</summary>
    public uint Wanted { get; private set; }

    /// <summary>The budget is used up by pages that are nearer.</summary>
    public bool IsFull => _full;

    /// <inheritdoc/>
    public override bool Stop
    {
        get
        {
            if (_full || _yields || cache.Closing || Past || Wanted >> (int)(_pageIndex % Limits.RunPages) == 0) return true;
            long requests = cache.Requests;
            if (requests == _seenRequests) return false;
            _seenRequests = requests;
            _yields = cache.ShouldYield(this);
            return _yields;
        }
    }

    private bool Past => _pageIndex >= (Run + 1L) * Limits.RunPages;

    /// <summary>Sets the job up. Thread: under the cache's gate.</summary>
    public void Begin(Source source, int run, uint wanted, long page, long distance)
    {
        Source = source;
        Run = run;
        Wanted = wanted;
        _nearest = page;
        _distance = distance;
        _pageIndex = (long)run * Limits.RunPages;
        _filled = 0;
        _full = false;
        _yields = false;
        _seenRequests = cache.Requests;
    }

    /// <summary>Decodes. What comes out is in the pages by then.</summary>
    public RunResult Decode(RunDecoder decoder)
    {
        RunResult result = decoder.Decode(Run, this);
        if (_filled > 0 && result.End == RunEnd.EndOfSource && !_page.IsNone)
        {
            // The source's last page: silence behind its end.
            long samples = (long)(Limits.PageFrames - _filled) * Source.Table->Channels;
            new Span<float>(_samples + ((long)_filled * Source.Table->Channels), (int)samples).Clear();
            HandOver();
        }

        pool.Return(ref _page);
        return result;
    }

    /// <inheritdoc/>
    public override void Write(float* interleaved, int frames)
    {
        int channels = Source.Table->Channels;
        while (frames > 0 && !Past && !_full)
        {
            int count = Math.Min(frames, Limits.PageFrames - _filled);
            if ((Wanted >> (int)(_pageIndex % Limits.RunPages) & 1) != 0)
            {
                if (_page.IsNone && !TakePage()) return;
                new ReadOnlySpan<float>(interleaved, count * channels).CopyTo(new Span<float>(_samples + ((long)_filled * channels), count * channels));
            }

            _filled += count;
            interleaved += (long)count * channels;
            frames -= count;
            if (_filled < Limits.PageFrames) continue;
            if (_page.IsNone) NextPage();
            else HandOver();
        }
    }

    private bool TakePage()
    {
        // What may be evicted for a page is farther from the playhead than the page.
        long distance = _distance + (Math.Abs(_pageIndex - _nearest) * Limits.PageFrames);
        _page = cache.TakePage(Source.Table->Channels, distance);
        _full = _page.IsNone;
        if (_full) return false;
        _samples = pool.Data(_page);
        return true;
    }

    private void HandOver()
    {
        cache.Attach(Source, _pageIndex, _samples, _page);
        _page = PageId.None;
        NextPage();
    }

    private void NextPage()
    {
        _pageIndex++;
        _filled = 0;
    }
}

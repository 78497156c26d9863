using System;
using System.Threading;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>Fills the columns of a view: of one track's material, of a clip as it is heard, of a timeline.</summary>
/// <remarks>
/// Thread: control, between <see cref="PeakReaders.TryBegin"/> and its end; no lock is held. It goes inside for a few columns at a
/// time, so that a loader that wants to reuse a page waits some microseconds at most.
/// </remarks>
internal readonly unsafe ref partial struct PeakColumns
{
    private const int ColumnsInside = 16;
    private const int RegionsInside = 64;

    private readonly long* _word;
    private readonly PeakView _view;
    private readonly long _first;
    private readonly Span<Peak> _columns;

    /// <summary>Makes one that fills <paramref name="columns"/>.</summary>
    /// <param name="word">The word of the look's slot.</param>
    /// <param name="view">What is wanted; checked.</param>
    /// <param name="first">Which column of the view is the first to fill.</param>
    /// <param name="columns">Where to.</param>
    public PeakColumns(long* word, in PeakView view, long first, Span<Peak> columns)
    {
        _word = word;
        _view = view;
        _first = first;
        _columns = columns;
    }

    /// <summary>The material of a source, in its own frames; channels are the source's.</summary>
    public void FillTrack(PageTable* table)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            if (i % ColumnsInside == 0) Enter();
            var sum = new PeakSum();
            PeakLookup.Add(table, _view.Channel, EdgeOf(i), EdgeOf(i + 1), ref sum);
            _columns[i] = sum.ToPeak();
            if (i % ColumnsInside == ColumnsInside - 1 || i == _columns.Length - 1) Leave();
        }
    }

    /// <summary>Tracks together, in clip frames; channels are the engine's.</summary>
    public void FillClip(SnapshotTrack* tracks, int count, int channels)
    {
        var mix = new PeakMix(tracks, count, channels, _view.Channel);
        for (int i = 0; i < _columns.Length; i++)
        {
            if (i % ColumnsInside == 0) Enter();
            var sum = new PeakSum();
            bool inside = mix.Add(EdgeOf(i), EdgeOf(i + 1), 1, ref sum);
            if (!inside) sum.Flags |= PeakFlags.Outside;
            _columns[i] = sum.ToPeak();
            if (i % ColumnsInside == ColumnsInside - 1 || i == _columns.Length - 1) Leave();
        }
    }

    /// <summary>A timeline, in its frames; channels are the engine's.</summary>
    public void FillTimeline(RegionBlock* block)
    {
        int at = -1;
        for (int i = 0; i < _columns.Length; i++)
        {
            long from = Math.Max(0, EdgeOf(i));
            long to = Math.Min(EdgeOf(i + 1), block->LengthFrames);
            var sum = new PeakSum();
            int looked = 0;
            while (from < to)
            {
                if (looked++ % RegionsInside == 0) Enter();
                at = RegionWalk.OwnerAt(block, from, at);
                Region* row = block->Regions + at;
                long end = Math.Min(to, row->OwnEnd);
                var mix = new PeakMix(block->Tracks + row->FirstTrack, row->TrackCount, block->Channels, _view.Channel);
                long clip = RegionWalk.ClipFrameAt(row, from);
                _ = mix.Add(clip, clip + (end - from), row->Gain, ref sum);
                from = end;
                if (looked % RegionsInside == 0 || from >= to) Leave();
            }

            _columns[i] = sum.ToPeak();
        }
    }

    // Frames beyond any that there can be are all alike.
    private long EdgeOf(int column) => _view.EdgeOf(_first + column);

    // Odd: inside. Partner: ReaderGrace.Wait. Full fences, as in Callback.Render: nothing is read before the word is seen odd,
    // nor after it is even.
    private void Enter() => Interlocked.Increment(ref *_word); // partner: ReaderGrace.Wait

    private void Leave() => Interlocked.Increment(ref *_word); // partner: ReaderGrace.Wait
}

using System;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Snapshots;
using Row = Seamline.Snapshots.EnvelopeRow;

namespace Seamline.Timeline;

/// <summary>
/// Works out the gain of lanes that duck, as an envelope that their own envelope is a part of, from where the sources of the main lane are loud.
/// Cost grows with the segments and the loud places in them, not with the length of the material.
/// </summary>
/// <remarks>Thread: control, under the edit lock. No GC allocation.</remarks>
internal sealed unsafe class DuckingCompiler(MemoryBudget budget, int rate) : IDisposable
{
    private const double LevelTolerance = 1e-9;

    private readonly LoudRuns _sources = new(budget, rate);
    private readonly NativeList<LoudRun> _loud = new(budget, Limits.MaxLoudRuns);

    /// <summary>Points for which the last compile had no room in the block.</summary>
    public int MissingPoints { get; private set; }

    /// <summary>Gives the lanes of a compiled block their gains; false where the block has too few points, or the budget no room.</summary>
    public bool TryCompile(RegionBlock* block)
    {
        MissingPoints = 0;
        int points = block->PointCount;
        int envelopes = block->EnvelopeCount;
        for (int i = 0; i < block->DuckingCount; i++)
        {
            RegionDucking* ducking = block->Duckings + i;
            if (!TryFindLoud(block, ducking)) return false;
            RegionLane* first = FirstLane(block, i + 1);
            if (first == null) continue;
            if (!TryWrite(block, ducking, first->OwnEnvelope)) return false;
            for (RegionLane* lane = first; lane < block->Lanes + block->LaneCount; lane++)
            {
                if (lane->Ducking == i + 1) lane->Envelope = _loud.Count == 0 ? lane->OwnEnvelope : block->EnvelopeCount;
            }
        }

        block->FixedPoints = points;
        block->FixedEnvelopes = envelopes;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sources.Dispose();
        _loud.Dispose();
    }

    private static RegionLane* FirstLane(RegionBlock* block, int ducking)
    {
        for (RegionLane* lane = block->Lanes; lane < block->Lanes + block->LaneCount; lane++)
        {
            if (lane->Ducking == ducking) return lane;
        }

        return null;
    }

    // Where the main lane is loud, from the first to the last; places between which the gain would not come all the way back are one.
    private bool TryFindLoud(RegionBlock* block, RegionDucking* ducking)
    {
        _loud.Clear();
        RegionLane* main = block->Lanes;
        if (main->Muted != 0) return true;
        long pause = ducking->HoldFrames + ducking->FallFrames + ducking->RiseFrames;
        for (int r = 0; r < main->RegionCount; r++)
        {
            Region* region = block->Regions + r;
            for (int t = 0; t < region->TrackCount; t++)
            {
                SnapshotTrack* track = block->Tracks + region->FirstTrack + t;
                double gain = 20 * Math.Log10((double)region->Gain * track->Gain);
                if (double.IsNegativeInfinity(gain)) continue;
                long move = region->OwnStart - (region->OwnClipFrame + track->Offset);
                long first = Math.Max(0, region->OwnStart - move);
                long end = Math.Min(region->OwnEnd - move, PageTable.Frames(track->Pages));
                if (!_sources.TryAdd(track, PageLevels.Least(ducking->ThresholdDb - gain - LevelTolerance), pause, first, end, move, _loud)) return false;
            }
        }

        Join(pause);
        return true;
    }

    private void Join(long pause)
    {
        Span<LoudRun> runs = _loud.Span;
        for (int i = 1; i < runs.Length; i++)
        {
            if (runs[i].First >= runs[i - 1].First) continue;
            runs.Sort(default(ByFirst));
            break;
        }

        int count = 0;
        foreach (LoudRun run in runs)
        {
            if (count > 0 && run.First - runs[count - 1].End < pause) runs[count - 1] = runs[count - 1] with { End = Math.Max(runs[count - 1].End, run.End) };
            else runs[count++] = run;
        }

        _ = _loud.TryResize(count);
    }

    // One row of points for all of it: down before a loud place, up behind it, and the lane's own points.
    private bool TryWrite(RegionBlock* block, RegionDucking* ducking, int own)
    {
        if (_loud.Count == 0) return true;
        Row* envelope = own == 0 ? null : block->Envelopes + own - 1;
        int most = (4 * _loud.Count) + (envelope == null ? 0 : envelope->PointCount);
        if (block->EnvelopeRoom <= block->EnvelopeCount || block->PointRoom - block->PointCount < most)
        {
            MissingPoints = most;
            return false;
        }

        var writer = new PointWriter(block, envelope);
        foreach (LoudRun run in _loud.Span)
        {
            writer.Add(run.First - ducking->FallFrames, 0);
            writer.Add(run.First, ducking->AmountDb);
            writer.Add(run.End + ducking->HoldFrames, ducking->AmountDb);
            writer.Add(run.End + ducking->HoldFrames + ducking->RiseFrames, 0);
        }

        writer.End();
        return true;
    }

    private readonly struct ByFirst : System.Collections.Generic.IComparer<LoudRun>
    {
        public int Compare(LoudRun x, LoudRun y) => x.First.CompareTo(y.First);
    }

    // Points of two envelopes as those of their product: in dB, their sum at the points of either.
    private ref struct PointWriter
    {
        private const float Floor = -96; // silence, as everywhere
        private readonly RegionBlock* _block;
        private readonly Row* _row;
        private readonly EnvelopePoint* _own;
        private readonly int _ownCount;
        private int _next; // of the lane's own points
        private long _lastFrame;
        private float _lastDb;

        public PointWriter(RegionBlock* block, Row* own)
        {
            _block = block;
            _own = own == null ? null : block->EnvelopePoints + own->FirstPoint;
            _ownCount = own == null ? 0 : own->PointCount;
            _row = block->Envelopes + block->EnvelopeCount++;
            *_row = new Row { FirstPoint = block->PointCount };
            _lastFrame = long.MinValue;
        }

        // A point of the ducking.
        public void Add(long frame, float decibels)
        {
            for (; _next < _ownCount && _own[_next].Frame < frame; _next++) Put(_own[_next].Frame, _own[_next].Decibels + Between(_own[_next].Frame, frame, decibels));
            if (_next < _ownCount && _own[_next].Frame == frame) Put(frame, _own[_next++].Decibels + decibels);
            else Put(frame, OwnAt(frame) + decibels);
            _lastFrame = frame;
            _lastDb = decibels;
        }

        public void End()
        {
            for (; _next < _ownCount; _next++) Put(_own[_next].Frame, _own[_next].Decibels + _lastDb);
        }

        private readonly float Between(long at, long frame, float decibels)
        {
            if (_lastFrame == long.MinValue) return decibels; // before the first point it is level
            double x = (double)(at - _lastFrame) / (frame - _lastFrame);
            return (float)(_lastDb + ((decibels - _lastDb) * x));
        }

        private readonly float OwnAt(long frame)
        {
            if (_ownCount == 0) return 0;
            if (_next == 0) return _own[0].Decibels;
            if (_next == _ownCount) return _own[_ownCount - 1].Decibels;
            EnvelopePoint left = _own[_next - 1];
            EnvelopePoint right = _own[_next];
            double x = (double)(frame - left.Frame) / (right.Frame - left.Frame);
            return (float)(left.Decibels + ((right.Decibels - left.Decibels) * x));
        }

        // Of points in one frame the last counts.
        private readonly void Put(long frame, float decibels)
        {
            EnvelopePoint* to = _block->EnvelopePoints + _block->PointCount;
            if (_row->PointCount > 0 && to[-1].Frame == frame)
            {
                to--;
                _row->PointCount--;
                _block->PointCount--;
            }

            to->Frame = frame;
            to->Decibels = decibels > Floor ? decibels : Floor;
            _row->PointCount++;
            _block->PointCount++;
        }
    }
}

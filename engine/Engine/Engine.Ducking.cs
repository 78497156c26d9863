using System;
using System.Threading;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Snapshots;
using Seamline.Timeline;
using EnvelopeRow = Seamline.Snapshots.EnvelopeRow;

namespace Seamline;

// Ducking of lanes, and what gaps of the main lane sound like.
public sealed unsafe partial class Engine
{
    private const int RefreshMilliseconds = 200;

    private bool _ducks; // some lane does
    private long _refreshed; // when the gains were worked out last

    /// <summary>
    /// Has a lane go down while the main lane is loud, or otherwise than before. Follows every edit in the next block as far as the levels
    /// of the material are known, and is refined while more is loaded.
    /// </summary>
    public Status SetDucking(LaneId lane, in DuckingSpec ducking)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.SetDucking(lane, ducking)) : NoRoom();
    }

    /// <summary>Takes a lane's ducking away.</summary>
    public Status RemoveDucking(LaneId lane)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.RemoveDucking(lane)) : NoRoom();
    }

    /// <summary>A lane's ducking; <see cref="Status.NotFound"/> where it has none.</summary>
    public Status GetDucking(LaneId lane, out DuckingInfo ducking)
    {
        using (_lock.Hold())
        {
            Status status = _editor.ReadDucking(lane, out DuckingSpec spec);
            if (status == Status.Ok && !_editor.InGroup) RefreshDuckingLocked();
            ducking = new DuckingInfo(spec, status == Status.Ok ? LevelWalk.KnownShare(_block, _cache.LevelShift) : 0);
            return status;
        }
    }

    /// <summary>
    /// Turns a lane's ducking, as it stands, into points of the lane's envelope, and takes it away: the same bits, to be edited from then on.
    /// </summary>
    public Status DuckingToEnvelope(LaneId lane)
    {
        using (_lock.Hold())
        {
            Status status = _editor.ReadDucking(lane, out _);
            if (status == Status.Ok && _editor.InGroup) status = _editor.InAGroup();
            if (status != Status.Ok) return status;
            RefreshDuckingLocked();
            NativeList<PointRow> points = _editor.PointScratch;
            points.Clear();
            if (!TryReadPoints(lane.Value, points)) return NoRows();
            return ReserveMixEdit(new BlockRoom { Envelopes = 1, Points = points.Count }) ? CommitEdit(_editor.ReplaceDucking(lane, points.Span)) : NoRoom();
        }
    }

    // On a loader, now and then: what became known since goes into the gains.
    private void RefreshDucking()
    {
        // Partners of all three: the writes under the lock; what is missed now is seen the next time.
        if (!Volatile.Read(ref _ducks) || Volatile.Read(ref _levelsSeen) == _cache.Peaks.LevelChanges) return;
        if (Environment.TickCount64 - Volatile.Read(ref _refreshed) < RefreshMilliseconds) return;
        using (_lock.Hold())
        {
            if (!_disposed && !_editor.InGroup) RefreshDuckingLocked();
        }
    }

    // Publishes only what sounds otherwise than before.
    private void RefreshDuckingLocked()
    {
        if (_levelsSeen == _cache.Peaks.LevelChanges) return;
        Volatile.Write(ref _refreshed, Environment.TickCount64); // partner: RefreshDucking
        if (!Reserve(0)) return;
        if (!TryCompile(EditStep.None)) return;
        if (HasSameGains(_block, _reserved)) _blocks.Release(ref _reserved);
        else CommitCompiled();
    }

    // For an offline render, whose timeline may be an older one.
    private RegionBlock* Refine(RegionBlock* block, in OfflineOptions options)
    {
        using (_lock.Hold())
        {
            int points = block->PointRoom;
            while (true)
            {
                RegionBlock* copy = _blocks.Copy(block, points);
                if (copy == null) return null;
                if (_ducking.TryCompile(copy))
                {
                    StemCompiler.Apply(copy, options, _config.Rate);
                    return copy;
                }

                _blocks.Release(ref copy);
                if (_ducking.MissingPoints == 0) return null;
                points += _ducking.MissingPoints;
            }
        }
    }

    private static bool HasSameGains(RegionBlock* a, RegionBlock* b)
    {
        int count = a->PointCount - a->FixedPoints;
        if (count != b->PointCount - b->FixedPoints || a->FixedPoints != b->FixedPoints) return false;
        for (int i = 0; i < count; i++)
        {
            EnvelopePoint of = a->EnvelopePoints[a->FixedPoints + i];
            EnvelopePoint other = b->EnvelopePoints[b->FixedPoints + i];
            if (of.Frame != other.Frame || of.Decibels != other.Decibels) return false;
        }

        return true;
    }

    // The gain of a lane as it is heard, in seconds. Lanes without items are not compiled: they have nothing to duck.
    private bool TryReadPoints(long lane, NativeList<PointRow> points)
    {
        for (int i = 0; i < _block->LaneCount; i++)
        {
            RegionLane* compiled = _block->Lanes + i;
            if (compiled->Ducking == 0 || _block->Duckings[compiled->Ducking - 1].Lane != lane || compiled->Envelope == 0) continue;
            EnvelopeRow* gain = _block->Envelopes + compiled->Envelope - 1;
            for (int p = 0; p < gain->PointCount; p++)
            {
                EnvelopePoint point = _block->EnvelopePoints[gain->FirstPoint + p];
                if (!points.TryAdd(new PointRow((double)point.Frame / _config.Rate, point.Decibels))) return false;
            }

            break;
        }

        return true;
    }

    /// <summary>What gaps of the main lane sound like; null for silence.</summary>
    public RoomToneSpec? RoomTone
    {
        get
        {
            using (_lock.Hold())
            {
                if (_editor.Document.RoomTones.Count == 0) return null;
                RoomToneRow row = _editor.Document.RoomTones[0];
                return new RoomToneSpec(new ClipId((uint)row.Clip), row.In, row.Out, row.GainDb, row.Crossfade);
            }
        }
    }

    /// <summary>Sets what gaps of the main lane sound like, null for silence: an edit like others.</summary>
    public Status SetRoomTone(RoomToneSpec? tone)
    {
        using (_lock.Hold()) return ReserveMixEdit(new BlockRoom { Lanes = 1 }) ? CommitEdit(_editor.SetRoomTone(tone)) : NoRoom();
    }
}

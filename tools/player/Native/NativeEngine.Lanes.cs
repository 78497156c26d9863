using System;

namespace Seamline.Ui.Native;

/// <summary>Lanes, items, transitions, envelopes, the master, loudness.</summary>
internal sealed unsafe partial class NativeEngine
{
    public bool BeginEdits() => Ok(Seam.seam_begin_edits(_handle));

    public bool EndEdits() => Ok(Seam.seam_end_edits(_handle));

    public bool CancelEdits() => Ok(Seam.seam_cancel_edits(_handle));

    public bool AddLane(int index, SeamLane lane, out long id)
    {
        lane.StructSize = (uint)sizeof(SeamLane);
        return Ok(Seam.seam_add_lane(_handle, (uint)index, &lane, out id));
    }

    public bool SetLane(SeamLane lane)
    {
        lane.StructSize = (uint)sizeof(SeamLane);
        return Ok(Seam.seam_set_lane(_handle, &lane));
    }

    public bool RemoveLane(long id) => Ok(Seam.seam_remove_lane(_handle, id));

    /// <summary>The lanes in order; the array grows where it is too short.</summary>
    public bool GetLanes(ref SeamLane[] lanes, out int count)
    {
        count = 0;
        if (!Ok(Seam.seam_get_lanes(_handle, null, 0, out uint there))) return false;
        if (lanes.Length < there) lanes = new SeamLane[Math.Max((int)there, 8)];
        if (there == 0) return true;
        lanes[0].StructSize = (uint)sizeof(SeamLane);
        fixed (SeamLane* first = lanes)
        {
            if (!Ok(Seam.seam_get_lanes(_handle, first, (uint)lanes.Length, out there))) return false;
        }

        count = (int)there;
        return true;
    }

    public bool AddItem(SeamItem item, out long id)
    {
        item.StructSize = (uint)sizeof(SeamItem);
        return Ok(Seam.seam_add_item(_handle, &item, out id));
    }

    public bool SetItem(SeamItem item)
    {
        item.StructSize = (uint)sizeof(SeamItem);
        return Ok(Seam.seam_set_item(_handle, &item));
    }

    public bool RemoveItem(long id) => Ok(Seam.seam_remove_item(_handle, id));

    /// <summary>The items of a lane by their starts; the array grows where it is too short.</summary>
    public bool GetItems(long lane, ref SeamItem[] items, out int count)
    {
        count = 0;
        if (!Ok(Seam.seam_get_items(_handle, lane, null, 0, out uint there))) return false;
        if (items.Length < there) items = new SeamItem[Math.Max((int)there, items.Length * 2)];
        if (there == 0) return true;
        items[0].StructSize = (uint)sizeof(SeamItem);
        fixed (SeamItem* first = items)
        {
            if (!Ok(Seam.seam_get_items(_handle, lane, first, (uint)items.Length, out there))) return false;
        }

        count = (int)there;
        return true;
    }

    public bool SetTransition(long segment, int kind, double seconds) => Ok(Seam.seam_set_transition(_handle, segment, kind, seconds));

    public bool RemoveTransition(long segment) => Ok(Seam.seam_remove_transition(_handle, segment));

    /// <summary>The transition at a segment's start; false, and no error, where there is none.</summary>
    public bool GetTransition(long segment, out SeamTransition transition)
    {
        var read = new SeamTransition { StructSize = (uint)sizeof(SeamTransition) };
        bool found = Seam.seam_get_transition(_handle, segment, &read) == Seam.Ok;
        transition = read;
        return found;
    }

    /// <summary>Sets an owner's envelope; no points take it away.</summary>
    public bool SetEnvelope(int owner, long id, Span<SeamPoint> points)
    {
        foreach (ref SeamPoint point in points) point.StructSize = (uint)sizeof(SeamPoint);
        fixed (SeamPoint* first = points) return Ok(Seam.seam_set_envelope(_handle, owner, id, first, (uint)points.Length));
    }

    /// <summary>An owner's envelope; empty without one.</summary>
    public SeamPoint[] GetEnvelope(int owner, long id)
    {
        if (Seam.seam_get_envelope(_handle, owner, id, null, 0, out uint count) != Seam.Ok || count == 0) return [];
        var points = new SeamPoint[count];
        points[0].StructSize = (uint)sizeof(SeamPoint);
        fixed (SeamPoint* first = points) return Seam.seam_get_envelope(_handle, owner, id, first, count, out _) == Seam.Ok ? points : [];
    }

    public bool SetDucking(long lane, SeamDucking ducking)
    {
        ducking.StructSize = (uint)sizeof(SeamDucking);
        return Ok(Seam.seam_set_ducking(_handle, lane, &ducking));
    }

    /// <summary>How a lane goes down; false, and no error, where it does not.</summary>
    public bool GetDucking(long lane, out SeamDucking ducking)
    {
        var row = new SeamDucking { StructSize = (uint)sizeof(SeamDucking) };
        bool found = Seam.seam_get_ducking(_handle, lane, &row) == Seam.Ok;
        ducking = row;
        return found;
    }

    public bool SetRoomTone(SeamRoomTone tone)
    {
        tone.StructSize = (uint)sizeof(SeamRoomTone);
        return Ok(Seam.seam_set_room_tone(_handle, &tone));
    }

    public SeamMaster Master()
    {
        var master = new SeamMaster { StructSize = (uint)sizeof(SeamMaster) };
        Ok(Seam.seam_get_master(_handle, &master));
        return master;
    }

    public bool SetMaster(SeamMaster master)
    {
        master.StructSize = (uint)sizeof(SeamMaster);
        return Ok(Seam.seam_set_master(_handle, &master));
    }

    /// <summary>What is known of the timeline's loudness without decoding anything.</summary>
    public SeamLoudness EstimateLoudness()
    {
        var loudness = new SeamLoudness { StructSize = (uint)sizeof(SeamLoudness) };
        return Seam.seam_estimate_loudness(_handle, &loudness) == Seam.Ok ? loudness : default;
    }

    /// <summary>Turns the meters of the output on.</summary>
    public bool StartMeters() => Ok(Seam.seam_set_meters(_handle, 1));

    /// <summary>What the output's meters show; false where they are off.</summary>
    public bool Meters(out SeamMeters meters)
    {
        var read = new SeamMeters { StructSize = (uint)sizeof(SeamMeters) };
        bool on = Seam.seam_get_meters(_handle, &read) == Seam.Ok;
        meters = read;
        return on;
    }

    /// <summary>Columns of a clip's waveform, all channels together, in clip frames.</summary>
    public bool ClipPeaks(uint clip, double firstFrame, double framesPerColumn, Span<SeamPeak> columns)
    {
        if (columns.IsEmpty) return true;
        var view = new SeamPeaksView { StructSize = (uint)sizeof(SeamPeaksView), Channel = Seam.AllChannels, FirstFrame = firstFrame, FramesPerColumn = framesPerColumn };
        columns[0].StructSize = (uint)sizeof(SeamPeak);
        fixed (SeamPeak* first = columns) return Seam.seam_peaks_clip(_handle, clip, &view, first, (uint)columns.Length, null) == Seam.Ok;
    }
}

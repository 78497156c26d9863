using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>Where a track of a region last missed: the source frame after its last missing one, and the pages it missed in.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MissRow
{
    /// <summary>The source frame after the last missing one.</summary>
    public long EndFrame;

    /// <summary>The pages.</summary>
    public PageTable* Pages;

    /// <summary>Frames rendered by then: whoever comes past the same place of the source later has not missed it.</summary>
    public long Rendered;

    /// <summary>The source frame less the timeline frame that it was to be heard at: whoever comes past it elsewhere on the timeline has not missed it.</summary>
    public long Shift;
}

/// <summary>
/// Where each track last missed, so that what follows fades in: by lane, by the track's number in its clip, and for the two regions of a lane that
/// can be heard at once by itself.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MissMemory
{
    /// <summary>Rows of a track: a region's, and its neighbour's.</summary>
    private const int RowsPerTrack = 2;

    /// <summary>Frames of silence that stood in for pages that were not ready.</summary>
    public long Frames;

    /// <summary>Rows of all lanes.</summary>
    public MissRow* Rows;

    /// <summary>Keys of which rows are in use: above, nothing ever missed, and nothing is compared or copied.</summary>
    public int Keys;

    /// <summary>Frames of the ramp at both sides of a miss; 0 where nothing can miss (offline).</summary>
    public int RampFrames;

    /// <summary>Frames rendered, counted by the callback; not read where <see cref="RampFrames"/> is 0.</summary>
    public long* Rendered;

    /// <summary>Bytes of <see cref="Rows"/>.</summary>
    public static long RowBytes => Limits.MaxRegionLanes * (long)Limits.MaxTracksPerClip * RowsPerTrack * sizeof(MissRow);

    /// <summary>The number by which a track of a lane is remembered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Key(int lane, int track) => (lane * Limits.MaxTracksPerClip) + track;

    /// <summary>Whether a track missed shortly before a source frame, in the same source and without a jump.</summary>
    /// <param name="misses">The memory.</param>
    /// <param name="key">The track's number.</param>
    /// <param name="region">Its region.</param>
    /// <param name="track">The track.</param>
    /// <param name="frame">The source frame.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    public static bool Missed(MissMemory* misses, int key, Region* region, SnapshotTrack* track, long frame) =>
        key < misses->Keys && Find(misses, key, region, track, frame) != null;

    /// <summary>The frame after that miss; it must be there.</summary>
    /// <inheritdoc cref="Missed"/>
    public static long EndOf(MissMemory* misses, int key, Region* region, SnapshotTrack* track, long frame) =>
        Find(misses, key, region, track, frame)->EndFrame;

    /// <summary>Remembers a miss of <paramref name="count"/> frames.</summary>
    /// <param name="misses">The memory.</param>
    /// <param name="key">The track's number.</param>
    /// <param name="region">The region it is of: its neighbour, which may miss as well, has a row of its own.</param>
    /// <param name="track">The track.</param>
    /// <param name="endFrame">The source frame after the last missing one.</param>
    /// <param name="count">Missing frames.</param>
    public static void Remember(MissMemory* misses, int key, Region* region, SnapshotTrack* track, long endFrame, long count)
    {
        Debug.Assert(key >= 0 && key < Limits.MaxRegionLanes * Limits.MaxTracksPerClip);
        misses->Frames += count;
        if (misses->RampFrames == 0) return; // offline: nothing ramps, and there are no rows
        for (; misses->Keys <= key; misses->Keys++)
        {
            for (int i = 0; i < RowsPerTrack; i++) misses->Rows[(misses->Keys * RowsPerTrack) + i].Pages = null; // never written, or left from before a copy
        }

        nuint parity = (nuint)region / (nuint)sizeof(Region) % RowsPerTrack; // odd where its neighbours' are even
        MissRow* row = misses->Rows + (key * RowsPerTrack) + (int)parity;
        row->EndFrame = endFrame;
        row->Pages = track->Pages;
        row->Rendered = *misses->Rendered;
        row->Shift = ShiftOf(region, track);
    }

    /// <summary>A voice begins elsewhere, or fades in: what was missed before does not matter to it.</summary>
    public static void Forget(MissMemory* misses) => misses->Keys = 0;

    /// <summary>Copies by field: an assignment of structs of this size is a call of memmove, which leaves raw code.</summary>
    public static void Copy(MissMemory* to, MissMemory* from)
    {
        to->Frames = from->Frames;
        to->RampFrames = from->RampFrames;
        to->Rendered = from->Rendered;
        to->Keys = from->Keys;
        for (int i = 0; i < from->Keys * RowsPerTrack; i++)
        {
            to->Rows[i].EndFrame = from->Rows[i].EndFrame;
            to->Rows[i].Pages = from->Rows[i].Pages;
            to->Rows[i].Rendered = from->Rows[i].Rendered;
            to->Rows[i].Shift = from->Rows[i].Shift;
        }
    }

    // The later of both regions' rows: at a cut within one piece of material the right region goes on with what the left one missed.
    private static MissRow* Find(MissMemory* misses, int key, Region* region, SnapshotTrack* track, long frame)
    {
        long shift = ShiftOf(region, track);
        MissRow* row = misses->Rows + (key * RowsPerTrack);
        MissRow* found = null;
        for (int i = 0; i < RowsPerTrack; i++, row++)
        {
            long since = frame - row->EndFrame;
            if (since < 0 || since >= misses->RampFrames || row->Pages != track->Pages || row->Shift != shift) continue;
            if (*misses->Rendered - row->Rendered > misses->RampFrames + Limits.MaxBlockFrames) continue; // the last block's, at the latest
            if (found == null || row->EndFrame > found->EndFrame) found = row;
        }

        return found;
    }

    private static long ShiftOf(Region* region, SnapshotTrack* track) => region->ClipFrame - region->Start + track->Offset;
}

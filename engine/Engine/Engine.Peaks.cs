using System;
using System.Threading;
using Seamline.Clips;
using Seamline.Snapshots;

namespace Seamline;

// Waveforms: peaks of everything that was loaded once, at any zoom.
public sealed unsafe partial class Engine
{
    /// <summary>
    /// Changes of any peaks, counted since open: pages that became known, and detail given up for want of room. A drawer that has
    /// seen this number has nothing new to draw. Costs a read; no lock.
    /// </summary>
    public long PeakChanges => _cache.Peaks.Changes;

    /// <summary>
    /// The waveform of a track's material, before offset, gain and stereo mode; frames are the source's at the engine's rate, channels
    /// the source's (after a downmix to the engine's). Loads nothing.
    /// </summary>
    /// <param name="clip">The clip.</param>
    /// <param name="track">The track, from 0.</param>
    /// <param name="view">What of it.</param>
    /// <param name="columns">The columns, filled from the first on.</param>
    /// <param name="changes">
    /// Changes of this material's peaks, counted: where it equals the count of an earlier call, that call's columns are still valid.
    /// </param>
    /// <remarks>
    /// Works beside edits and loading: the engine is locked for a fraction of a microsecond at the start, nothing after. A column
    /// costs tens to some hundreds of nanoseconds, whatever its length. Columns of up to 4,095 frames are exact to the frame
    /// where their pages are in memory; otherwise their ends are widened to multiples of 256 frames. Longer ones reach at most a
    /// sixteenth of their length beyond either end.
    /// </remarks>
    public Status GetTrackPeaks(ClipId clip, int track, in PeakView view, Span<Peak> columns, out long changes) =>
        GetPeaks(PeakScope.Track, clip, track, view, columns, out changes);

    /// <summary>
    /// The waveform of a clip as it is heard: clip frames, the engine's channels, offset, gain and stereo mode of every track. Of one
    /// track it is its own; of several the sum of their ranges, which encloses what is heard, and the rms of unrelated sounds.
    /// </summary>
    /// <inheritdoc cref="GetTrackPeaks" path="/remarks"/>
    public Status GetClipPeaks(ClipId clip, in PeakView view, Span<Peak> columns, out long changes) =>
        GetPeaks(PeakScope.Clip, clip, 0, view, columns, out changes);

    /// <summary>
    /// The waveform of the main lane as it stands: clips as in <see cref="GetClipPeaks"/>, with the segments' gains; gaps, muted
    /// segments and speeds other than 1 are silence. Fades at seams are left out. A column costs so much for every segment in it.
    /// </summary>
    /// <inheritdoc cref="GetTrackPeaks" path="/remarks"/>
    public Status GetTimelinePeaks(in PeakView view, Span<Peak> columns, out long changes) =>
        GetPeaks(PeakScope.Timeline, ClipId.None, 0, view, columns, out changes);

    /// <summary>
    /// The waveform of a lane beside the main one: its items with their gains and loops, in timeline frames; overlapping items as tracks of a
    /// clip. The lane's own gain and mute, fades, envelopes and ducking are left out.
    /// </summary>
    /// <inheritdoc cref="GetTrackPeaks" path="/remarks"/>
    public Status GetLanePeaks(LaneId lane, in PeakView view, Span<Peak> columns, out long changes) =>
        GetPeaks(PeakScope.Lane, ClipId.None, 0, view, columns, out changes, lane.Value);

    /// <summary>
    /// The waveform of everything that is heard, room tone too: the main lane and the others, with the gains of lanes and master, without what is
    /// muted; lanes together as tracks of a clip. Fades, envelopes, ducking and the limiter are left out.
    /// </summary>
    /// <inheritdoc cref="GetTrackPeaks" path="/remarks"/>
    public Status GetMixPeaks(in PeakView view, Span<Peak> columns, out long changes) =>
        GetPeaks(PeakScope.Mix, ClipId.None, 0, view, columns, out changes);

    /// <summary>Begins a reading; <see cref="EndPeaks"/> ends it. Where all slots are taken, it waits for one, without the lock.</summary>
    internal Status BeginPeaks(PeakScope scope, ClipId clip, int track, in PeakView view, out PeakLook look, long lane = 0)
    {
        bool isClip = scope is PeakScope.Track or PeakScope.Clip;
        look = new PeakLook { Scope = scope, Lane = lane, View = view, Channels = _config.Channels };
        while (true)
        {
            using (_lock.Hold())
            {
                Status status = CheckView(view);
                if (status == Status.Ok && scope == PeakScope.Lane) status = _editor.FindLane(new LaneId(lane), out _);
                if (status == Status.Ok && isClip) status = _clips.CopyTracks(clip, track, ref look);
                if (status == Status.Ok && (view.Channel < -1 || view.Channel >= look.Channels))
                    status = _error.Fail(Status.InvalidArgument, $"there is no channel {view.Channel}; there are {look.Channels}, and -1 for all together");
                if (status != Status.Ok) return status;
                if (_cache.PeakReaders.TryBegin(_publisher.Serial, out look.Slot))
                {
                    if (!isClip) _blocks.Hold(look.Block = _block);
                    break;
                }
            }

            Thread.Sleep(0);
        }

        look.Changes = isClip ? 0 : PeakChanges;
        for (int i = 0; i < look.TrackCount; i++) look.Changes += Volatile.Read(ref look.Tracks[i].Pages->PeakChanges); // partner: PeakStore.Changed
        return Status.Ok;
    }

    /// <summary>Fills columns of a reading, from the view's column <paramref name="first"/> on.</summary>
    internal void FillPeaks(ref PeakLook look, long first, Span<Peak> columns)
    {
        var to = new PeakColumns(_cache.PeakReaders.WordOf(look.Slot), look.View, first, columns);
        fixed (SnapshotTrack* tracks = &look.Tracks[0])
        {
            if (look.Scope == PeakScope.Track) to.FillTrack(tracks->Pages);
            else if (look.Scope == PeakScope.Clip) to.FillClip(tracks, look.TrackCount, look.Channels);
            else if (look.Scope == PeakScope.Timeline) to.FillTimeline(look.Block);
            else to.FillLanes(look.Block, look.Scope == PeakScope.Mix, look.Lane);
        }
    }

    /// <summary>Ends a reading.</summary>
    internal void EndPeaks(ref PeakLook look)
    {
        _blocks.Release(ref look.Block);
        _cache.PeakReaders.End(look.Slot);
    }

    private Status GetPeaks(PeakScope scope, ClipId clip, int track, in PeakView view, Span<Peak> columns, out long changes, long lane = 0)
    {
        Status status = BeginPeaks(scope, clip, track, view, out PeakLook look, lane);
        changes = look.Changes;
        if (status != Status.Ok) return status;
        FillPeaks(ref look, 0, columns);
        EndPeaks(ref look);
        return Status.Ok;
    }

    private Status CheckView(in PeakView view)
    {
        if (_disposed) return _error.FailText(Status.InvalidState, ClosedSentence);
        if (!(Math.Abs(view.FirstFrame) <= Limits.MaxPeakFrames))
            return _error.Fail(Status.InvalidArgument, $"peaks cannot begin at frame {view.FirstFrame}");
        return view.FramesPerColumn >= 1 && view.FramesPerColumn <= Limits.MaxPeakFrames
            ? Status.Ok
            : _error.Fail(Status.InvalidArgument, $"{view.FramesPerColumn} frames a column are outside 1..{Limits.MaxPeakFrames}");
    }

    // At close: no new look begins, those under way come to their end.
    private void EndPeakLooks()
    {
        while (_cache.PeakReaders.OldestSerial() != long.MaxValue) Thread.Sleep(0);
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using Seamline.Decode;

namespace Seamline;

// Clips: their media are opened outside the edit lock, then put in by an edit of microseconds.
public sealed unsafe partial class Engine
{
    private const string Opened = "being opened";

    /// <summary>
    /// Opens media and makes a clip of them; a clip of that number is replaced. Milliseconds at any length, more where the file system is
    /// slow; other calls go on meanwhile, other openings too. Of several calls on one clip the last one wins: an earlier one that is still
    /// opening ends with <see cref="Status.Cancelled"/>.
    /// </summary>
    public Status SetClip(ClipId id, params ReadOnlySpan<TrackSpec> tracks) => OpenClip(id, tracks, CancellationToken.None);

    /// <summary>As <see cref="SetClip"/>, with a way to end it.</summary>
    /// <param name="id">The clip's number, not 0.</param>
    /// <param name="tracks">Its tracks.</param>
    /// <param name="cancellation">Ends the call with <see cref="Status.Cancelled"/>, at the latest after the read of the file that is under way.</param>
    public Status OpenClip(ClipId id, ReadOnlySpan<TrackSpec> tracks, CancellationToken cancellation)
    {
        ClipPreparation work;
        using (_lock.Hold())
        {
            Status status = _clips.Check(id, tracks);
            if (status != Status.Ok) return status;
            status = BeginPreparing(id, cancellation, out work);
            if (status != Status.Ok) return status;
        }

        try
        {
            Span<TrackMix> mixes = stackalloc TrackMix[tracks.Length];
            var choices = new ChannelChoice[tracks.Length];
            for (int i = 0; i < tracks.Length; i++)
            {
                mixes[i] = tracks[i].Mix;
                choices[i] = tracks[i].Channels;
            }

            var opening = new MediaOpening(_cache, _budget, _config, work, _workers);
            return Put(opening, work, opening.Open(tracks), choices, mixes);
        }
        finally
        {
            EndPreparing(work);
        }
    }

    /// <summary>Makes a clip of a host's samples (copied; they count in the budget).</summary>
    /// <param name="id">The clip's number, not 0.</param>
    /// <param name="interleaved">Whole frames.</param>
    /// <param name="channels">Channels, 1..8.</param>
    /// <param name="rate">Their rate, Hz.</param>
    /// <param name="name">What to call them in messages.</param>
    public Status SetClipPcm(ClipId id, ReadOnlySpan<float> interleaved, int channels, int rate, string name = "host samples")
    {
        ClipPreparation work;
        using (_lock.Hold())
        {
            Status status = _clips.Check(id, interleaved.Length, channels, rate);
            if (status != Status.Ok) return status;
            status = BeginPreparing(id, CancellationToken.None, out work);
            if (status != Status.Ok) return status;
        }

        try
        {
            fixed (float* samples = interleaved)
            {
                var track = new PcmTrack { Samples = samples, Frames = interleaved.Length / channels, Channels = channels, Rate = rate, Key = $"{name} (clip {id.Value})" };
                var opening = new MediaOpening(_cache, _budget, _config, work, _workers);
                Status status = opening.Copy(id, track);
                if (status == Status.OutOfBudget)
                {
                    // What earlier calls have let go of may lie there only because no loader has looked yet.
                    CleanUp(now: true);
                    status = opening.Copy(id, track);
                }

                return Put(opening, work, status, null, [default]);
            }
        }
        finally
        {
            EndPreparing(work);
        }
    }

    /// <summary>Puts a generated or otherwise opened medium in as a clip of one track. For tests and benchmarks.</summary>
    internal Status SetClipSource(ClipId id, MediaSource media, string name)
    {
        ClipPreparation work;
        using (_lock.Hold())
        {
            Status status = _clips.CheckId(id);
            if (status != Status.Ok) return status;
            status = BeginPreparing(id, CancellationToken.None, out work);
            if (status != Status.Ok) return status;
        }

        try
        {
            var opening = new MediaOpening(_cache, _budget, _config, work, _workers);
            return Put(opening, work, opening.Take(media, name), null, [default]);
        }
        finally
        {
            EndPreparing(work);
        }
    }

    /// <summary>Removes a clip; its segments stay, as silence. A call that is still opening media for it ends with <see cref="Status.Cancelled"/>.</summary>
    public Status RemoveClip(ClipId id)
    {
        using (_lock.Hold())
        {
            if (!Reserve(0)) return NoRoom();
            Status status = Commit(_clips.Remove(id));
            if (status is not (Status.Ok or Status.NotFound)) return status;
            return Supersede(id, long.MaxValue) ? Status.Ok : status;
        }
    }

    /// <summary>Changes a track's offset, gain or stereo mode. Decodes nothing; heard in the next block.</summary>
    public Status SetTrackMix(ClipId id, int track, in TrackMix mix)
    {
        using (_lock.Hold()) return Reserve(0) ? Commit(_clips.SetMix(id, track, mix)) : NoRoom();
    }

    /// <summary>Length of a clip, frames; an estimate until its media are known to the frame.</summary>
    public Status GetClipFrames(ClipId id, out long frames)
    {
        using (_lock.Hold()) return _clips.Frames(id, out frames);
    }

    /// <summary>How a track is heard.</summary>
    public Status GetTrackMix(ClipId id, int track, out TrackMix mix)
    {
        using (_lock.Hold()) return _clips.Mix(id, track, out mix);
    }

    /// <summary>The clips, by number.</summary>
    /// <param name="clips">Receives as many as there is room for.</param>
    /// <returns>How many there are.</returns>
    public int GetClips(Span<ClipInfo> clips)
    {
        using (_lock.Hold()) return _clips.List(clips);
    }

    /// <summary>What a clip's media files say of themselves.</summary>
    public Status GetMediaFacts(ClipId id, List<MediaFacts> facts)
    {
        using (_lock.Hold()) return _clips.Facts(id, facts);
    }

    // How much of a segment lies outside its clip.
    private SegmentInfo WithReach(in SegmentInfo segment)
    {
        if (segment.Spec.Clip == ClipId.None || _clips.Clips.Find(segment.Spec.Clip.Value) is not { TrackCount: > 0 } clip) return segment;
        long frames = segment.EndFrame - segment.StartFrame;
        double speed = segment.Spec.Speed;
        long before = Math.Clamp((long)Math.Floor(-segment.ClipFrame / speed), 0, frames);
        long behind = Math.Clamp(frames - (long)Math.Ceiling((clip.Frames - segment.ClipFrame) / speed), 0, frames);
        return segment with { BeyondFrames = Math.Min(before + behind, frames) };
    }

    // Commits what was prepared, or gives it back.
    private Status Put(MediaOpening opening, ClipPreparation work, Status status, ChannelChoice[]? choices, ReadOnlySpan<TrackMix> mixes)
    {
        using (_lock.Hold())
        {
            status = Outcome(work, status, opening.Sentence, Opened);
            if (status == Status.Ok) status = Reserve(0, mixes.Length) ? Commit(_clips.Put(work.Clip, opening.Sources, choices, mixes)) : NoRoom();
            if (status == Status.Ok)
            {
                Supersede(work.Clip, work.Order);
                return status;
            }
        }

        opening.Abandon();
        return status;
    }
}

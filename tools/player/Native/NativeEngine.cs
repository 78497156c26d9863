using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using Seamline.Projects;

namespace Seamline.Ui.Native;

/// <summary>
/// An engine of the native library. Calls return whether they went well; <see cref="LastError"/> has the sentence when not.
/// Thread: any, and one at a time is carried out.
/// </summary>
internal sealed unsafe partial class NativeEngine : IDisposable
{
    private nint _handle;

    private NativeEngine(nint handle, in SeamConfig config)
    {
        _handle = handle;
        Rate = config.Rate;
        Channels = config.Channels;
    }

    /// <summary>Hz.</summary>
    public int Rate { get; }

    /// <summary>Channels that it renders.</summary>
    public int Channels { get; }

    /// <summary>Why the last call that failed did.</summary>
    public string LastError { get; private set; } = "";

    /// <summary>The library's version.</summary>
    public static string Version => Marshal.PtrToStringUTF8(Seam.seam_version()) ?? "";

    /// <summary>Makes an engine, or null and the sentence.</summary>
    /// <param name="declickMs">Fade across seams, ms; null for the engine's own.</param>
    /// <param name="error">Why there is none.</param>
    /// <param name="rate">Hz; 0 for the engine's own.</param>
    /// <param name="channels">Channels; 0 for the engine's own.</param>
    public static NativeEngine? Create(double? declickMs, out string error, int rate = 0, int channels = 0)
    {
        var config = new SeamConfig { StructSize = (uint)sizeof(SeamConfig) };
        _ = Seam.seam_config_default(&config);
        config.DeclickMs = declickMs ?? config.DeclickMs;
        if (rate > 0) config.Rate = rate;
        if (channels > 0) config.Channels = channels;
        // A core is left for the window: with loaders on all, one frame in a hundred came late.
        config.LoaderThreads = Math.Max(1, Environment.ProcessorCount - 1);
        bool made = Seam.seam_create(&config, out nint handle) == Seam.Ok;
        error = made ? "" : ErrorOf(0);
        return made ? new NativeEngine(handle, config) : null;
    }

    /// <summary>Opens a clip's media. Milliseconds at any length.</summary>
    public bool SetClip(ProjectClip clip)
    {
        Span<SeamTrack> tracks = stackalloc SeamTrack[clip.Tracks.Count];
        try
        {
            for (int i = 0; i < tracks.Length; i++)
            {
                ProjectTrack track = clip.Tracks[i];
                tracks[i] = new SeamTrack
                {
                    StructSize = (uint)sizeof(SeamTrack),
                    Stream = track.StreamIndex < 0 ? Seam.BestStream : track.StreamIndex,
                    Path = Marshal.StringToCoTaskMemUTF8(track.MediaPath),
                    OffsetSeconds = track.OffsetSeconds,
                    GainDb = track.GainDb,
                    StereoMode = (int)track.Mode,
                };
            }

            fixed (SeamTrack* first = tracks) return Ok(Seam.seam_clip_set_media(_handle, (uint)clip.Id, first, (uint)tracks.Length));
        }
        finally
        {
            foreach (SeamTrack track in tracks) Marshal.FreeCoTaskMem(track.Path);
        }
    }

    /// <summary>Length of a clip, frames; an estimate until its media are known to the frame.</summary>
    public bool ClipFrames(int clip, out long frames) => Ok(Seam.seam_clip_frames(_handle, (uint)clip, out frames));

    /// <summary>What a track's medium is, as in "aac 44.1 kHz stereo"; empty where it is not known.</summary>
    public string SourceKind(int clip, int track)
    {
        var source = new SeamSource { StructSize = (uint)sizeof(SeamSource) };
        if (Seam.seam_clip_source(_handle, (uint)clip, (uint)track, &source) != Seam.Ok) return "";
        string codec = Marshal.PtrToStringUTF8((nint)source.Codec) ?? "";
        string channels = source.Channels switch { 1 => "mono", 2 => "stereo", var n => $"{n} channels" };
        return codec.Length == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{codec} {source.Rate / 1_000.0:0.###} kHz {channels}");
    }

    /// <summary>The audio streams of the file that a clip's track is of.</summary>
    public int[] AudioStreams(int clip, int track)
    {
        if (Seam.seam_clip_streams(_handle, (uint)clip, (uint)track, null, 0, out uint count) != Seam.Ok || count == 0) return [];
        var streams = new SeamStream[count];
        streams[0].StructSize = (uint)sizeof(SeamStream);
        var audio = new List<int>();
        fixed (SeamStream* first = streams)
        {
            if (Seam.seam_clip_streams(_handle, (uint)clip, (uint)track, first, count, out count) != Seam.Ok) return [];
            for (int i = 0; i < Math.Min(count, streams.Length); i++)
            {
                if (Marshal.PtrToStringUTF8((nint)first[i].Kind) == "audio") audio.Add(first[i].Index);
            }
        }

        return [.. audio];
    }

    /// <summary>Replaces the timeline.</summary>
    public bool SetTimeline(ReadOnlySpan<SeamSegment> segments)
    {
        fixed (SeamSegment* first = segments) return Ok(Seam.seam_timeline_set(_handle, first, (uint)segments.Length));
    }

    /// <summary>The segments in order; the array grows where it is too short.</summary>
    public bool GetTimeline(ref SeamSegment[] segments, out int count)
    {
        count = 0;
        if (!Ok(Seam.seam_timeline_get(_handle, null, 0, out uint there))) return false;
        if (segments.Length < there) segments = new SeamSegment[Math.Max((int)there, segments.Length * 2)];
        if (there == 0) return true;
        segments[0].StructSize = (uint)sizeof(SeamSegment);
        fixed (SeamSegment* first = segments)
        {
            if (!Ok(Seam.seam_timeline_get(_handle, first, (uint)segments.Length, out there))) return false;
        }

        count = (int)there;
        return true;
    }

    /// <summary>Length of the timeline, frames.</summary>
    public long Length() => Seam.seam_length(_handle, out long frames) == Seam.Ok ? frames : 0;

    public bool Split(double seconds) => Ok(Seam.seam_split(_handle, seconds, null));

    public bool RippleDelete(double inSeconds, double outSeconds) => Ok(Seam.seam_ripple_delete(_handle, inSeconds, outSeconds));

    public bool DeleteSegment(long id) => Ok(Seam.seam_delete_segment(_handle, id));

    public bool MoveSegment(long id, int index) => Ok(Seam.seam_move_segment(_handle, id, (uint)index));

    public bool TrimIn(long id, double seconds) => Ok(Seam.seam_trim_in(_handle, id, seconds));

    public bool TrimOut(long id, double seconds) => Ok(Seam.seam_trim_out(_handle, id, seconds));

    public bool SetGain(long id, double decibels) => Ok(Seam.seam_set_segment_gain(_handle, id, decibels));

    public bool SetMuted(long id, bool muted) => Ok(Seam.seam_set_segment_muted(_handle, id, muted ? 1 : 0));

    public bool Undo() => Ok(Seam.seam_undo(_handle));

    public bool Redo() => Ok(Seam.seam_redo(_handle));

    /// <inheritdoc/>
    public void Dispose()
    {
        // Refused only where it is gone already.
        _ = _handle == 0 ? Seam.Ok : Seam.seam_destroy(_handle);
        _handle = 0;
    }

    private bool Ok(int status)
    {
        if (status == Seam.Ok) return true;
        LastError = ErrorOf(_handle);
        return false;
    }

    private static string ErrorOf(nint handle)
    {
        const int Capacity = 1_024;
        byte* text = stackalloc byte[Capacity];
        nuint length = Seam.seam_last_error(handle, text, Capacity);
        return Encoding.UTF8.GetString(text, (int)Math.Min(length, Capacity - 1));
    }
}

using System;
using System.Runtime.InteropServices;

namespace Seamline.Ui.Native;

/// <summary>Scrubbing, skimming, devices, speeds, what media turn out to be.</summary>
internal sealed unsafe partial class NativeEngine
{
    /// <summary>Goes to a frame and sounds the 80 ms from there on.</summary>
    public bool Scrub(long frame) => Ok(Seam.seam_scrub(_handle, frame / (double)Rate));

    /// <summary>Plays at a speed of -8 to 8, the pitch with it; 0 holds.</summary>
    public bool SetShuttle(double speed) => Ok(Seam.seam_set_shuttle(_handle, speed));

    /// <summary>Plays the whole timeline at a speed of 0.25 to 2, its pitch kept; the document stays as it is.</summary>
    public bool SetPlaySpeed(double speed) => Ok(Seam.seam_set_play_speed(_handle, speed));

    /// <summary>How loud the device plays, dB at most 0; the document stays as it is.</summary>
    public bool SetVolume(double decibels) => Ok(Seam.seam_set_volume(_handle, decibels));

    /// <summary>The quietest place near a time, seconds; the time itself where nothing is known.</summary>
    public double Quietest(double seconds, double within) => Seam.seam_snap_to_quiet(_handle, seconds, within, out double quietest) == Seam.Ok ? quietest : seconds;

    public bool SetSpeed(long segment, double speed) => Ok(Seam.seam_set_segment_speed_mode(_handle, segment, speed, Seam.KeepPitch));

    /// <summary>Looks through a clip's media for their exact lengths; nothing is decoded.</summary>
    public bool MeasureClip(int clip) => Ok(Seam.seam_clip_measure(_handle, (uint)clip));

    /// <summary>Opens a clip's media again.</summary>
    public bool ReopenClip(int clip) => Ok(Seam.seam_clip_invalidate(_handle, (uint)clip));

    /// <summary>Files of a clip that have changed or are gone.</summary>
    public int ChangedMedia(int clip) => Seam.seam_media_check(_handle, (uint)clip, out uint changed) == Seam.Ok ? (int)changed : 0;

    /// <summary>A track's medium: its exact length in seconds, or null while it is an estimate; and holes in it that play as silence.</summary>
    public bool Source(int clip, int track, out double? seconds, out int damaged)
    {
        var source = new SeamSource { StructSize = (uint)sizeof(SeamSource) };
        bool found = Seam.seam_clip_source(_handle, (uint)clip, (uint)track, &source) == Seam.Ok;
        seconds = found && source.FramesExact != 0 ? source.Frames / (double)Rate : null;
        damaged = found ? source.Warnings : 0;
        return found;
    }

    /// <summary>Channels of a track's medium; 0 where it is not known.</summary>
    public int SourceChannels(int clip, int track)
    {
        var source = new SeamSource { StructSize = (uint)sizeof(SeamSource) };
        return Seam.seam_clip_source(_handle, (uint)clip, (uint)track, &source) == Seam.Ok ? source.Channels : 0;
    }

    /// <summary>Names of output devices, the system's default first, with an empty name.</summary>
    public static string[] Devices(string? driver)
    {
        if (Seam.seam_output_devices(driver, null, 0, out uint count) != Seam.Ok || count == 0) return [];
        var devices = new SeamDevice[count];
        devices[0].StructSize = (uint)sizeof(SeamDevice);
        fixed (SeamDevice* first = devices)
        {
            if (Seam.seam_output_devices(driver, first, count, out uint now) != Seam.Ok) return [];
            string[] names = new string[Math.Min(count, now)];
            for (int i = 0; i < names.Length; i++) names[i] = first[i].IsDefault != 0 ? "" : Marshal.PtrToStringUTF8((nint)first[i].Name) ?? "";
            return names;
        }
    }
}

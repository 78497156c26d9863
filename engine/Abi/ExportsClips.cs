using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: clips.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsClips
{
    [UnmanagedCallersOnly(EntryPoint = "seam_clip_set_media", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetMedia(nint engine, uint clip, SeamTrack* tracks, uint count)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (tracks == null && count != 0) return call.Engine.Refuse(Status.InvalidArgument, "seam_clip_set_media: no tracks");
            if (count > Limits.MaxTracksPerClip) return call.Engine.Refuse(Status.LimitReached, "seam_clip_set_media: more tracks than the limit of 16");
            var specs = new TrackSpec[count];
            for (uint i = 0; i < count; i++)
            {
                var track = (SeamTrack*)((byte*)tracks + ((nuint)i * tracks->StructSize));
                if (!TrySpec(track, out specs[i])) return call.Engine.Refuse(Status.InvalidArgument, "seam_track: struct_size, stereo_mode or channel_mode is unknown");
            }

            return call.Engine.SetClip(new ClipId(clip), specs);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_set_pcm", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetPcm(nint engine, uint clip, float* interleaved, ulong frames, int channels, int rate)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (interleaved == null && frames != 0) return call.Engine.Refuse(Status.InvalidArgument, "seam_clip_set_pcm: no samples");
            if (channels is < 1 or > Limits.MaxChannels) return call.Engine.Refuse(Status.InvalidArgument, "seam_clip_set_pcm: channels are outside 1..8");
            if (frames > (ulong)(int.MaxValue / channels)) return call.Engine.Refuse(Status.LimitReached, "seam_clip_set_pcm: more than 2147483647 samples");
            return call.Engine.SetClipPcm(new ClipId(clip), new ReadOnlySpan<float>(interleaved, (int)frames * channels), channels, rate);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_remove", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Remove(nint engine, uint clip)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.RemoveClip(new ClipId(clip));
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_set_track_mix", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetTrackMix(nint engine, uint clip, uint track, SeamMix* mix)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (!Border.TryRead(mix, out SeamMix given) || !TryMix(given.OffsetSeconds, given.GainDb, given.StereoMode, out TrackMix wanted))
                return call.Engine.Refuse(Status.InvalidArgument, "seam_mix: NULL, or struct_size or stereo_mode is unknown");
            return call.Engine.SetTrackMix(new ClipId(clip), (int)Math.Min(track, int.MaxValue), wanted);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Frames(nint engine, uint clip, long* frames)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (frames == null) return call.Engine.Refuse(Status.InvalidArgument, "seam_clip_frames: no place for the frames");
            return call.Engine.GetClipFrames(new ClipId(clip), out *frames);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    private static bool TrySpec(SeamTrack* track, out TrackSpec spec)
    {
        spec = default;
        if (!Border.TryRead(track, out SeamTrack given) || !TryChannels(given, out ChannelChoice channels)) return false;
        if (!TryMix(given.OffsetSeconds, given.GainDb, given.StereoMode, out TrackMix mix)) return false;
        spec = new TrackSpec(Border.Text(given.Path) ?? string.Empty) { StreamIndex = given.Stream, Channels = channels, Mix = mix };
        return true;
    }

    private static bool TryChannels(in SeamTrack given, out ChannelChoice channels)
    {
        channels = (ChannelMode)given.ChannelMode switch
        {
            ChannelMode.Mono => ChannelChoice.Mono,
            ChannelMode.One => ChannelChoice.One(given.FirstChannel),
            ChannelMode.Pair => ChannelChoice.Pair(given.FirstChannel, given.SecondChannel),
            _ => ChannelChoice.Downmix,
        };
        return channels.Mode == (ChannelMode)given.ChannelMode;
    }

    private static bool TryMix(double offsetSeconds, double gainDb, int stereoMode, out TrackMix mix)
    {
        mix = new TrackMix { OffsetSeconds = offsetSeconds, GainDb = gainDb, Mode = (StereoMode)stereoMode };
        return stereoMode is >= (int)StereoMode.Stereo and <= (int)StereoMode.MonoRight;
    }
}

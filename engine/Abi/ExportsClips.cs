using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Decode;

namespace Seamline.Abi;

/// <summary>seamline.h: clips.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsClips
{
    [UnmanagedCallersOnly(EntryPoint = "seam_clip_set_media", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetMedia(nint engine, uint clip, SeamTrack* tracks, uint count) =>
        Border.RunUnheld(engine, new SetMediaCall(clip, tracks, count));

    private readonly struct SetMediaCall(uint clip, SeamTrack* tracks, uint count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (tracks == null && count != 0) return at.Engine.Refuse(Status.InvalidArgument, "seam_clip_set_media: no tracks");
            if (count > Limits.MaxTracksPerClip) return at.Engine.Refuse(Status.LimitReached, "seam_clip_set_media: more tracks than the limit of 16");
            var specs = new TrackSpec[count];
            for (uint i = 0; i < count; i++)
            {
                var track = (SeamTrack*)((byte*)tracks + ((nuint)i * tracks->StructSize));
                if (!Border.TryRead(track, out SeamTrack given)) return Border.RefuseStruct(at.Engine, "seam_track", track, (int)i, "track");
                if (!TrySpec(given, out specs[i])) return Fields.Track(at.Engine, Status.InvalidArgument, given, (int)i);
            }

            Status status = at.Engine.SetClip(new ClipId(clip), specs);
            for (uint i = 0; status == Status.InvalidArgument && i < count; i++)
            {
                Border.TryRead((SeamTrack*)((byte*)tracks + ((nuint)i * tracks->StructSize)), out SeamTrack given);
                if (Fields.IsBad(given)) return Fields.Track(at.Engine, status, given, (int)i);
            }

            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_set_pcm", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetPcm(nint engine, uint clip, float* interleaved, ulong frames, int channels, int rate) =>
        Border.RunUnheld(engine, new SetPcmCall(clip, interleaved, frames, channels, rate));

    private readonly struct SetPcmCall(uint clip, float* interleaved, ulong frames, int channels, int rate) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (interleaved == null && frames != 0) return at.Engine.Refuse(Status.InvalidArgument, "seam_clip_set_pcm: no samples");
            if (channels is < 1 or > Limits.MaxChannels) return at.Engine.Refuse(Status.InvalidArgument, "seam_clip_set_pcm: channels are outside 1..8");
            if (frames > (ulong)(int.MaxValue / channels)) return at.Engine.Refuse(Status.LimitReached, "seam_clip_set_pcm: more than 2147483647 samples");
            return at.Engine.SetClipPcm(new ClipId(clip), new ReadOnlySpan<float>(interleaved, (int)frames * channels), channels, rate);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_remove", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Remove(nint engine, uint clip) =>
        Border.Run(engine, new RemoveCall(clip));

    private readonly struct RemoveCall(uint clip) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.RemoveClip(new ClipId(clip));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_set_track_mix", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetTrackMix(nint engine, uint clip, uint track, SeamMix* mix) =>
        Border.Run(engine, new SetTrackMixCall(clip, track, mix));

    private readonly struct SetTrackMixCall(uint clip, uint track, SeamMix* mix) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!Border.TryRead(mix, out SeamMix given)) return Border.RefuseStruct(at.Engine, "seam_mix", mix);
            Status status = TryMix(given.OffsetSeconds, given.GainDb, given.StereoMode, out TrackMix wanted)
                ? at.Engine.SetTrackMix(new ClipId(clip), (int)Math.Min(track, int.MaxValue), wanted) : Status.InvalidArgument;
            return Fields.Mix(at.Engine, status, given);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Frames(nint engine, uint clip, long* frames) =>
        Border.Run(engine, new FramesCall(clip, frames));

    private readonly struct FramesCall(uint clip, long* frames) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (frames == null) return at.Engine.Refuse(Status.InvalidArgument, "seam_clip_frames: no place for the frames");
            return at.Engine.GetClipFrames(new ClipId(clip), out *frames);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_get_track_mix", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetTrackMix(nint engine, uint clip, uint track, SeamMix* mix) =>
        Border.Run(engine, new GetTrackMixCall(clip, track, mix));

    private readonly struct GetTrackMixCall(uint clip, uint track, SeamMix* mix) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            Status status = at.Engine.GetTrackMix(new ClipId(clip), (int)Math.Min(track, int.MaxValue), out TrackMix found);
            if (status != Status.Ok) return status;
            var value = new SeamMix { StereoMode = (int)found.Mode, OffsetSeconds = found.OffsetSeconds, GainDb = found.GainDb };
            return Border.TryWrite(mix, ref value) ? Status.Ok : Border.RefuseStruct(at.Engine, "seam_mix", mix);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_list", CallConvs = [typeof(CallConvCdecl)])]
    public static Status List(nint engine, SeamClip* clips, uint capacity, uint* count) => Border.Run(engine, new ListCall(clips, capacity, count));

    private readonly struct ListCall(SeamClip* clips, uint capacity, uint* count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (count == null) return at.Engine.Refuse(Status.InvalidArgument, "seam_clip_list: no place for the count");
            if (capacity != 0 && (clips == null || !Border.IsSize<SeamClip>(clips->StructSize))) return Border.RefuseStruct(at.Engine, "seam_clip", clips);
            uint room = Math.Min(capacity, Limits.MaxClips);
            var found = (ClipInfo*)NativeMemory.Alloc(room + 1, (nuint)sizeof(ClipInfo));
            try
            {
                *count = (uint)at.Engine.GetClips(new Span<ClipInfo>(found, (int)room));
                for (uint i = 0; i < Math.Min(*count, room); i++)
                {
                    uint stride = clips->StructSize;
                    var row = new SeamClip { Clip = found[i].Clip.Value, Tracks = (uint)found[i].Tracks, FramesExact = found[i].FramesExact ? 1 : 0, Frames = found[i].Frames };
                    Border.WriteRow((SeamClip*)((byte*)clips + ((nuint)i * stride)), stride, ref row);
                }

                return Status.Ok;
            }
            finally
            {
                NativeMemory.Free(found);
            }
        }
    }

    private static bool TrySpec(in SeamTrack given, out TrackSpec spec)
    {
        spec = default;
        if (!TryChannels(given, out ChannelChoice channels)) return false;
        if (!TryMix(given.OffsetSeconds, given.GainDb, given.StereoMode, out TrackMix mix)) return false;
        spec = new TrackSpec(Border.Text(given.Path) ?? string.Empty) { StreamIndex = given.Stream == 0 ? MediaOpener.FirstOrBest : given.Stream, Channels = channels, Mix = mix };
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

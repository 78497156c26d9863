using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: what there is to know of media and of loading.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsFacts
{
    [UnmanagedCallersOnly(EntryPoint = "seam_clip_measure", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Measure(nint engine, uint clip) =>
        Border.RunUnheld(engine, new MeasureCall(clip));

    private readonly struct MeasureCall(uint clip) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.MeasureClip(new ClipId(clip));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_source", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ClipSource(nint engine, uint clip, uint track, SeamSource* source) =>
        Border.Run(engine, new ClipSourceCall(clip, track, source));

    private readonly struct ClipSourceCall(uint clip, uint track, SeamSource* source) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            Status status = at.Engine.GetClipSource(new ClipId(clip), (int)Math.Min(track, int.MaxValue), out SourceInfo found, out MediaFacts? facts);
            if (status != Status.Ok) return status;
            var value = default(SeamSource);
            Fill(ref value, found, facts);
            return Border.TryWrite(source, ref value) ? Status.Ok : Border.RefuseStruct(at.Engine, "seam_source", source);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_streams", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ClipStreams(nint engine, uint clip, uint track, SeamStream* streams, uint capacity, uint* count) =>
        Border.Run(engine, new ClipStreamsCall(clip, track, streams, capacity, count));

    private readonly struct ClipStreamsCall(uint clip, uint track, SeamStream* streams, uint capacity, uint* count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (count == null || (streams == null && capacity != 0))
                return at.Engine.Refuse(Status.InvalidArgument, "seam_clip_streams: no place for the count, or for the streams");
            uint stride = capacity == 0 ? 0 : streams->StructSize;
            if (capacity != 0 && !Border.IsSize<SeamStream>(stride))
                return Border.RefuseStruct(at.Engine, "seam_stream", streams);
            Status status = at.Engine.GetClipSource(new ClipId(clip), (int)Math.Min(track, int.MaxValue), out _, out MediaFacts? facts);
            if (status != Status.Ok) return status;
            *count = (uint)(facts?.Streams.Count ?? 0);
            for (int i = 0; i < *count && i < capacity; i++) Write((SeamStream*)((byte*)streams + ((nuint)i * stride)), stride, facts!.Streams[i]);
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_loaded_ranges", CallConvs = [typeof(CallConvCdecl)])]
    public static Status LoadedRanges(nint engine, SeamRange* ranges, uint capacity, uint* count) =>
        Border.Run(engine, new LoadedRangesCall(ranges, capacity, count));

    private readonly struct LoadedRangesCall(SeamRange* ranges, uint capacity, uint* count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (count == null || (ranges == null && capacity != 0))
                return at.Engine.Refuse(Status.InvalidArgument, "seam_loaded_ranges: no place for the count, or for the ranges");
            uint stride = capacity == 0 ? 0 : ranges->StructSize;
            if (capacity != 0 && !Border.IsSize<SeamRange>(stride))
                return Border.RefuseStruct(at.Engine, "seam_range", ranges);
            List<(long FirstFrame, long EndFrame)> found = at.Engine.GetLoadedRanges();
            *count = (uint)found.Count;
            for (int i = 0; i < found.Count && i < capacity; i++)
            {
                var range = new SeamRange { FirstFrame = found[i].FirstFrame, EndFrame = found[i].EndFrame };
                Border.WriteRow((SeamRange*)((byte*)ranges + ((nuint)i * stride)), stride, ref range);
            }

            return Status.Ok;
        }
    }

    private static void Write(SeamStream* to, uint size, StreamFacts stream)
    {
        var value = new SeamStream { Index = stream.Index, Rate = stream.Rate, Channels = stream.Channels, BitRate = stream.BitRate };
        Border.Copy(stream.Kind, new Span<byte>(value.Kind, SeamStream.KindBytes));
        Border.Copy(stream.Codec, new Span<byte>(value.Codec, SeamSource.CodecBytes));
        Border.Copy(stream.Layout, new Span<byte>(value.Layout, SeamStream.LayoutBytes));
        Border.WriteRow(to, size, ref value);
    }

    private static void Fill(ref SeamSource value, in SourceInfo source, MediaFacts? facts)
    {
        value.Rate = source.SourceRate;
        value.Channels = source.SourceChannels;
        value.Stream = facts?.StreamIndex ?? -1;
        value.Frames = source.Frames;
        value.FramesExact = source.FramesExact ? 1 : 0;
        value.Warnings = source.Warnings;
        value.FramesDecoded = source.FramesDecoded;
        value.Pages = source.Pages;
        value.PagesReady = source.PagesReady;
        value.PagesLoaded = source.PagesLoaded;
        value.PagesReloaded = source.PagesReloaded;
        value.StartSeconds = facts?.StartSeconds ?? 0;
        value.DurationSeconds = facts?.DurationSeconds ?? 0;
        value.BitRate = facts?.BitRate ?? 0;
        fixed (SeamSource* to = &value)
        {
            Border.Copy(facts?.Codec ?? string.Empty, new Span<byte>(to->Codec, SeamSource.CodecBytes));
            Border.Copy(facts?.Container ?? string.Empty, new Span<byte>(to->Container, SeamSource.ContainerBytes));
            Border.Copy(source.Name, new Span<byte>(to->Name, SeamSource.NameBytes));
            Border.Copy(source.Error ?? string.Empty, new Span<byte>(to->Error, SeamSource.ErrorBytes));
            Border.Copy(source.Notice ?? string.Empty, new Span<byte>(to->Notice, SeamSource.NoticeBytes));
        }
    }
}

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: what there is to know of media and of loading.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsFacts
{
    [UnmanagedCallersOnly(EntryPoint = "seam_clip_measure", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Measure(nint engine, uint clip)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.MeasureClip(new ClipId(clip));
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_source", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ClipSource(nint engine, uint clip, uint track, SeamSource* source)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            Status status = call.Engine.GetClipSource(new ClipId(clip), (int)Math.Min(track, int.MaxValue), out SourceInfo found, out MediaFacts? facts);
            if (status != Status.Ok) return status;
            var value = default(SeamSource);
            Fill(ref value, found, facts);
            return Border.TryWrite(source, ref value) ? Status.Ok : call.Engine.Refuse(Status.InvalidArgument, "seam_source: NULL, or struct_size is not set");
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clip_streams", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ClipStreams(nint engine, uint clip, uint track, SeamStream* streams, uint capacity, uint* count)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (count == null || (streams == null && capacity != 0))
                return call.Engine.Refuse(Status.InvalidArgument, "seam_clip_streams: no place for the count, or for the streams");
            uint stride = capacity == 0 ? 0 : streams->StructSize;
            if (capacity != 0 && !Border.IsSize<SeamStream>(stride))
                return call.Engine.Refuse(Status.InvalidArgument, "seam_stream: struct_size of the first is not set");
            Status status = call.Engine.GetClipSource(new ClipId(clip), (int)Math.Min(track, int.MaxValue), out _, out MediaFacts? facts);
            if (status != Status.Ok) return status;
            *count = (uint)(facts?.Streams.Count ?? 0);
            for (int i = 0; i < *count && i < capacity; i++) Write((SeamStream*)((byte*)streams + ((nuint)i * stride)), stride, facts!.Streams[i]);
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_loaded_ranges", CallConvs = [typeof(CallConvCdecl)])]
    public static Status LoadedRanges(nint engine, SeamRange* ranges, uint capacity, uint* count)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (count == null || (ranges == null && capacity != 0))
                return call.Engine.Refuse(Status.InvalidArgument, "seam_loaded_ranges: no place for the count, or for the ranges");
            uint stride = capacity == 0 ? 0 : ranges->StructSize;
            if (capacity != 0 && !Border.IsSize<SeamRange>(stride))
                return call.Engine.Refuse(Status.InvalidArgument, "seam_range: struct_size of the first is not set");
            List<(long FirstFrame, long EndFrame)> found = call.Engine.GetLoadedRanges();
            *count = (uint)found.Count;
            for (int i = 0; i < found.Count && i < capacity; i++)
            {
                var range = new SeamRange { FirstFrame = found[i].FirstFrame, EndFrame = found[i].EndFrame };
                Border.WriteRow((SeamRange*)((byte*)ranges + ((nuint)i * stride)), stride, ref range);
            }

            return Status.Ok;
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
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

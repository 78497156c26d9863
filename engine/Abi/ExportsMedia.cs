using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: media files that change.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsMedia
{
    [UnmanagedCallersOnly(EntryPoint = "seam_clip_invalidate", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Invalidate(nint engine, uint clip)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Invalidate(new ClipId(clip));
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_media_check", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Check(nint engine, uint clip, uint* changed)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (changed == null) return call.Engine.Refuse(Status.InvalidArgument, "seam_media_check: no place for the number");
            int found = 0;
            Status status = Status.Ok;
            if (clip == 0) found = call.Engine.CheckMedia();
            else status = call.Engine.CheckMedia(new ClipId(clip), out found);
            if (status == Status.Ok) *changed = (uint)found;
            return status;
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }
}

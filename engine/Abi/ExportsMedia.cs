using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: media files that change.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsMedia
{
    [UnmanagedCallersOnly(EntryPoint = "seam_clip_invalidate", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Invalidate(nint engine, uint clip) =>
        Border.RunUnheld(engine, new InvalidateCall(clip));

    private readonly struct InvalidateCall(uint clip) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Invalidate(new ClipId(clip));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_media_check", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Check(nint engine, uint clip, uint* changed) =>
        Border.RunUnheld(engine, new CheckCall(clip, changed));

    private readonly struct CheckCall(uint clip, uint* changed) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (changed == null) return at.Engine.Refuse(Status.InvalidArgument, "seam_media_check: no place for the number");
            int found = 0;
            Status status = Status.Ok;
            if (clip == 0) found = at.Engine.CheckMedia();
            else status = at.Engine.CheckMedia(new ClipId(clip), out found);
            if (status == Status.Ok) *changed = (uint)found;
            return status;
        }
    }
}

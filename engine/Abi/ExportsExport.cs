using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: files.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsExport
{
    [UnmanagedCallersOnly(EntryPoint = "seam_export_wav", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ExportWav(nint engine, SeamExport* wanted)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (!Border.TryRead(wanted, out SeamExport given) || given.Reserved != 0 || given.Flags > 1
                || given.Format is < (int)SampleFormat.F32 or > (int)SampleFormat.S16)
                return call.Engine.Refuse(Status.InvalidArgument, "seam_export: NULL, or struct_size, format or flags are unknown");
            if (given.Levels != null && !Border.IsSize<SeamLevels>(given.Levels->StructSize))
                return call.Engine.Refuse(Status.InvalidArgument, "seam_levels: struct_size is not set");
            var export = new WavExport(Border.Text(given.Path) ?? string.Empty)
            {
                Format = (SampleFormat)given.Format,
                FirstFrame = given.FirstFrame,
                Frames = given.Frames,
                SilenceForErrors = given.Flags != 0,
                EdgeFadeMilliseconds = given.EdgeFadeMs,
                Progress = given.Progress == null ? null : new HostProgress(given.Progress, given.User).Tell,
            };
            Status status = call.Engine.ExportWav(export, out RenderLevels levels, call.Desk.Closing.Token);
            var told = new SeamLevels(levels);
            if (status == Status.Ok && given.Levels != null) Border.TryWrite(given.Levels, ref told);
            return status;
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    private sealed class HostProgress(delegate* unmanaged[Cdecl]<void*, long, long, int> progress, void* user)
    {
        private readonly delegate* unmanaged[Cdecl]<void*, long, long, int> _progress = progress;
        private readonly void* _user = user;

        public bool Tell(long framesDone, long frames) => _progress(_user, framesDone, frames) == 0;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: files.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsExport
{
    [UnmanagedCallersOnly(EntryPoint = "seam_export_wav", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Export(nint engine, SeamExport* wanted) =>
        Border.Run(engine, new ExportWavCall(wanted));

    private readonly struct ExportWavCall(SeamExport* wanted) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!Border.TryRead(wanted, out SeamExport given) || given.Reserved != 0 || given.Flags > 1
                || given.Format is < (int)SampleFormat.F32 or > (int)SampleFormat.S16)
                return at.Engine.Refuse(Status.InvalidArgument, "seam_export: NULL, or struct_size, format or flags are unknown");
            if (given.Levels != null && !Border.IsSize<SeamLevels>(given.Levels->StructSize))
                return at.Engine.Refuse(Status.InvalidArgument, "seam_levels: struct_size is not set");
            var export = new FileExport(Border.Text(given.Path) ?? string.Empty)
            {
                Codec = ExportCodec.Wav,
                Format = (SampleFormat)given.Format,
                FirstFrame = given.FirstFrame,
                Frames = given.Frames,
                SilenceForErrors = given.Flags != 0,
                EdgeFadeMilliseconds = given.EdgeFadeMs,
                Progress = given.Progress == null ? null : new HostProgress(given.Progress, given.User).Tell,
            };
            Status status = at.Engine.Export(export, out RenderLevels levels, at.Closing.Token);
            var told = new SeamLevels(levels);
            if (status == Status.Ok && given.Levels != null) Border.TryWrite(given.Levels, ref told);
            return status;
        }
    }
}

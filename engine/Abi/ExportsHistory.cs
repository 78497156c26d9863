using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_history.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamHistory
{
    public uint StructSize;
    public int UndoSteps;
    public int RedoSteps;
    public int GroupOpen;
    public int UndoKind;
    public int RedoKind;
    public fixed byte UndoName[NameBytes];
    public fixed byte RedoName[NameBytes];

    internal const int NameBytes = 96;
}

/// <summary>seamline.h: what can be undone, and what it is called.</summary>
internal static unsafe class ExportsHistory
{
    [UnmanagedCallersOnly(EntryPoint = "seam_can_undo", CallConvs = [typeof(CallConvCdecl)])]
    public static int CanUndo(nint engine) => Can(engine, redo: false);

    [UnmanagedCallersOnly(EntryPoint = "seam_can_redo", CallConvs = [typeof(CallConvCdecl)])]
    public static int CanRedo(nint engine) => Can(engine, redo: true);

    private static int Can(nint engine, bool redo)
    {
        int steps = 0;
        return Border.Run(engine, new CanCall(redo, &steps)) == Status.Ok && steps > 0 ? 1 : 0;
    }

    private readonly struct CanCall(bool redo, int* steps) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            EditHistory history = at.Engine.History;
            *steps = history.IsGroupOpen ? 0 : redo ? history.RedoCount : history.UndoCount;
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_history", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Get(nint engine, SeamHistory* history) => Border.Run(engine, new GetCall(history));

    private readonly struct GetCall(SeamHistory* history) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            var value = default(SeamHistory);
            using (at.Engine.Lock.Hold())
            {
                EditHistory now = at.Engine.History;
                value.UndoSteps = now.UndoCount;
                value.RedoSteps = now.RedoCount;
                value.GroupOpen = now.IsGroupOpen ? 1 : 0;
                value.UndoKind = (int)now.UndoKind;
                value.RedoKind = (int)now.RedoKind;
                at.Engine.CopyEditName(redo: false, new Span<byte>(value.UndoName, SeamHistory.NameBytes));
                at.Engine.CopyEditName(redo: true, new Span<byte>(value.RedoName, SeamHistory.NameBytes));
            }

            return Border.TryWrite(history, ref value) ? Status.Ok : Border.RefuseStruct(at.Engine, "seam_history", history);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_name_edit", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Name(nint engine, byte* name) => Border.Run(engine, new NameCall(name));

    private readonly struct NameCall(byte* name) : IEngineCall
    {
        public Status Run(EngineTarget at) => name == null
            ? at.Engine.Refuse(Status.InvalidArgument, "seam_name_edit: no name")
            : at.Engine.NameEdit(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }
}

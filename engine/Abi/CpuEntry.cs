#if !SEAMLINE_C_START
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>
/// seam_cpu_supported and seam_can_start where no more than the architecture's baseline is assumed; on linux-x64 and win-x64 they are in cpu.c,
/// for here the runtime has started already.
/// </summary>
internal static unsafe class CpuEntry
{
    [UnmanagedCallersOnly(EntryPoint = "seam_can_start", CallConvs = [typeof(CallConvCdecl)])]
    public static int CanStart(byte* text, nuint capacity)
    {
        if (text != null && capacity != 0) *text = 0;
        return 1;
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_cpu_supported", CallConvs = [typeof(CallConvCdecl)])]
    public static int IsSupported() => 1;
}
#endif

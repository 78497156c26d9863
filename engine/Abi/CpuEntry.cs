#if !SEAMLINE_RAW_ENTRY
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_cpu_supported where no more than the architecture's baseline is assumed; on linux-x64 it is in cpu.c.</summary>
internal static class CpuEntry
{
    [UnmanagedCallersOnly(EntryPoint = "seam_cpu_supported", CallConvs = [typeof(CallConvCdecl)])]
    public static int IsSupported() => 1;
}
#endif

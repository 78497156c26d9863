using System.Runtime.Intrinsics.X86;

namespace Seamline.Abi;

/// <summary>
/// Whether this CPU can run the library: asked by the CPU's own word, not by what the compiler was allowed to assume, and
/// entered raw where seam_render is, because starting the runtime on too old a CPU ends the process.
/// </summary>
internal static class CpuEntry
{
    // SSE3, SSSE3, FMA, SSE4.1, SSE4.2, MOVBE, POPCNT, OSXSAVE, AVX, F16C.
    private const int Leaf1Ecx = (1 << 0) | (1 << 9) | (1 << 12) | (1 << 19) | (1 << 20) | (1 << 22) | (1 << 23) | (1 << 27) | (1 << 28) | (1 << 29);

    // BMI1, AVX2, BMI2.
    private const int Leaf7Ebx = (1 << 3) | (1 << 5) | (1 << 8);

    // LZCNT.
    private const int Extended1Ecx = 1 << 5;

    /// <summary>1 where the CPU has x86-64-v3, and on other architectures; else 0. Thread: any.</summary>
#if SEAMLINE_RAW_ENTRY
    [System.Runtime.RuntimeExport("seam_cpu_supported")]
#else
    [System.Runtime.InteropServices.UnmanagedCallersOnly(
        EntryPoint = "seam_cpu_supported", CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
#endif
    public static int IsSupported() => HasAll() ? 1 : 0;

    private static bool HasAll()
    {
        if (!X86Base.IsSupported) return true;
        (int most, _, _, _) = X86Base.CpuId(0, 0);
        (int extended, _, _, _) = X86Base.CpuId(unchecked((int)0x80000000), 0);
        if (most < 7 || extended >= 0 || extended < unchecked((int)0x80000001)) return false;
        (_, _, int ecx, _) = X86Base.CpuId(1, 0);
        (_, int ebx, _, _) = X86Base.CpuId(7, 0);
        (_, _, int extendedEcx, _) = X86Base.CpuId(unchecked((int)0x80000001), 0);
        return (ecx & Leaf1Ecx) == Leaf1Ecx && (ebx & Leaf7Ebx) == Leaf7Ebx && (extendedEcx & Extended1Ecx) == Extended1Ecx;
    }
}

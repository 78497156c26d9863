using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>Which column of the kernels this machine and this build run. All columns give the same bits.</summary>
/// <remarks>
/// Thread: any. "Accelerated" is what counts, not "supported": a NativeAOT build without an instruction-set switch
/// has no accelerated 256 on a machine that could, so tests ask here instead of believing the CPU's flags.
/// </remarks>
internal static class KernelPaths
{
    /// <summary>Widest accelerated column, bits: 256, 128, or 0 for scalar code.</summary>
    public static int Width => Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>The columns in the order in which a kernel runs them.</summary>
    public static string Description => // fence: for messages, never on the callback
        Vector256.IsHardwareAccelerated ? "256, 128, scalar" // fence: for messages, never on the callback
        : Vector128.IsHardwareAccelerated ? "128, scalar" // fence: for messages, never on the callback
        : "scalar"; // fence: for messages, never on the callback
}

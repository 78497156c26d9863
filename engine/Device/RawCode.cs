using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Device;

/// <summary>
/// Where C and raw code may call each other by bare addresses: no attached thread, no transition, no wait for a collection.
/// </summary>
/// <remarks>
/// Not documented. It rests on managed static methods of primitives and pointers following C's calling convention, as
/// measured for NativeAOT on linux-x64; a JIT's method addresses lead through stubs that need an attached thread.
/// For calls out, SuppressGCTransition is no substitute: the compiler follows such a call with a GC poll (RhpGcPoll), and a raw
/// callback was seen to wait in it for 94 ms. So raw code calls C through a managed function pointer that holds the bare address;
/// elsewhere the same pointer leads to a managed method that makes the documented call. C ignores the argument too many by
/// which that method learns the address.
/// </remarks>
internal static class RawCode
{
    // NativeAOT marks pointers to descriptors of generic methods with this bit and looks at it in every managed indirect call.
    private const nint DescriptorBit = 2;

    /// <summary>Whether C may call managed methods of this program by their bare addresses.</summary>
    public static bool IsProven =>
        !RuntimeFeature.IsDynamicCodeSupported && OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Whether raw code may call the C function at <paramref name="address"/> as if it were managed.</summary>
    public static bool MayCall(nint address) => IsProven && (address & DescriptorBit) == 0;
}

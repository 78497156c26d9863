using System.Runtime.InteropServices;
using SDL3;

namespace Seamline.Device;

/// <summary>
/// How SDL's thread enters <see cref="DeviceCallback.Fill"/>. Both ways end in the same body.
/// </summary>
/// <remarks>
/// Raw: the managed method's own address (<see cref="RawCode"/>). The thread is not attached and never waits for a collection.
/// Documented: <see cref="UnmanagedCallersOnlyAttribute"/>; attaches, makes a transition, and waits at its door while this
/// runtime collects, which is why nothing on the engine's paths allocates.
/// SDL's binding takes delegates only. One made by <see cref="Marshal.GetDelegateForFunctionPointer{T}(nint)"/> is unwrapped
/// again when it is handed over, so that SDL gets the bare address. The delegates stay rooted here.
/// </remarks>
internal static unsafe class DeviceEntry
{
    private static readonly SDL.AudioStreamCallback Documented = Marshal.GetDelegateForFunctionPointer<SDL.AudioStreamCallback>(
        (nint)(delegate* unmanaged[Cdecl]<nint, nint, int, int, void>)&DeviceCallback.FillWithTransition);

    private static readonly SDL.AudioStreamCallback? Raw = RawCode.IsProven
        ? Marshal.GetDelegateForFunctionPointer<SDL.AudioStreamCallback>((nint)(delegate*<nint, nint, int, int, void>)&DeviceCallback.Fill)
        : null;

    /// <summary>The entry to hand to SDL.</summary>
    public static SDL.AudioStreamCallback Choose(bool documented, out bool raw)
    {
        raw = !documented && Raw != null;
        return raw ? Raw! : Documented;
    }
}

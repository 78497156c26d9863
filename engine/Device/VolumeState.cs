using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Device;

/// <summary>
/// How loud the device plays, in native memory: one for an engine, whatever is open. The document, its meters, renders and exports know
/// nothing of it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe struct VolumeState
{
    private const double RampSeconds = 0.02; // from silence to 0 dB: no click, and nobody waits

    /// <summary>The gain that is wanted. Written by control.</summary>
    [FieldOffset(0)] public float Wanted;

    /// <summary>How far the gain goes in a frame.</summary>
    [FieldOffset(4)] public float Step;

    /// <summary>The gain of the last frame. The callback's own.</summary>
    [FieldOffset(128)] public float Now;

    /// <summary>Makes one that changes nothing. Thread: control.</summary>
    public static VolumeState* Create(int rate)
    {
        var volume = (VolumeState*)NativeMemory.AlignedAlloc((nuint)sizeof(VolumeState), 128);
        volume->Wanted = volume->Now = 1;
        volume->Step = (float)(1 / (RampSeconds * rate));
        return volume;
    }

    /// <summary>Sets the gain that the callback goes to. Thread: control.</summary>
    public static void Set(VolumeState* volume, float gain) => Volatile.Write(ref volume->Wanted, gain); // partner: OutputVolume.Apply

    /// <summary>Frees it, once no callback reaches it, and clears the caller's pointer. Thread: control.</summary>
    public static void Free(ref VolumeState* volume)
    {
        NativeMemory.AlignedFree(volume);
        volume = null;
    }
}

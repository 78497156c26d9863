using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Kernels;

namespace Seamline.Device;

/// <summary>
/// How loud the device plays, in native memory: one for an engine, whatever is open. Raw where the callback reaches it. The document, its
/// meters, renders and exports know nothing of it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe struct OutputVolume
{
    private const double RampSeconds = 0.02; // from silence to 0 dB: no click, and nobody waits

    /// <summary>The gain that is wanted. Written by control.</summary>
    [FieldOffset(0)] public float Wanted;

    /// <summary>How far the gain goes in a frame.</summary>
    [FieldOffset(4)] public float Step;

    /// <summary>The gain of the last frame. The callback's own.</summary>
    [FieldOffset(128)] public float Now;

    /// <summary>Makes one that changes nothing. Thread: control.</summary>
    public static OutputVolume* Create(int rate)
    {
        var volume = (OutputVolume*)NativeMemory.AlignedAlloc((nuint)sizeof(OutputVolume), 128);
        volume->Wanted = volume->Now = 1;
        volume->Step = (float)(1 / (RampSeconds * rate));
        return volume;
    }

    /// <summary>Sets the gain that the callback goes to. Thread: control.</summary>
    public static void Set(OutputVolume* volume, float gain) => Volatile.Write(ref volume->Wanted, gain); // partner: Apply

    /// <summary>Frees it, once no callback reaches it, and clears the caller's pointer. Thread: control.</summary>
    public static void Free(ref OutputVolume* volume)
    {
        NativeMemory.AlignedFree(volume);
        volume = null;
    }

    /// <summary>Applies it to interleaved frames, in place: a gain that changes goes there by equal steps. At 1 nothing is touched. Raw.</summary>
    public static void Apply(OutputVolume* volume, float* at, uint frames, int channels)
    {
        if (volume == null) return;
        float wanted = Volatile.Read(ref volume->Wanted); // partner: Set
        float now = volume->Now;
        unchecked
        {
            for (; now != wanted && frames > 0; frames--)
            {
                float left = wanted - now;
                now = left > volume->Step ? now + volume->Step : left < -volume->Step ? now - volume->Step : wanted;
                for (int channel = 0; channel < channels; channel++, at++) *at *= now;
            }

            volume->Now = now;
            if (now != 1f && frames > 0) Gain.ScaleSet(at, at, now, (nuint)frames * (nuint)channels);
        }
    }
}

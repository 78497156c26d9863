using System.Threading;
using Seamline.Kernels;

namespace Seamline.Device;

/// <summary>Makes what goes to the device as loud as the listener wants it. Raw.</summary>
internal static unsafe class OutputVolume
{
    /// <summary>Applies it to interleaved frames, in place: a gain that changes goes there by equal steps. At 1 nothing is touched. Raw.</summary>
    public static void Apply(VolumeState* volume, float* at, uint frames, int channels)
    {
        if (volume == null) return;
        float wanted = Volatile.Read(ref volume->Wanted); // partner: VolumeState.Set
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

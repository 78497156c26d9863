using System;
using Xunit;

namespace Seamline.Tests.Kernels;

/// <summary>Equality to the bit, test material, and a hash.</summary>
internal static class Bits
{
    /// <summary>Fails at the first sample that differs. Two NaNs are equal: their payload is the processor's affair.</summary>
    public static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i])
                && !(float.IsNaN(expected[i]) && float.IsNaN(actual[i])))
            {
                Assert.Fail($"{what}: float {i} of {expected.Length} is {actual[i]:G9}, expected {expected[i]:G9}");
            }
        }
    }

    /// <summary>Noise in -1..1, the same for a seed on every machine.</summary>
    public static float[] Noise(int floats, uint seed)
    {
        var noise = new float[floats];
        uint state = unchecked((seed * 2_654_435_761u) + 1);
        for (int i = 0; i < floats; i++)
        {
            state = unchecked((state * 1_664_525u) + 1_013_904_223u);
            noise[i] = ((int)(state >> 8) - 8_388_608) / 8_388_608f;
        }

        return noise;
    }

    /// <summary>FNV-1a, 64 bits.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes, ulong hash = 14_695_981_039_346_656_037)
    {
        foreach (byte b in bytes)
            hash = unchecked((hash ^ b) * 1_099_511_628_211);
        return hash;
    }
}

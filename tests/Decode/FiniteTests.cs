using System;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>What is no sample becomes silence, in place and in a copy alike, at every length.</summary>
public sealed unsafe class FiniteTests
{
    [Fact]
    public void CopyingRepairsWhatRepairingDoes()
    {
        var random = new Random(18);
        float[] bad = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 2e30f, -2e30f, BitConverter.UInt32BitsToSingle(0xFFFF_FFFF)];
        for (int length = 0; length <= 257; length++)
        {
            float[] samples = [.. Enumerable.Range(0, length).Select(_ => random.Next(4) == 0 ? bad[random.Next(bad.Length)] : random.Next(8) == 0 ? -0.0f : random.NextSingle() - 0.5f)];
            float[] before = [.. samples];
            float[] copy = [.. Enumerable.Repeat(7f, length + 1)];
            fixed (float* from = samples)
            fixed (float* to = copy) Finite.CopyRepaired(from, to, length);
            Assert.Equal(Bits(before), Bits(samples));
            fixed (float* at = samples) Assert.Equal(before.Any(sample => bad.Contains(sample)), Finite.Repair(at, length));
            Assert.Equal(Bits(samples), Bits(copy[..length]));
            Assert.Equal(7f, copy[length]);
        }
    }

    private static int[] Bits(float[] samples) => [.. samples.Select(BitConverter.SingleToInt32Bits)];
}

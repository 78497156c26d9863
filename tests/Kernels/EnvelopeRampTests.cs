using System;
using System.Runtime.Intrinsics;
using Seamline.Kernels;
using Xunit;

namespace Seamline.Tests.Kernels;

/// <summary>Gains from dB: near the power of ten, the same bits in all widths, silence from -96 dB down.</summary>
public sealed class EnvelopeRampTests
{
    [Fact]
    public void A_gain_is_the_power_of_ten_in_all_widths()
    {
        for (float decibels = -95.99f; decibels < 60; decibels += 0.0137f)
        {
            float gain = DecibelGain.Of(decibels);
            Assert.Equal(1, gain / Math.Pow(10, decibels / 20.0), 2e-6);
            Assert.Equal(gain, DecibelGain.Of(Floats4.Create(decibels)).Value.ToScalar());
            Assert.Equal(gain, DecibelGain.Of(Floats8.Create(decibels)).Value.ToScalar());
        }
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-96f, 0f)]
    [InlineData(-500f, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    public void Unity_and_silence_are_exact(float decibels, float expected)
    {
        Assert.Equal(expected, DecibelGain.Of(decibels));
        Assert.Equal(expected, DecibelGain.Of(Floats4.Create(decibels)).Value.ToScalar());
        Assert.Equal(expected, DecibelGain.Of(Floats8.Create(decibels)).Value.ToScalar());
    }
}

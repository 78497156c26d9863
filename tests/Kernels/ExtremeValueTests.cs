using System;
using System.Linq;
using Xunit;

namespace Seamline.Tests.Kernels;

/// <summary>Denormals, infinities and NaN go through the arithmetic as IEEE says, in every column alike.</summary>
public sealed unsafe class ExtremeValueTests
{
    private static readonly float[] Extremes =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1e-39f, -1.17549421e-38f, 1.17549435e-38f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1f, -1f, 1.0000001f, 16777216f, 0.1f,
    ];

    public static TheoryData<string> Names() => new(KernelCase.All().Select(c => c.Name).Where(n => !n.StartsWith("Cross", StringComparison.Ordinal)));

    /// <summary>The crossfade is for finite samples, and it says so; every other kernel takes anything.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Follows_the_formula_for_every_pair(string name)
    {
        KernelCase kernel = KernelCase.Named(name);
        int units = Extremes.Length * Extremes.Length;
        float[] was = Fill(units * kernel.DstWidth, i => Extremes[i % Extremes.Length]);
        float[] a = Fill(units * kernel.SrcWidth, i => Extremes[i / Extremes.Length % Extremes.Length]);
        float[] dst = [.. was];
        fixed (float* d = dst, s = a)
            kernel.Run(d, s, s, -5, (nuint)units);
        for (int i = 0; i < was.Length; i++)
            was[i] = kernel.Expect(was[i], a, a, -5, i / kernel.DstWidth, i % kernel.DstWidth);
        Bits.Same(was, dst, kernel.Name);
    }

    private static float[] Fill(int floats, Func<int, float> value) => [.. Enumerable.Range(0, floats).Select(value)];
}

using System;
using System.Linq;
using Xunit;

namespace Seamline.Tests.Kernels;

/// <summary>Every kernel, every length 0..257, against its oracle to the bit, with guard pages and canaries around.</summary>
public sealed unsafe class EveryLengthTests
{
    private const int Longest = 257;
    private const float Canary = 12345.678f;

    public static TheoryData<string> Names() => new(KernelCase.All().Select(c => c.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_the_oracle_ending_at_the_guard(string name) =>
        Run(name, (buffer, floats, which) => buffer.EndingAtGuard(floats));

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_the_oracle_starting_at_the_guard(string name) =>
        Run(name, (buffer, floats, which) => buffer.Start);

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_the_oracle_at_odd_addresses(string name) =>
        Run(name, (buffer, floats, which) => buffer.Start + 64 + ((floats + (3 * which)) % 8));

    private delegate float* Place(GuardedBuffer buffer, int floats, int which);

    private static void Run(string name, Place place)
    {
        KernelCase kernel = KernelCase.Named(name);
        using var dst = new GuardedBuffer((Longest * kernel.DstWidth) + 128);
        using var a = new GuardedBuffer((Longest * Math.Max(1, kernel.SrcWidth)) + 128);
        using var b = new GuardedBuffer((Longest * Math.Max(1, kernel.SrcWidth)) + 128);
        for (int units = 0; units <= Longest; units++)
            RunOne(kernel, units, k: units - 9, dst, a, b, place);
    }

    private static void RunOne(
        KernelCase kernel, int units, long k, GuardedBuffer dst, GuardedBuffer a, GuardedBuffer b, Place place)
    {
        float[] was = Bits.Noise(units * kernel.DstWidth, 1);
        float[] first = Bits.Noise(units * kernel.SrcWidth, 2);
        float[] second = Bits.Noise(units * kernel.SrcWidth, 3);
        float* to = Fill(dst, was, place, 0);
        float* from = Fill(a, first, place, 1);
        float* other = Fill(b, second, place, 2);

        kernel.Run(to, from, other, k, (nuint)units);

        var expected = new float[was.Length];
        for (int i = 0; i < expected.Length; i++)
            expected[i] = kernel.Expect(was[i], first, second, k, i / kernel.DstWidth, i % kernel.DstWidth);
        string what = $"{kernel.Name}, {units} units";
        Bits.Same(expected, new ReadOnlySpan<float>(to, expected.Length), what);
        Untouched(dst, to, expected.Length, what);
        Bits.Same(first, new ReadOnlySpan<float>(from, first.Length), what + ", first input");
        Bits.Same(second, new ReadOnlySpan<float>(other, second.Length), what + ", second input");
    }

    private static float* Fill(GuardedBuffer buffer, float[] data, Place place, int which)
    {
        buffer.All.Fill(Canary);
        float* at = place(buffer, data.Length, which);
        data.CopyTo(new Span<float>(at, data.Length));
        return at;
    }

    private static void Untouched(GuardedBuffer buffer, float* data, int floats, string what)
    {
        int before = (int)(data - buffer.Start);
        Assert.False(buffer.All[..before].ContainsAnyExcept(Canary), what + " wrote before its destination");
        Assert.False(buffer.All[(before + floats)..].ContainsAnyExcept(Canary), what + " wrote behind its destination");
    }
}

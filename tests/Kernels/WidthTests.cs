using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Seamline.Kernels;
using Xunit;
using Convert = Seamline.Kernels.Convert;

namespace Seamline.Tests.Kernels;

/// <summary>
/// Which column ran, and that it does not matter. The suite is run again with CPU features off (tools/test.sh):
/// SEAMLINE_EXPECT_WIDTH (256, 128, 0) proves that a run was the one it claims to be, SEAMLINE_KERNEL_HASH names a file
/// for the hashes of all outputs, and the files of all runs must be equal.
/// </summary>
public sealed unsafe class WidthTests
{
    [Fact]
    public void Runs_the_width_that_was_asked_for()
    {
        string? expected = Environment.GetEnvironmentVariable("SEAMLINE_EXPECT_WIDTH");
        if (!string.IsNullOrEmpty(expected))
            Assert.Equal(int.Parse(expected, CultureInfo.InvariantCulture), KernelPaths.Width);
        else if (Avx2.IsSupported)
            Assert.Equal(256, KernelPaths.Width);
        Assert.Equal(KernelPaths.Width switch { 256 => "256, 128, scalar", 128 => "128, scalar", _ => "scalar" }, KernelPaths.Description);
    }

    [Fact]
    public void Hashes_do_not_depend_on_lengths_and_are_written_where_asked()
    {
        string[] lines = Hashes(block: 4_001);
        // Odd blocks make other samples go through the scalar tails: the same bits from other columns.
        Assert.Equal(lines, Hashes(block: 29));
        Assert.Equal(lines.Length, lines.Distinct(StringComparer.Ordinal).Count());
        string? path = Environment.GetEnvironmentVariable("SEAMLINE_KERNEL_HASH");
        if (!string.IsNullOrEmpty(path))
            File.WriteAllLines(path, lines);
    }

    private static string[] Hashes(int block) =>
        [.. KernelCase.All().Select((kernel, index) => $"{HashOf(kernel, block, (uint)index):x16} {kernel.Name}"), Int16(block), PeakScanTests.HashLine()];

    private static ulong HashOf(KernelCase kernel, int block, uint seed)
    {
        const int units = 4_001;
        float[] dst = Bits.Noise(units * kernel.DstWidth, 11 + seed);
        float[] a = Bits.Noise(units * kernel.SrcWidth, 12 + seed);
        float[] b = Bits.Noise(units * kernel.SrcWidth, 13 + seed);
        fixed (float* d = dst, pa = a, pb = b)
        {
            for (int at = 0; at < units; at += block)
            {
                int now = Math.Min(block, units - at);
                float* first = pa + (at * kernel.SrcWidth);
                float* second = pb + (at * kernel.SrcWidth);
                kernel.Run(d + (at * kernel.DstWidth), first, second, at - 100, (nuint)now);
            }
        }

        return Bits.Hash(MemoryMarshal.AsBytes(dst.AsSpan()));
    }

    private static string Int16(int block)
    {
        float[] src = Bits.Noise(4_001, 14);
        var dst = new short[src.Length];
        fixed (float* s = src)
        fixed (short* d = dst)
        {
            for (int at = 0; at < src.Length; at += block)
                Convert.ToInt16(d + at, s + at, (nuint)Math.Min(block, src.Length - at));
        }

        return $"{Bits.Hash(MemoryMarshal.AsBytes(dst.AsSpan())):x16} Convert to 16 bits";
    }
}

using System;
using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>Replaces what is no number, so that one bad sample of a decoder or a host cannot spread through a mix.</summary>
/// <remarks>Thread: any, callback included. No alignment needed.</remarks>
internal static unsafe class Sanitize
{
    // All ones in the exponent: infinity or NaN.
    private const uint ExponentBits = 0x7F80_0000;

    /// <summary>Sets NaN and infinities to +0 in place; every other sample keeps its bits, -0 and denormals too.</summary>
    /// <returns>How many were replaced.</returns>
    public static nuint Run(float* buffer, nuint samples)
    {
        Debug.Assert(samples == 0 || buffer != null);
        nuint replaced = 0;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<uint> exponent = Vector256.Create(ExponentBits);
            for (; i + 8 <= samples; i += 8)
            {
                if (Vector256.EqualsAny(Vector256.Load((uint*)buffer + i) & exponent, exponent))
                    replaced += Scalar(buffer + i, 8);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<uint> exponent = Vector128.Create(ExponentBits);
            for (; i + 4 <= samples; i += 4)
            {
                if (Vector128.EqualsAny(Vector128.Load((uint*)buffer + i) & exponent, exponent))
                    replaced += Scalar(buffer + i, 4);
            }
        }

        return replaced + Scalar(buffer + i, samples - i);
    }

    private static nuint Scalar(float* buffer, nuint samples)
    {
        nuint replaced = 0;
        for (nuint i = 0; i < samples; i++)
        {
            if ((BitConverter.SingleToUInt32Bits(buffer[i]) & ExponentBits) == ExponentBits)
            {
                buffer[i] = 0f;
                replaced++;
            }
        }

        return replaced;
    }
}

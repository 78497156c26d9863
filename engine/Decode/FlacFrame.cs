using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Seamline.Decode;

/// <summary>
/// Whether a FLAC frame is as it was written: the CRC-16 (x^16 + x^15 + x^2 + 1, from 0, most significant bit first) over all of it, its
/// own CRC included, is 0. FFmpeg checks too if its check is turned on, a byte at a time: a tenth of decoding. Here 64 bytes are folded
/// at a time by carry-less multiplication; where the processor has none, FFmpeg's check is turned on.
/// </summary>
/// <remarks>Thread: any. Reads nothing beyond the packet.</remarks>
internal static unsafe class FlacFrame
{
    private const int Smallest = 11; // bytes; FFmpeg passes over what is less
    private const uint Polynomial = 0x8005;

    // x^n modulo the polynomial. Sixteen bytes h x^64 + l that stand n bits before others are worth h x^(n + 64) + l x^n there.
    private const ulong X128 = 0x0106;
    private const ulong X192 = 0x1666;
    private const ulong X512 = 0x8107;
    private const ulong X576 = 0x1446;

    /// <summary>Whether this processor can look.</summary>
    public static bool CanLook => Pclmulqdq.IsSupported && Ssse3.IsSupported;

    /// <summary>Whether a packet is a frame, and damaged. What else comes in packets (headers of a stream joined on) is none.</summary>
    public static bool IsDamaged(byte* data, int size)
    {
        if (size < Smallest || (data[0] & 0x7F) == 4 || new ReadOnlySpan<byte>(data, 5).SequenceEqual("\u007FFLAC"u8)) return false;
        return Remainder(data, size) != 0 && !HoldsHeaders(data, size);
    }

    // Where another file is joined on, its headers come with the last frame of the one before, which is whole.
    private static bool HoldsHeaders(byte* data, int size) => new ReadOnlySpan<byte>(data, size).IndexOf("fLaC"u8) > 0;

    /// <summary>What a polynomial of so many bytes leaves, times x^16: 0 for a frame.</summary>
    public static uint Remainder(byte* data, int size)
    {
        uint left = 0;
        if (CanLook && size >= 64)
        {
            byte* folded = stackalloc byte[16];
            int done = Fold(data, size, folded);
            left = Bytes(0, folded, 16);
            data += done;
            size -= done;
        }

        return Bytes(left, data, size);
    }

    // All whole sixteens become one that leaves the same. Returns how many bytes that were.
    private static int Fold(byte* data, int size, byte* folded)
    {
        Vector128<ulong> far = Vector128.Create(X512, X576);
        Vector128<ulong> near = Vector128.Create(X128, X192);
        Vector128<ulong> a = Load(data), b = Load(data + 16), c = Load(data + 32), d = Load(data + 48);
        int at = 64;
        for (; at + 64 <= size; at += 64)
        {
            a = Move(a, far) ^ Load(data + at);
            b = Move(b, far) ^ Load(data + at + 16);
            c = Move(c, far) ^ Load(data + at + 32);
            d = Move(d, far) ^ Load(data + at + 48);
        }

        a = Move(a, near) ^ b;
        a = Move(a, near) ^ c;
        a = Move(a, near) ^ d;
        for (; at + 16 <= size; at += 16) a = Move(a, near) ^ Load(data + at);
        Turn(a.AsByte()).Store(folded);
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Move(Vector128<ulong> x, Vector128<ulong> by)
        => Pclmulqdq.CarrylessMultiply(x, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(x, by, 0x11);

    // The first byte is the most significant.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(byte* data) => Turn(Vector128.Load(data)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Turn(Vector128<byte> bytes)
        => Ssse3.Shuffle(bytes, Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));

    private static uint Bytes(uint left, byte* data, int size)
    {
        for (int i = 0; i < size; i++)
        {
            left ^= (uint)data[i] << 8;
            for (int bit = 0; bit < 8; bit++) left = (left & 0x8000) != 0 ? ((left << 1) ^ Polynomial) & 0xFFFF : left << 1;
        }

        return left;
    }
}

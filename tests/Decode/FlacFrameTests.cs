using System;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>The CRC of FLAC frames against its definition, bit by bit.</summary>
public sealed unsafe class FlacFrameTests
{
    [Fact]
    public void Every_length_leaves_what_the_definition_says()
    {
        byte[] bytes = new byte[700];
        new Random(7).NextBytes(bytes);
        fixed (byte* data = bytes)
        {
            for (int size = 0; size <= bytes.Length; size++) Assert.Equal(Defined(bytes.AsSpan(0, size)), FlacFrame.Remainder(data, size));
        }
    }

    [Fact]
    public void A_frame_with_its_crc_is_whole_and_any_flipped_bit_damages_it()
    {
        byte[] frame = new byte[263];
        new Random(8).NextBytes(frame);
        frame[0] = 0xFF;
        frame[1] = 0xF8;
        uint crc = Defined(frame.AsSpan(0, frame.Length - 2));
        frame[^2] = (byte)(crc >> 8);
        frame[^1] = (byte)(crc & 0xFF);
        Assert.False(IsDamaged(frame));
        for (int bit = 0; bit < frame.Length * 8; bit++)
        {
            frame[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.True(IsDamaged(frame) || (frame[0] & 0x7F) == 4, $"bit {bit}");
            frame[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
    }

    [Fact]
    public void What_is_no_frame_is_not_damaged()
    {
        Assert.False(IsDamaged([0x7F, (byte)'F', (byte)'L', (byte)'A', (byte)'C', 1, 0, 0, 0, 0, 0, 0, 0]));
        Assert.False(IsDamaged([0x84, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
        Assert.False(IsDamaged([0xFF, 0xF8, 1]));
        Assert.True(IsDamaged([0xFF, 0xF8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
    }

    private static bool IsDamaged(byte[] packet)
    {
        fixed (byte* data = packet) return FlacFrame.IsDamaged(data, packet.Length);
    }

    private static uint Defined(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte value in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                uint top = (crc >> 15) ^ ((uint)(value >> bit) & 1);
                crc = ((crc << 1) & 0xFFFF) ^ (top != 0 ? 0x8005u : 0);
            }
        }

        return crc;
    }
}

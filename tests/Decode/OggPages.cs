using System;
using System.Buffers.Binary;

namespace Seamline.Tests.Decode;

/// <summary>Ogg pages that a test has changed.</summary>
internal static class OggPages
{
    /// <summary>Sets the checksum of the page that begins at an offset: CRC-32 of polynomial 0x04C11DB7, from 0, not reflected.</summary>
    public static void SetChecksum(byte[] file, int page)
    {
        int segments = file[page + 26];
        int length = 27 + segments;
        for (int i = 0; i < segments; i++) length += file[page + 27 + i];
        file.AsSpan(page + 22, 4).Clear();
        uint crc = 0;
        foreach (byte value in file.AsSpan(page, length))
        {
            crc ^= (uint)value << 24;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ 0x04C11DB7 : crc << 1;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(page + 22), crc);
    }
}

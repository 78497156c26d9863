using System;
using System.Collections.Generic;

namespace Seamline.Tests.Decode;

/// <summary>Bits in a row, the highest of a value first, as MPEG writes them.</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];

    public int Bits { get; private set; }

    public void Put(int value, int bits)
    {
        for (int i = bits - 1; i >= 0; i--)
        {
            if (Bits % 8 == 0) _bytes.Add(0);
            _bytes[^1] |= (byte)(((value >> i) & 1) << (7 - (Bits % 8)));
            Bits++;
        }
    }

    public void Put(bool flag) => Put(flag ? 1 : 0, 1);

    /// <summary>The first bits of some bytes.</summary>
    public void Put(ReadOnlySpan<byte> source, int bits)
    {
        for (int i = 0; i < bits; i++) Put((source[i / 8] >> (7 - (i % 8))) & 1, 1);
    }

    /// <summary>All of it, filled up with zeros to whole bytes.</summary>
    public byte[] ToArray() => [.. _bytes];
}

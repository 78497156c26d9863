using System;

namespace Seamline.Decode;

/// <summary>Reads bits, the highest of a byte first. Beyond the end there are zeros.</summary>
internal ref struct BitReader
{
    private readonly ReadOnlySpan<byte> _data;

    /// <summary>Makes one at the first bit.</summary>
    public BitReader(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>The next bit.</summary>
    public int At { get; set; }

    /// <summary>Bits in all.</summary>
    public readonly int Bits => _data.Length * 8;

    /// <summary>Reads up to 24 bits.</summary>
    public int Read(int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++)
        {
            value = (value << 1) | (At < Bits ? (_data[At >> 3] >> (7 - (At & 7))) & 1 : 0);
            At++;
        }

        return value;
    }

    /// <summary>Reads a flag.</summary>
    public bool ReadFlag() => Read(1) != 0;
}

using System;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Seamline.Projects;

/// <summary>
/// Texts and numbers of a file. Names of fields stand here once each, so that they are compared by their place; of values most of those
/// that come again do. A file of 20,000 clips shrinks to a tenth: touching memory for the first time costs more than comparing.
/// </summary>
internal sealed class JsonStore
{
    private const int LengthBits = 30;
    private const int RecentValues = 1 << 14;
    private const int LongestShared = 512;

    /// <summary>Hashes of names begin with it, so that no file can be made whose names all meet.</summary>
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private readonly int[] _recent = new int[RecentValues];
    private byte[] _bytes = new byte[1 << 16];
    private ulong[] _places = new ulong[1 << 12];
    private int[] _names = new int[256];
    private int _nameCount;
    private int _used;
    private int _count = 1; // 0 is none

    /// <summary>The bytes of a place.</summary>
    public ReadOnlySpan<byte> Bytes(int id) => _bytes.AsSpan((int)(_places[id] >> LengthBits), (int)(_places[id] & ((1 << LengthBits) - 1)));

    /// <summary>The place of a name, or -1 where no field has it.</summary>
    public int FindName(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        int id = _names[Slot(bytes)];
        return id == 0 ? -1 : id;
    }

    /// <summary>The place of a name; 0 where it is not valid UTF-8.</summary>
    /// <param name="bytes">Without escapes.</param>
    public int AddName(ReadOnlySpan<byte> bytes)
    {
        int slot = Slot(bytes);
        if (_names[slot] != 0)
            return _names[slot];
        int id = Put(bytes);
        if (id == 0)
            return 0;
        _names[slot] = id;
        if (++_nameCount * 2 > _names.Length)
            Rehash();
        return id;
    }

    /// <summary>The place of a value; 0 where it is not valid UTF-8.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestShared)
            return Put(bytes);
        ref int recent = ref _recent[Hash(bytes) >> (64 - 14)];
        return recent != 0 && Bytes(recent).SequenceEqual(bytes) ? recent : recent = Put(bytes);
    }

    private int Put(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
            return 0;
        if (_used + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length + (_bytes.Length / 2), _used + bytes.Length));
        if (_count == _places.Length)
            Array.Resize(ref _places, _count + (_count / 2));
        bytes.CopyTo(_bytes.AsSpan(_used));
        _places[_count] = ((ulong)_used << LengthBits) | (uint)bytes.Length;
        _used += bytes.Length;
        return _count++;
    }

    private int Slot(ReadOnlySpan<byte> name)
    {
        int slot = (int)(Hash(name) & (ulong)(_names.Length - 1));
        while (_names[slot] is not 0 and var id && !Bytes(id).SequenceEqual(name))
            slot = (slot + 1) & (_names.Length - 1);
        return slot;
    }

    private void Rehash()
    {
        int[] old = _names;
        _names = new int[old.Length * 2];
        foreach (int id in old)
        {
            if (id != 0)
                _names[Slot(Bytes(id))] = id;
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Seed ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        ulong rest = 0;
        foreach (byte one in bytes)
            rest = (rest << 8) | one;
        return Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, 0x9E37_79B9_7F4A_7C15, out ulong low);
        return high ^ low;
    }
}

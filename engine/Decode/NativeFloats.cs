using System;
using System.Runtime.InteropServices;

namespace Seamline.Decode;

/// <summary>A native buffer of floats that grows and never shrinks; the owner frees it.</summary>
internal unsafe struct NativeFloats
{
    private nuint _capacity;

    /// <summary>The memory; null before the first <see cref="Reserve"/>.</summary>
    public float* Pointer { get; private set; }

    /// <summary>Makes room for so many floats. Content is kept; new floats are zero.</summary>
    public float* Reserve(long floats)
    {
        nuint wanted = checked((nuint)floats);
        if (wanted > _capacity)
        {
            nuint capacity = Math.Max(wanted, _capacity + _capacity / 2);
            Pointer = (float*)NativeMemory.Realloc(Pointer, capacity * sizeof(float));
            NativeMemory.Clear(Pointer + _capacity, (capacity - _capacity) * sizeof(float));
            _capacity = capacity;
        }

        return Pointer;
    }

    /// <summary>Frees the memory; the buffer may be used again.</summary>
    public void Free()
    {
        NativeMemory.Free(Pointer);
        Pointer = null;
        _capacity = 0;
    }
}

using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Memory;

/// <summary>A growable list of unmanaged rows in budgeted native memory. Capacity is a power of two and never shrinks.</summary>
/// <remarks>Thread: one at a time. Only the owner disposes.</remarks>
internal sealed unsafe class NativeList<T> : IDisposable
    where T : unmanaged
{
    private readonly MemoryBudget _budget;
    private readonly int _limit;
    private T* _rows;
    private int _capacity;

    /// <summary>Makes an empty list that never holds more than <paramref name="limit"/> rows.</summary>
    public NativeList(MemoryBudget budget, int limit)
    {
        _budget = budget;
        _limit = limit;
    }

    /// <summary>Rows in the list.</summary>
    public int Count { get; private set; }

    /// <summary>Changes of the rows so far, but for those made through <see cref="Rows"/> and <see cref="Span"/>.</summary>
    public long Edition { get; private set; }

    /// <summary>The most rows it takes.</summary>
    public int Limit => _limit;

    /// <summary>The first row; valid until the next growth.</summary>
    public T* Rows => _rows;

    /// <summary>The rows as a span; valid until the next growth.</summary>
    public Span<T> Span => new(_rows, Count);

    /// <summary>One row by reference; valid until the next growth.</summary>
    public ref T this[int index]
    {
        get
        {
            Debug.Assert(index >= 0 && index < Count, "row index out of range");
            return ref _rows[index];
        }
    }

    /// <summary>Makes room for <paramref name="count"/> rows in all; false (and nothing changed) past the limit or the budget.</summary>
    public bool TryReserve(int count)
    {
        if (count <= _capacity) return true;
        if (count > _limit) return false;
        int capacity = Math.Min(_limit, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, 16)));
        void* grown = NativeBlock.Take(_budget, (long)capacity * sizeof(T));
        if (grown == null) return false;
        Span.CopyTo(new Span<T>(grown, capacity));
        Free();
        _rows = (T*)grown;
        _capacity = capacity;
        return true;
    }

    /// <summary>Replaces <paramref name="removed"/> rows at <paramref name="index"/> by <paramref name="inserted"/>; false past limit or budget.</summary>
    public bool TrySplice(int index, int removed, ReadOnlySpan<T> inserted)
    {
        Debug.Assert(index >= 0 && removed >= 0 && index + removed <= Count, "splice out of range");
        int count = Count - removed + inserted.Length;
        if (!TryReserve(count)) return false;
        int tail = Count - index - removed;
        new Span<T>(_rows + index + removed, tail).CopyTo(new Span<T>(_rows + index + inserted.Length, tail));
        inserted.CopyTo(new Span<T>(_rows + index, inserted.Length));
        Count = count;
        Edition++;
        return true;
    }

    /// <summary>Appends one row; false past limit or budget.</summary>
    public bool TryAdd(in T row) => TrySplice(Count, 0, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in row), 1));

    /// <summary>Makes it so many rows; what is in new ones is undefined. False past limit or budget.</summary>
    public bool TryResize(int count)
    {
        if (!TryReserve(count)) return false;
        Count = count;
        Edition++;
        return true;
    }

    /// <summary>Forgets all rows, keeps the memory.</summary>
    public void Clear()
    {
        Count = 0;
        Edition++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        _rows = null;
        _capacity = 0;
        Count = 0;
    }

    private void Free()
    {
        void* block = _rows;
        NativeBlock.Return(_budget, ref block, (long)_capacity * sizeof(T));
    }
}

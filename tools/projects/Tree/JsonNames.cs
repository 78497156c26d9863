using System;
using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>The names of the fields of open objects, by their places in the store: no object may have one twice.</summary>
internal sealed class JsonNames
{
    /// <summary>Objects of more fields are looked through once, when they end.</summary>
    private const int Compared = 24;

    private readonly Stack<int> _objects = new();
    private int[] _names = new int[256];
    private int _count;
    private int _first;

    /// <summary>Whether an object has one twice.</summary>
    public bool HasDuplicate { get; private set; }

    /// <summary>An object begins.</summary>
    public void Open()
    {
        _objects.Push(_first);
        _first = _count;
    }

    /// <summary>An object ends.</summary>
    public void Close()
    {
        if (_count - _first > Compared)
            HasDuplicate |= new HashSet<int>(_names.AsSpan(_first.._count).ToArray()).Count < _count - _first;
        _count = _first;
        _first = _objects.Pop();
    }

    /// <summary>A field of the innermost object.</summary>
    public void Add(int name)
    {
        if (_count - _first <= Compared)
            HasDuplicate |= _names.AsSpan(_first.._count).Contains(name);
        if (_count == _names.Length)
            Array.Resize(ref _names, _count * 2);
        _names[_count++] = name;
    }
}

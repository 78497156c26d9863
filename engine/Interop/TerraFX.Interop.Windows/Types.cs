using System;
using System.Runtime.InteropServices;

namespace TerraFX.Interop.Windows;

/// <summary>A 32-bit truth value: any value but 0 is true.</summary>
public readonly struct BOOL : IEquatable<BOOL>
{
    public readonly int Value;

    public BOOL(int value) => Value = value;

    public static BOOL FALSE => new(0);

    public static BOOL TRUE => new(1);

    public static implicit operator bool(BOOL value) => value.Value != 0;

    public static implicit operator BOOL(bool value) => new(value ? 1 : 0);

    public static bool operator ==(BOOL left, BOOL right) => left.Value == right.Value;

    public static bool operator !=(BOOL left, BOOL right) => left.Value != right.Value;

    public bool Equals(BOOL other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is BOOL other && Equals(other);

    public override int GetHashCode() => Value;
}

/// <summary>A kernel object's handle. <see cref="NULL"/> and <see cref="INVALID_VALUE"/> both mean none, by function.</summary>
public readonly unsafe struct HANDLE : IEquatable<HANDLE>
{
    public readonly void* Value;

    public HANDLE(void* value) => Value = value;

    public static HANDLE INVALID_VALUE => new(unchecked((void*)-1));

    public static HANDLE NULL => new(null);

    public static bool operator ==(HANDLE left, HANDLE right) => left.Value == right.Value;

    public static bool operator !=(HANDLE left, HANDLE right) => left.Value != right.Value;

    public bool Equals(HANDLE other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is HANDLE other && Equals(other);

    public override int GetHashCode() => ((nuint)Value).GetHashCode();
}

/// <summary>A 64-bit integer that C may also read as two halves.</summary>
[StructLayout(LayoutKind.Explicit)]
public struct LARGE_INTEGER
{
    [FieldOffset(0)] public long QuadPart;
}

[StructLayout(LayoutKind.Sequential)]
public unsafe struct SECURITY_ATTRIBUTES
{
    public uint nLength;
    public void* lpSecurityDescriptor;
    public BOOL bInheritHandle;
}

public static class MEM
{
    public const int MEM_COMMIT = 0x1000;
    public const int MEM_RESERVE = 0x2000;
    public const int MEM_DECOMMIT = 0x4000;
    public const int MEM_RELEASE = 0x8000;
    public const int MEM_LARGE_PAGES = 0x20000000;
}

public static class PAGE
{
    public const int PAGE_NOACCESS = 0x01;
    public const int PAGE_READONLY = 0x02;
    public const int PAGE_READWRITE = 0x04;
}

public static class THREAD
{
    public const int THREAD_PRIORITY_NORMAL = 0;
    public const int THREAD_PRIORITY_ABOVE_NORMAL = 1;
    public const int THREAD_PRIORITY_HIGHEST = 2;
    public const int THREAD_PRIORITY_TIME_CRITICAL = 15;
}
